"""The run's income: who paid whom on each day, read from what the run recorded."""

from collections.abc import Mapping

import polars as pl

from ..records.money import FEN_PER_CNY
from ..records.store import Recorder

# Kind of the ledger -> whom a brand pays for its campaign; tactics say themselves whom they pay.
LEDGER = {
    "creator_fee": "creators", "bonus": "creators", "affiliate": "creators", "live_fee": "creators",
    "live_commission": "creators", "service_fee": "platform", "feed_ads": "platform", "search_ads": "platform",
    "own_note_ads": "platform", "gift": "suppliers", "fee_refund": "creators",
    "fine": "authorities",
}  # fmt: skip
OTHERS = "suppliers"  # whom a tactic pays that does not say
PAID_BACK = "fee_refund"  # negative in the ledger: what creators give back to a brand
# Column of brand_daily -> kind, payer, receiver.
ORDERS = {
    "gmv_cny": ("sales", "buyers", "brand"), "refund_cny": ("refunds", "brand", "buyers"),
    "cost_of_goods_cny": ("cost_of_goods", "brand", "suppliers"), "commission_cny": ("commission", "brand", "platform"),
    "payment_fee_cny": ("payment_fee", "brand", "platform"), "merchant_cny": ("merchant_share", "brand", "merchants"),
}  # fmt: skip
OTHER_ADS = {"background": ("background_ads", "advertisers"), "boost": ("boosts", "creators")}


def record_income(recorder: Recorder, paid_by_tactics: Mapping[str, str]) -> None:
    """Write who paid whom on each day, from what the run recorded: every amount has a payer and a receiver.

    Parameters
    ----------
    recorder : Recorder
    paid_by_tactics : mapping
        Kinds of the ledger under which tactics pay, each with who gets it.
    """
    for rows in (_of_orders(recorder), _of_campaigns(recorder, {**paid_by_tactics, **LEDGER}), _of_other_ads(recorder)):
        flows = rows.filter(pl.col("amount_fen") != 0)
        recorder.add("income", **flows.to_dict(as_series=True))


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


def _of_campaigns(recorder: Recorder, receivers: Mapping[str, str]) -> pl.DataFrame:
    """Return what the ledger holds, each amount rounded by itself: an amount is paid as a whole."""
    kind, brand = pl.col("kind"), pl.lit("brand")
    is_back = kind == PAID_BACK
    other = kind.replace_strict(receivers, default=OTHERS, return_dtype=pl.String)
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
