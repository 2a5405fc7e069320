"""Pieces that several figures share: subtitle, intervals as whiskers, lines with bands, text tables."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..evidence import Evidence
from ..words import Words
from .style import INK, MUTED, NORMAL, RULE, SIZE, SMALL, is_wide, name_lines, spread

_CROWDED = 5  # arms, beyond which names get less room
_ROW_SIZES = (NORMAL, 9.5, 8.5, 7.5)
_TALL, _LOW = 1.5, 1.2  # a line's height over its size, in Chinese faces and in Latin ones


class Look(NamedTuple):
    """How an arm is drawn."""

    colour: str
    marker: str


def subtitle(evidence: Evidence, words: Words, what: str) -> str:
    """What is shown, then n and the interval."""
    n = evidence.metrics.group_by("arm").agg(pl.col("seed").n_unique())["seed"].max() or 0
    runs = words.say("sub_runs" if int(str(n)) > 1 else "sub_one_run", n=n, level=words.percent(evidence.level))
    market = words.say("sub_market", users=words.number(evidence.n_users), days=evidence.n_days)
    return words.say("semicolon").join((what, runs, market))


def whisker(axes: Axes, row: Mapping[str, Any], y: float, look: Look, *, at: str = "mean") -> None:
    """A dot with its interval, lying."""
    if row["ci_low"] is not None and row["ci_high"] is not None:
        axes.plot([row["ci_low"], row["ci_high"]], [y, y], color=look.colour, lw=3.2, alpha=0.45, zorder=2)
    axes.plot([row[at]], [y], marker=look.marker, ms=7.5, mec="white", mew=1.0, color=look.colour, zorder=3)


def band_line(axes: Axes, frame: pl.DataFrame, look: Look, *, at: str = "mean") -> None:
    """A daily line with its interval as a band."""
    days = frame["day"].to_numpy()
    axes.plot(days, frame[at].to_numpy(), color=look.colour, lw=2.0, zorder=3)
    if frame["ci_low"].null_count() < frame.height:
        low, high = frame["ci_low"].cast(pl.Float64).to_numpy(), frame["ci_high"].cast(pl.Float64).to_numpy()
        axes.fill_between(days, low, high, color=look.colour, alpha=0.16, lw=0, zorder=2)


def label_ends(axes: Axes, ends: Sequence[tuple[str, float, str]], *, width: float, size: float = NORMAL) -> None:
    """Names at the right end of lines, moved apart where they would touch: ``(text, y, colour)``."""
    low, high = axes.get_ylim()
    point = (high - low) / (axes.get_position().height * SIZE[1] * 72)
    most = 1 if len(ends) > _CROWDED else 2
    texts = [name_lines(text, width, FontProperties(size=size, weight="bold"), most=most) for text, _, _ in ends]
    gap = point * size * 1.25 * max((text.count("\n") + 1 for text in texts), default=1)
    heights = spread([y for _, y, _ in ends], gap, low + gap / 2, high)
    for text, (_, _, colour), y in zip(texts, ends, heights, strict=True):
        place: dict[str, Any] = {"within": ("axes fraction", "data"), "shift": (5, 0), "va": "center"}
        write(axes, text, (1, y), **place, color=colour, size=size, weight="bold", linespacing=1.05)


def number_axis(axes: Axes, words: Words, metric: str, which: str = "y", *, sign: bool = False, n: int = 5) -> None:
    """Few round ticks, formatted as the metric is read, with a light grid across them."""
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=n, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words.tick(metric, value, sign=sign)))
    axes.grid(axis="y" if which == "y" else "x")
    axes.tick_params(axis=which, labelcolor=MUTED, labelsize=SMALL, length=0)  # type: ignore[arg-type]


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


def pad_range(values: Sequence[float], share: float = 0.08) -> tuple[float, float]:
    """Axis limits that hold the values with some air."""
    low, high = min(values), max(values)
    air = (high - low) * share or abs(high) * 0.2 or 1.0
    return low - air, high + air


def bounds(rows: Sequence[Mapping[str, Any]], at: str = "mean") -> list[float]:
    """All numbers that whiskers of these rows reach."""
    return [float(row[key]) for row in rows for key in (at, "ci_low", "ci_high") if row[key] is not None]


def text_cell(
    axes: Axes, x: float, y: float, lines: tuple[str, str], *, colour: str = INK, size: float = NORMAL
) -> None:
    """A table cell: the value, and a smaller grey line under it."""
    head, foot = lines
    write(axes, head, (x, y), shift=(0, 2), ha="right", color=colour, size=size)
    write(axes, foot, (x, y), shift=(0, -2), ha="right", va="top", color=MUTED, size=SMALL - 0.5)


def write(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    *,
    shift: tuple[float, float],
    within: Any = "data",
    va: str = "bottom",
    **look: Any,
) -> None:
    """Write a text some points away from a place, even outside the panel."""
    axes.annotate(
        text, at, xycoords=within, xytext=shift, textcoords="offset points", va=va, annotation_clip=False, **look
    )


def zero_line(axes: Axes, which: str = "x") -> None:
    """A line at no effect."""
    draw = axes.axvline if which == "x" else axes.axhline
    draw(0, color=RULE, lw=1.2, zorder=1)
