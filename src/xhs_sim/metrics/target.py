"""How far a campaign came with the people whom it is for (``target``); all null where it is for everybody."""

import polars as pl

from .asked import answer
from .costs import spend
from .frames import exact_sum, for_each_brand, measured, ratio, total, total_cny
from .metric import Tables, metric


@metric("users", better="none", en="People of the target", zh="目标人群规模")
def target_people(records: Tables) -> pl.DataFrame:
    """People of the target who were in the market during the run."""
    return _of_target(records, total("users"))


@metric("users", better="higher", en="On-target reach", zh="目标人群触达人数")
def target_reach(records: Tables) -> pl.DataFrame:
    """People of the target with an impression of the brand."""
    return _of_target(records, total("reached"))


@metric("share of users", better="higher", en="On-target reach share", zh="目标人群触达占比")
def target_reach_share(records: Tables) -> pl.DataFrame:
    """People of the target with an impression of the brand, over the people of the target."""
    return _of_target(records, ratio(total("reached"), total("users")))


@metric("share of reach", better="higher", en="Reach that is on target", zh="触达中的目标人群占比")
def on_target_share(records: Tables) -> pl.DataFrame:
    """People of the target with an impression of the brand, over all with one."""
    everybody = records["reach_frequency"].lazy().filter(pl.col("frequency") > 0)
    under = dict(answer(everybody.group_by("brand").agg(pl.col("users").sum())).iter_rows())
    rows = target_reach(records)
    values = [_over(value, under.get(brand)) for brand, value in rows.select("brand", "value").iter_rows()]
    return rows.with_columns(value=pl.Series(values, dtype=pl.Float64))


@metric("CNY per person", better="lower", en="Cost per person of the target reached", zh="目标人群单人触达成本")
def cost_per_target_reach(records: Tables) -> pl.DataFrame:
    """Spend over the people of the target with an impression of the brand; null where nothing was spent."""
    paid = dict(spend(records).filter(pl.col("day").is_null()).select("brand", "value").iter_rows())
    rows = target_reach(records)
    values = [_over(paid.get(brand) or None, value) for brand, value in rows.select("brand", "value").iter_rows()]
    return rows.with_columns(value=pl.Series(values, dtype=pl.Float64))


@metric("users", better="higher", en="Buyers of the target", zh="目标人群购买人数")
def target_buyers(records: Tables) -> pl.DataFrame:
    """People of the target who have bought the brand, before the run or in it."""
    return _of_target(records, total("bought"))


@metric("orders", better="higher", en="Orders on target", zh="目标人群订单")
def target_orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform by people of the target."""
    return _of_target(records, total("orders"))


@metric("CNY", better="higher", en="GMV on target", zh="目标人群 GMV")
def target_gmv(records: Tables) -> pl.DataFrame:
    """Value of the orders on the platform by people of the target, before refunds."""
    return _of_target(records, total_cny("gmv_cny"))


@metric("orders", better="higher", en="Expected orders on target", zh="目标人群期望订单")
def target_expected_orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform to be expected of people of the target: the mean of ``target_orders``, with less noise.

    As ``expected_orders``; what a live session sells counts as it was sold.
    """
    return _of_target(records, exact_sum(pl.col("expected_orders")))


@metric("CNY", better="higher", en="Expected GMV on target", zh="目标人群期望 GMV")
def target_expected_gmv(records: Tables) -> pl.DataFrame:
    """Value of the expected orders of people of the target, before refunds: the mean of ``target_gmv``, less noise."""
    return _of_target(records, total_cny("expected_gmv_cny"))


def _of_target(records: Tables, value: pl.Expr) -> pl.DataFrame:
    return for_each_brand(records, measured(records["target_reach"], value, "brand"))


def _over(value: float | None, under: float | None) -> float | None:
    return value / under if value is not None and under else None
