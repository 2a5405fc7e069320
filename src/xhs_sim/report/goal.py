"""Goals on the page: what was asked for, in how many of its runs each arm reached it, and what it has."""

from dataclasses import dataclass
from typing import Any

from ..verdict.statistics import LEAST_RUNS
from .evidence import Evidence
from .summary import effects_of, levels
from .words import Words


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One arm against a goal, ready to print."""

    arm: str
    text: str
    side: str  # "good" where it is reached in more than half of the runs, else "bad"; "open" with few runs


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal, and how each arm stands to it."""

    wanted: str
    lines: tuple[GoalLine, ...]


def goals_told(evidence: Evidence, words: Words) -> list[GoalTold]:
    """Say of each goal what was asked for, how often each arm reached it, and what it has on average."""
    groups = evidence.goal.partition_by(["metric", "measure"], maintain_order=True)
    return [_told(rows.to_dicts(), evidence, words) for rows in groups]


def _told(rows: list[dict[str, Any]], evidence: Evidence, words: Words) -> GoalTold:
    metric, measure, n = rows[0]["metric"], rows[0]["measure"], max(row["n"] for row in rows)
    is_lower = rows[0]["better"] == "lower"
    size = abs(rows[0]["at_least"]) if is_lower and measure == "effect" else rows[0]["at_least"]
    key = f"goal_{measure}_lower" if is_lower else f"goal_{measure}"
    wanted = words.say(key, metric=words.metric(metric), wanted=words.value(metric, size))
    if n < LEAST_RUNS:
        wanted += words.say("goal_few", n=n)
    return GoalTold(wanted, tuple(_line(row, evidence, words) for row in rows))


def _line(row: dict[str, Any], evidence: Evidence, words: Words) -> GoalLine:
    metric, is_effect = row["metric"], row["measure"] == "effect"
    found = {each["arm"]: each for each in effects_of(evidence, metric)} if is_effect else levels(evidence, metric)
    known = found.get(row["arm"], {})
    mean, bounds = words.value(metric, row["mean"], sign=is_effect), (known.get("ci_low"), known.get("ci_high"))
    if None not in bounds:
        mean = words.say("figure", value=mean, span=words.span(metric, *bounds, sign=is_effect))
    text = words.say("goal_reached", reached=row["reached"], n=row["n"], mean=mean)
    side = "open" if row["n"] < LEAST_RUNS else "good" if 2 * row["reached"] > row["n"] else "bad"
    return GoalLine(row["arm"], text, side)
