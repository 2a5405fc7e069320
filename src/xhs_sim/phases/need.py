"""Needs: now and then a user wants something of a topic. Search and conversion see the same need."""

import numpy as np
from numba import njit

from ..kernels.random import uniform


@njit(inline="always")
def has_need(user_key: int, topic: int, taste: float, need_days: float, key: np.uint64) -> bool:
    """Say whether a need of ``topic`` arises today; ``key`` is the day's stream ``"need"``."""
    return uniform(key, user_key, topic) < min(2.0 * taste * taste, 1.0) / need_days
