"""Figures: ``Evidence`` -> matplotlib ``Figure``, or None where there is nothing to show.

A new figure is a module here, an entry in ``FIGURES``, and ``<name>_name`` and ``<name>_reading`` in
``strings/``; then it is drawn, saved and on the page.
"""

from collections.abc import Mapping
from typing import Final

from .attribution import draw_attribution
from .biography import draw_biography
from .card import draw_card
from .cost import draw_cost
from .daily import draw_daily
from .effects import draw_effects
from .followers import draw_followers
from .funnel import draw_funnel
from .own_notes import draw_best_note, draw_worst_note
from .reach import draw_reach
from .response import draw_response
from .retention import draw_retention
from .states import draw_states
from .style import Draw, HouseFigure, figure_words, has_chinese_font, house_style
from .validation import draw_validation

# In the order of the page.
FIGURES: Final[Mapping[str, Draw]] = {
    "effects": draw_effects,
    "cost": draw_cost,
    "attribution": draw_attribution,
    "followers": draw_followers,
    "reach": draw_reach,
    "daily": draw_daily,
    "funnel": draw_funnel,
    "states": draw_states,
    "retention": draw_retention,
    "best_note": draw_best_note,
    "worst_note": draw_worst_note,
}

__all__ = [
    "FIGURES", "HouseFigure", "draw_biography", "draw_card", "draw_response", "draw_validation", "figure_words",
    "has_chinese_font", "house_style",
]  # fmt: skip
