"""The answer in a few sentences: which arm is best on the main outcome, and whether that can be said."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from .summary import Leader, leader, of_metric
from .words import Words, load_words

# Looked for in this order if the caller names no outcome.
_MAIN_OUTCOMES = ("gmv", "influenced_gmv", "orders", "reach", "brand_impressions")


def answer(
    effects: pl.DataFrame,
    arms: Sequence[str],
    language: str,
    *,
    outcome: str | None = None,
    brand: str | None = None,
) -> str:
    """Say which arm is best on the main outcome, hedged as the intervals demand.

    Parameters
    ----------
    effects : frame
        ``effects.parquet``: one row per metric, brand and arm against the baseline.
    arms : sequence of str
        Arms that compete; others in the frame are ignored.
    language : {"en", "zh"}
    outcome : str, optional
        The metric to judge by; without it the first of GMV, influenced GMV, orders, reach that has effects.
    brand : str, optional
        The brand in focus; without it the first brand in the frame that has the outcome.
    """
    words = load_words(language)
    known = set(effects["metric"]) if not effects.is_empty() else set()
    metric = outcome if outcome in known else next((m for m in _MAIN_OUTCOMES if m in known), None)
    found = None if metric is None else leader(_estimated(_rows(effects, metric, arms, brand)))
    if metric is None or found is None:
        return words.say("answer_none")
    tail = _return_on_spend(effects, str(found.best["arm"]), brand, words)
    return words.say("gap").join(part for part in (_verdict(found, metric, words), tail) if part)


def _rows(effects: pl.DataFrame, metric: str, arms: Sequence[str], brand: str | None) -> list[dict[str, Any]]:
    rows = of_metric(effects, metric, brand) if brand else effects.filter(pl.col("metric") == metric)
    brands = rows["brand"].drop_nulls().unique().sort()
    if brand is None and len(brands) > 1:
        rows = rows.filter(pl.col("brand") == brands[0])
    return [row for row in rows.to_dicts() if row["arm"] in arms]


def _estimated(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["diff"] is not None]


def _verdict(found: Leader, metric: str, words: Words) -> str:
    key = verdict_key(found)
    best, second = found.best, found.second or found.best
    return words.say(
        key,
        best=words.arm(best["arm"]),
        second=words.arm(second["arm"]),
        baseline=words.arm(best["baseline_arm"]),
        metric=words.metric(metric),
        effect=words.value(metric, best["diff"], sign=True),
        span=words.span(metric, best["ci_low"], best["ci_high"], sign=True),
        second_effect=words.value(metric, second["diff"], sign=True),
        second_span=words.span(metric, second["ci_low"], second["ci_high"], sign=True),
        p=words.percent(best.get("p_best")),
    )


def verdict_key(found: Leader) -> str:
    """Which sentence the evidence allows: the strongest that the intervals bear out, never a stronger one."""
    if not found.moves:
        return "answer_no_effect"
    if found.second is None:
        return "answer_only"
    if found.is_apart:
        return "answer_clear"
    return "answer_likely" if found.is_likely else "answer_tie"


def _return_on_spend(effects: pl.DataFrame, arm: str, brand: str | None, words: Words) -> str:
    """True return of the leading arm beside what the platform's attribution would report."""
    true = next(iter(_estimated(_rows(effects, "iroas", [arm], brand))), None)
    if true is None:
        return ""
    span = words.span("cost_per_cny", true["ci_low"], true["ci_high"])
    text = words.say("answer_return", iroas=words.money(true["diff"]), span=span)
    names = ("roas", "attributed_gmv", "spend")
    claimed, gmv, spent = (_mean(effects, name, arm, brand) for name in names)
    if claimed is None and gmv is not None and spent:  # a baseline without spend has no ROAS to pair with
        claimed = gmv / spent
    if claimed is None:
        return text
    return text + words.say("gap") + words.say("answer_attributed", roas=words.money(claimed))


def _mean(effects: pl.DataFrame, metric: str, arm: str, brand: str | None) -> float | None:
    return next((row["treatment"] for row in _rows(effects, metric, [arm], brand)), None)
