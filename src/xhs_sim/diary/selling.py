"""What is sold: orders and who gets the credit, products, live sessions."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..phases.attribute import RULES
from ..phases.convert import Orders
from ..phases.live import Attendance, Room, watching
from ..records.money import whole
from ..records.store import Recorder
from ..world.shelf import Shelf


def record_orders(recorder: Recorder, orders: Orders, rows: NDArray[np.intp], weight: int, day: int) -> None:
    """Write the orders among a day's product visits; each stands for ``weight``."""
    recorder.add(
        "orders",
        day=day,
        user=orders.user[rows],
        brand=orders.brand[rows],
        product=orders.product[rows],
        price_cny=whole(orders.price[rows]),
        on_platform=orders.on_platform[rows],
        is_attributed=orders.is_attributed[rows],
        is_refunded=orders.is_refunded[rows],
        is_first=orders.is_first[rows],
        is_live=orders.is_live[rows],
        weight=weight,
    )


def record_attribution(
    recorder: Recorder,
    user: NDArray[np.int64],
    brand: NDArray[np.int64],
    credited: NDArray[np.int64],
    weight: float,
    day: int,
) -> None:
    """Write the credit that each order gives to each channel, by rule.

    Parameters
    ----------
    user, brand : int arrays of shape (K,)
        Of orders.
    credited : int array of shape (K, channels, rules)
        Fen.
    weight : float
        Orders for which each stands.
    """
    order, channel = np.nonzero(credited.any(axis=2))
    given = credited[order, channel]
    rules = {f"{rule}_fen": given[:, k] for k, rule in enumerate(RULES)}
    recorder.add("attribution", day=day, user=user[order], brand=brand[order], channel=channel, weight=weight, **rules)


class Sales(NamedTuple):
    """A day of products; P rows each."""

    brand: NDArray[np.int64]
    listed: NDArray[np.float64]  # CNY
    price: NDArray[np.float64]  # CNY, today
    units: NDArray[np.int64]  # sold today


def record_products(recorder: Recorder, shelf: Shelf, sales: Sales, usual_stars: float, day: int) -> None:
    """Write each product's day: prices today and remembered, reviews and their plain mean, units sold, stock."""
    stars = np.where(shelf.reviews > 0, usual_stars + shelf.stars / np.maximum(shelf.reviews, 1), np.nan)
    recorder.add(
        "product_daily",
        day=day,
        brand=sales.brand,
        product=np.arange(len(sales.brand)),
        list_cny=sales.listed,
        price_cny=sales.price,
        reference_cny=whole(shelf.reference),
        reviews=shelf.reviews,
        stars=pl.Series(stars).fill_nan(None),
        units=sales.units,
        stock=pl.Series(shelf.stock.copy()).set(pl.Series(shelf.stock < 0), None),  # the shelf goes on changing
    )


def record_session(
    recorder: Recorder, seen: Attendance, about: dict[str, Any], room: Room, weight: int, day: int
) -> None:
    """Write a live session and who was in the room from minute to minute.

    Parameters
    ----------
    about : dict
        Brand, product, host (null = the brand) and hour.
    room : Room
    weight : int
        People whom each of those seen stands for.
    """
    crowd, bought = weight * watching(seen, room.minutes), seen.orders
    units = weight * int(seen.units[bought].sum(dtype=np.int64))
    recorder.add(
        "live_sessions",
        **about,
        day=day,
        minutes=room.minutes,
        audience=weight * len(seen.user),
        followers=weight * int(seen.is_follower.sum()),
        peak=int(crowd.max()),
        minutes_watched=weight * float((seen.leaves - seen.arrives).sum()),
        product_clicks=weight * int(seen.opens.sum()),
        orders=weight * int(bought.sum()),
        units=units,
        gmv_cny=float(whole(units * room.price)),
        refunds=weight * int(seen.is_refunded.sum()),
    )
    recorder.add("live_audience", day=day, brand=about["brand"], minute=np.arange(room.minutes), watching=crowd)
