"""How far the result can be trusted: one check per thing that could make it wrong, worst said first.

A check is *sound*, *with care* or *weak*; the page opens with them. The bounds below are judgements,
not facts, which is why each check also prints its number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Literal

import polars as pl
from scipy.special import stdtrit

from ..config import ParameterRow
from .evidence import Evidence, Provenance, setting
from .summary import effects_of, leader, levels, of_metric
from .words import Words

Status = Literal["good", "caution", "bad"]

_FEW, _ENOUGH = 5, 10  # replicates
_NARROW, _WIDE = 0.25, 1.0  # half-width over effect; at 1 the interval reaches zero
_PAIRED_GAIN = 3.0  # a third of the independent standard error, as this project demands
_MOSTLY_INSIDE = 0.8  # of the spend
_SPENT, _HALF_SPENT = 0.9, 0.5  # of the budget, by the arm that spent least
_LISTED = 5
# Parts of the settings by how directly the sales outcome passes through them.
_NEAREST = ("commerce", "engage", "campaign", "feed", "retain", "graph", "population", "content")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to know before believing the result."""

    name: str
    status: Status
    value: str
    text: str


def trust_checks(evidence: Evidence, provenance: Provenance, words: Words) -> list[Check]:
    """All checks, in a fixed order."""
    return [check(evidence, provenance, words) for check in CHECKS]


def verdict(checks: list[Check], words: Words) -> tuple[Status, str]:
    """The checks in one sentence: as good as the worst of them."""
    weak = [words.say(f"check_{check.name}") for check in checks if check.status == "bad"]
    if weak:
        return "bad", words.say("verdict_bad", reasons=words.say("comma").join(weak))
    careful = sum(check.status == "caution" for check in checks)
    status: Status = "good" if careful <= 2 else "caution"
    return status, words.say(f"verdict_{status}")


