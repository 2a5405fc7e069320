"""What the platform's own report would credit to notes: last touch within a window of days.

Attributed is not caused: an order counts if its buyer clicked a note about the brand in the
window (``commerce.attribution_days``), whether or not he or she would have bought anyway. The
true effect needs two arms: see ``study.returns``.
"""

import polars as pl

from .costs import spend
from .frames import measured, total, total_cny
from .metric import Tables


def attributed_orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform that attribution credits to notes about the brand."""
    return measured(records["brand_daily"], total("attributed_orders"), "brand")


def attributed_gmv(records: Tables) -> pl.DataFrame:
    """Value of the attributed orders before refunds."""
    return measured(records["brand_daily"], total_cny("attributed_gmv_cny"), "brand")


def roas(records: Tables) -> pl.DataFrame:
    """Attributed GMV over spend (ROAS); null where nothing was spent."""
    paid = spend(records).filter(pl.col("day").is_null()).select("brand", spend="value")
    joined = attributed_gmv(records).join(paid, on="brand", how="left", maintain_order="left")
    cost = pl.col("spend")
    return joined.select("day", "brand", value=pl.when(cost > 0).then(pl.col("value") / cost))
