"""Secure: how well accounts are protected, which are taken over, and for how long.

An account is taken over on a day with ``takeover_rate x strong_ratio^[strong] x two_factor_ratio^[two-factor]``, and,
once its password was read where encryption is off, with ``leaked_rate x two_factor_ratio^[two-factor]`` besides. The
platform locks it after an exponential time; its owner has it back after another, or never. Times are hours since day 0.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import EducationConfig, SecurityConfig
from ..rng import Streams
from ..world.accounts import LEAKED, N_STATES, PLAIN, STRONG, TWO_FACTOR
from ..world.population import draw_uniforms

HOURS = 24
NO_END = np.inf


class Cases(NamedTuple):
    """Accounts in others' hands; K rows."""

    row: NDArray[np.int64]  # (K,)
    taken_at: NDArray[np.float64]  # (K,) hours
    lock_at: NDArray[np.float64]  # (K,)
    back_at: NDArray[np.float64]  # (K,) NO_END = never

    def some(self, which: NDArray[np.bool_]) -> "Cases":
        """Return some of them."""
        return Cases(self.row[which], self.taken_at[which], self.lock_at[which], self.back_at[which])

    def and_others(self, others: "Cases") -> "Cases":
        """Return these and others."""
        return Cases._make(np.concatenate(both) for both in zip(self, others, strict=True))


class Taught(NamedTuple):
    """What a day of education came to; rows of users."""

    contacts: NDArray[np.int64]
    strong: NDArray[np.int64]  # who chooses a strong password
    two_factor: NDArray[np.int64]  # who turns two-factor sign-in on


def no_cases() -> Cases:
    """Return none."""
    times = [np.zeros(0) for _ in range(3)]
    return Cases(np.zeros(0, np.int64), *times)


def draw_protection(keys: NDArray[np.int64], law: SecurityConfig, streams: Streams) -> NDArray[np.uint8]:
    """Return how people protect their accounts, as bits drawn apart; a larger share keeps all who were in it; (N,)."""
    stream, found = streams.key("protection"), np.zeros(len(keys), np.uint8)
    shares = {STRONG: law.strong_share, TWO_FACTOR: law.two_factor_share, PLAIN: law.transit.plain_share}
    for column, (bit, share) in enumerate(shares.items()):
        found[draw_uniforms(keys, stream, column) < share] |= np.uint8(bit)
    return found


def hazards(law: SecurityConfig) -> NDArray[np.float64]:
    """Return P(taken over today) by the bits of an account, (16,)."""
    bits = np.arange(N_STATES)
    second = np.where(bits & TWO_FACTOR, law.two_factor_ratio, 1.0)
    guessed = law.takeover_rate * np.where(bits & STRONG, law.strong_ratio, 1.0) * second
    read = np.where(bits & LEAKED, law.transit.leaked_rate, 0.0) * second
    return np.asarray(1.0 - (1.0 - guessed) * (1.0 - read))


def who_leaks(
    visitors: NDArray[np.int64], protection: NDArray[np.uint8], lots: NDArray[np.float64], law: SecurityConfig
) -> NDArray[np.int64]:
    """Return whose password is read on the way today: of visitors who sign in without encryption."""
    plain = protection[visitors] & np.uint8(PLAIN | LEAKED) == PLAIN
    return visitors[plain & (lots < law.transit.leak_rate)]


def draw_cases(
    rows: NDArray[np.int64], keys: NDArray[np.int64], chance: NDArray[np.float64], day: int, law: SecurityConfig,
    streams: Streams,
) -> Cases:  # fmt: skip
    """Draw which accounts are taken over on a day, and when each is locked and back.

    Parameters
    ----------
    rows, keys : int arrays of shape (M,)
        Accounts that their owners have.
    chance : float array of shape (M,)
        P(taken over today).
    """
    at = np.flatnonzero(draw_uniforms(keys, streams.key("takeover", day), 0) < chance)
    keys, stream = keys[at], streams.key("takeover times", day)
    hour, lock, back, comes = (draw_uniforms(keys, stream, column) for column in range(4))
    taken_at = HOURS * (day + hour)
    lock_at = taken_at - law.lock_hours * np.log1p(-lock)
    back_at = lock_at - law.recovery_hours * np.log1p(-back)
    return Cases(rows[at], taken_at, lock_at, np.where(comes < law.recovered_share, back_at, NO_END))


def hours_in_hands(cases: Cases, day: int) -> NDArray[np.float64]:
    """Return for how many hours of a day intruders have each account; (K,)."""
    begin, end = HOURS * day, HOURS * (day + 1)
    return np.maximum(np.minimum(cases.lock_at, end) - np.maximum(cases.taken_at, begin), 0.0)


def spam_notes(hours: NDArray[np.float64], lots: NDArray[np.float64], per_day: float, most: int) -> NDArray[np.int64]:
    """Return how many notes an intruder publishes in some hours: the mean, rounded by lot."""
    return np.minimum(np.floor(per_day * hours / HOURS + lots), most).astype(np.int64)


def teach(
    visitors: NDArray[np.int64], keys: NDArray[np.int64], protection: NDArray[np.uint8], plan: EducationConfig,
    stream: np.uint64,
) -> Taught:  # fmt: skip
    """Let visitors get the message by lot; who lacks a protection takes it up by a lot of its own.

    Parameters
    ----------
    visitors : int array of shape (V,)
        Rows of those whom it is for.
    keys, protection : arrays of shape (V,)
        Theirs.
    stream : uint64
        Of the day: more reach adds people, and takes none away.
    """
    heard = draw_uniforms(keys, stream, 0) < plan.reach
    gains = {STRONG: plan.strong_gain, TWO_FACTOR: plan.two_factor_gain}
    new = (
        heard & (protection & np.uint8(bit) == 0) & (draw_uniforms(keys, stream, column) < gain)
        for column, (bit, gain) in enumerate(gains.items(), start=1)
    )
    return Taught(visitors[heard], *(visitors[which] for which in new))
