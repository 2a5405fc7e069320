"""From product visits to orders and what is left of the money.

Orders and GMV are those on the platform. Leaked orders were placed in another shop after contact with
the brand on the platform: they count as influenced, never as GMV.
"""

import polars as pl

from .frames import exact_sum, for_each_brand, measured, ratio, run_and_days, total, total_cny
from .metric import Tables, metric


@metric("visits", better="higher", en="Product visits", zh="商品访问")
def product_visits(records: Tables) -> pl.DataFrame:
    """Visits of the brand's product pages."""
    return measured(records["brand_daily"], total("visits"), "brand")


@metric("carts", better="higher", en="Carts", zh="加购")
def carts(records: Tables) -> pl.DataFrame:
    """Visits that put a product into the cart."""
    return measured(records["brand_daily"], total("carts"), "brand")


@metric("orders", better="higher", en="Orders", zh="订单")
def orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform, for the run and by day."""
    return run_and_days(records["brand_daily"], total("orders"), "brand")


@metric("CNY", better="higher", en="GMV", zh="GMV")
def gmv(records: Tables) -> pl.DataFrame:
    """Value of the orders on the platform before refunds, for the run and by day."""
    return run_and_days(records["brand_daily"], total_cny("gmv_cny"), "brand")


@metric("visits", better="higher", en="Expected product visits", zh="期望商品访问")
def expected_visits(records: Tables) -> pl.DataFrame:
    """Product visits that the readers' clicks and needs come to on average: the mean of ``product_visits``, less noise.

    Sum over days of P(visit) of each click on a note of the brand, and of P(choice of the brand) at each need.
    """
    return measured(records["brand_daily"], exact_sum(pl.col("expected_visits")), "brand")


@metric("orders", better="higher", en="Expected orders", zh="期望订单")
def expected_orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform to be expected of each day as it began to shop: the mean of ``orders``, with less noise.

    Sum over days and readers of P(an order | what was clicked, felt and needed), by day too; what a promotion has a
    limited stock of counts as it was sold.
    """
    return run_and_days(records["brand_daily"], exact_sum(pl.col("expected_orders")), "brand")


@metric("CNY", better="higher", en="Expected GMV", zh="期望 GMV")
def expected_gmv(records: Tables) -> pl.DataFrame:
    """Value of the expected orders before refunds: the mean of ``gmv``, with less noise; by day too."""
    return run_and_days(records["brand_daily"], total_cny("expected_gmv_cny"), "brand")


@metric("users", better="higher", en="Expected buyers", zh="期望购买人数")
def expected_buyers(records: Tables) -> pl.DataFrame:
    """First orders of the brand to be expected, here or in another shop: the mean of ``buyers``, with less noise."""
    return measured(records["brand_daily"], exact_sum(pl.col("expected_buyers")), "brand")


@metric("CNY per order", better="higher", en="Average order value", zh="客单价")
def aov(records: Tables) -> pl.DataFrame:
    """GMV over orders, both on the platform."""
    return measured(records["brand_daily"], ratio(total_cny("gmv_cny"), total("orders")), "brand")


@metric("per visit", better="higher", en="Orders per visit", zh="访问下单率")
def order_rate_per_visit(records: Tables) -> pl.DataFrame:
    """Orders on the platform over product visits."""
    return measured(records["brand_daily"], ratio(total("orders"), total("visits")), "brand")


@metric("orders", better="none", en="Leaked orders", zh="外溢订单")
def leaked_orders(records: Tables) -> pl.DataFrame:
    """Orders placed in another shop."""
    return measured(records["brand_daily"], total("leaked_orders"), "brand")


@metric("CNY", better="higher", en="Influenced GMV", zh="影响的 GMV")
def influenced_gmv(records: Tables) -> pl.DataFrame:
    """GMV + value of the leaked orders, for the run and by day."""
    return run_and_days(records["brand_daily"], total_cny("gmv_cny", "leaked_gmv_cny"), "brand")


@metric("CNY", better="none", en="Refunds", zh="退款")
def refunds(records: Tables) -> pl.DataFrame:
    """Value of the orders on the platform that were refunded."""
    return measured(records["brand_daily"], total_cny("refund_cny"), "brand")


