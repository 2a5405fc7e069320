"""How many people saw the brand, and how often each of them did."""

from itertools import pairwise
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from ..evidence import Evidence
from ..summary import levels
from ..titles import moves
from ..words import Words
from .dots import arm_rows, level_dots
from .panels import headline, looks_of, write
from .style import INK, MUTED, SMALL, HouseFigure, clear_frame, in_house_style

# Impressions per reached user, first of each bin; the last bin is open.
BINS = (1, 2, 3, 5, 10)
_NAME = 82  # points of width for an arm's name


@in_house_style
def draw_reach(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Reach with its interval on the left; on the right the reached users split by frequency."""
    reach = levels(evidence, "reach")
    if not any(row["mean"] for row in reach.values()):
        return None
    canvas = headline(evidence, words, _title(evidence, reach, words), words.say("reach_what"), dots=True)
    height = canvas.top - 0.24
    dots = canvas.figure.add_axes((0.16, 0.13, 0.34, height))
    bars = canvas.figure.add_axes((0.56, 0.13, 0.33, height))
    arms = level_dots(dots, evidence, words, "reach", width=_NAME)
    dots.set_title(words.say("reach_left"), pad=22)
    dots.set_xlabel(words.say("reach_axis", people=words.number(evidence.market.people)), size=SMALL)
    _frequency_bars(bars, evidence, arms, words)
    return canvas.figure


def frequency_shares(frequency: pl.DataFrame) -> dict[str, list[float]]:
    """Share of the reached users in each frequency bin, by arm, over all replicates."""
    reached = frequency.filter(pl.col("frequency") >= 1)
    if reached.is_empty():
        return {}
    edges = [*BINS[1:]]
    bins = pl.sum_horizontal([(pl.col("frequency") >= edge).cast(pl.Int64) for edge in edges])
    counts = reached.group_by("arm", bins.alias("bin")).agg(pl.col("users").sum())
    shares: dict[str, list[float]] = {}
    for (arm,), part in counts.group_by("arm"):
        users = dict(part.select("bin", "users").iter_rows())
        total = sum(users.values())
        if total:
            shares[str(arm)] = [users.get(i, 0) / total for i in range(len(BINS))]
    return shares


def _frequency_bars(axes: Axes, evidence: Evidence, arms: list[str], words: Words) -> None:
    shares, often = frequency_shares(evidence.frequency), levels(evidence, "frequency")
    colours = {arm: look.colour for arm, look in looks_of(evidence).items()}
    for y, arm in enumerate(arms):
        left = 0.0
        for i, share in enumerate(shares.get(arm, [])):
            axes.barh(y, share, left=left, height=0.52, color=_tint(colours[arm], i), edgecolor="white", lw=1.2)
            if share >= 0.09:
                ink = "white" if i >= 2 else INK
                axes.text(
                    left + share / 2,
                    y,
                    words.percent(round(share, 2)),
                    ha="center",
                    va="center",
                    color=ink,
                    size=SMALL - 0.5,
                )
            left += share
        if arm in often:
            axes.text(1.03, y, words.number(often[arm]["mean"]), va="center", ha="left", color=INK, weight="bold")
    _bin_names(axes, shares.get(arms[-1]) or next(iter(shares.values()), None), words)
    axes.text(
        1.03, 1.0, words.say("reach_mean"), transform=axes.transAxes, ha="left", va="bottom", color=MUTED, size=SMALL
    )
    axes.set_xlim(0, 1)
    arm_rows(axes, arms, [colours[arm] for arm in arms], show=False)
    axes.set_xticks([])
    axes.set_title(words.say("reach_right"), pad=22)
    clear_frame(axes)


def _bin_names(axes: Axes, shares: list[float] | None, words: Words) -> None:
    """A key of the shades under the bars: which tint stands for how many impressions."""
    if shares is None:
        return
    names = [f"{a}×" if b == a + 1 else f"{a}–{b - 1}×" for a, b in pairwise(BINS)]
    for i, name in enumerate([*names, f"{BINS[-1]}+"]):
        place: dict[str, Any] = {"within": "axes fraction", "va": "center"}
        write(axes, "■", (0.02 + i * 0.2, 0), shift=(0, -16), color=_tint(MUTED, i), size=11, ha="center", **place)
        write(axes, name, (0.02 + i * 0.2, 0), shift=(8, -16), color=MUTED, size=SMALL, **place)


def _tint(colour: str, step: int) -> tuple[float, float, float]:
    """Light for few impressions, the arm's full colour for many."""
    weight = 0.22 + 0.78 * step / (len(BINS) - 1)
    red, green, blue = (1 - weight * (1 - part) for part in to_rgb(colour))
    return red, green, blue


def _title(evidence: Evidence, reach: dict[str, dict[str, Any]], words: Words) -> str:
    if evidence.treated:
        return moves(evidence, "reach", words)
    arm, row = next(iter(reach.items()))
    return words.say("reach_title_level", arm=words.arm(arm), share=words.percent(row["mean"] / evidence.market.people))
