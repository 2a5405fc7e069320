"""What a shop sold while a campaign ran, by day: paid orders of 千帆, each counted once however many lines it has."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..config.messages import message

ORDERS: Final = pl.Schema({"day": pl.Date, "orders": pl.Float64, "gmv_cny": pl.Float64})
_FEWEST = 10  # orders that may be told of


def read_orders(folder: Path, tables: Mapping[str, Any], first: date, said: list[str]) -> pl.DataFrame:
    """Return paid orders by day from ``first`` on; none where the folder has none, or too few to be told."""
    path, nothing = folder / "orders.parquet", pl.DataFrame(schema=ORDERS)
    needed = {"paid", "paid_at", "order_id", "amount_yuan"}
    if "orders" not in tables or not path.exists() or not needed <= {*pl.read_parquet_schema(path)}:
        return nothing
    lines = pl.read_parquet(path, columns=[*needed], glob=False).filter(pl.col("paid").fill_null(False))
    lines = lines.with_columns(day=pl.col("paid_at").cast(pl.Date)).filter(pl.col("day") >= first)
    if lines["order_id"].n_unique() < _FEWEST:
        if lines.height:
            said.append(message("backtest.orders_untold", n=lines["order_id"].n_unique(), least=_FEWEST))
        return nothing
    said.append(message("backtest.shop_orders"))
    each = lines.group_by("order_id").agg(pl.col("day").min(), pl.col("amount_yuan").sum())
    days = each.group_by("day").agg(orders=pl.len(), gmv_cny=pl.col("amount_yuan").sum()).sort("day")
    return days.select(*ORDERS).cast(ORDERS)
