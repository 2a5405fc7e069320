"""The lessons on the page: what worked, for whom, at what cost; never more than the intervals bear out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from ..verdict.statistics import LEAST_RUNS
from .evidence import Evidence
from .summary import effects_of
from .words import UNKNOWN, Words

PER = {"reach": 1000.0, "interested_users": 1.0, "orders": 1.0}  # units whose cost is told
_OUTCOMES = ("reached", "bought")  # per head of a segment
_DARKEST = 0.5  # tint of the largest gain


@dataclass(frozen=True, slots=True)
class Told:
    """A cell: what can be said, the lines beneath it, and whether it is a finding."""

    value: str
    beneath: tuple[str, ...] = ()
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Tinted:
    """A cell of the map of segments."""

    value: str
    tint: float  # 0 to 1
    mark: str  # ahead, behind or nothing


@dataclass(frozen=True, slots=True)
class SegmentMap:
    """What arms added per 100 people of each segment: traits with their segments, and a row of cells per arm."""

    traits: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, tuple[Tinted, ...]], ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """The card, ready to print."""

    findings: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Told, ...]], ...]
    segments: SegmentMap | None


def lessons(evidence: Evidence, words: Words) -> Lessons | None:
    """Say what the comparison teaches; None if there is nothing to learn from."""
    table = evidence.lessons.filter(pl.col("arm").is_in(list(evidence.treated)))
    if table.is_empty():
        return None
    found = cost_lessons(evidence)
    metrics = [name for name in PER if any(metric == name for _, metric in found)]
    outcomes = [name for name in _OUTCOMES if not _segments(table, name).is_empty()]
    rows = tuple(
        (
            words.arm(arm),
            tuple(_cost(found.get((arm, name)), words) for name in metrics)
            + tuple(_whom(_segments(table, name).filter(pl.col("arm") == arm).to_dicts(), words) for name in outcomes),
        )
        for arm in evidence.treated
    )
    heads = [words.say(f"lesson_per_{name}") for name in metrics] + [words.say(f"lesson_most_{n}") for n in outcomes]
    counted = {key: row for key, row in found.items() if key[0] not in evidence.left_out}  # as of the verdict
    told = [name for name in metrics if any(metric == name for _, metric in counted)]
    findings = [_finding([counted[key] for key in counted if key[1] == name], name, words) for name in told]
    return Lessons(tuple(findings), tuple(heads), rows, _map(evidence, _segments(table, "reached"), words))


def cost_lessons(evidence: Evidence) -> dict[tuple[str, str], dict[str, Any]]:
    """What one more cost, by arm and metric; what was added is the effect that the rest of the page shows."""
    rows = evidence.lessons.filter(pl.col("about") == "cost", pl.col("arm").is_in(list(evidence.treated))).to_dicts()
    effects = {(row["arm"], name): row for name in PER for row in effects_of(evidence, name)}
    for row in rows:
        if (same := effects.get((row["arm"], row["metric"]))) is not None:
            row |= {"added": same["diff"], "added_low": same["ci_low"], "added_high": same["ci_high"]}
    return {(row["arm"], row["metric"]): row for row in rows}


def _segments(table: pl.DataFrame, outcome: str) -> pl.DataFrame:
    return table.filter(pl.col("about") == "segment", pl.col("metric") == outcome)


def _finding(rows: Sequence[dict[str, Any]], metric: str, words: Words) -> str:
    """Say in a sentence which arm adds most cheaply, if that can be said."""
    name, n = words.metric(metric), min(row["n"] for row in rows)
    if n < LEAST_RUNS:
        return words.say("lesson_few", metric=name, n=n)
    free = [row["arm"] for row in rows if row["verdict"] == "free"]
    if free:
        return words.say("lesson_free", metric=name, arms=words.arms(free))
    paid = sorted((row for row in rows if row["verdict"] == "paid"), key=lambda row: row["cost"])
    if not paid:
        return words.say("lesson_none", metric=name)
    first, others = paid[0], paid[1:]
    per = words.say(f"lesson_unit_{metric}", cost=_money(first, "cost", words))
    told = {"metric": name, "arm": words.arm(first["arm"]), "cost": per, "span": _cost_span(first, words)}
    if not others:
        return words.say("lesson_only" if len(rows) > 1 else "lesson_one", **told)
    near = [row["arm"] for row in others if not _is_below(first, row)]
    if near:
        return words.say("lesson_alike", metric=name, arms=words.arms([first["arm"], *near]))
    return words.say("lesson_cheapest", **told)


def _is_below(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["cost_high"] is None or other["cost_low"] is None:
        return False
    return bool(one["cost_high"] < other["cost_low"])


def _money(row: dict[str, Any], column: str, words: Words) -> str:
    cost = row[column]
    return words.money(None if cost is None else cost * PER[row["metric"]])


def _cost_span(row: dict[str, Any], words: Words) -> str:
    if row["cost_low"] is None or row["cost_high"] is None:
        return words.say("no_interval")
    return words.say("span", low=_money(row, "cost_low", words), high=_money(row, "cost_high", words))


def _cost(row: dict[str, Any] | None, words: Words) -> Told:
    """The cost of one more, or why it is not told; beneath it what was added."""
    if row is None:
        return Told(UNKNOWN)
    metric, verdict = row["metric"], row["verdict"]
    gain = words.value(metric, row["added"], sign=True)
    span = words.span(metric, row["added_low"], row["added_high"], sign=True)
    added = words.say("lesson_added", gain=gain, span=span)
    if row["n"] < LEAST_RUNS:
        return Told(UNKNOWN if row["cost"] is None else _money(row, "cost", words), (added,))
    if verdict == "paid":
        return Told(_money(row, "cost", words), (_cost_span(row, words), added), is_told=True)
    return Told(words.say(f"lesson_is_{verdict}"), (added,), is_told=verdict != "open")


def _whom(rows: Sequence[dict[str, Any]], words: Words) -> Told:
    """The segment where most was added per head, among those told apart from everybody else."""
    ahead = [r for r in rows if r["verdict"] == "ahead" and r["added"] > 0 and r["n"] >= LEAST_RUNS]
    if not ahead:
        return Told(words.say("lesson_is_open"))
    best = max(ahead, key=lambda row: row["added"])
    here, rest = (words.percent(best[name], sign=True) for name in ("added", "rest"))
    lines = words.say("lesson_here", here=here), words.say("lesson_rest", rest=rest)
    return Told(words.segment(best["segment"]), lines, is_told=True)


def _map(evidence: Evidence, table: pl.DataFrame, words: Words) -> SegmentMap | None:
    if table.is_empty():
        return None
    keys = list(dict.fromkeys(table.select("trait", "segment").iter_rows()))
    found = {(row["arm"], row["trait"], row["segment"]): row for row in table.to_dicts()}
    most = max((abs(row["added"]) for row in found.values()), default=0.0) or 1.0
    rows = tuple(
        (words.arm(arm), tuple(_tinted(found.get((arm, *key)), most, words) for key in keys))
        for arm in evidence.treated
    )
    traits = tuple(
        (words.say(f"trait_{trait}"), tuple(words.segment(segment) for _, segment in group))
        for trait, group in groupby(keys, key=lambda key: key[0])
    )
    return SegmentMap(traits, rows)


def _tinted(row: dict[str, Any] | None, most: float, words: Words) -> Tinted:
    if row is None:
        return Tinted(UNKNOWN, 0.0, "")
    is_told = row["verdict"] in ("ahead", "behind") and row["n"] >= LEAST_RUNS
    mark = row["verdict"] if is_told else ""
    return Tinted(words.number(100 * row["added"], sign=True), round(_DARKEST * max(row["added"], 0) / most, 3), mark)
