"""How many people of each kind like which topic most, by the law that tastes are drawn with, and without drawing any.

A taste for a topic is ``exp(pull + spread z)`` with z standard normal, the pull that of popularity, gender, age, city
and education (``tastes.draw_taste``). So P(topic t is liked most) is the integral over z of the density of t's term
times the chance that every other term is below it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from ..config.schema import ContentConfig, PopulationConfig
from .demographics import contrast
from .tastes import topic_table

_STEPS = np.linspace(-8.0, 8.0, 401)  # of z


def favourites(population: PopulationConfig, content: ContentConfig) -> NDArray[np.float64]:
    """Return the share of each kind of people who like each topic most: (2, ages, cities, educations, T)."""
    topics = topic_table(content)
    gender = np.array([-0.5, 0.5])[:, None, None, None, None]  # male, female
    age = contrast(len(population.age_bands))[None, :, None, None, None]
    city = contrast(len(population.city_tiers))[None, None, :, None, None]
    education = contrast(len(population.education_levels))[None, None, None, :, None]
    pull = topics.log_popularity + topics.female * gender + topics.youth * age + topics.city * city
    return _most_liked(np.asarray(pull + topics.education * education, np.float64), population.taste_spread)


def _most_liked(pull: NDArray[np.float64], spread: float) -> NDArray[np.float64]:
    """Return P(the term of each topic is the largest); shape of ``pull``, topics last."""
    if spread <= 0:
        return (pull == pull.max(axis=-1, keepdims=True)).astype(np.float64)
    density = np.exp(-0.5 * _STEPS**2)
    found = np.empty(pull.shape)
    for t in range(pull.shape[-1]):
        ahead = (pull[..., t : t + 1] - pull) / spread
        below = ndtr(ahead[..., None] + _STEPS)
        below[..., t, :] = 1.0
        found[..., t] = (below.prod(axis=-2) * density).sum(axis=-1)
    return np.asarray(found / found.sum(axis=-1, keepdims=True))
