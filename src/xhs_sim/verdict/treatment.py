"""What truly happened to an arm: whether its plan was carried out, and whether the market could bear it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..config.schema import JudgingConfig, LimitsConfig
from .types import Beyond, Case, LineDelivered

_SAME = 0.01  # share of the plan by which two plans delivered may differ and still be one


@dataclass(frozen=True, slots=True)
class Treatment:
    """One arm's plan against what came of it."""

    lines: tuple[LineDelivered, ...]
    delivered: float | None  # share of the plan that happened as planned
    unspent: float | None
    as_named: bool
    beyond: tuple[Beyond, ...]


def treatments(case: Case, rules: JudgingConfig) -> dict[str, Treatment]:
    """Hold each arm's plan against what was delivered, and its size against the market."""
    return {arm: _treatment(case, arm, rules) for arm in case.arms}


def _treatment(case: Case, arm: str, rules: JudgingConfig) -> Treatment:
    beyond = beyond_limits(case.range.get(arm, {}), rules)
    planned, delivered = case.planned.get(arm), case.delivered.get(arm)
    if not planned or delivered is None:
        return Treatment((), None, None, True, beyond)
    lines = tuple(
        LineDelivered(line=line, planned=planned.get(line, 0.0), delivered=delivered.get(line, 0.0))
        for line in {**planned, **delivered}
    )
    asked = sum(planned.values())
    as_planned = sum(min(line.planned, line.delivered) for line in lines)
    unspent = max(0.0, 1.0 - sum(delivered.values()) / asked) if asked > 0 else 0.0
    not_owed = sum(line.planned - line.delivered for line in lines if _is_result(line, rules)) / max(asked, 1e-12)
    is_off = any(misses(line, rules) for line in lines) or unspent - not_owed > rules.delivery_tolerance
    return Treatment(lines, as_planned / asked if asked > 0 else None, unspent, not is_off, beyond)


def _is_result(line: LineDelivered, rules: JudgingConfig) -> bool:
    """Whether a line has money left because it pays only for what people do."""
    return line.line in rules.paid_for_results and line.delivered < line.planned


def misses(line: LineDelivered, rules: JudgingConfig) -> bool:
    """Whether a line is off by more than a tenth of itself, and by more than a trifle of the plan."""
    if _is_result(line, rules):
        return False
    off = abs(line.delivered - line.planned)
    return off > rules.delivery_tolerance * line.planned + 1e-9 and off > rules.small_line + 1e-9


def beyond_limits(seen: Mapping[str, float], rules: JudgingConfig) -> tuple[Beyond, ...]:
    """Which limits of what the model can tell are passed."""
    limits = dose_limits(rules.limits)
    return tuple(
        Beyond(limit=name, value=value, most=limits[name])
        for name, value in seen.items()
        if name in limits and value > limits[name]
    )


def dose_limits(limits: LimitsConfig) -> dict[str, float]:
    """Return the limits of how large a campaign may be; of how large the market must be there is another."""
    return {
        "budget_per_head_cny": limits.budget_per_head_cny,
        "share_of_impressions": limits.share_of_impressions,
        "share_of_notes": limits.share_of_notes,
        "share_of_tier_hired": limits.share_of_tier_hired,
        "share_of_users_reached": limits.share_of_users_reached,
    }


def same_plans(case: Case) -> tuple[tuple[str, ...], ...]:
    """Group the arms whose different plans ended as one and the same."""
    known = [arm for arm in case.arms if case.planned.get(arm) and case.delivered.get(arm) is not None]
    pairs = [
        (one, other)
        for one, other in combinations(known, 2)
        if not _alike(case.planned[one], case.planned[other]) and _alike(case.delivered[one], case.delivered[other])
    ]
    return grouped(pairs, case.arms)


def same_values(case: Case, metric: str) -> tuple[tuple[str, ...], ...]:
    """Group the arms whose values are equal bit for bit."""
    values = case.values.get(metric, {})
    known = [arm for arm in case.arms if any(value is not None for value in values.get(arm, ()))]
    return grouped([pair for pair in combinations(known, 2) if values[pair[0]] == values[pair[1]]], case.arms)


def grouped(pairs: Sequence[tuple[str, str]], order: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Join pairs that share an arm into groups, in the order of the arms."""
    groups: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    told = [tuple(arm for arm in order if arm in group) for group in groups]
    return tuple(sorted(told, key=lambda group: order.index(group[0])))


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return all(abs(one.get(line, 0.0) - other.get(line, 0.0)) <= _SAME for line in {**one, **other})
