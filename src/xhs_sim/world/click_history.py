"""What the platform has learned of users' tastes from the clicks that it logged before day 0."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..kernels.jit import njit_part
from ..kernels.memory import aligned_zeros
from ..kernels.random import poisson, uniform
from ..kernels.threads import share_out
from .columns import N_DIMS

_MOST_CLICKS = 200  # of one user


def learn_history(
    keys: NDArray[np.int64],  # (N,)
    taste: NDArray[np.float32],  # (N, 16) true
    prior: NDArray[np.float32],  # (16,) mean taste: all that is known of a stranger
    activity: NDArray[np.float32],  # (N,) relative to the mean
    mean_clicks: float,
    n_topics: int,
    key: np.uint64,
) -> NDArray[np.float32]:
    """Estimate taste from clicks logged before day 0: a noisy count, never the truth itself.

    Each logged click falls on a topic in proportion to squared taste; ten clicks' worth of the
    population mean is mixed in.
    """
    estimate = aligned_zeros((len(keys), N_DIMS), np.float32)
    share_out(_count_clicks, keys, taste, prior, activity, mean_clicks, n_topics, key, estimate)
    return estimate


@njit_part
def _count_clicks(
    thread: int,
    n_threads: int,
    keys: NDArray[np.int64],
    taste: NDArray[np.float32],
    prior: NDArray[np.float32],
    activity: NDArray[np.float32],
    mean_clicks: float,
    n_topics: int,
    key: np.uint64,
    estimate: NDArray[np.float32],
) -> None:
    n, left, topic = keys.shape[0], np.empty(_MOST_CLICKS), np.empty(_MOST_CLICKS, np.int64)
    pull = np.empty(N_DIMS, np.float32)
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        clicks = poisson(min(mean_clicks * activity[i], 60.0), uniform(key, keys[i], 0), _MOST_CLICKS)
        total = 0.0
        for t in range(n_topics):
            pull[t] = taste[i, t] * taste[i, t]
            total += pull[t]
            estimate[i, t] = 10.0 * prior[t]
        for c in range(clicks):
            left[c], topic[c] = uniform(key, keys[i], 1 + c) * total, 0
        for t in range(n_topics - 1):  # all clicks at once: each goes on as long as it is not at its topic
            for c in range(clicks):
                goes_on = (topic[c] == t) & (left[c] >= pull[t])
                left[c] -= pull[t] if goes_on else 0.0
                topic[c] += goes_on
        for c in range(clicks):
            estimate[i, topic[c]] += 1.0
        _normalise(estimate[i], n_topics)


@njit(inline="always")
def _normalise(row: NDArray[np.float32], n_topics: int) -> None:
    norm = 0.0
    for t in range(n_topics):
        row[t] = np.sqrt(row[t])
        norm += row[t] * row[t]
    for t in range(n_topics):
        row[t] /= np.sqrt(norm)
