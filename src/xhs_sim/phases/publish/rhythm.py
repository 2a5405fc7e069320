"""Rhythm: how keen creators are today, and which users publish a first note."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import CreatorsConfig
from ...kernels.random import normal, uniform
from ...rng import Streams
from ...world.columns import Creators
from ...world.population import draw_uniforms

_LONG_AGO = 10_000  # days: spells are counted from before any history
_PHASE, _SPELL = 0, 1  # draws of a creator


@njit(cache=True)
def spell_factor(
    creator_key: NDArray[np.int64],  # (U,)
    day: int,
    spell_days: int,
    log_sd: float,
    key: np.uint64,
) -> NDArray[np.float32]:
    """Return the factor of each creator's spell, lognormal with mean 1; spells change on a weekday of one's own."""
    out = np.empty(creator_key.shape[0], np.float32)
    for i in range(creator_key.shape[0]):
        phase = int(uniform(key, creator_key[i], _PHASE) * spell_days)
        spell = (day + _LONG_AGO + phase) // spell_days
        out[i] = np.exp(log_sd * normal(key, creator_key[i], _SPELL + spell) - 0.5 * log_sd * log_sd)
    return out


def publish_chance(
    active: NDArray[np.int64],
    user_key: NDArray[np.int64],
    creators: Creators,
    plan: CreatorsConfig,
    streams: Streams,
    day: int,
) -> NDArray[np.float32]:
    """Return P(first note today) of each visiting user: rate, zeal and spell; (U,).

    ``p = min(rate exp(zeal) spell, .9)``, 0 for those who do not publish.
    """
    chance = np.maximum(creators.rate[active], np.float32(0.0))
    publishing = np.flatnonzero(chance > 0)
    who = active[publishing]
    keen = np.exp(creators.zeal[who].astype(np.float32))
    if plan.rhythm.log_sd > 0:
        rhythm = plan.rhythm
        keen *= spell_factor(user_key[who], day, rhythm.spell_days, rhythm.log_sd, streams.key("spell"))
    chance[publishing] = np.minimum(chance[publishing] * keen, np.float32(0.9))
    return chance


def beginners(
    active: NDArray[np.int64],
    user_key: NDArray[np.int64],
    engage: NDArray[np.float32],
    creators: Creators,
    begin_rate: float,
    streams: Streams,
    day: int,
) -> NDArray[np.int64]:
    """Return the visiting users who publish a first note today.

    ``P = begin_rate x engage``: those who react much are readier to publish.

    Parameters
    ----------
    engage : float array of shape (N,)
        Multiplier of acts after a click, mean 1.
    """
    silent = active[creators.rate[active] < 0] if begin_rate > 0 else active[:0]
    draws = draw_uniforms(user_key[silent], streams.key("begin", day), 0)
    return np.asarray(silent[draws < begin_rate * engage[silent]])
