"""Who leads where, all over a sweep: lines over one parameter, a map of two, points over the two that tell most."""

from ...swept import Swept
from ...words import Words
from ..style import HouseFigure, figure_words, house_style
from .lines import draw_lines
from .map import draw_map, is_grid
from .points import draw_points


def draw_leads(swept: Swept, words: Words) -> HouseFigure:
    """Draw who comes first in each cell, and whether that is told apart from all others.

    Parameters
    ----------
    swept : Swept
    words : Words
        ``load_words("en")`` or ``load_words("zh")``, calling arms by the study's labels.
    """
    told = figure_words(words)
    varied = swept.varied
    with house_style(told):
        if len(varied) < 2:
            figure = draw_lines(swept, (varied or swept.parameters)[0], told)
        elif len(varied) == 2 and is_grid(swept, varied):
            figure = draw_map(swept, varied, told)
        else:
            figure = draw_points(swept, varied, told)
        figure.draw_without_rendering()  # tick labels are made now, in the house's fonts, whoever saves them
    return figure


__all__ = ["draw_leads"]
