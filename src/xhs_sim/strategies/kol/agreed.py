"""Creators who are agreed before the marketplace opens: who of the market stands for them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .marketplace import Marketplace


def stand_ins(market: Marketplace, followers: Sequence[float]) -> NDArray[np.intp]:
    """Return, for each agreed creator, the nearest by followers on the campaign's topics, nobody twice.

    Without anybody left on topic the nearest of all is taken; without anybody at all, nobody.
    """
    is_free = np.ones(len(market.row), np.bool_)
    chosen: list[int] = []
    for wanted in followers:
        on_topic = is_free & (market.fit > 0)
        pool = np.flatnonzero(on_topic if on_topic.any() else is_free)
        if not len(pool):
            break
        distance = np.abs(np.log(market.followers[pool] + 1.0) - np.log(wanted + 1.0))
        nearest = int(pool[np.lexsort((market.lot[pool], distance))[0]])
        chosen.append(nearest)
        is_free[nearest] = False
    return np.array(chosen, dtype=np.intp)
