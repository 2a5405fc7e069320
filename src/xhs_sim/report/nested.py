"""Arms that nest one another: what the parts of a plan add, told by arms with them and without, run by run.

An arm is nested in another where it has some of the same parts, each for the same money and done alike, and all else
is set alike. Then the difference between the two, in each run, is what the further parts brought: nothing is credited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from ..config.treatments import free_tactics
from .evidence import Evidence
from .runs import first_runs
from .summary import mean_interval, of_metric

_SAME = 0.005  # share by which two sums may differ and count as the same: weights are rounded
_OF_PARTS = ("campaign.budget_cny", "campaign.ads.split", "campaign.tactics")  # where parts are set
_NAMES = ("name", "seed", "study", "report", "record", "threads")  # of settings that change nothing of what happens
Spec = tuple[float, Any]  # yuan, and how it is done
Parts = Mapping[str, Spec]


@dataclass(frozen=True, slots=True)
class Step:
    """What parts of a plan add to what stands before them, or what all add beyond the sum (no ``parts``)."""

    parts: tuple[str, ...]
    arm: str  # with them
    less: tuple[str, ...]  # what is subtracted: arms
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Steps:
    """A plan taken apart: steps from ``first`` to ``last`` that add up to ``whole``."""

    first: str
    last: str
    steps: tuple[Step, ...]
    whole: Step
    n: int  # runs in which all of its arms have a value


def steps_of(evidence: Evidence, metric: str) -> Steps | None:
    """Take the largest plan apart as far as the arms of a comparison do; None where they do not.

    Where each part was also tried alone, each is held against the first arm and what all together add beyond that is
    a step of its own. Otherwise parts come one after the other, each held against the arm before it.
    """
    runs = first_runs(evidence.runs)
    arms = {arm: run.config for arm, run in runs.items() if arm in evidence.arms}
    found = apart(arms) or in_a_row(arms)
    if found is None:
        return None
    first, last, pairs = found
    named = dict.fromkeys([first, last, *(arm for arm, _, _ in pairs)])
    rows = of_metric(evidence.metrics, metric, evidence.brand).filter(
        pl.col("day").is_null(), pl.col("arm").is_in(list(named))
    )
    table = rows.select("seed", "arm", "value").drop_nulls().pivot(on="arm", index="seed", values="value")
    if not set(named) <= set(table.columns) or table.drop_nulls().is_empty():
        return None
    values = table.drop_nulls()
    steps = [_step(values, parts, arm, less, evidence.level) for arm, less, parts in pairs]
    if any(less == first for _, less, _ in pairs[1:]):
        steps.append(_together(values, first, last, [arm for arm, _, _ in pairs], evidence.level))
    whole = _step(values, tuple(part for _, _, parts in pairs for part in parts), last, first, evidence.level)
    return Steps(first, last, tuple(steps), whole, values.height)


Found = tuple[str, str, list[tuple[str, str, tuple[str, ...]]]]  # first, last, (arm, less what, its parts)


def in_a_row(arms: Mapping[str, Mapping[str, Any]]) -> Found | None:
    """Find the longest row of arms, each nested in the next; None for fewer than two steps."""
    parts = {arm: parts_of(config) for arm, config in arms.items()}
    longest: dict[str, list[str]] = {}
    for arm in sorted(arms, key=lambda arm: len(parts[arm])):
        before = [longest[other] for other in longest if is_nested(arms, parts, other, arm)]
        longest[arm] = [*max(before, key=len, default=[]), arm]
    row = max(longest.values(), key=len, default=[])
    if len(row) < 3:
        return None
    steps = [(arm, less, _new(parts, arm, less)) for less, arm in pairwise(row)]
    return row[0], row[-1], steps


def apart(arms: Mapping[str, Mapping[str, Any]]) -> Found | None:
    """Find arms that have each a share of the largest plan's parts, and all of them between them; None if none do."""
    parts = {arm: parts_of(config) for arm, config in arms.items()}
    by_size = sorted(arms, key=lambda arm: len(parts[arm]))
    if len(by_size) < 4:
        return None
    first, last = by_size[0], by_size[-1]
    inside = [arm for arm in by_size[1:-1] if is_nested(arms, parts, arm, last) and is_nested(arms, parts, first, arm)]
    taken: list[tuple[str, str, tuple[str, ...]]] = []
    for arm in inside:
        own = _new(parts, arm, first)
        if not any(part in own for _, _, others in taken for part in others):
            taken.append((arm, first, own))
    told = {part for _, _, own in taken for part in own}
    return (first, last, taken) if len(taken) > 1 and told == set(_new(parts, last, first)) else None


def parts_of(config: Mapping[str, Any]) -> Parts:
    """Return what an arm's plan is made of: uses of money with yuan, and tactics, how each is done."""
    campaign = config.get("campaign") or {}
    budget, weights = float(campaign.get("budget_cny") or 0.0), (campaign.get("ads") or {}).get("split") or {}
    tactics, total = campaign.get("tactics") or {}, float(sum(weights.values())) or 1.0
    paid = {use: budget * float(weight) / total for use, weight in (weights or {"creators": 1.0}).items()}
    free = dict.fromkeys(free_tactics(campaign), 0.0)
    return {use: (cny, tactics.get(use)) for use, cny in (paid | free).items() if cny > 0 or use in free}


def is_nested(arms: Mapping[str, Mapping[str, Any]], parts: Mapping[str, Parts], less: str, more: str) -> bool:
    """Say whether an arm is another with some parts left out, and nothing else changed."""
    inner, outer = parts[less], parts[more]
    kept = all(use in outer and _alike(spec, outer[use]) for use, spec in inner.items())
    return kept and len(inner) < len(outer) and _beside(arms[less]) == _beside(arms[more])


def _alike(one: Spec, other: Spec) -> bool:
    return abs(one[0] - other[0]) <= _SAME * max(one[0], other[0]) and one[1] == other[1]


def _beside(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings but those of the parts, flat."""
    flat: dict[str, Any] = {}

    def walk(value: Any, path: str) -> None:
        if path in _OF_PARTS:
            return
        if isinstance(value, Mapping):
            for key, inner in value.items():
                walk(inner, f"{path}.{key}" if path else str(key))
        else:
            flat[path] = value

    walk({key: value for key, value in config.items() if key not in _NAMES}, "")
    return flat


def _new(parts: Mapping[str, Parts], arm: str, less: str) -> tuple[str, ...]:
    return tuple(use for use in parts[arm] if use not in parts[less])


def _step(values: pl.DataFrame, parts: tuple[str, ...], arm: str, less: str, level: float) -> Step:
    return Step(parts, arm, (less,), *_interval(values[arm] - values[less], level))


def _together(values: pl.DataFrame, first: str, last: str, alone: Sequence[str], level: float) -> Step:
    """What the whole adds beyond the sum of what its parts add alone: run by run."""
    rest = values[last] - values[first]
    for arm in alone:
        rest -= values[arm] - values[first]
    return Step((), last, tuple(alone), *_interval(rest, level))


def _interval(differences: pl.Series, level: float) -> tuple[float, float | None, float | None]:
    frame = pl.DataFrame({"of": "step", "value": differences})
    row = mean_interval(frame, ["of"], level).row(0, named=True)
    return row["mean"], row["ci_low"], row["ci_high"]
