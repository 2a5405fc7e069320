"""The crowd's rare acts: drawn once a day for each note and surface, at the rate at which readers did them.

Sums of their probabilities are not kept while readers look: they are rare, and nothing learns from one. What a rare
act is a share of has its crowd already, so no more comments are answered than were written.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import ReactConfig
from ...kernels.counts import binomial_count
from ...kernels.jit import njit_part
from ...kernels.threads import share_out
from ...world.columns import COUNTS, HARM_UNIT, REACTIONS
from .law import MOST_RARE

LOOKED, OPENED, COMMENTED = (COUNTS.index(name) for name in ("impressions", "reads", "comments"))
HIDES, REPORTS, REPLIES = (REACTIONS.index(name) for name in ("hides", "reports", "replies"))


@njit(cache=True)
def base_of(counts: NDArray[np.int32], act: int) -> Any:
    """Return what a rare act happens to: notes that were passed over are hidden, comments answered, others opened."""
    if act == HIDES:
        return counts[..., LOOKED] - counts[..., OPENED]
    return counts[..., COMMENTED] if act == REPLIES else counts[..., OPENED]


def report_pulls(quality: NDArray[np.float32], harm: NDArray[np.uint8], react: ReactConfig) -> NDArray[np.float64]:
    """Return how many times as likely as usual a report of each note is."""
    log_factor = react.report_harm * HARM_UNIT * harm - react.report_quality * quality.astype(np.float64)
    pull = np.exp(np.minimum(log_factor, 30.0))
    return np.asarray(np.minimum(pull, MOST_RARE))


def bases_of(counts: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return what each rare act happens to at each note, (5, C), of what all people did with the notes, (C, S, 8)."""
    return np.stack([base_of(counts, k).sum(axis=1, dtype=np.float64) for k in range(len(REACTIONS))])


def rates_of(
    own: NDArray[np.float64], bases: NDArray[np.float64], report_pull: NDArray[np.float64], others: int
) -> NDArray[np.float64]:
    """Return how likely each rare act is for somebody of the crowd: as likely as it was for readers, (5,).

    Parameters
    ----------
    own : float array of shape (5,)
        Of readers, at all notes.
    bases : float array of shape (5, C)
        What each happens to; see ``bases_of``.
    report_pull : float array of shape (C,)
        How many times as likely as usual a report of each note is.
    others : int
        Whom each reader stands for, itself left out.
    """
    pulled = [base * report_pull if k == REPORTS else base for k, base in enumerate(bases)]
    total = np.array([base.sum() for base in pulled])
    return np.asarray(others * own / np.maximum(total, 1.0))


def add_of_crowd(
    own: NDArray[np.int32],
    counts: NDArray[np.int32],
    note_key: NDArray[np.int64],
    report_pull: NDArray[np.float64],
    rate: NDArray[np.float64],
    stream: np.uint64,
) -> None:
    """Add to the day's rare acts of readers, (C, S, 5), those of all others; ``counts``, (C, S, 8), are of all."""
    share_out(_react, own, counts, note_key, report_pull, rate, stream)


@njit_part
def _react(
    thread: int,
    n_threads: int,
    out: NDArray[np.int32],
    counts: NDArray[np.int32],
    note_key: NDArray[np.int64],
    report_pull: NDArray[np.float64],
    rate: NDArray[np.float64],
    stream: np.uint64,
) -> None:
    n = out.shape[0]
    for note in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        for surface in range(out.shape[1]):
            if counts[note, surface, LOOKED] == 0:
                continue
            for k in range(rate.shape[0]):
                most = base_of(counts[note, surface], k) - out[note, surface, k]
                chance = rate[k] * (report_pull[note] if k == REPORTS else 1.0)
                more = binomial_count(most, chance, stream, note_key[note], surface * 8 + k)
                if more > 0:  # memory of notes without any is never asked for
                    out[note, surface, k] += more
