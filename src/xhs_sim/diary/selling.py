"""Products, live sessions, attribution, what creators earn by the order, and the run's income."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..phases.attribute import CHANNELS, RULES
from ..phases.live import Attendance, watching
from ..records.money import FEN_PER_CNY
from ..records.store import Recorder
from ..world.shelf import Shelf

# Kind of the ledger -> whom a brand pays for its campaign.
LEDGER = {
    "creator_fee": "creators", "bonus": "creators", "affiliate": "creators", "live_fee": "creators",
    "live_commission": "creators", "service_fee": "platform", "feed_ads": "platform", "search_ads": "platform",
    "own_note_ads": "platform",
    "media": "suppliers", "event": "suppliers", "community": "suppliers", "gift": "suppliers",
    "reward": "participants", "survey": "participants",
    "fee_refund": "creators",
}  # fmt: skip
PAID_BACK = "fee_refund"  # negative in the ledger: what creators give back to a brand
# Column of brand_daily -> kind, payer, receiver.
ORDERS = {
    "gmv_cny": ("sales", "buyers", "brand"), "refund_cny": ("refunds", "brand", "buyers"),
    "cost_of_goods_cny": ("cost_of_goods", "brand", "suppliers"), "commission_cny": ("commission", "brand", "platform"),
    "payment_fee_cny": ("payment_fee", "brand", "platform"), "merchant_cny": ("merchant_share", "brand", "merchants"),
}  # fmt: skip
OTHER_ADS = {"background": ("background_ads", "advertisers"), "boost": ("boosts", "creators")}


def record_attribution(
    recorder: Recorder, user: NDArray[np.int64], brands: list[str], credited: NDArray[np.int64], weight: float, day: int
) -> None:
    """Write the credit that each order gives to each channel, by rule.

    Parameters
    ----------
    user, brands : of K orders
    credited : int array of shape (K, channels, rules)
        Fen.
    weight : float
        Orders for which each stands.
    """
    order, channel = np.nonzero(credited.any(axis=2))
    given = credited[order, channel]
    recorder.add(
        "attribution",
        {
            "day": np.full(len(order), day),
            "user": user[order],
            "brand": [brands[k] for k in order],
            "channel": [CHANNELS[c] for c in channel],
            "weight": np.full(len(order), weight),
            **{f"{rule}_fen": given[:, k] for k, rule in enumerate(RULES)},
        },
    )


def record_products(
    recorder: Recorder,
    shelf: Shelf,
    listed: NDArray[np.float64],
    price: NDArray[np.float64],
    units: NDArray[np.int64],
    usual_stars: float,
    brands: list[str],
    products: list[str],
    day: int,
) -> None:
    """Write each product's day: prices today and remembered, reviews and their plain mean, units sold, stock.

    The shelf goes on changing, so the table gets copies.
    """
    stars = np.where(shelf.reviews > 0, usual_stars + shelf.stars / np.maximum(shelf.reviews, 1), np.nan)
    stock = pl.Series(shelf.stock.copy()).set(pl.Series(shelf.stock < 0), None)
    recorder.add(
        "product_daily",
        {
            "day": np.full(len(price), day),
            "brand": brands,
            "product": products,
            "list_cny": listed.copy(),
            "price_cny": price.copy(),
            "reference_cny": shelf.reference.copy(),
            "reviews": shelf.reviews.copy(),
            "stars": pl.Series(stars).fill_nan(None),
            "units": units,
            "stock": stock,
        },
    )


def record_session(
    recorder: Recorder, seen: Attendance, about: dict[str, Any], price: float, minutes: int, day: int
) -> None:
    """Write a live session and who was in the room from minute to minute.

    Parameters
    ----------
    about : dict
        Brand, product, host (null = the brand) and hour.
    price : float
        CNY a unit.
    """
    crowd, bought = watching(seen, minutes), seen.orders
    units = int(seen.units[bought].sum(dtype=np.int64))
    row = about | {
        "day": day,
        "minutes": minutes,
        "audience": len(seen.user),
        "followers": int(seen.is_follower.sum()),
        "peak": int(crowd.max()),
        "minutes_watched": float((seen.leaves - seen.arrives).sum()),
        "product_clicks": int(seen.opens.sum()),
        "orders": int(bought.sum()),
        "units": units,
        "gmv_cny": units * price,
        "refunds": int(seen.is_refunded.sum()),
    }
    recorder.add("live_sessions", {name: [value] for name, value in row.items()})
    room = {"day": [day] * minutes, "brand": [about["brand"]] * minutes, "minute": np.arange(minutes)}
    recorder.add("live_audience", room | {"watching": crowd})


def record_income(recorder: Recorder) -> None:
    """Write who paid whom on each day, from what the run recorded: every amount has a payer and a receiver."""
    for rows in (_of_orders(recorder), _of_campaigns(recorder), _of_other_ads(recorder)):
        flows = rows.filter(pl.col("amount_fen") != 0)
        recorder.add("income", flows.to_dict(as_series=True))


def _flow(kind: pl.Expr, payer: pl.Expr, receiver: pl.Expr, brand: pl.Expr, fen: pl.Expr) -> list[pl.Expr]:
    named = {"payer": payer, "receiver": receiver, "kind": kind, "brand": brand, "amount_fen": fen}
    return [pl.col("day"), *(value.alias(name) for name, value in named.items())]


def _fen(amount: pl.Expr) -> pl.Expr:
    return (amount * FEN_PER_CNY).round().cast(pl.Int64)


def _of_orders(recorder: Recorder) -> pl.DataFrame:
    days = recorder.frame("brand_daily")
    parts = [
        days.select(_flow(pl.lit(kind), pl.lit(payer), pl.lit(receiver), pl.col("brand"), _fen(pl.col(column))))
        for column, (kind, payer, receiver) in ORDERS.items()
    ]
    return pl.concat(parts)


def _of_campaigns(recorder: Recorder) -> pl.DataFrame:
    """Return what the ledger holds, each amount rounded by itself: an amount is paid as a whole."""
    kind, brand = pl.col("kind"), pl.lit("brand")
    is_back = kind == PAID_BACK
    other = kind.replace_strict(LEDGER, return_dtype=pl.String)
    payer, receiver = (pl.when(is_back).then(one).otherwise(two) for one, two in ((other, brand), (brand, other)))
    fen = _fen(pl.when(is_back).then(-pl.col("amount_cny")).otherwise(pl.col("amount_cny")))
    paid = recorder.frame("ledger").select(_flow(kind, payer, receiver, pl.col("brand"), fen))
    return paid.group_by("day", "payer", "receiver", "kind", "brand", maintain_order=True).agg(pl.sum("amount_fen"))


def _of_other_ads(recorder: Recorder) -> pl.DataFrame:
    source = pl.col("source")
    kinds = source.replace_strict({name: kind for name, (kind, _) in OTHER_ADS.items()}, return_dtype=pl.String)
    payers = source.replace_strict({name: payer for name, (_, payer) in OTHER_ADS.items()}, return_dtype=pl.String)
    charged = recorder.frame("ad_daily").filter(source.is_in(list(OTHER_ADS)))
    charged = charged.group_by("day", "source", maintain_order=True).agg(pl.sum("spend_fen"))
    none = pl.lit(None, dtype=pl.String)
    return charged.select(_flow(kinds, payers, pl.lit("platform"), none, pl.col("spend_fen")))
