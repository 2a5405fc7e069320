"""Money in whole fen: what is decided is rounded once, so that every sum of it is exact.

Tables and configs speak of CNY; a price, a fee or a share of a budget is a whole number of fen as soon as
somebody decides it, and ``cny_of`` gives the one float that stands for it.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

FEN_PER_CNY = 100
_SLACK = 1e-6  # fen: a sum such as 0.29 CNY is a little less than its 29 fen


def fen_of(cny: Any) -> NDArray[np.int64]:
    """Return the nearest whole fen."""
    return np.asarray(np.rint(np.asarray(cny, np.float64) * FEN_PER_CNY), np.int64)


def fen_within(cny: float) -> int:
    """Return the whole fen that a sum holds."""
    return int(np.floor(cny * FEN_PER_CNY + _SLACK))


def cny_of(fen: Any) -> NDArray[np.float64]:
    """Return CNY."""
    return np.asarray(fen, np.float64) / FEN_PER_CNY


def whole(cny: Any) -> NDArray[np.float64]:
    """Return CNY in whole fen, nearest."""
    return cny_of(fen_of(cny))


def units_for(money_cny: float, unit_cny: float) -> int:
    """Return how many whole things of one price the money buys."""
    return fen_within(money_cny) // _unit_fen(unit_cny)


def cost_of(n: int, unit_cny: float) -> float:
    """Return what some things of one price cost, CNY."""
    return n * _unit_fen(unit_cny) / FEN_PER_CNY


def _unit_fen(unit_cny: float) -> int:
    return max(int(fen_of(unit_cny)), 1)  # nothing has no price


def split_fen(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Split a sum in proportion to weights, to the fen: largest remainders get what is left over."""
    exact = total * weights / weights.sum()
    parts = np.asarray(np.floor(exact), np.int64)
    behind = np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]
    parts[behind] += 1
    return parts


def shared_out(total: int, weights: Mapping[Any, float]) -> dict[str, int]:
    """Split a sum over names by their weights, to the fen; nothing if no weight is positive."""
    asked = {str(name): weight for name, weight in weights.items() if weight > 0}
    if not asked:
        return {}
    parts = split_fen(total, np.array(list(asked.values())))
    return dict(zip(asked, parts.tolist(), strict=True))