def _replicates(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    counts = evidence.metrics.group_by("arm").agg(pl.col("seed").n_unique())["seed"].to_list()
    n = min(counts, default=0)
    if n < 2:
        return _check("replicates", "bad", words, value_key="check_single_value", text_key="check_single_text")
    status: Status = "good" if n >= _ENOUGH else "caution" if n >= _FEW else "bad"
    return _check("replicates", status, words, n=n, few=_FEW, enough=_ENOUGH)


def _interval(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    found = leader(effects_of(evidence, evidence.outcome))
    if found is None or found.best["ci_low"] is None or found.best["ci_high"] is None or not found.best["diff"]:
        return _unknown("interval", words)
    best = found.best
    half = (best["ci_high"] - best["ci_low"]) / 2
    share = abs(half / best["diff"])
    status: Status = "good" if share <= _NARROW else "caution" if share < _WIDE else "bad"
    return _check(
        "interval", status, words, half=words.value(evidence.outcome, half),
        metric=words.metric(evidence.outcome), share=words.percent(round(share, 2)),
        level=words.percent(evidence.level),
    )  # fmt: skip


def _pairing(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    rows = effects_of(evidence, evidence.outcome)
    gains = [row["se_independent"] / row["se"] for row in rows if row["se"] and row["se_independent"]]
    if not gains:
        return _unknown("pairing", words)
    gain = median(gains)
    status: Status = "good" if gain >= _PAIRED_GAIN else "caution" if gain > 1 else "bad"
    return _check(
        "pairing", status, words, gain=f"{gain:.1f}", ratio=f"{1 / gain:.2f}",
        metric=words.metric(evidence.outcome),
    )  # fmt: skip


def _control(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    """An arm that repeats the baseline must not differ; without one, split the baseline's seeds."""
    if evidence.controls and not evidence.effects.is_empty():
        arm = evidence.controls[0]
        rows = evidence.effects.filter(pl.col("arm").is_in(evidence.controls))
        is_same = rows.filter(pl.col("diff").fill_null(0) != 0).is_empty()
        key = "check_control_same" if is_same else "check_control_differs"
        status: Status = "good" if is_same else "bad"
        return Check("control", status, words.say(key), words.say(f"{key}_text", arm=words.arm(arm)))
    return _split_baseline(evidence, words)


def _split_baseline(evidence: Evidence, words: Words) -> Check:
    rows = of_metric(evidence.metrics, evidence.outcome, evidence.brand)
    whole = rows.filter(pl.col("day").is_null(), pl.col("arm") == evidence.baseline).sort("seed")
    values = whole["value"].drop_nulls()
    half = len(values) // 2
    one, other = values[:half], values[half:]
    variance = [float(part.var() or 0.0) / len(part) for part in (one, other) if len(part) > 1]  # type: ignore[arg-type]
    if len(variance) < 2 or sum(variance) == 0:
        return _unknown("control", words, "caution")
    effect = float(one.mean()) - float(other.mean())  # type: ignore[arg-type]
    reach = float(stdtrit(len(values) - 2, 0.5 + evidence.level / 2)) * sum(variance) ** 0.5
    metric = evidence.outcome
    includes_zero = abs(effect) <= reach
    return _check(
        "control", "caution", words, value_key="check_control_halves",
        text_key="check_control_halves_zero" if includes_zero else "check_control_halves_not",
        metric=words.metric(metric), effect=words.value(metric, effect, sign=True),
        span=words.span(metric, effect - reach, effect + reach, sign=True),
    )  # fmt: skip


def low_confidence(provenance: Provenance) -> list[ParameterRow]:
    """Low-confidence parameters in use, those nearest to the sale first."""
    rows = [row for row in provenance.parameters if row.confidence == "low"]
    used = [row for row in rows if setting(provenance.config, row.path) is not None]
    order = {part: i for i, part in enumerate(_NEAREST)}
    return sorted(used, key=lambda row: order.get(row.path.split(".")[0], len(order)))


def _parameters(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    estimated = [row for row in provenance.parameters if row.confidence != "choice"]
    if not estimated:
        return _unknown("parameters", words, "caution")
    low = low_confidence(provenance)
    names = words.say("comma").join(row.path for row in low[:_LISTED])
    status: Status = "caution" if low else "good"
    return _check(
        "parameters", status, words, n=len(low), all=len(estimated), names=names or words.say("settings_none")
    )


def _scale(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    platform = setting(provenance.config, "population.platform_mau")
    users = words.number(evidence.n_users)
    if not platform:
        return _check("scale", "caution", words, value_key="check_scale_value_unknown", users=users)
    return _check("scale", "caution", words, users=users, share=words.percent(evidence.n_users / float(platform)))


def _inside(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    shares = [row["mean"] for arm, row in levels(evidence, "inside_share").items() if arm in evidence.treated]
    if not shares:
        return _unknown("inside", words, "caution")
    low, high = words.percent(round(min(shares), 3)), words.percent(round(max(shares), 3))
    status: Status = "good" if min(shares) >= _MOSTLY_INSIDE else "caution"
    key = "check_inside_value_one" if low == high else "check_inside_value"
    return _check("inside", status, words, value_key=key, low=low, high=high)


def _budget(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    """Arms that could not spend alike are compared at unequal cost."""
    spent, budgets = levels(evidence, "spend"), provenance.budgets
    shares = [row["mean"] / budgets[arm] for arm, row in spent.items() if budgets.get(arm)]
    if not shares:
        return _unknown("budget", words, "caution")
    status: Status = "good" if min(shares) >= _SPENT else "caution" if min(shares) >= _HALF_SPENT else "bad"
    low, high = words.percent(round(min(shares), 3)), words.percent(round(max(shares), 3))
    key = "check_budget_value_one" if low == high else "check_budget_value"
    text = "check_budget_text" if status == "good" else "check_budget_unequal_text"
    return _check("budget", status, words, value_key=key, text_key=text, low=low, high=high)


def _runs(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    failed, missing, planned = len(provenance.failed), provenance.n_missing, provenance.planned
    if failed or missing:
        error = next(
            (str(m["error"]).splitlines()[0] for m in provenance.failed if m.get("error")),
            words.say("provenance_unknown"),
        )
        return _check(
            "runs", "bad" if failed + missing > planned / 10 else "caution", words,
            text_key="check_runs_failed_text", failed=failed, missing=missing, planned=planned, error=error,
        )  # fmt: skip
    versions = {str(m.get("engine") or m.get("commit")) for m in provenance.finished}
    if len(versions) > 1:
        return _check(
            "runs",
            "bad",
            words,
            value_key="check_runs_mixed",
            text_key="check_runs_mixed_text",
            n=len(versions),
        )
    return _check("runs", "good", words, value_key="check_runs_none", planned=planned)


def _check(
    name: str, status: Status, words: Words, *, value_key: str = "", text_key: str = "", **values: object
) -> Check:
    value = words.say(value_key or f"check_{name}_value", **values)
    return Check(name, status, value, words.say(text_key or f"check_{name}_text", **values))


def _unknown(name: str, words: Words, status: Status = "bad") -> Check:
    return _check(name, status, words, value_key=f"check_{name}_none", text_key=f"check_{name}_none_text")


CHECKS: tuple[Callable[[Evidence, Provenance, Words], Check], ...] = (
    _replicates, _interval, _pairing, _control, _parameters, _scale, _inside, _budget, _runs,
)  # fmt: skip
