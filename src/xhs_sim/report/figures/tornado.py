"""The tornado of assumptions: how far each doubtful number, at either end, moves the lead."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..assumptions import meaning_of, moved, plain
from ..doubted import Assumptions
from ..evidence import Evidence
from ..words import Words
from .panels import pad_range, write
from .style import (
    ACCENT,
    INK,
    MUTED,
    RULE,
    SERIES,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    name_lines,
    new_canvas,
)  # fmt: skip

_LEFT, _RIGHT = 0.33, 0.955  # of the width: the panel
_MOST = 8  # rows
_COLOURS = {"low": SERIES[0], "high": SERIES[1]}


class Row(NamedTuple):
    """A number with its ends."""

    parameter: str
    ends: Mapping[str, Mapping[str, Any]]

    @property
    def size(self) -> float:
        """How far it moves the lead at most."""
        return max(abs(float(end["gap_change"] or 0.0)) for end in self.ends.values())


def draw_tornado(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Draw the tornado on a page; None where nobody asked."""
    if evidence.assumptions is None:
        return None
    return draw_swings(evidence.assumptions, words)


def draw_swings(found: Assumptions, words: Words) -> HouseFigure | None:
    """Draw a row for each number that was moved by itself; None where none was.

    Parameters
    ----------
    found : Assumptions
    words : Words
    """
    rows = rows_of(found)
    if not rows:
        return None
    shown = figure_words(words)
    with house_style(shown):
        return _draw(found, rows, shown)


def rows_of(found: Assumptions) -> list[Row]:
    """The numbers of the tornado, whoever moves the lead most first."""
    known = [row for row in found.tornado.iter_rows(named=True) if row["gap"] is not None]
    by_number: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in known:
        by_number.setdefault(row["parameter"], {})[row["end"]] = row
    return sorted((Row(*each) for each in by_number.items()), key=lambda row: -row.size)[:_MOST]


def _draw(found: Assumptions, rows: Sequence[Row], words: Words) -> HouseFigure:
    answer, some = found.answer, next(iter(rows[0].ends.values()))
    said = words.say(
        "tornado_what", second=words.arm(answer["second"]), level=words.percent(answer["level"]), n=some["n"],
        digest=answer["config_digest"],
    )  # fmt: skip
    canvas = new_canvas(_title(found, rows, words), said)
    axes = canvas.figure.add_axes((_LEFT, 0.13, _RIGHT - _LEFT, canvas.top - 0.17))
    used = float(some["gap"] - some["gap_change"])
    for y, row in enumerate(rows):
        for end, seen in row.ends.items():
            _bar(axes, y, used, end, seen)
    axes.axvline(used, color=INK, lw=1.2, zorder=3)
    axes.axvline(0.0, color=MUTED, lw=1.2, ls=":", zorder=1)
    reached = [float(end[name]) for row in rows for end in row.ends.values() for name in ("gap",)]
    whiskers = [used + float(end[b]) for row in rows for end in row.ends.values()
                for b in ("gap_change_low", "gap_change_high") if end[b] is not None]  # fmt: skip
    axes.set_xlim(*pad_range([0.0, used, *reached, *whiskers], 0.12))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    for y, row in enumerate(rows):
        _name(axes, y, row, len(rows), words)
        for end, seen in row.ends.items():
            _say_end(axes, y, used, end, seen, found, words)
    _axis(axes, found, words)
    return canvas.figure


def _bar(axes: Axes, y: int, used: float, end: str, seen: Mapping[str, Any]) -> None:
    """A bar from the lead as things are to the lead at an end, with what is open about the change."""
    place = y + (-0.17 if end == "low" else 0.17)
    axes.barh(place, seen["gap"] - used, left=used, height=0.3, color=_COLOURS[end], alpha=0.75, zorder=2)
    if seen["gap_change_low"] is not None:
        low, high = used + seen["gap_change_low"], used + seen["gap_change_high"]
        axes.plot([low, high], [place, place], color=INK, lw=1.1, zorder=4, solid_capstyle="butt")


def _say_end(
    axes: Axes, y: int, used: float, end: str, seen: Mapping[str, Any], found: Assumptions, words: Words
) -> None:
    """What the number is at an end, beyond its bar and whisker; who comes first there, if it is another."""
    ends = [seen["gap"], *(used + seen[b] for b in ("gap_change_low", "gap_change_high") if seen[b] is not None)]
    is_left = seen["gap"] < used
    text, first = plain(seen["value"]), seen["first"]
    flips = first is not None and first != found.answer["leader"]
    if flips:
        text = f"{text}  {words.arm(first)}"
    look: dict[str, Any] = {"color": ACCENT if flips else _COLOURS[end], "weight": "bold", "size": SMALL - 0.5}
    place = (min(ends), y + _shift(end)) if is_left else (max(ends), y + _shift(end))
    write(axes, text, place, shift=(-5 if is_left else 5, 0), va="center", ha="right" if is_left else "left", **look)


def _shift(end: str) -> float:
    return -0.17 if end == "low" else 0.17


def _name(axes: Axes, y: int, row: Row, n: int, words: Words) -> None:
    """The number's name and what it means, left of its row."""
    width = (_LEFT - 0.055) * SIZE[0] * 72
    meaning = meaning_of(row.parameter, words)
    lines = 1 if n > 5 else 2
    said = name_lines(meaning, width, FontProperties(size=SMALL - 1), most=lines) if meaning else ""
    side: dict[str, Any] = {"within": ("axes fraction", "data"), "ha": "right"}
    write(axes, row.parameter, (0, y), shift=(-12, 2), va="bottom", weight="bold", color=INK, size=SMALL, **side)
    write(axes, said, (0, y), shift=(-12, -1), va="top", color=MUTED, size=SMALL - 1, linespacing=1.1, **side)


def _axis(axes: Axes, found: Assumptions, words: Words) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: moved(value, found.answer, words)))
    axes.grid(axis="x")
    axes.tick_params(axis="x", labelcolor=MUTED, labelsize=SMALL, length=0)
    axes.set_yticks([])
    answer = found.answer
    axes.set_xlabel(
        words.say("tornado_axis", leader=words.arm(answer["leader"]), second=words.arm(answer["second"]),
                  ranked_by=words.within(words.metric(answer["metric"]))), size=SMALL, color=MUTED,
    )  # fmt: skip
    axes.spines["bottom"].set_color(RULE)
    clear_frame(axes, keep="bottom")


def _title(found: Assumptions, rows: Sequence[Row], words: Words) -> str:
    answer = found.answer
    said = {"leader": words.arm(answer["leader"]), "second": words.arm(answer["second"])}
    for row in rows:
        for end, seen in row.ends.items():
            if seen["first"] is not None and seen["first"] != answer["leader"]:
                more = {"number": row.parameter, "end": words.say(f"tornado_{end}"), "first": words.arm(seen["first"])}
                return words.say("tornado_title_flips", **said, **more)
    return words.say("tornado_title_holds", **said, n=len(rows), number=rows[0].parameter)
