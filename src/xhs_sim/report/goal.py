"""The goal on the page: what was asked for, and in how many of its runs each arm reached it."""

from dataclasses import dataclass

from .evidence import Evidence
from .words import Words


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One arm against the goal, ready to print."""

    arm: str
    text: str
    is_met: bool  # in more than half of the runs


def goal_wanted(evidence: Evidence, words: Words) -> str:
    """Say what was asked for; an empty text without a goal."""
    if evidence.goal.is_empty():
        return ""
    row = evidence.goal.row(0, named=True)
    is_effect = row["measure"] == "effect"
    wanted = words.value(row["metric"], row["at_least"], sign=is_effect)
    return words.say(f"goal_{row['measure']}", metric=words.metric(row["metric"]), wanted=wanted)


def goal_lines(evidence: Evidence, words: Words) -> list[GoalLine]:
    """Say of each arm how often it reached the goal, and what it has on average."""
    lines = []
    for row in evidence.goal.iter_rows(named=True):
        mean = words.value(row["metric"], row["mean"], sign=row["measure"] == "effect")
        text = words.say("goal_reached", reached=row["reached"], n=row["n"], mean=mean)
        lines.append(GoalLine(row["arm"], text, 2 * row["reached"] > row["n"]))
    return lines