@metric("per order", better="lower", en="Refund rate", zh="退款率")
def refund_rate(records: Tables) -> pl.DataFrame:
    """Refunded orders over orders, on the platform."""
    return measured(records["brand_daily"], ratio(total("refunds"), total("orders")), "brand")


@metric("users", better="higher", en="Buyers", zh="购买人数")
def buyers(records: Tables) -> pl.DataFrame:
    """Distinct users who ordered in the run, on the platform or in another shop."""
    rows = measured(records["orders"], pl.col("user").n_unique() * pl.col("weight").max(), "brand")
    return for_each_brand(records, rows, absent=0.0)


@metric("share of buyers", better="higher", en="Repeat buyers", zh="复购人群占比")
def repeat_buyer_share(records: Tables) -> pl.DataFrame:
    """Users with two orders or more, over buyers."""
    per_user = records["orders"].lazy().group_by("brand", "user", maintain_order=True).agg(n=pl.len())
    rows = measured(per_user, ratio((pl.col("n") > 1).sum(), pl.len()), "brand")
    return for_each_brand(records, rows)


@metric("units", better="higher", en="Units sold", zh="销售件数")
def units_sold(records: Tables) -> pl.DataFrame:
    """Units ordered on the platform, for the run and by day."""
    return run_and_days(records["product_daily"], total("units"), "brand")


@metric("CNY per unit", better="higher", signed=True, en="Gross margin per unit", zh="件均毛利")
def gross_margin_per_unit(records: Tables) -> pl.DataFrame:
    """GMV less the cost of goods, over units ordered on the platform."""
    sold = records["product_daily"].lazy().group_by("day", "brand").agg(pl.col("units").sum())
    days = records["brand_daily"].lazy().join(sold, on=["day", "brand"], how="left", maintain_order="left")
    left = total_cny("gmv_cny") - total_cny("cost_of_goods_cny")
    return measured(days.with_columns(pl.col("units").fill_null(0)), ratio(left, total("units")), "brand")


@metric("days", better="none", en="Days of promotion", zh="促销天数")
def promotion_days(records: Tables) -> pl.DataFrame:
    """Days on which a product was sold below its list price, products added up."""
    return measured(records["product_daily"], (pl.col("price_cny") < pl.col("list_cny")).sum(), "brand")


@metric("minutes", better="none", en="Live minutes", zh="直播分钟数")
def live_minutes(records: Tables) -> pl.DataFrame:
    """Minutes of live sessions."""
    return for_each_brand(records, measured(records["live_sessions"], total("minutes"), "brand"), absent=0.0)


@metric("orders", better="lower", en="Orders lost to empty stock", zh="售罄流失订单")
def sold_out_orders(records: Tables) -> pl.DataFrame:
    """Orders that failed because a promotion's stock had gone on that day."""
    return measured(records["brand_daily"], total("sold_out_orders"), "brand")


@metric("CNY", better="higher", en="Live GMV", zh="直播 GMV")
def live_gmv(records: Tables) -> pl.DataFrame:
    """Value of the orders in live sessions before refunds."""
    return measured(records["brand_daily"], total_cny("live_gmv_cny"), "brand")


@metric("users", better="higher", en="Live audience", zh="直播观看人数")
def live_audience(records: Tables) -> pl.DataFrame:
    """Users who entered a live session, sessions added up."""
    rows = measured(records["live_sessions"], total("audience"), "brand")
    return for_each_brand(records, rows, absent=0.0)


@metric("per person", better="higher", en="Live orders per person in the room", zh="直播转化率")
def live_order_rate(records: Tables) -> pl.DataFrame:
    """Orders in live sessions over the users who entered."""
    rows = measured(records["live_sessions"], ratio(total("orders"), total("audience")), "brand")
    return for_each_brand(records, rows)


@metric("CNY per order", better="higher", en="Live average order value", zh="直播客单价")
def live_aov(records: Tables) -> pl.DataFrame:
    """GMV over orders, both of live sessions."""
    rows = measured(records["live_sessions"], ratio(total_cny("gmv_cny"), total("orders")), "brand")
    return for_each_brand(records, rows)
