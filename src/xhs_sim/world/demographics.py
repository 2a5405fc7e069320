"""Who users are: gender, age, city, education, and how groups differ while the mean of all stays.

A group's *contrast* runs from 1/2 to -1/2: women over men, the youngest band over the oldest, the
first city tier over the last, the first level of education over the last. An effect is a number per unit of contrast.
"""

from collections.abc import Iterator
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
    education_level: NDArray[np.int8]


@njit(cache=True)
def _draw_bands(
    keys: NDArray[np.int64],  # (N,)
    shares: NDArray[np.float64],  # (A,) cumulative
    key: np.uint64,
    column: int,
) -> NDArray[np.int8]:
    """Draw the band of each user, in a column of draws of its own."""
    band = np.empty(keys.shape[0], np.int8)
    for i in range(keys.shape[0]):
        band[i] = pick(shares, uniform(key, keys[i], column))
    return band


@njit(cache=True)
def _draw_genders(keys: NDArray[np.int64], female_share: float, key: np.uint64) -> NDArray[np.int8]:
    gender = np.empty(keys.shape[0], np.int8)
    for i in range(keys.shape[0]):
        gender[i] = 1 if uniform(key, keys[i], 0) < female_share else 0
    return gender


def draw_people(keys: NDArray[np.int64], population: PopulationConfig, key: np.uint64) -> Demographics:
    """Draw who the users are, each trait apart from the others."""
    bands = (population.age_bands, population.city_tiers, population.education_levels)
    drawn = (
        _draw_bands(keys, cumulative_shares(list(shares.values())), key, column)
        for column, shares in enumerate(bands, start=1)
    )
    return Demographics(_draw_genders(keys, population.female_share, key), *drawn)


def contrast(bands: int) -> NDArray[np.float32]:
    """Return each band's contrast, first over last: 1/2 to -1/2; 0 for a single band."""
    return np.linspace(0.5, -0.5, bands, dtype=np.float32) if bands > 1 else np.zeros(1, np.float32)


def _banded(
    people: Demographics, effects: GroupEffects, population: PopulationConfig
) -> Iterator[tuple[NDArray[np.int8], NDArray[np.float64], float]]:
    """Return each trait with bands whose effect counts: who is in which, the bands' weights, and the effect."""
    for band, shares, size in (
        (people.age_band, population.age_bands, effects.youth),
        (people.city_tier, population.city_tiers, effects.city),
        (people.education_level, population.education_levels, effects.education),
    ):
        if size != 0.0:
            yield band, np.array(list(shares.values())), size


def group_effect(people: Demographics, effects: GroupEffects, population: PopulationConfig) -> NDArray[np.float32]:
    """Return each user's effect, less the mean over the market's shares: (N,)."""
    women = population.female_share
    total = effects.female * (people.gender - np.float32(women))
    for band, weights, size in _banded(people, effects, population):
        steps = contrast(len(weights))
        total = total + size * (steps[band] - np.float32(steps @ weights / weights.sum()))
    return total.astype(np.float32)


def group_factor(people: Demographics, effects: GroupEffects, population: PopulationConfig) -> NDArray[np.float32]:
    """Return each user's factor, ``exp(effect)`` over its mean in the market: (N,)."""
    mean, women = 1.0, population.female_share
    mean *= women * np.exp(effects.female * (1.0 - women)) + (1.0 - women) * np.exp(-effects.female * women)
    for _, weights, size in _banded(people, effects, population):
        steps, shares = contrast(len(weights)).astype(float), weights / weights.sum()
        mean *= shares @ np.exp(size * (steps - steps @ shares))
    return (np.exp(group_effect(people, effects, population)) / mean).astype(np.float32)
