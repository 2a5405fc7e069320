"""Choose: which product a need, or a visit to a brand, leads to.

A user chooses among the brands that he or she knows by a multinomial logit with an outside option [1]_. Choices are
drawn with one Gumbel term per user, product and day, so a little more interest in one arm changes only the choices
that it tips.

References
----------
.. [1] McFadden (1974), Conditional logit analysis of qualitative choice behavior.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import BrandConfig, CommerceConfig
from ...kernels.random import uniform
from ...records.money import whole
from ...world.columns import BrandStates


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


class Shopper(NamedTuple):
    """Who chooses."""

    user: int  # row
    name: int  # the user's key
    power: float  # purchasing power


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


@njit(inline="always")
def pull_of(p: int, shopper: Shopper, states: BrandStates, products: Products, law: ConvertLaw) -> float:
    """Return the utility of a product to a shopper, but for the luck of the day."""
    x = products.appeal[p] + law.choice_interest * states.interest[shopper.user, products.brand[p]]
    return x - law.choice_price * np.log(products.price[p] / law.price_reference_cny) / shopper.power


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
        x = pull_of(p, shopper, states, products, law) + _gumbel(uniform(key, shopper.name, p))
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
