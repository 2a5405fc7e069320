"""What the platform earns from all advertisers, by source. Commission is on orders as paid, refunded or not."""

import polars as pl

from ..records.tables import FEN_PER_CNY
from .frames import measured, total_cny
from .metric import Tables


def commission_revenue(records: Tables) -> pl.DataFrame:
    """Commission on the brands' GMV."""
    return measured(_commissions(records), total_cny("amount_cny"))


def service_fee_revenue(records: Tables) -> pl.DataFrame:
    """Marketplace fees on sponsored notes."""
    return measured(_service_fees(records), total_cny("amount_cny"))


def platform_revenue(records: Tables) -> pl.DataFrame:
    """Commission + marketplace fees + ads of all advertisers."""
    sources = [_commissions(records), _service_fees(records), _ads(records)]
    return measured(pl.concat(sources), total_cny("amount_cny"))


def _ads(records: Tables) -> pl.LazyFrame:
    return records["ad_daily"].lazy().select(amount_cny=pl.col("spend_fen") / FEN_PER_CNY)


def _commissions(records: Tables) -> pl.LazyFrame:
    return records["brand_daily"].lazy().select(amount_cny="commission_cny")


def _service_fees(records: Tables) -> pl.LazyFrame:
    return records["ledger"].lazy().filter(pl.col("kind") == "service_fee").select("amount_cny")
