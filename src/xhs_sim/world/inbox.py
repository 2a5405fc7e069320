"""Inboxes: a new note is pushed to those who follow its creator, so that nobody has to look."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..kernels.graph import first_from
from ..kernels.jit import lean_entry, njit_part
from ..kernels.memory import prefetch
from ..kernels.threads import share_out
from .columns import INBOX, UserLog

N_PARTS = 4  # of the work of delivering
AHEAD = 12  # followers, from whom an inbox is asked for


def deliver(
    slots: NDArray[np.int32],  # (M,) notes in delivery order
    creator: NDArray[np.int32],  # (M,)
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
    inbox: NDArray[np.int32],  # (N, 8)
) -> None:
    """Put each note on top of its creator's followers' inboxes; the oldest falls out.

    Each part of the work has its own users, so that notes reach everybody in order.
    """
    share_out(_deliver_part, slots, creator, indptr, followers, inbox)


@njit_part
def _deliver_part(
    thread: int,
    n_threads: int,
    slots: NDArray[np.int32],
    creator: NDArray[np.int32],
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
    inbox: NDArray[np.int32],
) -> None:
    n_users = inbox.shape[0]
    for part in range(thread, N_PARTS, n_threads):
        low, high = part * n_users // N_PARTS, (part + 1) * n_users // N_PARTS
        deliver_to(low, high, slots, creator, indptr, followers, inbox)


@lean_entry
def deliver_to(
    low: int,
    high: int,
    slots: NDArray[np.int32],
    creator: NDArray[np.int32],
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
    inbox: NDArray[np.int32],
) -> None:
    """Put each note on top of the inboxes of users from ``low`` to ``high`` who follow its creator."""
    for m in range(slots.shape[0]):
        end = indptr[creator[m] + 1]
        e = first_from(followers, indptr[creator[m]], end, low)
        while e < end and followers[e] < high:
            prefetch(inbox, followers[min(e + AHEAD, end - 1)], 0)
            user = followers[e]
            for i in range(INBOX - 1, 0, -1):
                inbox[user, i] = inbox[user, i - 1]
            inbox[user, 0] = slots[m]
            e += 1


@njit(cache=True)
def hand_over(friend: NDArray[np.int64], slots: NDArray[np.int32], inbox: NDArray[np.int32]) -> None:
    """Put notes on top of friends' inboxes, one after the other; a note that is there already stays in its place."""
    for m in range(friend.shape[0]):
        row = inbox[friend[m]]
        if (row == slots[m]).any():
            continue
        for i in range(INBOX - 1, 0, -1):
            row[i] = row[i - 1]
        row[0] = slots[m]


@njit(cache=True)
def drop_creators(
    user: NDArray[np.int64], creator: NDArray[np.int64], note_creator: NDArray[np.int32], inbox: NDArray[np.int32]
) -> None:
    """Take a creator's notes out of the inbox of a user who no longer follows."""
    for m in range(user.shape[0]):
        kept = 0
        for k in range(INBOX):
            slot = inbox[user[m], k]
            if slot >= 0 and note_creator[slot] != creator[m]:
                inbox[user[m], kept] = slot
                kept += 1
        inbox[user[m], kept:] = -1


def forget(inbox: NDArray[np.int32], note_key: NDArray[np.int64]) -> None:
    """Take notes whose slot is free out of all inboxes, before the slots are used again."""
    share_out(_forget_part, inbox, note_key)


@njit_part
def _forget_part(thread: int, n_threads: int, inbox: NDArray[np.int32], note_key: NDArray[np.int64]) -> None:
    n = inbox.shape[0]
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        kept = 0
        for k in range(INBOX):
            slot = inbox[i, k]
            if slot >= 0 and note_key[slot] >= 0:
                inbox[i, kept] = slot
                kept += 1
        for k in range(kept, INBOX):
            inbox[i, k] = -1


def take_down(users: UserLog, note_key: NDArray[np.int64]) -> None:
    """Take notes that lost their key, as an empty slot has none, out of all inboxes and out of users' hands."""
    forget(users.inbox, note_key)
    held = np.flatnonzero(users.shared >= 0)
    users.shared[held[note_key[users.shared[held]] < 0]] = -1
