"""What the platform earns from all advertisers, by source, and the income statements of all sides.

Commission is on orders as paid, refunded or not. Income is from ``income``: who paid whom, in whole fen.
"""

import polars as pl

from ..records.money import FEN_PER_CNY
from .frames import for_each_brand, measured, total_cny
from .metric import Tables, metric


@metric("CNY", better="higher", en="Commission revenue", zh="佣金收入")
def commission_revenue(records: Tables) -> pl.DataFrame:
    """Commission on the brands' GMV."""
    return measured(_commissions(records), total_cny("amount_cny"))


@metric("CNY", better="higher", en="Marketplace fees", zh="平台服务费收入")
def service_fee_revenue(records: Tables) -> pl.DataFrame:
    """Marketplace fees on sponsored notes."""
    return measured(_service_fees(records), total_cny("amount_cny"))


@metric("CNY", better="higher", signed=True, en="Platform revenue", zh="平台收入")
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


@metric("CNY", better="higher", signed=True, en="Platform's income statement", zh="平台收入（按流水）")
def platform_income(records: Tables) -> pl.DataFrame:
    """All that the platform receives: commission, payment fees, marketplace fees, ads, boosts."""
    return measured(_flows(records), _received("platform"))


@metric("CNY", better="higher", signed=True, en="Creators' income less boosts", zh="博主净收入")
def creator_income(records: Tables) -> pl.DataFrame:
    """All that creators receive (fees, affiliate and live commissions) less the boosts that they buy."""
    return measured(_flows(records), _received("creators") - _paid("creators"))


@metric("CNY", better="higher", signed=True, en="Brand's profit", zh="品牌利润")
def brand_profit(records: Tables) -> pl.DataFrame:
    """All that the brand receives less all that it pays: GMV, refunds, goods, fees, commissions, creators, ads."""
    rows = measured(_flows(records).filter(pl.col("brand").is_not_null()), _received("brand") - _paid("brand"), "brand")
    return for_each_brand(records, rows, absent=0.0)


def _flows(records: Tables) -> pl.LazyFrame:
    return records["income"].lazy()


def _received(who: str) -> pl.Expr:
    return pl.col("amount_fen").filter(pl.col("receiver") == who).sum() / FEN_PER_CNY


def _paid(who: str) -> pl.Expr:
    return pl.col("amount_fen").filter(pl.col("payer") == who).sum() / FEN_PER_CNY
