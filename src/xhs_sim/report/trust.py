"""How far the result can be trusted: one check per thing that could make it wrong, worst said first.

A check is *sound*, *with care* or *weak*; the page opens with them. The bounds (``study.judging.trust``) are
judgements, not facts, which is why each check also prints its number.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
from pydantic import ValidationError

from ..config import ParameterRow
from ..config.param import WELL_KNOWN
from ..config.schema import GraphConfig
from ..verdict import ArmFinding
from ..verdict.statistics import LEAST_RUNS
from .check import Check, Status, check_of, graded
from .dose import dose_of
from .evidence import Evidence, Provenance, setting
from .member_checks import of_ensemble, of_trust_card
from .runs import first_runs
from .summary import levels
from .titles import focus, phrases_of, unit_of
from .unspent import tell_unspent
from .words import Words
from .worlds import draws_of

_LISTED = 5  # names in a sentence
_WORRYING: tuple[Status, ...] = ("bad", "caution")
# Parts of the settings by how directly the sales outcome passes through them.
_NEAREST = ("commerce", "engage", "campaign", "feed", "retain", "graph", "population", "content")


def trust_checks(evidence: Evidence, provenance: Provenance, words: Words) -> list[Check]:
    """All checks that apply, the worst first."""
    found = [check(evidence, provenance, words) for check in CHECKS]
    order = (*_WORRYING, "good")
    return sorted((check for check in found if check is not None), key=lambda check: order.index(check.status))


def in_a_sentence(checks: list[Check], words: Words) -> tuple[Status, str]:
    """The checks in one sentence: as good as the worst of them; what was found is for the answer to say."""
    for status in _WORRYING:
        names = [words.say(f"check_{check.name}") for check in checks if check.status == status]
        if names:
            return status, words.say(f"trust_{status}", reasons=words.say("comma").join(names))
    return "good", words.say("trust_good")


def _replicates(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    kept = evidence.metrics.filter(~pl.col("arm").is_in(list(evidence.dropped)))
    counts = kept.group_by("arm").agg(pl.col("seed").n_unique())["seed"].to_list()
    n, enough = min(counts, default=0), evidence.judging.trust.enough_runs
    if n < 2:
        return check_of("replicates", "bad", words, value_key="check_single_value", text_key="check_single_text")
    status, draws = graded(n, enough, LEAST_RUNS), draws_of(provenance.config)
    if draws == 1:
        return check_of("replicates", status, words, n=n, few=LEAST_RUNS, enough=enough)
    keys = {"value_key": "check_worlds_value", "text_key": "check_worlds_text"}
    return check_of("replicates", status, words, **keys, n=n, draws=draws, few=LEAST_RUNS, enough=enough)


def _interval(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """How wide the interval of the decisive difference is: that of the lead, or of the least settled arm's effect."""
    if evidence.judgement is None:
        return None
    verdict, arm = evidence.judgement.main, focus(evidence)
    unsettled = [each for each in verdict.open if verdict.arms[each].effect]
    if verdict.leader is None and unsettled:
        arm = max(unsettled, key=lambda each: _half_width_of(verdict.arms[each]))
    found = verdict.arms.get(arm)
    if verdict.lead is not None:
        value, low, high, unit = verdict.lead.value, verdict.lead.low, verdict.lead.high, unit_of(verdict, words)
        of = words.say("check_interval_lead", arm=words.arm(verdict.lead.over))
    elif found is not None and found.effect:
        value, low, high, unit = found.effect, found.low, found.high, words.metric(verdict.objective.metric)
        of = words.say("check_interval_effect", arm=words.arm(arm))
    else:
        return None
    if low is None or high is None or not value:
        return check_of("interval", "bad", words, value_key="check_interval_none", text_key="check_interval_none_text")
    half, share = (high - low) / 2, _half_width(value, low, high)
    is_narrow, excludes_zero = share <= evidence.judging.trust.narrow, share < 1.0
    status: Status = "good" if is_narrow else "caution" if excludes_zero else "bad"
    said = phrases_of(verdict, words)
    shown = said.value(half) if verdict.lead is None else said.ahead(half, None, None)
    return check_of(
        "interval", status, words, half=shown, metric=unit, of=of, share=words.percent(round(share, 2)),
        level=words.percent(verdict.level),
    )  # fmt: skip


