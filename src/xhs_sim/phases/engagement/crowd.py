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
from ...world.columns import NEUTRAL, PROFILE, UserTruth
from .law import EngageLaw

UNIT = 1 << 20  # probabilities are added up in whole parts of it: about millionths
N_SUMS = 6  # of a sum: clicks, then the five acts
LOWEST, HIGHEST, STEPS = -12.0, 6.0, 64  # of the table of habits, logit; steps per unit
MOST_USUAL, ACT_STEPS = 4.0, 64  # of the table of acts: up to so large a usual P(act | click); steps per unit
USUAL_LOGIT = -2.5  # of an opened note: whose habits of reacting count among those who open
WIDEST, BINS = 8, 32  # of the spread of habits, logit or ln; bins per unit
MOST_ACTS = 0.9  # P(act | click), as of a reader
CERTAIN = 1e9  # logit of what is watched without a choice


class Crowd(NamedTuple):
    """Whom readers stand for, and what they are used to."""

    others: int  # for each reader; 0 = nobody
    click: NDArray[np.float64]  # (1152,) P(click) by the logit without a habit
    again: NDArray[np.float64]  # (1152,) the same of who has just opened a note: its habit of opening is higher
    act: NDArray[np.float64]  # (256,) P(act | click) over the usual one, by the usual one: each person's is capped


class Meeting(NamedTuple):
    """A tick's notes on the surfaces where they were shown, M cells, and what the crowd may do with them."""

    key: NDArray[np.int64]  # (M,) of notes; below 0: no note
    surface: NDArray[np.int64]  # (M,)
    shown: NDArray[np.int32]  # (M, 8) what readers did; becomes what all people did
    sums: NDArray[np.int64]  # (threads, M, 6) of probabilities; becomes zero
    follows: NDArray[np.int32]  # (M,) out: of the crowd


NOBODY_ELSE = Crowd(0, np.zeros(0), np.zeros(0), np.zeros(0))  # everybody is a reader


def crowd_of(
    truth: UserTruth, rows: NDArray[np.int64], looks: NDArray[np.floating], weight: int, law: EngageLaw
) -> Crowd:
    """Return whom today's readers stand for.

    Parameters
    ----------
    rows : int array of shape (R,)
        Readers who come today.
    looks : float array of shape (R,)
        How much each of them looks at, in proportion.
    """
    if weight == 1 or not len(rows):
        return NOBODY_ELSE
    share = looks.astype(np.float64)
    spoiled = truth.satisfaction[rows].astype(np.float64) - NEUTRAL
    habit = truth.click[rows].astype(np.float64) - law.choosiness * spoiled
    ready = np.log(truth.engage[rows].astype(np.float64)) - law.act_choosiness * spoiled
    opens = share / (1.0 + np.exp(-(USUAL_LOGIT + habit)))
    of_all, of_openers = (_clicks(spread_of(habit, each)) for each in (share, opens))
    return Crowd(weight - 1, of_all, of_openers, _acts(spread_of(ready, opens)))


