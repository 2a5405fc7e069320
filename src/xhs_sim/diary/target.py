"""The segment that a campaign is for: how many people it has, how far they came with each brand, what they bought."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..phases.convert import Expected, Orders
from ..records.money import whole
from ..records.store import Recorder
from ..world.columns import GENDERS
from ..world.world import World
from .audience import how_far, readers_here


class TargetBooks:
    """What people of the target buy, day by day, by brand: as it is drawn, and as it was to be expected.

    Attributes
    ----------
    people : bool array of shape (R,)
        Which readers are of all that the target names, when the run begins.
    """

    def __init__(self, world: World, config: Config) -> None:
        self.people, n_brands = _of_target(world, config), len(config.brands)
        self.orders, self.gmv_cny = np.zeros(n_brands), np.zeros(n_brands)
        self.expected_orders, self.expected_gmv_cny = np.zeros(n_brands), np.zeros(n_brands)

    def sell(self, orders: Orders, expected: Expected | None) -> None:
        """Take in what was sold at some place on a day.

        Parameters
        ----------
        orders : Orders
            Of everybody.
        expected : Expected, optional
            Of the people of the target, by brand; without it what was drawn stands for it.
        """
        own = np.flatnonzero(orders.is_order & orders.on_platform & self.people[orders.user])
        sold = np.bincount(orders.brand[own], minlength=len(self.orders))
        worth = np.bincount(orders.brand[own], orders.price[own], len(self.orders))
        self.orders += sold
        self.gmv_cny += worth
        self.expected_orders += sold if expected is None else expected.orders
        self.expected_gmv_cny += worth if expected is None else expected.gmv_cny

    def told(self, brand: int, weight: int) -> dict[str, float]:
        """Return a brand's sums, in people and yuan."""
        amounts = self.gmv_cny[brand], self.expected_gmv_cny[brand]
        gmv_cny, expected_gmv_cny = (float(whole(weight * amount)) for amount in amounts)
        return {
            "orders": weight * int(self.orders[brand]), "gmv_cny": gmv_cny,
            "expected_orders": weight * float(self.expected_orders[brand]), "expected_gmv_cny": expected_gmv_cny,
        }  # fmt: skip


def books_of(world: World, config: Config) -> TargetBooks | None:
    """Open the books of a target; none where it is everybody."""
    return None if config.target.is_everybody else TargetBooks(world, config)


def record_target(recorder: Recorder, world: World, books: TargetBooks | None, n_days: int) -> None:
    """Write, for each brand, the people of the target who were there in the run; nothing where it is everybody."""
    if books is None:
        return
    states, weight = world.brands, world.sample.weight
    there = books.people & readers_here(world, n_days)

    def count(which: NDArray[np.bool_]) -> int:
        return weight * int(np.count_nonzero(which & there))

    for brand in range(states.stage.shape[1]):
        came = {name: count(which) for name, which in how_far(states, brand).items()}
        recorder.add("target_reach", brand=brand, users=count(there), **came, **books.told(brand, weight))


def _of_target(world: World, config: Config) -> NDArray[np.bool_]:
    """Return which readers are of all that the target names; (R,)."""
    target, users = config.target, world.users
    liked = world.truth.taste[:, : len(config.content.topics)].argmax(axis=1)
    found, n = np.ones(len(liked), np.bool_), len(liked)
    for named, words, own in (
        (target.genders, GENDERS, users.gender[:n]),
        (target.age_bands, list(config.population.age_bands), users.age_band[:n]),
        (target.city_tiers, list(config.population.city_tiers), users.city_tier[:n]),
        (target.education_levels, list(config.population.education_levels), users.education_level[:n]),
        (target.topics, list(config.content.topics), liked),
    ):
        found &= _is_one_of(named, words, own)
    return found


def _is_one_of(named: Sequence[str], words: Sequence[str], own: NDArray[np.integer]) -> NDArray[np.bool_]:
    if not named:
        return np.ones(len(own), np.bool_)
    return np.isin(own, [list(words).index(name) for name in named])
