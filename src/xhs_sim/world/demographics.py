"""Who users are: gender, age, city, and how groups differ while the mean of all stays.

A group's *contrast* runs from 1/2 to -1/2: women over men, the youngest band over the oldest, the
first city tier over the last. An effect is a number per unit of contrast.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import PopulationConfig
from ..config.schema.people import GroupEffects
from ..kernels.choice import cumulative_shares, pick
from ..kernels.random import uniform


class Demographics(NamedTuple):
    """N rows each."""

    gender: NDArray[np.int8]  # 0 male, 1 female
    age_band: NDArray[np.int8]
    city_tier: NDArray[np.int8]


@njit(cache=True)
def draw_demographics(
    keys: NDArray[np.int64],  # (N,)
    female_share: float,
    ages: NDArray[np.float64],  # (A,) cumulative
    cities: NDArray[np.float64],  # (C,) cumulative
    key: np.uint64,
) -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int8]]:
    """Draw gender, age band and city tier of each user."""
    n = keys.shape[0]
    gender, age, city = np.empty(n, np.int8), np.empty(n, np.int8), np.empty(n, np.int8)
    for i in range(n):
        gender[i] = 1 if uniform(key, keys[i], 0) < female_share else 0
        age[i] = pick(ages, uniform(key, keys[i], 1))
        city[i] = pick(cities, uniform(key, keys[i], 2))
    return gender, age, city


def draw_people(keys: NDArray[np.int64], population: PopulationConfig, key: np.uint64) -> Demographics:
    """Draw who the users are."""
    ages, cities = list(population.age_bands.values()), list(population.city_tiers.values())
    return Demographics(
        *draw_demographics(keys, population.female_share, cumulative_shares(ages), cumulative_shares(cities), key)
    )


def contrast(bands: int) -> NDArray[np.float32]:
    """Return each band's contrast, first over last: 1/2 to -1/2; 0 for a single band."""
    return np.linspace(0.5, -0.5, bands, dtype=np.float32) if bands > 1 else np.zeros(1, np.float32)


def group_effect(people: Demographics, effects: GroupEffects, population: PopulationConfig) -> NDArray[np.float32]:
    """Return each user's effect, less the mean over the market's shares: (N,)."""
    women = population.female_share
    total = effects.female * (people.gender - np.float32(women))
    for band, shares, size in (
        (people.age_band, population.age_bands, effects.youth),
        (people.city_tier, population.city_tiers, effects.city),
    ):
        steps, weights = contrast(len(shares)), np.array(list(shares.values()))
        total = total + size * (steps[band] - np.float32(steps @ weights / weights.sum()))
    return total.astype(np.float32)


def group_factor(people: Demographics, effects: GroupEffects, population: PopulationConfig) -> NDArray[np.float32]:
    """Return each user's factor, ``exp(effect)`` over its mean in the market: (N,)."""
    mean, women = 1.0, population.female_share
    mean *= women * np.exp(effects.female * (1.0 - women)) + (1.0 - women) * np.exp(-effects.female * women)
    for shares, size in ((population.age_bands, effects.youth), (population.city_tiers, effects.city)):
        steps, weights = contrast(len(shares)).astype(float), np.array(list(shares.values()))
        weights = weights / weights.sum()
        mean *= weights @ np.exp(size * (steps - steps @ weights))
    return (np.exp(group_effect(people, effects, population)) / mean).astype(np.float32)