def spread_of(values: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much of the shares lies in each bin of the values, which are logits or logarithms; adds up to 1."""
    bins = np.clip(((values + WIDEST) * BINS).astype(np.int64), 0, 2 * WIDEST * BINS - 1)
    return np.bincount(bins, weights=share, minlength=2 * WIDEST * BINS) / share.sum()


@njit(cache=True)
def _clicks(spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean P(click) by the logit without a habit; ``spread`` is that of habits."""
    click = np.zeros(int((HIGHEST - LOWEST) * STEPS))
    for b in range(spread.shape[0]):
        if spread[b] > 0.0:
            for i in range(click.shape[0]):
                x = LOWEST + (i + 0.5) / STEPS + (b + 0.5) / BINS - WIDEST
                click[i] += spread[b] / (1.0 + np.exp(-x))
    return click


@njit(cache=True)
def _acts(spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean P(act | click) over the usual one, by the usual one; ``spread`` is that of readiness, ln."""
    acts = np.zeros(int(MOST_USUAL * ACT_STEPS))
    for b in range(spread.shape[0]):
        for i in range(acts.shape[0]):
            usual = (i + 0.5) / ACT_STEPS
            acts[i] += spread[b] * min(usual * np.exp((b + 0.5) / BINS - WIDEST), MOST_ACTS) / usual
    return acts


@lean
def chance_of_click(crowd: Crowd, x: float, surface: int) -> float:
    """Return the mean P(click) of people whose logit without their own habit it is."""
    step = min(max(int((x - LOWEST) * STEPS), 0), crowd.click.shape[0] - 1)
    return float(crowd.again[step] if surface == PROFILE else crowd.click[step])


@lean
def chance_of_act(crowd: Crowd, usual: float) -> float:
    """Return the mean P(act | click) of people whose usual one, times their own readiness and capped, it is."""
    step = min(int(usual * ACT_STEPS), crowd.act.shape[0] - 1)
    return min(usual * crowd.act[step], MOST_ACTS)


@lean
def add_crowd(
    sums: NDArray[np.int64],
    at: tuple[int, int, int],
    crowd: Crowd,
    x: float,
    before: float,
    times_usual: float,
    kinds: tuple[float, float, float, float],
    may_follow: bool,
    law: EngageLaw,
) -> None:
    """Add what somebody like a reader would do with a note.

    Parameters
    ----------
    at : thread, row, surface
    x : float
        Logit of P(click) without the reader's own habit; ``CERTAIN`` where what is shown is watched.
    before : float
        The same at an earlier look, by whose draws they decide again: whom it did not win, this one may. -inf: none.
    times_usual : float
        Acts are so many times as likely as usual, the reader's own habit of reacting left out.
    kinds : four floats
        The note's proneness to like, save, comment and share.
    """
    thread, row, surface = at
    p = float(UNIT)
    if x < CERTAIN:
        p = chance_of_click(crowd, x, surface) * UNIT
        if before > LOWEST:
            p -= chance_of_click(crowd, before, surface) * UNIT
    sums[thread, row, 0] += int(p)
    for k in range(4):
        sums[thread, row, 1 + k] += int(p * chance_of_act(crowd, law.rates[k] * times_usual * kinds[k]))
    if may_follow:  # after a click, or after an answer to a comment
        answered = law.reply_rate * law.reply_follow * chance_of_act(crowd, law.rates[2] * times_usual * kinds[2])
        sums[thread, row, 5] += int(p * (chance_of_act(crowd, law.rates[4] * times_usual) + answered))


@njit(cache=True)
def draw_crowd(
    looks: int, others: int, sums: NDArray[np.int64], name: int, surface: int, stream: np.uint64, out: NDArray[np.int64]
) -> None:
    """Draw reads of the crowd, Poisson and at most its impressions, and of these the five acts, binomial.

    Where all of them are certain, as in the video feed, nothing is drawn of reads.

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
    out[0] = others * looks
    if expected < looks * UNIT:
        out[0] = min(poisson_count(others * expected / UNIT, stream, name, surface * 8), out[0])
    for k in range(1, N_SUMS):
        done = 0.0
        for thread in range(sums.shape[0]):
            done += sums[thread, k]
        out[k] = binomial_count(out[0], done / expected, stream, name, surface * 8 + k)


@njit_part
def _meet(thread: int, n_threads: int, meeting: Meeting, others: int, stream: np.uint64) -> None:
    shown, sums, n = meeting.shown, meeting.sums, meeting.shown.shape[0]
    drawn = np.zeros(N_SUMS, np.int64)
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        cell = shown[i]
        if cell[0] == 0 or meeting.key[i] < 0:
            continue
        draw_crowd(cell[0], others, sums[:, i], meeting.key[i], meeting.surface[i], stream, drawn)
        cell[0] *= others + 1
        cell[7] *= others + 1
        for k in range(N_SUMS):
            cell[1 + k] += drawn[k]
        meeting.follows[i] += drawn[N_SUMS - 1]
        sums[:, i] = 0


def meet(meeting: Meeting, others: int, stream: np.uint64) -> None:
    """Let the crowd do with a tick's notes what people like the readers do."""
    share_out(_meet, meeting, others, stream)
