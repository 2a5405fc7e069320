"""Shop: draw visits, carts and orders of everybody who visits the platform."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import njit_part
from ...kernels.random import uniform
from ...kernels.threads import share_out
from ...rng import Streams
from ...world.columns import BrandStates, UserLog, UserTruth
from ..need import has_need
from .choice import ConvertLaw, Products, Shopper, choose_product, needed_product
from .orders import Orders


class ConvertKeys(NamedTuple):
    """A day's random streams."""

    need: np.uint64
    choice: np.uint64
    buy: np.uint64


class Shoppers(NamedTuple):
    """All who visited the platform today; U rows, and those of all users behind."""

    row: NDArray[np.int64]  # (U,)
    key: NDArray[np.int64]  # (N,)
    power: NDArray[np.float32]  # (N,) purchasing power
    taste: NDArray[np.float32]  # (N, 16)


@njit_part
def decide_orders(
    thread: int,
    n_threads: int,
    shoppers: Shoppers,
    states: BrandStates,
    products: Products,
    brand_topic: NDArray[np.int64],
    law: ConvertLaw,
    day: int,
    keys: ConvertKeys,
    out: NDArray[np.int16],
) -> None:
    """Write to ``out``, (U, B, 3): product visits, product chosen, outcome bits.

    Bits: 1 cart, 2 order, 4 on the platform, 8 refunded, 16 recommends.
    """
    n, n_brands, taste = shoppers.row.shape[0], states.stage.shape[1], shoppers.taste
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        user, topic, needed = shoppers.row[i], -1, -1
        shopper = Shopper(user, shoppers.key[user], shoppers.power[user])
        for b in range(n_brands):
            if brand_topic[b] != topic:  # brands of one topic see the same need
                topic, needed = brand_topic[b], -1
                if has_need(shopper.name, topic, taste[user, topic], law.need_days, keys.need):
                    needed = needed_product(shopper, topic, states, products, law, day, keys.choice)
            visits, product = states.visits[user, b], -1
            if needed >= 0 and products.brand[needed] == b:
                visits, product = visits + 1, needed
            elif visits > 0:
                product = choose_product(shopper, topic, b, -np.inf, states, products, law, day, keys.choice)
            out[i, b, 0], out[i, b, 1] = visits, product
            if product >= 0:
                wanted = law.need_boost if product == needed else fit_of(taste[user, topic], law)
                boost = wanted * products.cart_factor[product]
                out[i, b, 2] = _buy(shopper.name, b, boost, states.interest[user, b], law, keys.buy)


@njit(inline="always")
def fit_of(taste: float, law: ConvertLaw) -> float:
    """Return how much a visit from a note is worth: as much less as its reader seldom has needs of the topic."""
    return float(min(2.0 * taste * taste, 1.0) ** law.visit_fit)


@njit(inline="always")
def chance_of_cart(boost: float, interest: float, law: ConvertLaw) -> float:
    """Return P(cart | visit)."""
    return min(law.cart_rate * boost * (1.0 + 0.5 * interest), 0.95)


@njit(inline="always")
def _buy(user_key: int, brand: int, boost: float, interest: float, law: ConvertLaw, key: np.uint64) -> int:
    """Draw cart, order, place, refund and recommendation of one visit."""
    if uniform(key, user_key, brand * 8) >= chance_of_cart(boost, interest, law):
        return 0
    if uniform(key, user_key, brand * 8 + 1) >= law.order_rate:
        return 1
    bits = 3
    if uniform(key, user_key, brand * 8 + 2) >= law.leak_share:
        bits += 4
    if uniform(key, user_key, brand * 8 + 3) < law.refund_share:
        bits += 8
    elif uniform(key, user_key, brand * 8 + 4) < law.recommend_share:
        bits += 16
    return bits


def topics_of(products: Products, n_brands: int) -> NDArray[np.int64]:
    """Return what each brand's products are for; -1: it has nothing to sell."""
    topics = np.full(n_brands, -1)
    topics[products.brand] = products.topic
    return topics


def convert(
    rows: NDArray[np.int64],
    users: UserLog,
    truth: UserTruth,
    states: BrandStates,
    products: Products,
    law: ConvertLaw,
    streams: Streams,
    day: int,
) -> Orders:
    """Decide what today's visitors buy.

    Parameters
    ----------
    rows : int array of shape (U,)
        Users who visited the platform today.
    """
    keys = ConvertKeys(*(streams.key(purpose, day) for purpose in ConvertKeys._fields))
    topics = topics_of(products, states.stage.shape[1])
    out = np.zeros((len(rows), len(topics), 3), np.int16)
    shoppers = Shoppers(rows, users.key, truth.purchasing, truth.taste)
    share_out(decide_orders, shoppers, states, products, topics, law, day, keys, out)
    at, brand = np.nonzero(out[:, :, 0])
    who, (visits, product, bits) = rows[at], out[at, brand].T
    since = day - states.touch_day[who, brand].astype(np.int64)
    ordered, on_platform, never = (bits & 2) > 0, (bits & 4) > 0, np.zeros(len(who), np.bool_)
    price = products.price[product]
    return Orders(
        who,
        brand.astype(np.int8),
        product.astype(np.int8),
        visits,
        (bits & 1) > 0,
        ordered,
        on_platform,
        (bits & 8) > 0,
        ordered & on_platform & (since <= law.attribution_days),
        ordered & (states.order_day[who, brand] < -999),
        (bits & 16) > 0,
        np.ones(len(who), np.int16),
        price,
        (1 - products.margin[product]) * price,
        never,
        never,
    )
