"""Where each user stands with each brand: seen how often, how interested, what was bought."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import BrandConfig
from ..kernels.jit import njit_part
from ..kernels.threads import share_out
from ..rng import Streams
from .columns import AWARE, BOUGHT, DEEP, INTERESTED, NEVER, BrandStates
from .population import draw_uniforms

MOST_IMPRESSIONS, MOST_VISITS = 65535, 255  # that a user's standing with a brand counts


class BrandGains(NamedTuple):
    """What a day's joint notes brought one brand; K rows."""

    user: NDArray[np.int64]
    impressions: NDArray[np.int64]
    interest: NDArray[np.float64]
    visits: NDArray[np.int64]
    clicks: NDArray[np.int64]  # (K, 2)
    is_aware: NDArray[np.bool_]
    is_touched: NDArray[np.bool_]  # clicked a joint note


def build_states(keys: NDArray[np.int64], brands: dict[str, BrandConfig], streams: Streams) -> BrandStates:
    """Return every user's standing at day 0: aware of a brand or not, nothing bought yet."""
    shape = (len(keys), len(brands))
    stage = np.zeros(shape, np.uint8)
    for b, (name, brand) in enumerate(brands.items()):
        stage[:, b] = draw_uniforms(keys, streams.key(f"aware of {name}"), 0) < brand.aware_share
    return BrandStates(
        impressions=np.zeros(shape, np.uint16),
        interest=np.zeros(shape, np.float32),
        stage=stage,
        visits=np.zeros(shape, np.uint8),
        clicks=np.zeros((*shape, 2), np.uint8),
        touch_day=np.full(shape, NEVER, np.int16),
        order_day=np.full(shape, NEVER, np.int16),
        searched=np.zeros(shape, np.uint8),
        saved=np.zeros(shape, np.uint8),
    )


def add_interest(
    states: BrandStates, user: NDArray[np.int64], brand: int, gain: NDArray[np.float64] | np.float32, cap: float
) -> None:
    """Raise interest of users, each once; as after a click, what is added shrinks with the room below ``cap``."""
    room = np.maximum(1.0 - states.interest[user, brand] / cap, 0.0)
    states.interest[user, brand] += (np.minimum(gain, cap) * room).astype(np.float32)


def credit(states: BrandStates, brand: int, gains: BrandGains, cap: float, day: int) -> None:
    """Add to a brand what joint notes brought it today; interest meets its cap as after a click of its own."""
    user = gains.user
    impressions = states.impressions[user, brand] + gains.impressions
    states.impressions[user, brand] = np.minimum(impressions, MOST_IMPRESSIONS)
    states.stage[user, brand] = np.maximum(states.stage[user, brand], gains.is_aware)
    add_interest(states, user, brand, gains.interest, cap)
    states.visits[user, brand] = np.minimum(states.visits[user, brand] + gains.visits, MOST_VISITS)
    states.clicks[user, brand] = np.minimum(states.clicks[user, brand] + gains.clicks, MOST_VISITS)
    states.touch_day[user[gains.is_touched], brand] = day


def let_interest_fade(states: BrandStates, memory_days: float, interested: float, deep: float) -> None:
    """Let interest decay by a day and set the stages that follow from it; buyers stay buyers."""
    keep = np.float32(np.exp(-1.0 / memory_days))
    share_out(_fade, states.interest, states.stage, states.visits, keep, interested, deep)
    states.clicks[:] = 0


@njit_part
def _fade(
    thread: int,
    n_threads: int,
    interest: NDArray[np.float32],
    stage: NDArray[np.uint8],
    visits: NDArray[np.uint8],
    keep: np.float32,
    interested: float,
    deep: float,
) -> None:
    n = stage.shape[0]
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        for b in range(stage.shape[1]):
            level = interest[i, b]
            if AWARE <= stage[i, b] < BOUGHT:
                stage[i, b] = DEEP if level >= deep else (INTERESTED if level >= interested else AWARE)
            interest[i, b] = level * keep
            visits[i, b] = 0
