"""Over two parameters: a map of cells in the colour of whoever comes first, with how far ahead it is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from ...swept import Swept
from ...words import Words
from ..panels import Look, write
from ..parameter_axis import shown, values_of
from ..style import MUTED, SIZE, SMALL, HouseFigure, clear_frame, name_lines, width_of
from .parts import NOBODY, RIGHT_END, called, header, lead_text, list_arms, looks_in

_LEFT, _BOTTOM = 0.105, 0.15
_MOST = 24  # values of a parameter, beyond which cells are too small to be seen
_SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)  # of the lead in a cell; where none fits, it is left out
_GAP = 0.035  # of a cell, around it
_AIR = 9  # points beside a text in its cell
_TWO_LINES = 30  # points of height for a name or marker over a lead


class _Room(NamedTuple):
    """What a cell has room for."""

    wide: float  # points
    high: float
    size: float | None  # of the lead; None: there is no room for it


def is_grid(swept: Swept, parameters: tuple[str, ...]) -> bool:
    """Whether cells of two parameters are a grid: each once, and most of them there."""
    pairs = swept.cells.select(parameters).drop_nulls()
    sizes = [pairs[name].n_unique() for name in parameters]
    return max(sizes) <= _MOST and bool(pairs.is_unique().all()) and 2 * pairs.height > sizes[0] * sizes[1]


def draw_map(swept: Swept, parameters: tuple[str, ...], words: Words) -> HouseFigure:
    """Draw the cells of two parameters, that with more values across."""
    across, up = sorted(parameters, key=lambda name: -len(values_of(swept.cells, name)))
    columns, rows = values_of(swept.cells, across), values_of(swept.cells, up)
    metric = words.within(words.metric(swept.metric))
    canvas = header(swept, words, words.say("leads_map", metric=metric), words.say("leads_filled"))
    axes = canvas.figure.add_axes((_LEFT, _BOTTOM, RIGHT_END - _LEFT, canvas.top - 0.055 - _BOTTOM))
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(-0.5, len(rows) - 0.5))
    room = _room(axes, [lead_text(swept, row, words) for row in swept.cells.iter_rows(named=True)])
    _ticks(axes, columns, rows, words, room)
    width = (RIGHT_END - _LEFT) * SIZE[0] * 72
    axes.set_xlabel(called(swept, across, words, width), size=SMALL, color=MUTED)
    axes.set_title(called(swept, up, words, width), size=SMALL, color=MUTED, weight="normal")
    looks = looks_in(swept)
    for row in swept.cells.drop_nulls([across, up]).iter_rows(named=True):
        place, first = (columns.index(row[across]), rows.index(row[up])), row["first"]
        if first is None:
            axes.add_patch(_box(place, fc=NOBODY, ec=NOBODY))
        else:
            said = (words.arm(first), lead_text(swept, row, words))
            _cell(axes, place, looks[first], said, room, is_told=row["is_told"])
    clear_frame(axes)
    list_arms(canvas, swept, words)
    return canvas.figure


def _room(axes: Axes, leads: Sequence[str]) -> _Room:
    """Return how large cells are, and the largest size at which every lead fits into its cell."""
    box, (x0, x1), (y0, y1) = axes.get_position(), axes.get_xlim(), axes.get_ylim()
    wide, high = box.width * SIZE[0] * 72 / (x1 - x0), box.height * SIZE[1] * 72 / (y1 - y0)
    for size in _SIZES:
        font = FontProperties(size=size, weight="bold")
        if 1.5 * size <= high and all(width_of(lead, font) <= wide - _AIR for lead in leads if lead):
            return _Room(wide, high, size)
    return _Room(wide, high, None)


def _cell(axes: Axes, place: tuple[int, int], look: Look, said: tuple[str, str], room: _Room, *, is_told: bool) -> None:
    """Draw a cell: full where its first is told apart from all others; with name or marker, and the lead."""
    ink, face = ("white", look.colour) if is_told else (look.colour, "white")
    axes.add_patch(_box(place, fc=face, ec=look.colour, lw=1.4))
    name, lead = said
    style: dict[str, Any] = {"ha": "center", "color": ink}
    has_two = room.high >= _TWO_LINES
    if lead and room.size is not None:
        write(axes, lead, place, shift=(0, -3 if has_two else 0), va="top" if has_two else "center", size=room.size,
              weight="bold", **style)  # fmt: skip
        if not has_two:
            return
    up = 5.0 if lead and room.size is not None else 0.0
    font = FontProperties(size=SMALL, weight="bold")
    if width_of(name, font) <= room.wide - _AIR:
        write(axes, name, place, shift=(0, up - 3), va="bottom" if up else "center", size=SMALL, weight="bold", **style)
    else:
        height = (axes.get_ylim()[1] - axes.get_ylim()[0]) / (axes.get_position().height * SIZE[1] * 72)
        mark = min(6.5, room.high / 2, room.wide / 2)
        axes.plot([place[0]], [place[1] + (up and up + 2.5) * height], look.marker, ms=mark, color=ink, mec="none")


def _box(place: tuple[int, int], **style: Any) -> Rectangle:
    side = 1 - 2 * _GAP
    return Rectangle((place[0] - side / 2, place[1] - side / 2), side, side, **style)


def _ticks(axes: Axes, columns: list[Any], rows: list[Any], words: Words, room: _Room) -> None:
    """Name the values of rows and columns, as many as there is room for."""
    font = FontProperties(size=SMALL)
    above = [name_lines(shown(value, words), _LEFT * SIZE[0] * 72 - 12, font, most=1) for value in rows]
    below = [shown(value, words) for value in columns]
    widest = max(width_of(text, font) for text in below) + 6
    if any(isinstance(value, str) for value in columns):  # none of them may be left out
        below, widest = [name_lines(text, room.wide - 4, font, most=2) for text in below], 0.0
    every, each = max(1, -(-int(widest) // int(room.wide))), max(1, -(-14 // int(room.high)))
    axes.set_xticks(range(0, len(columns), every), below[::every], size=SMALL)
    axes.set_yticks(range(0, len(rows), each), above[::each], size=SMALL)
    axes.tick_params(axis="y", labelcolor=MUTED)
