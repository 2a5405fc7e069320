"""Dots with whiskers, a row or a column each: a mean, its interval, and what is said of it beside it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..summary import levels
from ..words import Words
from .panels import Look, looks_of, number_axis, write
from .style import NORMAL, SIZE, SMALL, clear_frame, is_wide, name_lines

_ROW_SIZES = (NORMAL, 9.5, 8.5, 7.5)
_TALL, _LOW = 1.5, 1.2  # a line's height over its size, in Chinese faces and in Latin ones


class Dot(NamedTuple):
    """A mean with its interval, at a place on the other axis."""

    place: float
    row: Mapping[str, Any]  # with ``ci_low`` and ``ci_high``
    look: Look
    said: str = ""
    ink: str | None = None  # of what is said; None: in the look's colour, bold


def dots_and_whiskers(
    axes: Axes,
    dots: Sequence[Dot],
    *,
    at: str = "mean",
    labels: Literal["above", "beside"] = "above",
    standing: bool = False,
) -> None:
    """Draw dots on their whiskers, and what is said of each.

    Parameters
    ----------
    at : str
        The column that holds the mean.
    labels : {"above", "beside"}
        Where it is said: above the dot, or beside the whisker's end.
    standing : bool
        Whether whiskers stand rather than lie.
    """
    for dot in dots:
        low, high, mean = dot.row["ci_low"], dot.row["ci_high"], dot.row[at]
        style: dict[str, Any] = {"color": dot.look.colour, "lw": 3.2, "alpha": 0.45, "zorder": 2}
        if low is not None and high is not None:
            axes.plot(*_turned([low, high], [dot.place, dot.place], standing), **style)
        mark: dict[str, Any] = {
            "marker": dot.look.marker,
            "ms": 7.5,
            "mfc": dot.look.colour,
            "mec": "white",
            "mew": 1.0,
        }
        if dot.look.is_hollow:
            mark |= {"ms": 6.5, "mfc": "white", "mec": dot.look.colour, "mew": 1.8}
        axes.plot(*_turned([mean], [dot.place], standing), **mark, zorder=3)
        if dot.said:
            end = mean if labels == "above" else max(bounds([dot.row], at))
            _say(axes, dot, (dot.place, end) if standing else (end, dot.place), labels)


def _turned(along: list[float], across: list[float], standing: bool) -> tuple[list[float], list[float]]:
    return (across, along) if standing else (along, across)


def _say(axes: Axes, dot: Dot, place: tuple[float, float], labels: str) -> None:
    beside: dict[str, Any] = {"shift": (7, 0), "va": "center"}
    above: dict[str, Any] = {"shift": (0, 7), "ha": "center"}
    look: dict[str, Any] = {"color": dot.ink or dot.look.colour, "weight": "normal" if dot.ink else "bold"}
    write(axes, dot.said, place, size=SMALL, **(above if labels == "above" else beside), **look)


def bounds(rows: Sequence[Mapping[str, Any]], at: str = "mean") -> list[float]:
    """All numbers that whiskers of these rows reach."""
    return [float(row[key]) for row in rows for key in (at, "ci_low", "ci_high") if row[key] is not None]


def level_dots(axes: Axes, evidence: Evidence, words: Words, metric: str, *, width: float) -> list[str]:
    """Draw what each arm reached of a metric, a row an arm, named within ``width`` points; return the arms shown."""
    found, looks = levels(evidence, metric), looks_of(evidence)
    dots = [Dot(y, row, looks[arm], words.value(metric, row["mean"])) for y, (arm, row) in enumerate(found.items())]
    dots_and_whiskers(axes, dots)
    reached = [0.0, *bounds(list(found.values()))]
    axes.set_xlim(min(reached) * 1.12, max(reached) * 1.12 or 1)
    arm_rows(axes, [words.arm(arm) for arm in found], [looks[arm].colour for arm in found], width=width)
    number_axis(axes, words, metric, "x", n=4)
    clear_frame(axes)
    return list(found)


def arm_rows(
    axes: Axes, names: Sequence[str], colours: Sequence[str], *, width: float = 0.0, show: bool = True
) -> None:
    """One row per arm, top to bottom, named in its colour within ``width`` points; few rows keep to the middle."""
    air = 0.55 + max(0.0, 3 - len(names)) / 2
    axes.set_ylim(len(names) - 1 + air, -air)
    row = axes.get_position().height * SIZE[1] * 72 / (len(names) + 0.25)
    size, texts = _row_names(names, width, row)
    axes.set_yticks(range(len(names)), texts if show else [""] * len(names))
    for label, colour in zip(axes.get_yticklabels(), colours, strict=True):
        label.set(color=colour, fontweight="bold", fontsize=size, linespacing=1.05)
    axes.tick_params(axis="y", length=0, pad=8)


def _row_names(names: Sequence[str], width: float, row: float) -> tuple[float, list[str]]:
    """Names within their rows of ``row`` points, in the largest size in which none is cut; else in the smallest."""
    tall = _TALL if any(map(is_wide, "".join(names))) else _LOW
    for size in _ROW_SIZES:
        font, most = FontProperties(size=size, weight="bold"), max(1, min(3, int(row / (tall * size))))
        texts = [name_lines(name, width, font, most=most) for name in names]
        if not any(text.endswith("…") for text in texts):
            break
    return size, texts
