"""From product visits to orders and what is left of the money.

Orders and GMV are those on the platform. Leaked orders were placed in another shop after contact with
the brand on the platform: they count as influenced, never as GMV.
"""

import polars as pl

from .frames import for_each_brand, measured, ratio, run_and_days, total, total_cny
from .metric import Tables


def product_visits(records: Tables) -> pl.DataFrame:
    """Visits of the brand's product pages."""
    return measured(records["brand_daily"], total("visits"), "brand")


def carts(records: Tables) -> pl.DataFrame:
    """Visits that put a product into the cart."""
    return measured(records["brand_daily"], total("carts"), "brand")


def orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform, for the run and by day."""
    return run_and_days(records["brand_daily"], total("orders"), "brand")


def gmv(records: Tables) -> pl.DataFrame:
    """Value of the orders on the platform before refunds, for the run and by day."""
    return run_and_days(records["brand_daily"], total_cny("gmv_cny"), "brand")


def aov(records: Tables) -> pl.DataFrame:
    """GMV over orders, both on the platform."""
    return measured(records["brand_daily"], ratio(total_cny("gmv_cny"), total("orders")), "brand")


def order_rate_per_visit(records: Tables) -> pl.DataFrame:
    """Orders on the platform over product visits."""
    return measured(records["brand_daily"], ratio(total("orders"), total("visits")), "brand")


def leaked_orders(records: Tables) -> pl.DataFrame:
    """Orders placed in another shop."""
    return measured(records["brand_daily"], total("leaked_orders"), "brand")


def influenced_gmv(records: Tables) -> pl.DataFrame:
    """GMV + value of the leaked orders, for the run and by day."""
    return run_and_days(records["brand_daily"], total_cny("gmv_cny", "leaked_gmv_cny"), "brand")


def refunds(records: Tables) -> pl.DataFrame:
    """Value of the orders on the platform that were refunded."""
    return measured(records["brand_daily"], total_cny("refund_cny"), "brand")


def refund_rate(records: Tables) -> pl.DataFrame:
    """Refunded orders over orders, on the platform."""
    return measured(records["brand_daily"], ratio(total("refunds"), total("orders")), "brand")


def buyers(records: Tables) -> pl.DataFrame:
    """Distinct users who ordered in the run, on the platform or in another shop."""
    rows = measured(records["orders"], pl.col("user").n_unique(), "brand")
    return for_each_brand(records, rows, absent=0.0)


def repeat_buyer_share(records: Tables) -> pl.DataFrame:
    """Users with two orders or more, over buyers."""
    per_user = records["orders"].lazy().group_by("brand", "user", maintain_order=True).agg(n=pl.len())
    rows = measured(per_user, ratio((pl.col("n") > 1).sum(), pl.len()), "brand")
    return for_each_brand(records, rows)


def units_sold(records: Tables) -> pl.DataFrame:
    """Units ordered on the platform, for the run and by day."""
    return run_and_days(records["product_daily"], total("units"), "brand")


def gross_margin_per_unit(records: Tables) -> pl.DataFrame:
    """GMV less the cost of goods, over units ordered on the platform."""
    sold = records["product_daily"].lazy().group_by("day", "brand").agg(pl.col("units").sum())
    days = records["brand_daily"].lazy().join(sold, on=["day", "brand"], how="left", maintain_order="left")
    left = total_cny("gmv_cny") - total_cny("cost_of_goods_cny")
    return measured(days.with_columns(pl.col("units").fill_null(0)), ratio(left, total("units")), "brand")


def promotion_days(records: Tables) -> pl.DataFrame:
    """Days on which a product was sold below its list price, products added up."""
    return measured(records["product_daily"], (pl.col("price_cny") < pl.col("list_cny")).sum(), "brand")


def live_minutes(records: Tables) -> pl.DataFrame:
    """Minutes of live sessions."""
    return for_each_brand(records, measured(records["live_sessions"], total("minutes"), "brand"), absent=0.0)


def sold_out_orders(records: Tables) -> pl.DataFrame:
    """Orders that failed because a promotion's stock had gone on that day."""
    return measured(records["brand_daily"], total("sold_out_orders"), "brand")


def live_gmv(records: Tables) -> pl.DataFrame:
    """Value of the orders in live sessions before refunds."""
    return measured(records["brand_daily"], total_cny("live_gmv_cny"), "brand")


def live_audience(records: Tables) -> pl.DataFrame:
    """Users who entered a live session, sessions added up."""
    rows = measured(records["live_sessions"], total("audience"), "brand")
    return for_each_brand(records, rows, absent=0.0)


def live_order_rate(records: Tables) -> pl.DataFrame:
    """Orders in live sessions over the users who entered."""
    rows = measured(records["live_sessions"], ratio(total("orders"), total("audience")), "brand")
    return for_each_brand(records, rows)


def live_aov(records: Tables) -> pl.DataFrame:
    """GMV over orders, both of live sessions."""
    rows = measured(records["live_sessions"], ratio(total_cny("gmv_cny"), total("orders")), "brand")
    return for_each_brand(records, rows)
