"""Accounts: how people protect theirs, and in whose hands each is. There only where accounts can be taken over."""

import numpy as np
from numpy.typing import NDArray

from .columns import UserLog

STRONG, TWO_FACTOR, PLAIN, LEAKED = (1 << k for k in range(4))  # bits of protection, and of what undoes it
N_STATES = 16
OWNED, TAKEN, LOCKED = range(3)  # by its owner; by an intruder; by nobody, until its owner has it back


class Accounts:
    """N accounts.

    Parameters
    ----------
    protection : uint8 array of shape (N,)
        Strong password, two-factor sign-in, sign-in without encryption, password read on the way: bits.

    Attributes
    ----------
    hands : uint8 array of shape (N,)
    """

    def __init__(self, protection: NDArray[np.uint8]) -> None:
        self.protection, self.hands = protection, np.zeros(len(protection), np.uint8)

    def protect(self, rows: NDArray[np.int64], bit: int) -> None:
        """Let owners protect their accounts by one more means."""
        self.protection[rows] |= np.uint8(bit)

    def leak(self, rows: NDArray[np.int64]) -> None:
        """Let passwords be known to others."""
        self.protection[rows] |= np.uint8(LEAKED)

    def take(self, rows: NDArray[np.int64]) -> None:
        """Let intruders have accounts."""
        self.hands[rows] = TAKEN

    def lock(self, rows: NDArray[np.int64]) -> None:
        """Let nobody have accounts."""
        self.hands[rows] = LOCKED

    def give_back(self, rows: NDArray[np.int64]) -> None:
        """Let owners have their accounts again, with a new password that is strong and known to nobody else."""
        self.hands[rows] = OWNED
        self.protection[rows] = (self.protection[rows] | np.uint8(STRONG)) & ~np.uint8(LEAKED)


def stay_away(users: UserLog, rows: NDArray[np.int64], gone: NDArray[np.int64]) -> None:
    """Let people not visit today, as if they had never decided to; ``gone`` never come back."""
    users.is_active[rows], users.is_gone[gone] = 0, 1
    readers = rows[rows < len(users.active_days)]
    users.active_days[readers] &= ~np.uint32(1)
