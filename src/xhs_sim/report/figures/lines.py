"""Lines over days, an arm each: means with bands, and names at their ends."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..words import Words
from .panels import Look, looks_of, write
from .style import NORMAL, SIZE, name_lines, spread

_CROWDED = 5  # arms, beyond which names get less room
Ends = list[tuple[str, float, str]]  # text, height, colour


def arm_lines(axes: Axes, frame: pl.DataFrame, evidence: Evidence, words: Words, *, at: str = "mean") -> Ends:
    """Draw a line with its band for each arm of a frame by day; return the names for their ends."""
    ends: Ends = []
    for arm, look in looks_of(evidence).items():
        part = frame.filter(pl.col("arm") == arm).sort("day")
        if part.height:
            band_line(axes, part, look, at=at)
            ends += [(words.arm(arm), float(last), look.colour) for last in part[at].drop_nulls().tail(1)]
    return ends


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
