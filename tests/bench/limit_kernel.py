"""The unavoidable work of serving, and nothing else: what the platform's kernel is measured against.

For each session: read the user's row, score as many candidates as the platform reads from windows
laid out for vector registers (16 dimensions, float32). For each impression: one draw for the look,
one for the click, one count at the note, one touch of the user's row. No choice of windows by taste,
no filter, no ranking, no acts.
"""

from time import process_time
from typing import Any, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

fast = cast(Any, njit)(_nrt=False, fastmath={"reassoc", "contract", "nsz"})

LANES, DIMS = 16, 16


@fast
def draw(state: int) -> Any:
    """Return the next 64 bits of a counter (one round of SplitMix64)."""
    z = np.uint64(state) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@fast
def least_work(
    sessions: NDArray[np.int64],  # (S,) rows of users
    slots: NDArray[np.int64],  # (S,) impressions of each session
    taste: NDArray[np.float32],  # (N, 16)
    shown: NDArray[np.int32],  # (N,)
    pool: NDArray[np.float32],  # (W, 16 dimensions, 16 lanes)
    note: NDArray[np.int32],  # (W, 16) where each candidate is counted
    counts: NDArray[np.int32],  # (C, 2)
    score: NDArray[np.float32],  # scratch
    n_windows: int,
) -> int:
    """Serve ``slots`` impressions in each session; returns how many there were."""
    n_pool, tick, looks = np.uint64(pool.shape[0]), 0, 0
    for s in range(sessions.shape[0]):
        user = sessions[s]
        tick += 1
        start = np.int64(draw(tick) % n_pool)
        for j in range(n_windows):
            w = (start + 7 * j) % pool.shape[0]
            for lane in range(LANES):
                total = np.float32(0.0)
                for d in range(DIMS):
                    total += taste[user, d] * pool[w, d, lane]
                score[j * LANES + lane] = total
        for k in range(slots[s]):
            tick += 1
            look = draw(tick)
            c = np.int64(look % np.uint64(n_windows * LANES))  # any candidate: choosing is not counted
            w = (start + 7 * (c // LANES)) % pool.shape[0]
            tick += 1
            u = np.float32(draw(tick) >> np.uint64(40)) * np.float32(1.0 / 16777216.0)
            at = note[w, c % LANES]
            counts[at, 0] += 1
            counts[at, 1] += u < score[c]
            shown[user] += 1
            looks += look > np.uint64(k)
    return looks


def cpu_per_impression(n_users: int, n_notes: int, windows: int, slots: float, n_impressions: int) -> float:
    """Return CPU seconds per impression of the least work.

    Parameters
    ----------
    n_users : int
        Rows of the table of users that sessions read at random.
    n_notes : int
        Notes in the pools, which sets the pools' size.
    windows, slots : int, float
        Windows read and impressions shown per session, on average, as measured on the platform.
    n_impressions : int
        Impressions to serve in all.
    """
    rng = np.random.default_rng(0)
    n_sessions, n_pool = max(int(n_impressions / slots), 1), max(n_notes // LANES, 32)
    taste = rng.random((n_users, DIMS), dtype=np.float32) / DIMS
    pool = rng.random((n_pool, DIMS, LANES), dtype=np.float32)
    note = rng.permutation(n_pool * LANES).astype(np.int32).reshape(n_pool, LANES)
    sessions = np.sort(rng.integers(n_users, size=n_sessions))  # the platform goes through its users in order, too
    lengths = rng.poisson(slots, n_sessions)
    counts, shown = np.zeros((n_pool * LANES, 2), np.int32), np.zeros(n_users, np.int32)
    score = np.zeros(windows * LANES, np.float32)
    arrays = taste, shown, pool, note, counts, score
    least_work(sessions[:9], lengths[:9], *arrays, windows)  # compiles
    start = process_time()
    least_work(sessions, lengths, *arrays, windows)
    return (process_time() - start) / int(lengths.sum())
