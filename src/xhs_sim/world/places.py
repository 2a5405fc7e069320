"""Where users live: a city within their tier, so that some notes are nearby."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .population import draw_uniforms


def draw_cities(
    keys: NDArray[np.int64], tier: NDArray[np.int8], cities: Mapping[str, Sequence[float]], key: np.uint64
) -> NDArray[np.int8]:
    """Draw each user's city by the sizes within the user's tier; cities are numbered tier after tier.

    Parameters
    ----------
    keys, tier : int arrays of shape (N,)
    cities : mapping of tier to relative sizes, in the order of the tiers

    Returns
    -------
    int8 array of shape (N,)
    """
    chance, city, first = draw_uniforms(keys, key, 0), np.zeros(len(keys), np.int8), 0
    for number, sizes in enumerate(cities.values()):
        bounds = np.cumsum(sizes) / np.sum(sizes)
        here = tier == number
        city[here] = first + np.minimum(np.searchsorted(bounds, chance[here], side="right"), len(sizes) - 1)
        first += len(sizes)
    return city
