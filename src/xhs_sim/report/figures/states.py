"""Where the brand's audience stands at the end, from aware to recommending."""

from typing import Any

import polars as pl
from matplotlib.axes import Axes

from ...records.terms import STAGES
from ..evidence import Evidence
from ..summary import as_lucky, mean_interval
from ..titles import focus
from ..words import Words
from .dots import arm_rows
from .panels import headline, looks_of, number_axis
from .style import INK, SMALL, HouseFigure, clear_frame, in_house_style

_NAME = 82  # points of width for an arm's name

Levels = dict[str, dict[str, Any]]  # arm -> level


@in_house_style
def draw_states(evidence: Evidence, words: Words) -> HouseFigure | None:
    """A column of bars per state, each on its own scale: the later states are far smaller."""
    last = evidence.states.filter(pl.col("day") == pl.col("day").max().over("arm", "seed"))
    columns = {state: state_levels(last, state, evidence) for state in STAGES}
    if evidence.brand is None or not any(row["mean"] for found in columns.values() for row in found.values()):
        return None
    canvas = headline(evidence, words, _title(columns, evidence, words), words.say("states_what"))
    grid = canvas.figure.add_gridspec(
        1, len(STAGES), left=0.16, right=0.935, top=canvas.top - 0.06, bottom=0.10, wspace=0.42
    )
    for i, (state, found) in enumerate(columns.items()):
        axes = canvas.figure.add_subplot(grid[0, i])
        _bars(axes, found, evidence, words, named=i == 0)
        axes.set_title(words.say(state), pad=8)
    return canvas.figure


def state_levels(last: pl.DataFrame, state: str, evidence: Evidence) -> Levels:
    """Users in a state at the end, by arm."""
    frame = last.select("arm", "seed", value=pl.col(state).cast(pl.Float64), metric=pl.lit(state), unit=pl.lit("users"))
    rows = {row["arm"]: row for row in mean_interval(as_lucky(evidence, frame), ["arm"], evidence.level).to_dicts()}
    return {arm: rows[arm] for arm in evidence.arms if arm in rows}


def _bars(axes: Axes, found: Levels, evidence: Evidence, words: Words, *, named: bool) -> None:
    looks = looks_of(evidence)
    for y, (arm, row) in enumerate(found.items()):
        axes.barh(y, row["mean"], height=0.5, color=looks[arm].colour, alpha=0.85)
        end = row["mean"]
        if row["ci_low"] is not None:
            axes.plot([max(0, row["ci_low"]), row["ci_high"]], [y, y], color=INK, lw=1.3)
            end = row["ci_high"]
        axes.annotate(
            words.number(row["mean"]), (end, y), xytext=(5, 0), textcoords="offset points", va="center", size=SMALL
        )
    reached = [row["ci_high"] if row["ci_high"] is not None else row["mean"] for row in found.values()]
    axes.set_xlim(0, max(reached, default=1) * 1.02 or 1)
    arm_rows(axes, [words.arm(arm) for arm in found], [looks[arm].colour for arm in found], width=_NAME, show=named)
    number_axis(axes, words, "users", "x", n=2)
    clear_frame(axes)


def _title(columns: dict[str, Levels], evidence: Evidence, words: Words) -> str:
    """How many the arm in focus leaves deeply interested, or where nobody is, aware."""
    arm = focus(evidence)
    counts = {state: columns[state].get(arm, {}).get("mean") or 0.0 for state in ("n_deeply_interested", "n_aware")}
    state = next((name for name, count in counts.items() if count), None)
    if state is None:
        return words.say("states_name")
    said = {"count": words.number(counts[state]), "state": words.say(f"is_{state}")}
    return words.say("states_title", arm=words.arm(arm), **said)
