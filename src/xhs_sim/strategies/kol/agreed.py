"""Creators who are agreed before the marketplace opens: who of the market stands for them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .marketplace import Marketplace
from .nearest import nearest_creator


def stand_ins(
    market: Marketplace, followers: Sequence[float], taken: NDArray[np.intp] | None = None
) -> NDArray[np.intp]:
    """Return, for each agreed creator, the nearest by followers on the campaign's topics, nobody twice.

    Nobody who is ``taken`` already stands for anybody. Without anybody left on topic it is the nearest of all; without
    anybody at all, nobody.
    """
    free, chosen = np.arange(len(market.row)), np.zeros(0, np.intp)
    free = free if taken is None else np.setdiff1d(free, taken)
    for wanted in followers[: len(free)]:
        at = nearest_creator(market.followers[free], market.fit[free] > 0, market.lot[free], wanted)
        chosen, free = np.append(chosen, free[at]), np.delete(free, at)
    return chosen
