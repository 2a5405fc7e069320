"""Creators who refused a campaign's offers: how many of those asked, and how much of their money stayed for it."""

from collections.abc import Iterator, Mapping

import polars as pl

from .evidence import Evidence
from .plan import TIERS
from .runs import stack
from .words import Words

REFUSED = "refused"  # of contract_events


def tell_refusals(evidence: Evidence, budgets: Mapping[str, float], words: Words) -> Iterator[str]:
    """Yield a sentence for each arm whose offers were refused; means over runs."""
    refused = _refused(evidence)
    hired = _per_run(evidence, stack(evidence.runs, "contracts", brand=evidence.brand))
    for arm in evidence.arms:
        if not refused.get(arm):
            continue
        told = {"refused": words.number(refused[arm]), "asked": words.number(refused[arm] + hired.get(arm, 0.0))}
        stayed = _stayed(evidence, arm, budgets.get(arm, 0.0))
        key = "delivery_refused" if stayed >= 1.0 else "delivery_refused_passed_on"
        yield words.say(key, arm=words.arm(arm), stayed=words.money(stayed), **told)


def _refused(evidence: Evidence) -> dict[str, float]:
    events = stack(evidence.runs, "contract_events", brand=evidence.brand)
    return {} if events.is_empty() else _per_run(evidence, events.filter(event=REFUSED))


def _per_run(evidence: Evidence, rows: pl.DataFrame) -> dict[str, float]:
    """Return how many creators there are in an arm's rows, over its runs."""
    if rows.is_empty():
        return {}
    runs = {arm: sum(run.arm == arm for run in evidence.runs) for arm in evidence.arms}
    counts = rows.group_by("arm").agg(pl.struct("seed", "creator").n_unique())
    return {arm: n / runs[arm] for arm, n in counts.iter_rows() if runs.get(arm)}


def _stayed(evidence: Evidence, arm: str, budget_cny: float) -> float:
    """Return what of the money planned for paid creators was not spent, CNY."""
    if evidence.judgement is None or arm not in evidence.judgement.verdicts[0].arms:
        return 0.0
    lines = [line for line in evidence.judgement.verdicts[0].arms[arm].lines if line.line in TIERS]
    return budget_cny * sum(max(line.planned - line.delivered, 0.0) for line in lines)
