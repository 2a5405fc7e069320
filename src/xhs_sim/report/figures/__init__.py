"""Figures: ``Evidence`` -> matplotlib ``Figure``, or None where there is nothing to show.

A new figure is a function here and an entry in ``FIGURES``; then it is drawn, saved and on the page. It begins with
``headline`` and draws ``dots_and_whiskers``, ``arm_lines``, or what it needs. The page calls it by ``<name>_name`` and
``<name>_reading`` in ``strings/``; one that is named for its metric needs neither. A package of your own brings its
figures by entry points of the group ``xhs_sim.figures``.
"""

from collections.abc import Iterator
from typing import Final

from ...config.registry import Registry
from ..evidence import Evidence
from ..words import Words
from .attribution import draw_attribution
from .backtest import draw_backtest
from .biography import draw_biography
from .card import draw_card
from .content import draw_content_effects
from .cost import draw_cost
from .daily import draw_daily
from .dots import Dot, arm_rows, dots_and_whiskers, level_dots
from .effects import draw_effects
from .followers import draw_followers
from .funnel import draw_funnel
from .happened import draw_happened
from .inequality import draw_inequality
from .leads import draw_leads
from .lines import arm_lines, label_ends
from .lives import draw_lives
from .own_notes import draw_best_note, draw_worst_note
from .panels import headline, looks_of, number_axis
from .portfolio import draw_portfolio
from .reach import draw_reach
from .response import draw_response
from .retention import draw_retention
from .sensitivity import draw_sensitivity
from .states import draw_states
from .style import Draw, HouseFigure, figure_words, has_chinese_font, house_style, in_house_style
from .tornado import draw_tornado
from .tradeoff import draw_tradeoff
from .validation import draw_validation
from .waterfall import draw_waterfall

# In the order of the page.
FIGURES: Final[Registry[Draw]] = Registry("figure", {
    "effects": draw_effects,
    "waterfall": draw_waterfall,
    "cost": draw_cost,
    "attribution": draw_attribution,
    "followers": draw_followers,
    "reach": draw_reach,
    "daily": draw_daily,
    "happened": draw_happened,
    "portfolio": draw_portfolio,
    "funnel": draw_funnel,
    "states": draw_states,
    "retention": draw_retention,
    "inequality": draw_inequality,
    "tradeoff": draw_tradeoff,
    "tornado": draw_tornado,
    "best_note": draw_best_note,
    "worst_note": draw_worst_note,
})  # fmt: skip


def drawn(evidence: Evidence, words: Words) -> Iterator[tuple[str, HouseFigure]]:
    """Draw each figure that has something to show, by name, in the order of the page."""
    for name, draw in FIGURES.items():
        figure = draw(evidence, words)
        if figure is not None:
            yield name, figure


__all__ = [
    "FIGURES", "Dot", "Draw", "HouseFigure", "arm_lines", "arm_rows", "dots_and_whiskers", "draw_backtest",
    "draw_biography", "draw_card", "draw_content_effects", "draw_leads", "draw_lives", "draw_response",
    "draw_sensitivity", "draw_validation", "drawn", "figure_words", "has_chinese_font", "headline", "house_style",
    "in_house_style", "label_ends", "level_dots", "looks_of", "number_axis",
]  # fmt: skip
