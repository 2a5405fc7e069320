"""What attribution credits to notes, ads and live rooms: the platform's own report, and three other rules.

Attributed is not caused: an order counts if its buyer clicked a note about the brand in the
window (``commerce.attribution_days``), whether or not he or she would have bought anyway. The
true effect needs two arms: see ``study.returns``. The platform's own report covers everybody; the
four rules side by side are estimated from a share of users (``record.touch_share``).
"""

from collections.abc import Callable

import polars as pl

from ..records.money import FEN_PER_CNY
from ..records.terms import PAID_CHANNELS
from .costs import spend
from .frames import for_each_brand, measured, total, total_cny
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


def credited_gmv(rule: str, *channels: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric: GMV that a rule credits to some channels, to all that cost money if none is named."""

    def credited(records: Tables) -> pl.DataFrame:
        value = pl.col(f"{rule}_fen").sum() * pl.col("weight").max() / FEN_PER_CNY
        return _known_brands(records, measured(_of(records, channels or PAID_CHANNELS), value, "brand"))

    where = " + ".join(channels or PAID_CHANNELS).replace("_", " ")
    credited.__name__ = f"{channels[0]}_gmv_{rule}" if channels else f"attributed_gmv_{rule}"
    credited.__doc__ = (
        f"GMV before refunds that {rule.replace('_', ' ')} credits to {where}, scaled up from the traced users."
    )
    return credited


def credited_gmv_se(rule: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric: how far the scaled-up credit may be off because only some users are traced."""

    def standard_error(records: Tables) -> pl.DataFrame:
        weight = pl.col("weight").max()
        by_user = _of(records, PAID_CHANNELS).group_by("brand", "user").agg(pl.col(f"{rule}_fen").sum(), weight)
        squares = (pl.col(f"{rule}_fen") ** 2).sum().cast(pl.Float64)
        value = (squares * weight * (weight - 1.0)).sqrt() / FEN_PER_CNY
        return _known_brands(records, measured(by_user, value, "brand"))

    standard_error.__name__ = f"attributed_gmv_{rule}_se"
    standard_error.__doc__ = (
        f"Standard error of attributed_gmv_{rule}: users are traced at random, sqrt(sum of (value of a user)^2 "
        "(1 - share)) / share."
    )
    return standard_error


def _of(records: Tables, channels: tuple[str, ...]) -> pl.LazyFrame:
    return records["attribution"].lazy().filter(pl.col("channel").is_in(channels))


def _known_brands(records: Tables, rows: pl.DataFrame) -> pl.DataFrame:
    """Give every brand a row: nothing credited, or unknown where nobody's orders were traced."""
    is_traced = records["attribution"].lazy().select(pl.len() > 0).collect().item()
    return for_each_brand(records, rows, absent=0.0 if is_traced else None)
