"""Convert: from interest to product visits, carts and orders.

A visit comes from a note that opened the product, or from a need: now and then a user wants
something of a topic and chooses among the brands that he or she knows (multinomial logit with an
outside option [1]_). Choices are drawn with one Gumbel term per user, product and day, so a little
more interest in one arm changes only the choices that it tips.

References
----------
.. [1] McFadden (1974), Conditional logit analysis of qualitative choice behavior.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import BrandConfig, CommerceConfig
from ..kernels.jit import njit_part
from ..kernels.random import uniform
from ..kernels.threads import share_out
from ..records.money import whole
from ..rng import Streams
from ..world.columns import BrandStates, UserLog, UserTruth
from .need import has_need


class Products(NamedTuple):
    """All products of all brands; P rows."""

    brand: NDArray[np.int64]
    topic: NDArray[np.int64]
    price: NDArray[np.float64]  # CNY
    margin: NDArray[np.float64]  # share of price
    appeal: NDArray[np.float64]  # logit; -inf = cannot be bought today
    cart_factor: NDArray[np.float64]  # of the cart rate; 1 = as usual


class ConvertLaw(NamedTuple):
    """The numbers of conversion."""

    need_days: float
    choice_interest: float
    choice_price: float
    price_reference_cny: float
    choice_outside: float
    cart_rate: float
    order_rate: float
    need_boost: float
    visit_fit: float
    leak_share: float
    refund_share: float
    repurchase_days: float
    recommend_share: float
    attribution_days: int


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


class Shopper(NamedTuple):
    """Who chooses."""

    user: int  # row
    name: int  # the user's key
    power: float  # purchasing power


class Orders(NamedTuple):
    """What became of product visits today; one row per visiting user and brand, M rows."""

    user: NDArray[np.int64]
    brand: NDArray[np.int8]
    product: NDArray[np.int8]
    visits: NDArray[np.int16]
    is_cart: NDArray[np.bool_]
    is_order: NDArray[np.bool_]  # bought somewhere
    on_platform: NDArray[np.bool_]
    is_refunded: NDArray[np.bool_]
    is_attributed: NDArray[np.bool_]  # the platform's report would claim it
    is_first: NDArray[np.bool_]
    recommends: NDArray[np.bool_]
    units: NDArray[np.int16]
    price: NDArray[np.float64]  # CNY, of all units; means nothing where nothing was ordered
    cost: NDArray[np.float64]  # CNY, of the goods
    is_live: NDArray[np.bool_]  # in a live session
    is_sold_out: NDArray[np.bool_]  # would have bought, but there was none left


def product_table(brands: dict[str, BrandConfig], topics: list[str]) -> Products:
    """Return all products as arrays."""
    owners = [(b, brand, product) for b, brand in enumerate(brands.values()) for product in brand.products.values()]
    rows = [(b, topics.index(brand.topic), product) for b, brand, product in owners]
    return Products(
        np.array([b for b, _, _ in rows]),
        np.array([t for _, t, _ in rows]),
        whole([p.price_cny for _, _, p in rows]),
        np.array([p.margin_share for _, _, p in rows]),
        np.array([p.appeal for _, _, p in rows]),
        np.ones(len(rows)),
    )


def convert_law(commerce: CommerceConfig) -> ConvertLaw:
    """Return the numbers of conversion for the kernel."""
    return ConvertLaw(*(getattr(commerce, name) for name in ConvertLaw._fields))


@njit(inline="always")
def _gumbel(u: float) -> float:
    return -np.log(-np.log(u + 1e-300) + 1e-300)


@njit(cache=True)
def choose_product(
    shopper: Shopper,
    topic: int,
    brand: int,
    outside: float,
    states: BrandStates,
    products: Products,
    law: ConvertLaw,
    day: int,
    key: np.uint64,
) -> int:
    """Choose a product by utility; -1 = something outside. ``brand`` >= 0 restricts to one brand."""
    best, chosen, user = outside, -1, shopper.user
    for p in range(products.brand.shape[0]):
        b = products.brand[p]
        if (brand >= 0 and b != brand) or (brand < 0 and (products.topic[p] != topic or states.stage[user, b] == 0)):
            continue
        if day - states.order_day[user, b] < law.repurchase_days:
            continue
        x = products.appeal[p] + law.choice_interest * states.interest[user, b]
        x -= law.choice_price * np.log(products.price[p] / law.price_reference_cny) / shopper.power
        x += _gumbel(uniform(key, shopper.name, p))
        if x > best:
            best, chosen = x, p
    return chosen


@njit(cache=True)
def needed_product(
    shopper: Shopper, topic: int, states: BrandStates, products: Products, law: ConvertLaw, day: int, key: np.uint64
) -> int:
    """Return the product that a need of today leads to; -1 = bought outside."""
    outside = law.choice_outside + _gumbel(uniform(key, shopper.name, (1 << 20) + topic))
    return choose_product(shopper, topic, -1, outside, states, products, law, day, key)


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
                wanted = law.need_boost if product == needed else _fit(taste[user, topic], law)
                boost = wanted * products.cart_factor[product]
                out[i, b, 2] = _buy(shopper.name, b, boost, states.interest[user, b], law, keys.buy)


@njit(inline="always")
def _fit(taste: float, law: ConvertLaw) -> float:
    """Return how much a visit from a note is worth: as much less as its reader seldom has needs of the topic."""
    return float(min(2.0 * taste * taste, 1.0) ** law.visit_fit)


@njit(inline="always")
def _buy(user_key: int, brand: int, boost: float, interest: float, law: ConvertLaw, key: np.uint64) -> int:
    """Draw cart, order, place, refund and recommendation of one visit."""
    chance = min(law.cart_rate * boost * (1.0 + 0.5 * interest), 0.95)
    if uniform(key, user_key, brand * 8) >= chance:
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
    topics = np.full(states.stage.shape[1], -1)  # a brand may have nothing to sell
    topics[products.brand] = products.topic
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


def sell_out(orders: Orders, product: int, stock: int, queue: NDArray[np.float64]) -> Orders:
    """Let the last units of a product go to those who come first; who comes later goes without.

    Parameters
    ----------
    stock : int
        Units left; orders in another shop take none.
    queue : float array of shape (M,)
        When in the day each came.
    """
    wanting = np.flatnonzero((orders.product == product) & orders.is_order & orders.on_platform)
    coming = wanting[np.argsort(queue[wanting], kind="stable")]
    lost = np.zeros(len(orders.user), np.bool_)
    lost[coming[np.cumsum(orders.units[coming], dtype=np.int64) > stock]] = True
    steps = ("is_order", "on_platform", "is_refunded", "is_attributed", "is_first", "recommends")
    kept = {step: getattr(orders, step) & ~lost for step in steps}
    return orders._replace(**kept, is_sold_out=orders.is_sold_out | lost)


def together(*parts: Orders) -> Orders:
    """Return the rows of all parts."""
    return Orders(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
