"""The table of arms and outcomes, an outcome a row: what decides comes first, then the others, then money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..metrics import METRICS
from ..verdict import Verdict
from .evidence import Evidence
from .summary import effects_of, excludes_zero, extra_spend, levels
from .words import UNKNOWN, Words

Cell = tuple[str, tuple[str, ...]]  # value, and the lines beneath it
_MOST = 6  # outcomes, beside money
_MOST_ARMS = 6  # side by side
_RETURNS = ("iroas", "iroas_influenced")  # gain against the baseline by yuan beyond the baseline's
_CLAIMED = "roas"
_NOTHING = (UNKNOWN, "0", "¥0")  # a column of money with no more than that is left out
_BASE_CNY = 10_000  # gains are also told by so many yuan
_OF_TARGET = ("target_reach", "target_buyers")  # counted of the people whom a campaign is for
_PEOPLE, _COUNTED = "users", "users impressions clicks engagements orders visits carts followers units searches notes"


@dataclass(frozen=True, slots=True)
class Column:
    """One outcome: its name with a note, a cell for each arm, and what the verdict says of the arms."""

    name: str
    note: str
    cells: dict[str, Cell]
    standing: dict[str, str] = field(default_factory=dict)  # of the metric that decides: arm -> standing


def outcome_table(evidence: Evidence, words: Words) -> list[Column]:
    """Columns of the page's table; those without any value are left out."""
    verdicts = {} if evidence.judgement is None else {v.objective.metric: v for v in evidence.judgement.verdicts}
    outcomes = [name for name in dict.fromkeys((*verdicts, *evidence.outcomes)) if name != "spend"][:_MOST]
    columns = [outcome_column(evidence, name, words, verdicts.get(name)) for name in outcomes]
    money = [_level(evidence, "spend", "", words), *(_gain(evidence, name, words) for name in _RETURNS)]
    money.append(_level(evidence, _CLAIMED, words.say("table_note_claimed"), words))
    return [*(each for each in columns if _has(each, UNKNOWN)), *(each for each in money if _has(each, *_NOTHING))]


def arm_blocks(arms: Sequence[str], baseline: str) -> list[tuple[str, ...]]:
    """Arms as they stand side by side: as many as fit, each block with the baseline."""
    if len(arms) <= _MOST_ARMS:
        return [tuple(arms)]
    treated, n = [arm for arm in arms if arm != baseline], _MOST_ARMS - 1
    return [(baseline, *treated[first : first + n]) for first in range(0, len(treated), n)]


def _has(column: Column, *nothing: str) -> bool:
    return any(value not in nothing for value, _ in column.cells.values())


def outcome_column(evidence: Evidence, metric: str, words: Words, verdict: Verdict | None = None) -> Column:
    """The level of each arm, beneath it the change against the baseline, and what that is by head or by yuan."""
    found, changes = levels(evidence, metric), {row["arm"]: row for row in effects_of(evidence, metric)}
    cells: dict[str, Cell] = {}
    for arm in evidence.arms:
        value = words.value(metric, found[arm]["mean"]) if arm in found else UNKNOWN
        beneath = _change(metric, changes[arm], words) if arm in changes else _span(metric, found.get(arm), words)
        beneath += _runs(found.get(arm), found.get(evidence.baseline), words)
        cells[arm] = (value, (*beneath, *_beside(evidence, metric, found.get(arm), changes.get(arm), words)))
    standing = {} if verdict is None else {arm: verdict.mark(arm) for arm in verdict.arms}
    return Column(words.metric(metric), _note(evidence, found, words) if changes else "", cells, standing)


def _note(evidence: Evidence, found: Mapping[str, Mapping[str, Any]], words: Words) -> str:
    """That the change stands beneath, and over how many runs both are where some have no value."""
    n, of = max((row["n"] for row in found.values()), default=0), evidence.metrics["seed"].n_unique()
    return words.say("table_note_level") if n in (0, of) else words.say("table_note_some", n=n, of=of)


def _runs(level: dict[str, Any] | None, base: dict[str, Any] | None, words: Words) -> tuple[str, ...]:
    """In how many runs an arm has a value, where that is fewer than the baseline has: the two then don't compare."""
    if level is None or base is None or level["n"] >= base["n"]:
        return ()
    return (words.say("table_fewer_runs", n=level["n"], of=base["n"]),)


def _gain(evidence: Evidence, metric: str, words: Words) -> Column:
    """A return: what a yuan beyond the baseline's brought."""
    cells: dict[str, Cell] = dict.fromkeys(evidence.arms, (UNKNOWN, ()))
    for row in effects_of(evidence, metric):
        cells[row["arm"]] = (words.value(metric, row["diff"]), (words.span(metric, row["ci_low"], row["ci_high"]),))
    return Column(words.metric(metric), words.say("table_note_effect"), cells)


def _level(evidence: Evidence, metric: str, note: str, words: Words) -> Column:
    """A level that no arm is judged by: what was paid, or what a platform's own report would claim."""
    found = levels(evidence, metric)
    cells: dict[str, Cell] = dict.fromkeys(evidence.arms, (UNKNOWN, ()))
    for arm, row in found.items():
        cells[arm] = (words.value(metric, row["mean"]), _span(metric, row, words) if metric == _CLAIMED else ())
    return Column(words.metric(metric), note, cells)


def _change(metric: str, row: dict[str, Any], words: Words) -> tuple[str, ...]:
    change = words.value(metric, row["diff"], sign=True)
    return change, words.span(metric, row["ci_low"], row["ci_high"], sign=True)


def _span(metric: str, row: dict[str, Any] | None, words: Words) -> tuple[str, ...]:
    return (words.span(metric, row["ci_low"], row["ci_high"]),) if row and row["ci_low"] is not None else ()


def _share(evidence: Evidence, metric: str, level: dict[str, Any], words: Words) -> str:
    """Which share of the people it is counted of: those of the target, or all of the market."""
    target = levels(evidence, "target_people").get(evidence.baseline) if metric in _OF_TARGET else None
    if target is not None and target["mean"]:
        return words.say("table_of_target", share=words.percent(level["mean"] / target["mean"]))
    return words.say("table_of_market", share=words.percent(level["mean"] / evidence.market.people))


def _beside(
    evidence: Evidence, metric: str, level: dict[str, Any] | None, change: dict[str, Any] | None, words: Words
) -> list[str]:
    """Counts by head of the market or of the target, and gains that are told from none by the yuan that they cost."""
    unit = METRICS[metric].unit if metric in METRICS else ""
    lines = []
    if unit == _PEOPLE and level is not None and level["mean"]:
        lines.append(_share(evidence, metric, level, words))
    extra = None if change is None else extra_spend(evidence, change["arm"])
    if unit in _COUNTED.split() and change is not None and extra is not None and excludes_zero(change):
        per = words.value(metric, change["diff"] / extra * _BASE_CNY, sign=True)
        lines.append(words.say("table_per_cny", gain=per, base=words.money(_BASE_CNY)))
    return lines
