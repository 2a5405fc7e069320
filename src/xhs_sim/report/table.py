"""The table of arms and outcomes: what the page prints in each cell."""

from dataclasses import dataclass
from typing import Any

from .evidence import Evidence
from .summary import effects_of, excludes_zero, has_spend, leader, levels
from .words import UNKNOWN, Words

Cell = tuple[str, tuple[str, ...]]  # value, and the lines beneath it


@dataclass(frozen=True, slots=True)
class Column:
    """One outcome: its heading with a note, and a cell for each arm."""

    name: str
    note: str
    cells: dict[str, Cell]
    best: str | None  # the leading arm, if the intervals set it apart


def outcome_table(evidence: Evidence, words: Words) -> list[Column]:
    """Columns from reach to returns; those without any value are left out.

    Where nobody spends (an account of one's own), what the experiment asks for stands there instead.
    """
    kinds = {"level": _level_column, "effect": _effect_column, "claim": _claim_column, "cost": _cost_column}
    asked = COLUMNS if has_spend(evidence) else tuple((name, "level") for name in evidence.outcomes[:_MOST])
    columns = [kinds[kind](evidence, metric, words) for metric, kind in asked]
    return [column for column in columns if any(value != UNKNOWN for value, _ in column.cells.values())]


def _level_column(evidence: Evidence, metric: str, words: Words) -> Column:
    """The level of each arm, and beneath it the change against the baseline."""
    found, changes = levels(evidence, metric), {row["arm"]: row for row in effects_of(evidence, metric)}
    cells = {}
    for arm in evidence.arms:
        beneath = _change(metric, changes[arm], words) if arm in changes else _span(metric, found.get(arm), words)
        cells[arm] = (words.value(metric, found[arm]["mean"]) if arm in found else UNKNOWN, beneath)
    return Column(
        words.metric(metric), words.say("table_note_level") if changes else "", cells, _best(evidence, metric)
    )


def _effect_column(evidence: Evidence, metric: str, words: Words) -> Column:
    """The change itself, with its interval."""
    is_return = metric.startswith("iroas")
    cells: dict[str, Cell] = dict.fromkeys(evidence.arms, (UNKNOWN, ()))
    for row in effects_of(evidence, metric):
        value = words.value(metric, row["diff"], sign=not is_return)
        cells[row["arm"]] = (value, (words.span(metric, row["ci_low"], row["ci_high"], sign=not is_return),))
    name = words.metric(metric) if is_return else words.say("table_incremental", metric=words.metric(metric))
    return Column(name, words.say("table_note_effect"), cells, _best(evidence, metric))


def _claim_column(evidence: Evidence, metric: str, words: Words) -> Column:
    """What a platform's own report would say: a level that no twin corrects, so no arm is marked as best."""
    found = levels(evidence, metric)
    cells: dict[str, Cell] = dict.fromkeys(evidence.arms, (UNKNOWN, ()))
    cells |= {arm: (words.value(metric, row["mean"]), _span(metric, row, words)) for arm, row in found.items()}
    return Column(words.metric(metric), words.say("table_note_claimed"), cells, None)


def _cost_column(evidence: Evidence, metric: str, words: Words) -> Column:
    """What was paid; its spread over seeds is only that of the prices."""
    found = levels(evidence, metric)
    cells: dict[str, Cell] = {
        arm: (words.value(metric, found[arm]["mean"]) if arm in found else UNKNOWN, ()) for arm in evidence.arms
    }
    return Column(words.metric(metric), "", cells, None)


def _change(metric: str, row: dict[str, Any], words: Words) -> tuple[str, ...]:
    change = words.value(metric, row["diff"], sign=True)
    return change, words.span(metric, row["ci_low"], row["ci_high"], sign=True)


def _span(metric: str, row: dict[str, Any] | None, words: Words) -> tuple[str, ...]:
    return (words.span(metric, row["ci_low"], row["ci_high"]),) if row and row["ci_low"] is not None else ()


def _best(evidence: Evidence, metric: str) -> str | None:
    """The leader where more is better and its interval stands apart both from the next arm and from zero."""
    found = leader(effects_of(evidence, metric))
    if found is None or found.second is None or not found.is_apart:
        return None
    return str(found.best["arm"]) if excludes_zero(found.best) else None


_MOST = 6  # outcomes side by side
COLUMNS: tuple[tuple[str, str], ...] = (
    ("reach", "level"),
    ("stickiness", "level"),
    ("brand_ctr", "level"),
    ("orders", "level"),
    ("spend", "cost"),
    ("gmv", "effect"),
    ("influenced_gmv", "effect"),
    ("iroas", "effect"),
    ("roas", "claim"),
)
