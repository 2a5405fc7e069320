"""What a campaign truly brought for its money: incremental returns, from paired runs.

The gain is what the arm has more than the baseline of the same seed, the money what it spent more: an arm that
surely spends no more than the baseline has no return, it has a saving (the effect on ``spend``). Attributed
returns (``roas``), which a platform can compute from its own log, stand among the ordinary metrics.

All that money reaches is in the market, followers above all, so a gain is over all that was spent for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from ..verdict.quantity import Quantity
from ..verdict.statistics import Floats
from .effects import COLUMNS, estimate_effects


@dataclass(frozen=True, slots=True)
class Return:
    """A gain per CNY of extra spend, or (``is_cost``) the CNY that one unit of gain costs."""

    gain: str
    is_cost: bool = False


RETURNS = {
    "iroas": Return("gmv"),
    "iroas_influenced": Return("influenced_gmv"),
    "incremental_cost_per_reach": Return("reach", is_cost=True),
    "incremental_cost_per_engagement": Return("brand_engagements", is_cost=True),
    "incremental_cost_per_aware_user": Return("aware_users", is_cost=True),
    "incremental_cost_per_buyer": Return("buyers", is_cost=True),
}
BETTER = {name: "lower" if each.is_cost else "higher" for name, each in RETURNS.items()}


def returns_by_run(pairs: pl.DataFrame, level: float) -> pl.DataFrame:
    """Return gains per CNY of extra spend, run by run; arms that do not surely spend more have none.

    Parameters
    ----------
    pairs : frame
        As ``pair_with_baseline`` returns it.
    level : float
        At which "surely" is meant.

    Returns
    -------
    frame
        Columns of ``pairs``; ``value`` is the return and ``value_baseline`` 0, so that their difference is the return.
    """
    asked = {"spend", *(each.gain for each in RETURNS.values())}
    whole = pairs.filter(pl.col("day").is_null(), pl.col("brand").is_not_null(), pl.col("metric").is_in(asked))
    by_arm = whole.group_by("arm", "brand", maintain_order=True)
    found = [frame for _, runs in by_arm for frame in _returns_of_an_arm(runs, level)]
    return pl.concat([whole.clear(), *found])


def _returns_of_an_arm(runs: pl.DataFrame, level: float) -> Iterator[pl.DataFrame]:
    seen = _Runs(runs)
    if "spend" not in seen.metrics or not (paid := seen.more("spend", "CNY")).is_surely_positive(level):
        return
    for name, each in RETURNS.items():
        if each.gain in seen.metrics:
            found = seen.more(each.gain, each.gain).per(paid)
            rows = runs.filter(metric=each.gain).sort("replicate")
            yield rows.with_columns(
                metric=pl.lit(name), unit=pl.lit("CNY per unit" if each.is_cost else "CNY per CNY"),
                value=pl.Series(found.by_run[seen.places(each.gain)]).fill_nan(None), value_baseline=pl.lit(0.0),
                grain=pl.col("grain") / paid.mean,
            )  # fmt: skip


class _Runs:
    """One brand's figures of one arm and of the baseline, in the order of the replicates."""

    def __init__(self, runs: pl.DataFrame) -> None:
        self.metrics = set(runs["metric"])
        self.replicates = runs["replicate"].unique().sort().to_list()
        self._by_metric = {str(metric): rows.sort("replicate") for (metric,), rows in runs.group_by("metric")}

    def places(self, metric: str) -> list[int]:
        """Return which of all replicates have a row of a metric."""
        return [self.replicates.index(k) for k in self._by_metric[metric]["replicate"]]

    def more(self, metric: str, unit: str) -> Quantity:
        """Return what the arm has more of than the baseline."""
        own, base = (Quantity.of(self._values(metric, side), unit) for side in _SIDES)
        return own - base

    def _values(self, metric: str, side: str) -> Floats:
        values = np.full(len(self.replicates), np.nan)
        values[self.places(metric)] = self._by_metric[metric][side].cast(pl.Float64).fill_null(np.nan).to_numpy()
        return values


_SIDES = ("value", "value_baseline")


def estimate_returns(by_run: pl.DataFrame, baseline: str, level: float) -> pl.DataFrame:
    """Estimate incremental returns and costs, in the columns of ``estimate_effects``.

    Costs are the inverse of gains per CNY, and so are their intervals: a gain that may be nothing
    has no upper bound on its cost (``ci_high`` is null), one that is not positive has no cost.
    """
    gains = estimate_effects(by_run, baseline, level, between=lambda *_: (-np.inf, np.inf))  # a loss is possible
    gains = gains.with_columns(treatment=pl.col("diff"), baseline=pl.lit(None, dtype=pl.Float64))
    is_cost = pl.col("metric").is_in([name for name, each in RETURNS.items() if each.is_cost])
    diff, low, high = pl.col("diff"), pl.col("ci_low"), pl.col("ci_high")
    has_cost = diff > 0
    inverted = gains.filter(is_cost).with_columns(
        diff=pl.when(has_cost).then(1 / diff),
        treatment=pl.when(has_cost).then(1 / diff),
        se=pl.when(has_cost).then(pl.col("se") / diff**2),
        se_independent=pl.when(has_cost).then(pl.col("se_independent") / diff**2),
        ci_low=pl.when(has_cost).then(1 / high),
        ci_high=pl.when(low > 0).then(1 / low),
    )
    return pl.concat([gains.filter(~is_cost), inverted]).select(COLUMNS)
