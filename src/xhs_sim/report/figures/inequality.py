"""Who is seen: how impressions are shared out among creators, from the least seen to the most."""

from typing import Final

import numpy as np
import polars as pl
from matplotlib.ticker import FuncFormatter

from ..evidence import Evidence
from ..runs import first_runs
from ..words import Words
from .lines import label_ends
from .panels import headline, looks_of
from .style import MUTED, RULE, SMALL, HouseFigure, clear_frame, in_house_style

_FEWEST: Final = 100  # creators who published
_STEPS: Final = 200  # of a curve
_NAME: Final = 150  # points beside the panel
_TOP: Final = 0.01


@in_house_style
def draw_inequality(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Draw the Lorenz curve of impressions over creators who published, of the first run of each arm."""
    shares = {arm: shown for arm in evidence.arms if (shown := _shown(evidence, arm)) is not None}
    if not shares:
        return None
    looks = looks_of(evidence)
    first = next(iter(shares))
    title = words.say(
        "inequality_title", share=words.percent(_top(shares[first])), top=words.percent(_TOP), arm=words.arm(first)
    )
    canvas = headline(evidence, words, title, words.say("inequality_what"))
    axes = canvas.figure.add_axes((0.085, 0.135, 0.62, canvas.top - 0.165))
    axes.plot([0, 1], [0, 1], color=RULE, lw=1.0, ls="--", zorder=0)
    ends = []
    for arm, shown in shares.items():
        x, y = _curve(shown)
        axes.plot(x, y, color=looks[arm].colour, lw=2.0)
        said = words.say("inequality_arm", arm=words.arm(arm), gini=words.number(gini(shown)))
        ends.append((said, float(y[-2]), looks[arm].colour))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    for which in (axes.xaxis, axes.yaxis):
        which.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value)))
    axes.grid()
    axes.tick_params(labelsize=SMALL, labelcolor=MUTED, length=0)
    axes.set_xlabel(words.say("inequality_creators"), size=SMALL)
    axes.set_title(words.say("inequality_impressions"))
    clear_frame(axes, keep="bottom")
    label_ends(axes, ends, width=_NAME, size=SMALL)
    return canvas.figure


def _shown(evidence: Evidence, arm: str) -> np.ndarray | None:
    """Return the impressions of each creator who published in an arm's first run, fewest first."""
    run = first_runs(evidence.runs).get(arm)
    notes = None if run is None else run.table("notes")
    if notes is None:
        return None
    shown = notes.group_by("creator").agg(pl.col("impressions").sum())["impressions"].sort().to_numpy()
    return shown.astype(np.float64) if len(shown) >= _FEWEST and shown.sum() > 0 else None


def gini(shown: np.ndarray) -> float:
    """Return the Gini coefficient of values that stand in rising order: 0 is all alike, near 1 all for one."""
    n = len(shown)
    return float(2 * (np.arange(1, n + 1) * shown).sum() / (n * shown.sum()) - (n + 1) / n)


def _top(shown: np.ndarray) -> float:
    """Return the share of the most seen hundredth."""
    return float(shown[-max(int(len(shown) * _TOP), 1) :].sum() / shown.sum())


def _curve(shown: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the Lorenz curve at a few hundred places; its far end, where it is steep, at closer ones."""
    total = np.concatenate([[0.0], np.cumsum(shown) / shown.sum()])
    at = np.unique(np.concatenate([np.linspace(0, 1, _STEPS), 1 - np.geomspace(1e-5, 0.1, _STEPS // 2)]))
    return at, np.interp(at, np.linspace(0, 1, len(total)), total)
