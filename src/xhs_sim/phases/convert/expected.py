"""Expect: what a day's visits and orders come to on average, given what people looked at, feel and need.

A market of thousands has few orders, and a few more or less of them are luck. Of who opened what, is how interested in
which brand and needs something today, the probabilities of a visit, a product and an order are known in closed form;
added up they have the mean of the draws, with far less noise. They decide nothing: who is a buyer is drawn.

Given that somebody buys of a brand at all, which of its products it is does not depend on what led there: of Gumbel
terms the place of the largest is independent of its size. Sums are whole numbers, so they do not depend on threads.
"""

from typing import NamedTuple

import numba
import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import njit_part
from ...kernels.threads import share_out
from ...world.columns import NEVER, BrandStates, UserLog, UserTruth
from ..need import has_need
from .choice import ConvertLaw, Products, Shopper, pull_of
from .orders import Orders, together
from .shop import Shoppers, chance_of_cart, fit_of, topics_of

UNIT = 1 << 32  # probabilities are added up in parts of it


class Expected(NamedTuple):
    """What is to be expected of readers, by product (visits: by brand), or all of it by brand."""

    visits: NDArray[np.float64]  # (B,)
    orders: NDArray[np.float64]  # (P,) on the platform
    gmv_cny: NDArray[np.float64]  # (P,)
    buyers: NDArray[np.float64]  # (P,) who never bought of the brand before, here or in another shop

    def of_brands(self, brand: NDArray[np.int64]) -> "Expected":
        """Return all of it by brand; ``brand`` is each product's."""
        sums = [np.bincount(brand, each, len(self.visits)).astype(np.float64) for each in self[1:]]
        return Expected(self.visits, *sums)


class Sold(NamedTuple):
    """Sales: as they were drawn, and what was to be expected."""

    orders: Orders
    expected: Expected


class DayOdds(NamedTuple):
    """What is settled before anybody shops."""

    day: int
    need: np.uint64  # the day's stream
    visit_rates: NDArray[np.float64]  # (2,) P(product visit | click on a note of the brand): in the feed, on search


class Sums(NamedTuple):
    """Probabilities added up, one copy per thread."""

    visits: NDArray[np.int64]  # (threads, B)
    orders: NDArray[np.int64]  # (threads, P) anywhere
    buyers: NDArray[np.int64]  # (threads, P)


@njit(inline="always")
def _is_open(p: int, shopper: Shopper, states: BrandStates, products: Products, law: ConvertLaw, day: int) -> bool:
    """Whether a product can be chosen: its brand is known and was not bought of lately, and there is some."""
    user, b = shopper.user, products.brand[p]
    paused = day - states.order_day[user, b] < law.repurchase_days
    return states.stage[user, b] > 0 and not paused and products.appeal[p] > -np.inf


@njit(cache=True)
def _weigh(
    shopper: Shopper, topic: int, states: BrandStates, products: Products, law: ConvertLaw, day: int,
    weights: NDArray[np.float64],
) -> float:  # fmt: skip
    """Write the weight of each product of a topic in the choice; return that of something outside."""
    top = law.choice_outside
    for p in range(weights.shape[0]):
        weights[p] = -np.inf
        if products.topic[p] == topic and _is_open(p, shopper, states, products, law, day):
            weights[p] = pull_of(p, shopper, states, products, law)
            top = max(top, weights[p])
    for p in range(weights.shape[0]):
        weights[p] = np.exp(weights[p] - top)
    return float(np.exp(law.choice_outside - top))


@njit_part
def _add_expected(
    thread: int,
    n_threads: int,
    shoppers: Shoppers,
    states: BrandStates,
    products: Products,
    brand_topic: NDArray[np.int64],
    law: ConvertLaw,
    odds: DayOdds,
    sums: Sums,
) -> None:
    n, weights = shoppers.row.shape[0], np.zeros(products.brand.shape[0])
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        user = shoppers.row[i]
        shopper = Shopper(user, shoppers.key[user], shoppers.power[user])
        for b in range(brand_topic.shape[0]):
            topic, wanted, needs = brand_topic[b], 0.0, False
            unopened = 1.0
            for door in range(2):
                clicks, rate = states.clicks[user, b, door], odds.visit_rates[door]
                sums.visits[thread, b] += int(UNIT * clicks * rate)
                unopened *= (1.0 - rate) ** clicks
            if topic >= 0:
                wanted = shoppers.taste[user, topic]
                needs = has_need(shopper.name, topic, wanted, law.need_days, odds.need)
            if topic < 0 or (unopened == 1.0 and not needs):
                continue
            rest = _weigh(shopper, topic, states, products, law, odds.day, weights)
            own = 0.0
            for p in range(weights.shape[0]):
                own += weights[p] if products.brand[p] == b else 0.0
            if own == 0.0:
                continue
            by_need = own / (rest + weights.sum()) if needs else 0.0
            sums.visits[thread, b] += int(UNIT * by_need)
            by_note, interest = (1.0 - by_need) * (1.0 - unopened), states.interest[user, b]
            for p in range(weights.shape[0]):
                if products.brand[p] == b:
                    factor = products.cart_factor[p]
                    cart = by_need * chance_of_cart(law.need_boost * factor, interest, law)
                    cart += by_note * chance_of_cart(fit_of(wanted, law) * factor, interest, law)
                    order = int(UNIT * cart * law.order_rate * weights[p] / own)
                    sums.orders[thread, p] += order
                    sums.buyers[thread, p] += order if states.order_day[user, b] == NEVER else 0


def expect(
    rows: NDArray[np.int64],
    users: UserLog,
    truth: UserTruth,
    states: BrandStates,
    products: Products,
    law: ConvertLaw,
    odds: DayOdds,
) -> Expected:
    """Return what today's visitors are expected to look at and to buy, as ``convert`` draws it.

    Parameters
    ----------
    rows : int array of shape (U,)
        Users who visited the platform today; before any of them has bought.
    """
    n_brands, n_products, threads = states.stage.shape[1], len(products.brand), numba.get_num_threads()
    sums = Sums(*(np.zeros((threads, size), np.int64) for size in (n_brands, n_products, n_products)))
    shoppers = Shoppers(rows, users.key, truth.purchasing, truth.taste)
    share_out(_add_expected, shoppers, states, products, topics_of(products, n_brands), law, odds, sums)
    visits, orders, buyers = (each.sum(axis=0) / UNIT for each in sums)
    here = (1.0 - law.leak_share) * orders
    return Expected(visits, here, here * products.price, buyers)


def as_drawn(expected: Expected, orders: Orders, limited: NDArray[np.intp]) -> Expected:
    """Return what is expected, with the orders of some products as they were drawn.

    Parameters
    ----------
    limited : int array
        Products of which there is only so much: who goes without is no longer a matter of his or her own odds.
    """
    found = Expected(*(each.copy() for each in expected))
    for p in limited:
        mine = orders.is_order & (orders.product == p)
        here = mine & orders.on_platform
        found.orders[p], found.gmv_cny[p] = here.sum(), orders.price[here].sum()
        found.buyers[p] = (mine & orders.is_first).sum()
    return found


def sold_together(*parts: Sold) -> Sold:
    """Return the sales of all parts."""
    expected = Expected(*(np.sum(columns, axis=0) for columns in zip(*(part.expected for part in parts), strict=True)))
    return Sold(together(*(part.orders for part in parts)), expected)
