"""A brand's day: what its notes got, how far people came with it, and what it sold."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..phases.convert import Expected, Orders
from ..phases.price import Terms
from ..records.money import whole
from ..records.store import Recorder
from ..world.columns import ADS, STAGES
from ..world.world import World
from .platform import acts_of
from .today import Today


class BrandBooks(NamedTuple):
    """What brands bring to the end of a day; B rows each, in the order of the world's columns."""

    terms: Sequence[Terms]
    labels: Sequence[tuple[int, ...]]  # brands whose notes are also about it: a joint note is about two
    reach: NDArray[np.int64]  # users who had seen it before today
    ad_spend_cny: NDArray[np.float64]  # today
    expected: Expected  # of readers today, by brand


def record_brands(recorder: Recorder, world: World, today: Today, books: BrandBooks) -> list[dict[str, Any]]:
    """Write each brand's day; return the rows."""
    states, rows, weight = world.brands, [], world.sample.weight
    here = world.residents(today.day)[: world.sample.n_readers]
    for brand, terms in enumerate(books.terms):
        reached = weight * np.count_nonzero(states.impressions[:, brand])
        stages = weight * np.bincount(np.where(here, states.stage[:, brand], len(STAGES)), minlength=len(STAGES))
        row: dict[str, Any] = _of_notes(world, today, (brand, *books.labels[brand]))
        row |= {"day": today.day, "brand": brand, "ad_spend_cny": float(books.ad_spend_cny[brand])}
        row |= {"reach_new": reached - int(books.reach[brand]), "reach_cumulative": reached}
        row |= {"searches": int(today.found.brands[brand])}
        row |= {"searched_cumulative": weight * np.count_nonzero(states.searched[:, brand])}
        row |= {f"n_{stage}": n for stage, n in zip(STAGES, stages.tolist(), strict=False)}
        row |= _of_orders(today.orders, today.orders.brand == brand, terms, weight)
        row |= {f"expected_{name}": weight * float(its[brand]) for name, its in books.expected._asdict().items()}
        recorder.add("brand_daily", **row)
        rows.append(row)
    return rows


def _of_notes(world: World, today: Today, about: tuple[int, ...]) -> dict[str, int]:
    log, noted = world.content.log, today.notes
    mine, ours = np.flatnonzero(np.isin(log.brand, about)), np.isin(noted.brand, about)
    counts = noted.counts[ours]
    row = {name: int(count) for name, count in acts_of(counts.sum(axis=0), noted.watched[ours].sum()).items()}
    del row["follows"]  # people follow creators
    row["ad_impressions"] = int(today.shown.notes.of(mine, ADS)[:, 0].sum(dtype=np.int64))
    row["sponsored_impressions"] = int(counts[noted.is_sponsored[ours] > 0, 0].sum())
    return row


def _of_orders(orders: Orders, mine: NDArray[np.bool_], terms: Terms, weight: int) -> dict[str, Any]:
    price = orders.price
    paid = mine & orders.is_order & orders.on_platform
    leaked = mine & orders.is_order & ~orders.on_platform
    refunded = paid & orders.is_refunded

    def count(which: NDArray[np.bool_]) -> int:
        return weight * int(which.sum())

    def total(amount: NDArray[np.float64], which: NDArray[np.bool_]) -> float:
        return float(whole(weight * amount[which].sum()))

    gmv = total(price, paid)
    return {
        "visits": weight * int(orders.visits[mine].sum(dtype=np.int64)),
        "carts": count(mine & orders.is_cart),
        "orders": count(paid),
        "gmv_cny": gmv,
        "leaked_orders": count(leaked),
        "leaked_gmv_cny": total(price, leaked),
        "refunds": count(refunded),
        "refund_cny": total(price, refunded),
        "attributed_orders": count(mine & orders.is_attributed),
        "attributed_gmv_cny": total(price, mine & orders.is_attributed),
        "first_orders": count(paid & orders.is_first),
        "cost_of_goods_cny": total(orders.cost, paid),
        "commission_cny": float(whole(terms.commission * gmv)),
        "payment_fee_cny": float(whole(terms.payment_fee * gmv)),
        "merchant_cny": float(whole(terms.merchant * gmv)),
        "sold_out_orders": count(mine & orders.is_sold_out),
        "live_orders": count(paid & orders.is_live),
        "live_gmv_cny": total(price, paid & orders.is_live),
    }
