"""Crowd: those whom no reader is, but some reader stands for.

A note's counters must have the noise of all people, not that of one reader times the weight: whom a reader stands
for are other people. While a reader looks, the probabilities of what they would do are added up; at the end of a tick
their clicks and acts are drawn once per note and surface. They are of the reader's taste, mood of the day, place and
ties; their habit of opening and of reacting is the mean of all readers who would open such a note.

Sums are whole numbers, so that they do not depend on threads.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.counts import binomial_count, poisson_count
from ...kernels.jit import lean, njit_part
from ...kernels.threads import share_out
from ...world.columns import NEUTRAL, UserTruth
from .law import EngageLaw

UNIT = 1 << 20  # probabilities are counted in millionths, by and by
PARTS = 6  # of a sum: clicks, then the five acts
LOWEST, HIGHEST, STEPS = -12.0, 6.0, 64  # of the table of habits, logit; steps per unit
MOST_READERS = 1000  # whose habits make the table
MOST_ACTS = 0.9  # P(act | click), as of a reader


class Crowd(NamedTuple):
    """Whom readers stand for, and what they are used to."""

    others: int  # for each reader; 0 = nobody
    click: NDArray[np.float64]  # (1152,) P(click) by the logit without a habit
    engage: NDArray[np.float64]  # (1152,) mean multiplier of acts of those who click


class Meeting(NamedTuple):
    """A tick's notes and what the crowd may do with them."""

    key: NDArray[np.int64]  # (C,) of notes; below 0: no note
    shown: NDArray[np.int32]  # (C, S, 8) what readers did; becomes what all people did
    sums: NDArray[np.int64]  # (threads, C, S, 6) of probabilities; becomes zero
    follows: NDArray[np.int32]  # (C,) out: of the crowd


NOBODY_ELSE = Crowd(0, np.zeros(0), np.zeros(0))  # everybody is a reader


def crowd_of(truth: UserTruth, readers: NDArray[np.int64], weight: int, law: EngageLaw) -> Crowd:
    """Return whom today's readers stand for.

    Parameters
    ----------
    readers : int array
        Rows of those who visit today; each counts as often as it comes.
    """
    if weight == 1 or not len(readers):
        return NOBODY_ELSE
    rows = readers[:: -(-len(readers) // MOST_READERS)]
    spoiled = truth.satisfaction[rows].astype(np.float64) - NEUTRAL
    visits = truth.sessions[rows].astype(np.float64)
    habit = truth.click[rows].astype(np.float64) - law.choosiness * spoiled
    engage = truth.engage[rows].astype(np.float64) * np.exp(-law.act_choosiness * spoiled)
    return Crowd(weight - 1, *_tables(habit, engage, visits / visits.sum()))


@njit(cache=True)
def _tables(
    habit: NDArray[np.float64], engage: NDArray[np.float64], share: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return P(click), and the mean of ``engage`` among those who click, by the logit without a habit."""
    n = int((HIGHEST - LOWEST) * STEPS)
    click, reacts = np.zeros(n), np.zeros(n)
    for i in range(n):
        x = LOWEST + (i + 0.5) / STEPS
        for r in range(habit.shape[0]):
            p = share[r] / (1.0 + np.exp(-(x + habit[r])))
            click[i] += p
            reacts[i] += p * engage[r]
        reacts[i] /= click[i]
    return click, reacts


@lean
def add_crowd(
    sums: NDArray[np.int64],
    at: tuple[int, int, int],
    crowd: Crowd,
    x: float,
    times_usual: float,
    kinds: tuple[float, float, float, float],
    may_follow: bool,
    law: EngageLaw,
) -> None:
    """Add what somebody like a reader would do with a note.

    Parameters
    ----------
    at : thread, note, surface
    x : float
        Logit of P(click) without the reader's own habit.
    times_usual : float
        Acts are so many times as likely as usual, the reader's own habit of reacting left out.
    kinds : four floats
        The note's proneness to like, save, comment and share.
    """
    thread, note, surface = at
    step = min(max(int((x - LOWEST) * STEPS), 0), crowd.click.shape[0] - 1)
    p, lift = crowd.click[step] * UNIT, crowd.engage[step] * times_usual
    sums[thread, note, surface, 0] += int(p)
    for k in range(4):
        sums[thread, note, surface, 1 + k] += int(p * min(law.rates[k] * lift * kinds[k], MOST_ACTS))
    if may_follow:
        sums[thread, note, surface, 5] += int(p * min(law.rates[4] * lift, MOST_ACTS))


@njit(cache=True)
def draw_crowd(
    looks: int, others: int, sums: NDArray[np.int64], name: int, surface: int, stream: np.uint64, out: NDArray[np.int64]
) -> None:
    """Draw clicks of the crowd, Poisson and at most its impressions, and of these the five acts, binomial.

    Parameters
    ----------
    looks, others : int
        Impressions of readers, and how many others are behind each.
    sums : int array of shape (threads, 6)
        Probabilities added up, of one person each time that a reader was shown the note.
    name, surface : int
        Of the draws.
    out : int array of shape (6,)
        Takes the clicks, and the acts in their order.
    """
    expected = 0.0
    out[:] = 0
    for thread in range(sums.shape[0]):
        expected += sums[thread, 0]
    if expected <= 0.0:
        return
    out[0] = min(poisson_count(others * expected / UNIT, stream, name, surface * 8), others * looks)
    for k in range(1, PARTS):
        done = 0.0
        for thread in range(sums.shape[0]):
            done += sums[thread, k]
        out[k] = binomial_count(out[0], done / expected, stream, name, surface * 8 + k)


@njit_part
def _meet(thread: int, n_threads: int, meeting: Meeting, others: int, stream: np.uint64) -> None:
    shown, sums, n = meeting.shown, meeting.sums, meeting.shown.shape[0]
    drawn = np.zeros(PARTS, np.int64)
    for note in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        for surface in range(shown.shape[1]):
            cell = shown[note, surface]
            if cell[0] == 0 or meeting.key[note] < 0:
                continue
            draw_crowd(cell[0], others, sums[:, note, surface], meeting.key[note], surface, stream, drawn)
            cell[0] *= others + 1
            cell[7] *= others + 1
            for k in range(PARTS):
                cell[1 + k] += drawn[k]
            meeting.follows[note] += drawn[PARTS - 1]
            sums[:, note, surface] = 0


def meet(meeting: Meeting, others: int, stream: np.uint64) -> None:
    """Let the crowd do with a tick's notes what people like the readers do."""
    share_out(_meet, meeting, others, stream)
