"""Live: who is told of a session, enters, watches, opens the product and orders.

Everybody on the platform that day is looked at once, with draws of the user's own key, so a larger discount or a
better known host adds people and takes none away.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from ..config.schema import LiveConfig
from ..records.money import whole
from ..rng import Streams
from ..world.population import draw_uniforms
from .convert import Expected, Orders

MOST_CHANCE = 0.95  # of an order; conversion's own cap
TOLD, ENTERS, ARRIVES, STAYS, OPENS, ORDERS, UNITS, REFUNDED, RECOMMENDS = range(9)  # draws of a user


class Public(NamedTuple):
    """Users on the platform today as the room knows them; U rows."""

    user: NDArray[np.int64]
    key: NDArray[np.int64]
    is_follower: NDArray[np.bool_]  # of the host
    is_online: NDArray[np.float64]  # P(some session while the room is open)
    fit: NDArray[np.float64]  # estimated taste for the topic, squared, doubled; at most 1
    taste: NDArray[np.float64]  # true taste for the topic, squared
    interest: NDArray[np.float64]
    can_buy: NDArray[np.bool_]  # no order within the pause


class Room(NamedTuple):
    """A session as it is set up."""

    brand: int
    product: int
    minutes: int
    price: float  # CNY a unit
    cost: float  # CNY a unit
    draw: float  # factor of the order rate, by what people remember of the price
    recommend_share: float


class Attendance(NamedTuple):
    """Those who entered; E rows."""

    user: NDArray[np.int64]
    is_follower: NDArray[np.bool_]
    arrives: NDArray[np.float64]  # minutes from the start
    leaves: NDArray[np.float64]
    opens: NDArray[np.bool_]  # the product
    orders: NDArray[np.bool_]
    units: NDArray[np.int16]
    is_refunded: NDArray[np.bool_]
    recommends: NDArray[np.bool_]
    may_open: NDArray[np.float64]  # P(opens the product), of who stays as long
    may_order: NDArray[np.float64]  # P(orders | opens)


def online_chance(sessions: NDArray[np.float32], hours: list[float], hour: int, minutes: int) -> NDArray[np.float64]:
    """Return P(at least one of a day's sessions falls into the room's time), Poisson; (U,).

    Parameters
    ----------
    sessions : float array of shape (U,)
        Mean sessions on a day with a visit.
    hours : 24 weights
        Of a day's sessions.
    """
    edges = np.concatenate([[0.0], np.cumsum(hours)]) / sum(hours)
    start, end = float(hour), min(hour + minutes / 60.0, 24.0)
    share = np.interp(end, np.arange(25), edges) - np.interp(start, np.arange(25), edges)
    return np.asarray(-np.expm1(-sessions.astype(np.float64) * share))


def attend(public: Public, room: Room, plan: LiveConfig, streams: Streams, day: int) -> Attendance:
    """Let a session pass."""
    stream = streams.key("live", day)
    told = np.where(public.is_follower, plan.follower_share, 0.0)
    told = 1.0 - (1.0 - told) * (1.0 - plan.invited_share * public.is_online * public.fit)
    wish = expit(plan.enter + plan.enter_taste * public.taste + plan.enter_interest * public.interest)
    enters = (draw_uniforms(public.key, stream, TOLD) < told) & (draw_uniforms(public.key, stream, ENTERS) < wish)
    here = np.flatnonzero(enters)
    keys = public.key[here]
    u = [draw_uniforms(keys, stream, what) for what in range(RECOMMENDS + 1)]
    follows = public.is_follower[here]
    arrives = np.where(follows, -plan.arrive_minutes * np.log1p(-u[ARRIVES]), room.minutes * u[ARRIVES])
    leaves = np.minimum(arrives - plan.stay_minutes * np.log1p(-u[STAYS]), room.minutes)
    watched = np.maximum(leaves - arrives, 0.0)
    may_open = -np.expm1(-plan.product_click_rate * watched)
    opens = u[OPENS] < may_open
    chance = np.minimum(plan.order_rate * room.draw * (1.0 + 0.5 * public.interest[here]), MOST_CHANCE)
    orders = opens & public.can_buy[here] & (u[ORDERS] < chance)
    refunded = orders & (u[REFUNDED] < plan.refund_share)
    all_here = Attendance(
        public.user[here],
        follows,
        arrives,
        leaves,
        opens,
        orders,
        basket(u[UNITS], plan.basket_units),
        refunded,
        orders & ~refunded & (u[RECOMMENDS] < room.recommend_share),
        may_open,
        chance * public.can_buy[here],
    )
    return _only(all_here, arrives < room.minutes)


def _only(seen: Attendance, rows: NDArray[np.bool_]) -> Attendance:
    columns: list[NDArray[Any]] = [column[rows] for column in seen]
    return Attendance(*columns)


def basket(u: NDArray[np.float64], mean: float) -> NDArray[np.int16]:
    """Return units of an order, geometric from 1 on with a mean; more for a higher ``u``."""
    if mean <= 1.0:
        return np.ones(len(u), np.int16)
    more = np.floor(np.log1p(-u) / np.log1p(-1.0 / mean))
    return np.minimum(1.0 + more, 1000.0).astype(np.int16)


def watching(seen: Attendance, minutes: int) -> NDArray[np.int64]:
    """Return how many are in the room at each whole minute; (minutes,)."""
    ticks = np.arange(minutes)
    came = np.searchsorted(np.sort(seen.arrives), ticks, side="right")
    return np.asarray(came - np.searchsorted(np.sort(seen.leaves), ticks, side="right"), np.int64)


def orders_of(seen: Attendance, room: Room, is_new: NDArray[np.bool_]) -> Orders:
    """Return the session's product visits in the form of the day's; all orders are on the platform, and it claims them.

    Parameters
    ----------
    is_new : bool array of shape (E,)
        Never bought the brand.
    """
    at = np.flatnonzero(seen.opens)
    orders, one, units = seen.orders[at], np.ones(len(at), np.int8), seen.units[at]
    return Orders(
        seen.user[at],
        room.brand * one,
        room.product * one,
        one.astype(np.int16),
        orders,
        orders,
        orders,
        seen.is_refunded[at],
        orders,
        orders & is_new[at],
        seen.recommends[at],
        units,
        whole(units * room.price),
        units.astype(np.float64) * room.cost,
        one > 0,
        one < 0,
    )


def expected_of(
    seen: Attendance, room: Room, size: tuple[int, int], units: float, is_new: NDArray[np.bool_]
) -> Expected:
    """Return what the session's audience is expected to look at and to buy, as ``attend`` draws it.

    Parameters
    ----------
    size : two ints
        How many brands and products there are.
    units : float
        Mean of an order.
    is_new : bool array of shape (E,)
        Never bought the brand.
    """
    orders = seen.may_open * seen.may_order
    place = np.arange(size[1]) == room.product
    visits = (np.arange(size[0]) == room.brand) * seen.may_open.sum()
    sold = place * orders.sum()
    return Expected(visits, sold, sold * room.price * max(units, 1.0), place * orders[is_new].sum())