def _half_width(value: float, low: float, high: float) -> float:
    """Half of the width of an interval, as a share of the value."""
    return abs((high - low) / 2 / value)


def _half_width_of(found: ArmFinding) -> float:
    """That of an arm's effect; infinite without an interval."""
    if found.low is None or found.high is None or not found.effect:
        return math.inf
    return _half_width(found.effect, found.low, found.high)


def _treatment(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """Arms that did not do what their name says, and arms beyond what the model can tell."""
    if evidence.judgement is None:
        return None
    main = evidence.judgement.main
    if main.not_carried_out:
        return check_of("treatment", "bad", words, arms=words.arms(main.not_carried_out))
    if main.out_of_range:
        arms = words.arms(main.out_of_range)
        value, text = "check_treatment_beyond", "check_treatment_beyond_text"
        return check_of("treatment", "bad", words, value_key=value, text_key=text, arms=arms)
    return None


def _control(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """An arm that repeats the baseline must not differ; that it does not is told with the methods."""
    if control_holds(evidence) is not False:
        return None
    return check_of("control", "bad", words, arm=words.arm(evidence.controls[0]))


def control_holds(evidence: Evidence) -> bool | None:
    """Whether the arms that repeat the baseline equal it in everything; None without such an arm."""
    if not evidence.controls or evidence.effects.is_empty():
        return None
    rows = evidence.effects.filter(pl.col("arm").is_in(evidence.controls), pl.col("diff").is_not_null())
    return rows.filter((pl.col("diff") != 0) | (pl.col("se").fill_null(0) != 0)).is_empty()


def _likeness(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """How many figures of the baseline lie where the real platform's do, among those that are known well."""
    known = evidence.likeness.filter(pl.col("confidence").is_in(WELL_KNOWN))
    if known.is_empty():
        return None
    off = known.filter(~pl.col("within"))
    within, n, bounds = known.height - off.height, known.height, evidence.judging.trust
    status = graded(within, bounds.like * n, bounds.hardly_like * n)
    said: dict[str, Any] = {"within": within, "all": n, "market": evidence.market.told(words), "days": evidence.n_days}
    if off.is_empty():
        return check_of("likeness", status, words, text_key="check_likeness_all_text", **said)
    names = [words.say(_way(row), metric=words.metric(row["name"])) for row in off.head(_LISTED).to_dicts()]
    more = words.say("check_likeness_more", n=off.height - _LISTED) if off.height > _LISTED else ""
    return check_of("likeness", status, words, off=words.say("comma").join(names) + more, **said)


def _way(row: dict[str, Any]) -> str:
    return "check_likeness_low" if row["value"] < row["low"] else "check_likeness_high"


def low_confidence(provenance: Provenance) -> list[ParameterRow]:
    """Low-confidence parameters in use, those nearest to the sale first; where nothing is sold, those last."""
    rows = [row for row in provenance.parameters if row.confidence == "low"]
    used = [row for row in rows if setting(provenance.config, row.path) is not None]
    sells = setting(provenance.config, "campaign.brand") is not None
    nearest = _NEAREST if sells else (*_NEAREST[1:], _NEAREST[0])
    order = {part: i for i, part in enumerate(nearest)}
    return sorted(used, key=lambda row: order.get(row.path.split(".")[0], len(order)))


def _parameters(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    estimated = [row for row in provenance.parameters if row.confidence != "choice"]
    if not estimated:
        return None
    low = low_confidence(provenance)
    names = words.say("comma").join(row.path for row in low[:_LISTED])
    status: Status = "caution" if low else "good"
    return check_of(
        "parameters", status, words, n=len(low), all=len(estimated), names=names or words.say("settings_none")
    )


def _scale(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    platform = setting(provenance.config, "population.platform_mau")
    size, least = evidence.market, evidence.judging.limits.least_audience
    if size.people < least:
        few, small = "check_scale_value_unknown", "check_scale_small_text"
        said = {"market": size.told(words), "least": words.number(least)}
        return check_of("scale", "bad", words, value_key=few, text_key=small, **said)
    text, told = "check_scale_text" if size.weight == 1 else "check_scale_sampled_text", size.told(words)
    shown: dict[str, Any] = {"weight": words.number(size.weight), "readers": words.number(size.readers)}
    if not platform:
        value = "check_scale_value_unknown"
        return check_of("scale", "caution", words, value_key=value, text_key=text, market=told, **shown)
    share = words.percent(size.people / float(platform))
    return check_of("scale", "caution", words, text_key=text, market=told, share=share, **shown)


def _dose(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """How large the largest campaign is against its market: beyond some size a model of one market says nothing."""
    dose = dose_of(evidence)
    if dose is None:
        return None
    return check_of("dose", "good" if dose.is_within else "bad", words, **dose.told(words))


def _wants_heads(evidence: Evidence) -> bool:
    """Whether any plan has money for the largest creators; settings that do not say may have."""
    shares = [setting(run.config, "campaign.tier_shares") for run in first_runs(evidence.runs).values()]
    return any(each is None or each.get("head", 0) > 0 for each in shares)


def _heads(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """How many of the largest creators have more followers than the market has people, and are not in it."""
    graph, hired = setting(provenance.config, "graph"), levels(evidence, "sponsored_notes")
    if not any(row["mean"] for arm, row in hired.items() if arm in evidence.treated) or not _wants_heads(evidence):
        return None
    try:
        law = GraphConfig.model_validate(graph)
    except ValidationError:  # of a version that knew other parameters
        return None
    people = evidence.market.people
    edges = law.tiers.head - 1, max(people, law.tiers.head) - 1
    heads, large = (round(people * law.share_with_more(followers)) for followers in edges)
    status: Status = "good" if large == 0 else "caution"
    text = "check_heads_text" if status == "good" else "check_heads_missing_text"
    text = "check_heads_none_text" if large >= heads > 0 else text
    told = {name: words.number(n) for name, n in (("heads", heads), ("large", large), ("left", heads - large))}
    return check_of("heads", status, words, text_key=text, people=words.number(people), **told)


def _budget(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """Arms that could not spend alike are compared at unequal cost."""
    spent, budgets = levels(evidence, "spend"), provenance.budgets
    shares = [row["mean"] / budgets[arm] for arm, row in spent.items() if budgets.get(arm)]
    if not shares:
        return None
    bounds = evidence.judging.trust
    status = graded(min(shares), bounds.spent, bounds.hardly_spent)
    low, high = words.percent(round(min(shares), 3)), words.percent(round(max(shares), 3))
    key = "check_budget_value_one" if low == high else "check_budget_value"
    if status == "good":
        return check_of("budget", status, words, value_key=key, low=low, high=high)
    found = check_of("budget", status, words, value_key=key, text_key="check_budget_unequal_text", low=low, high=high)
    unspent = tell_unspent(evidence, budgets, words)
    return replace(found, text=words.say("gap").join((found.text, unspent))) if unspent else found


def _runs(evidence: Evidence, provenance: Provenance, words: Words) -> Check:
    failed, missing, planned = len(provenance.failed), provenance.n_missing, provenance.planned
    if failed or missing:
        error = next(
            (str(m["error"]).splitlines()[0] for m in provenance.failed if m.get("error")),
            words.say("provenance_unknown"),
        )
        return check_of(
            "runs", "bad" if failed + missing > planned / 10 else "caution", words,
            text_key="check_runs_failed_text", failed=failed, missing=missing, planned=planned, error=error,
        )  # fmt: skip
    versions = {str(m.get("engine") or m.get("commit")) for m in provenance.finished}
    if len(versions) > 1:
        return check_of(
            "runs", "bad", words, value_key="check_runs_mixed", text_key="check_runs_mixed_text", n=len(versions)
        )
    return check_of("runs", "good", words, value_key="check_runs_none", planned=planned)


CHECKS: tuple[Callable[[Evidence, Provenance, Words], Check | None], ...] = (
    _replicates, _interval, _treatment, _control, _likeness, _parameters, of_ensemble, of_trust_card, _scale, _dose,
    _heads, _budget, _runs,
)  # fmt: skip
