"""Orders of a day: what became of its product visits."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


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
