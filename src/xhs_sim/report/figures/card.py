"""A card of the page as a picture for slides: text in house style, set as large as fits, never cut.

Text that does not fit in 16:9 at the smallest size makes the picture taller.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from ..words import Words
from .style import ACCENT, DPI, INK, MUTED, SIZE, figure_words, house_style, wrap

GOOD, CAUTION, BAD, PLAIN = "#0b6e4f", "#8a5a00", "#b3132b", "#c9cdd4"
_LEADS = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)  # points; the rest of a card keeps its proportion to the lead
_EDGE, _GAP, _COLUMNS = 26.0, 22.0, 3  # points
_LINE = 1.38  # of the size; Chinese faces stand taller than Latin ones
_MARGIN = 0.97  # of a width: hinting widens text by a little


class Block(NamedTuple):
    """A small text of a card: what it is about with a mark, a value, and why."""

    name: str
    tag: str
    value: str
    why: str
    colour: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says: its kind and question in small, sentences in large, blocks in columns or lines in a list."""

    name: str
    eyebrow: str
    lead: str
    points: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    foot: str = ""


class _Line(NamedTuple):
    """A line of text to be set: points from the left edge and from the top."""

    x: float
    y: float
    text: str
    size: float
    weight: str
    colour: str


class _Rule(NamedTuple):
    """A coloured bar: left, top, width, height in points."""

    x: float
    y: float
    wide: float
    high: float
    colour: str


Drawn = _Line | _Rule


def draw_card(card: Card, words: Words) -> Figure:
    """Set a card: the largest size at which all of it fits."""
    width, height = SIZE[0] * 72, SIZE[1] * 72
    with house_style(figure_words(words)):
        for lead in _LEADS:
            drawn = list(_set(card, lead, width))
            needed = max(_bottom(each) for each in drawn) + _EDGE
            if needed <= height:
                break
        height = max(height, needed)
        figure = Figure(figsize=(width / 72, height / 72), dpi=DPI)
        figure.set_label(card.lead)
        for each in drawn:
            _put(figure, each, width, height)
    return figure


def _bottom(each: Drawn) -> float:
    return each.y + (each.high if isinstance(each, _Rule) else each.size * _LINE)


def _put(figure: Figure, each: Drawn, width: float, height: float) -> None:
    if isinstance(each, _Rule):
        place = (each.x / width, 1 - (each.y + each.high) / height)
        figure.add_artist(Rectangle(place, each.wide / width, each.high / height, color=each.colour, lw=0))
    else:
        figure.text(
            each.x / width,
            1 - each.y / height,
            each.text,
            size=each.size,
            weight=each.weight,
            color=each.colour,
            va="top",
        )


def _set(card: Card, lead: float, width: float) -> Generator[Drawn, None, None]:
    """Set a card with a lead of so many points."""
    small, wide = 0.56 * lead if card.blocks else max(0.5 * lead, 9.0), width - 2 * _EDGE
    yield _Rule(_EDGE, 14.0, 0.045 * width, 6.0, ACCENT)
    y = 30.0
    y = yield from _text(card.eyebrow, (_EDGE, y, wide), max(small, 9.0), MUTED)
    y = yield from _text(card.lead, (_EDGE, y + 0.4 * lead, wide), lead, INK, "bold")
    y += 0.5 * lead
    for point in card.points:
        begin = y
        y = yield from _text(point, (_EDGE + 12, y, wide - 12), 0.68 * lead, INK)
        yield _Rule(_EDGE, begin + 1, 4.0, y - begin - 1, PLAIN)
        y += 0.4 * lead
    for i in range(0, len(card.blocks), _COLUMNS):
        y = yield from _row(card.blocks[i : i + _COLUMNS], y, wide, 0.6 * lead)
    if card.foot:
        yield from _text(card.foot, (_EDGE, y + 0.3 * lead, wide), 9.0, MUTED)


def _row(blocks: Sequence[Block], top: float, wide: float, size: float) -> Generator[Drawn, None, float]:
    """Set blocks side by side; returns where the lowest ends."""
    column = (wide - (_COLUMNS - 1) * _GAP) / _COLUMNS
    lowest = top
    for i, block in enumerate(blocks):
        x = _EDGE + i * (column + _GAP)
        yield _Rule(x, top, column, 1.6, block.colour)
        name = f"{block.name} · {block.tag}" if block.tag else block.name
        y = yield from _text(name, (x, top + 5, column), size * 0.8, block.colour if block.tag else MUTED)
        y = yield from _text(block.value, (x, y + 1, column), size, INK, "bold")
        y = yield from _text(block.why, (x, y + 2, column), size * 0.72, MUTED)
        lowest = max(lowest, y)
    return lowest + 0.9 * size


def _text(
    said: str, place: tuple[float, float, float], size: float, colour: str, weight: str = "normal"
) -> Generator[Drawn, None, float]:
    """Set a paragraph at ``(x, y, width)``; returns where it ends."""
    x, y, wide = place
    for line in wrap(said, _MARGIN * wide, FontProperties(size=size, weight=weight)) if said else []:
        yield _Line(x, y, line, size, weight, colour)
        y += size * _LINE
    return y
