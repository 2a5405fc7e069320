"""Alias tables: one draw in proportion to fixed weights for the price of one memory line.

A table over n weights has n slots of three uint32: the threshold up to which the slot's own row
is meant, that row, and the row meant above the threshold (Walker 1977, Vose 1991 [1]_). Several
tables may lie one after another in one array; a draw names the first slot and the size.

References
----------
.. [1] M. D. Vose (1991), A linear algorithm for generating random numbers with a given
   distribution, doi:10.1109/32.92917.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

LOW = np.uint64(0xFFFFFFFF)
S32 = np.uint64(32)
_FULL = 4294967296.0  # 2^32, the threshold that always means the own row


@njit(inline="always")
def scaled(word: np.uint64, n: int) -> int:
    """Return ``floor(u * n)`` for the uniform u in the low 32 bits of ``word``; n below 2^32."""
    return int(np.int64(((word & LOW) * np.uint64(n)) >> S32))


@njit(inline="always")
def slot_of(first: int, size: int, word: np.uint64) -> int:
    """Return the slot that 64 random bits fall on in the table at ``first``."""
    return first + scaled(word >> S32, size)


@njit(inline="always")
def row_at(slots: NDArray[np.uint32], slot: int, word: np.uint64) -> int:
    """Return which of the two rows of their slot the bits mean."""
    if (word & LOW) < slots[slot, 0]:
        return int(np.int64(slots[slot, 1]))
    return int(np.int64(slots[slot, 2]))


@njit(cache=True)
def fill_alias(
    weights: NDArray[np.float64],  # (n,) >= 0; all zero means all equal
    rows: NDArray[np.int32],  # (n,) what each slot stands for
    slots: NDArray[np.uint32],  # (n, 3) filled here
) -> None:
    """Fill one alias table (Vose's method); the result depends on the order of the slots only."""
    n = weights.shape[0]
    total = weights.sum()
    load = np.ones(n)
    if total > 0.0:
        load = weights * (n / total)
    stack = np.empty(n, np.int32)  # light slots from the left, heavy ones from the right
    light, heavy = 0, n
    for i in range(n):
        slots[i, 1] = rows[i]
        if load[i] < 1.0:
            stack[light] = i
            light += 1
        else:
            heavy -= 1
            stack[heavy] = i
    while light > 0 and heavy < n:
        light -= 1
        small, large = stack[light], stack[heavy]
        slots[small, 0] = min(load[small] * _FULL, _FULL - 1.0)
        slots[small, 2] = rows[large]
        load[large] -= 1.0 - load[small]
        if load[large] < 1.0:
            stack[light] = large
            light += 1
            heavy += 1
    _fill_rest(stack, light, heavy, rows, slots)


@njit(cache=True)
def _fill_rest(
    stack: NDArray[np.int32], light: int, heavy: int, rows: NDArray[np.int32], slots: NDArray[np.uint32]
) -> None:
    """Let the slots left over by rounding mean their own row always."""
    for k in range(stack.shape[0]):
        if k < light or k >= heavy:
            slots[stack[k], 0] = np.uint32(0xFFFFFFFF)
            slots[stack[k], 2] = rows[stack[k]]
