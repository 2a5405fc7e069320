"""What a campaign truly brought for its money: incremental returns, from paired runs.

The gain is what the arm has more than the baseline of the same seed; attributed returns (``roas``),
which a platform can compute from its own log, stand among the ordinary metrics.
"""

from dataclasses import dataclass

import polars as pl

from .effects import COLUMNS, estimate_effects

_RUN = ["arm", "replicate", "brand"]


@dataclass(frozen=True, slots=True)
class Return:
    """A gain per CNY spent, or (``is_cost``) the CNY that one unit of gain costs."""

    gain: str
    is_inside: bool = False
    is_cost: bool = False


RETURNS = {
    "iroas": Return("gmv"),
    "iroas_inside": Return("gmv", is_inside=True),
    "iroas_influenced": Return("influenced_gmv"),
    "iroas_influenced_inside": Return("influenced_gmv", is_inside=True),
    "incremental_cost_per_reach": Return("reach", is_cost=True),
    "incremental_cost_per_engagement": Return("brand_engagements", is_cost=True),
    "incremental_cost_per_aware_user": Return("aware_users", is_cost=True),
    "incremental_cost_per_buyer": Return("buyers", is_cost=True),
}
BETTER = {name: "lower" if each.is_cost else "higher" for name, each in RETURNS.items()}


def returns_by_run(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return gains per CNY, run by run; arms that spent nothing have none.

    Returns
    -------
    frame
        Columns of ``pairs``; ``value`` and ``value_baseline`` are the figure of the arm and of the
        baseline, both over what the arm spent, so that their difference is the return.
    """
    whole = pairs.filter(pl.col("day").is_null() & pl.col("brand").is_not_null())
    money = whole.filter(pl.col("metric") == "spend").select(*_RUN, spend="value")
    inside = whole.filter(pl.col("metric") == "inside_share").select(*_RUN, inside_share="value")
    cost = money.join(inside, on=_RUN, how="left").filter(pl.col("spend") > 0)
    return pl.concat([_one_return(whole, cost, name, each) for name, each in RETURNS.items()])


def _one_return(whole: pl.DataFrame, cost: pl.DataFrame, name: str, each: Return) -> pl.DataFrame:
    paid = pl.col("spend") * pl.col("inside_share") if each.is_inside else pl.col("spend")
    paid = pl.when(paid > 0).then(paid)  # nothing paid inside the market: the return is unknown
    return (
        whole.filter(pl.col("metric") == each.gain)
        .join(cost, on=_RUN)
        .with_columns(
            metric=pl.lit(name),
            unit=pl.lit("CNY per unit" if each.is_cost else "CNY per CNY"),
            value=pl.col("value") / paid,
            value_baseline=pl.col("value_baseline") / paid,
            grain=pl.col("grain") / paid,
        )
        .select(whole.columns)
    )


def estimate_returns(by_run: pl.DataFrame, baseline: str, level: float) -> pl.DataFrame:
    """Estimate incremental returns and costs, in the columns of ``estimate_effects``.

    Costs are the inverse of gains per CNY, and so are their intervals: a gain that may be nothing
    has no upper bound on its cost (``ci_high`` is null), one that is not positive has no cost.
    """
    gains = estimate_effects(by_run, baseline, level)
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
