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
from .asked import answer, once
from .costs import spend
from .frames import for_each_brand, measured, total, total_cny
from .metric import Tables, metric


@metric("orders", better="higher", en="Attributed orders", zh="归因订单")
def attributed_orders(records: Tables) -> pl.DataFrame:
    """Orders on the platform that attribution credits to notes about the brand."""
    return measured(records["brand_daily"], total("attributed_orders"), "brand")


@metric("CNY", better="higher", en="Attributed GMV", zh="归因 GMV")
def attributed_gmv(records: Tables) -> pl.DataFrame:
    """Value of the attributed orders before refunds."""
    return measured(records["brand_daily"], total_cny("attributed_gmv_cny"), "brand")


@metric("CNY per CNY", better="higher", en="Attributed ROAS", zh="归因 ROAS")
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


_RULES = {
    "last_touch": ("last touch", "末次触点"),
    "first_touch": ("first touch", "首次触点"),
    "linear": ("linear", "线性"),
    "platform": ("the platform's rule", "平台口径"),
}
_CHANNELS = {
    "creator_notes": ("creators' notes", "博主笔记"),
    "feed_ads": ("feed ads", "信息流广告"),
    "search_ads": ("search ads", "搜索广告"),
}
for _rule, (_en, _zh) in _RULES.items():
    metric("CNY", better="none", en=f"GMV, {_en}", zh=f"归因 GMV（{_zh}）")(credited_gmv(_rule))
    metric("CNY", better="none", en=f"Its SE, {_en}", zh=f"标准误（{_zh}）")(credited_gmv_se(_rule))
    for _channel, (_of_en, _of_zh) in _CHANNELS.items():
        metric("CNY", better="none", en=f"GMV of {_of_en}, {_en}", zh=f"{_of_zh}归因 GMV（{_zh}）")(
            credited_gmv(_rule, _channel)
        )


def _of(records: Tables, channels: tuple[str, ...]) -> pl.LazyFrame:
    return records["attribution"].lazy().filter(pl.col("channel").is_in(channels))


def _known_brands(records: Tables, rows: pl.DataFrame) -> pl.DataFrame:
    """Give every brand a row: nothing credited, or unknown where nobody's orders were traced."""
    return for_each_brand(records, rows, absent=0.0 if _is_traced(records) else None)


@once
def _is_traced(records: Tables) -> bool:
    return bool(answer(records["attribution"].lazy().select(pl.len() > 0)).item())
