"""Settle: what a tick of ads cost, and how fast each line may go on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.counts import binomial_counts
from ...world.ads import CNY, CPC, AdLines, Settlement, budget_left
from ...world.columns import COUNTS
from ..engagement.crowd import UNIT, Meeting, meet
from ..engagement.crowd_reactions import add_of_crowd, bases_of, rates_of
from .show import AdTally

CLICKS = COUNTS.index("reads")

PRIOR_CLICKS = 1.0  # what a line is paced by is trusted as if it had one click as planned


class Delivered(NamedTuple):
    """What a tick of ads came to, over all threads; L lines."""

    counts: NDArray[np.int64]  # (L, 8)
    reactions: NDArray[np.int64]  # (L, 5)
    due: NDArray[np.int64]  # (L,) what it was worth
    leads: NDArray[np.int64]  # (L,)
    seeds: NDArray[np.int64]  # (L, 17)


def delivered(tally: AdTally) -> Delivered:
    """Add the threads up: what readers did."""
    return Delivered(
        tally.counts.sum(axis=0, dtype=np.int64),
        tally.reactions.sum(axis=0, dtype=np.int64),
        tally.money[:, :, 0].sum(axis=0),
        tally.money[:, :, 1].sum(axis=0),
        tally.seeds.sum(axis=0),
    )


def with_crowd(
    readers: Delivered, tally: AdTally, lines: AdLines, lead_rate: NDArray[np.float64], others: int, stream: np.uint64
) -> Delivered:
    """Add what those did whom readers stand for: clicks and acts drawn once a line, charges as expected.

    Parameters
    ----------
    lead_rate : float array of shape (L,)
        Clicks that become what is wanted.
    """
    shown, n = readers.counts.astype(np.int32), len(lines.key)
    expected = tally.crowd[:, :, 0].sum(axis=0) / UNIT
    of_no_surface = np.zeros(n, np.int64)
    meet(Meeting(lines.key, of_no_surface, shown, tally.crowd, np.zeros(n, np.int32)), others, stream)
    counts = shown.astype(np.int64)
    own = readers.reactions[:, None, :].astype(np.int32)
    usual = np.ones(n)
    rate = rates_of(own.sum(axis=(0, 1), dtype=np.float64), bases_of(shown[:, None, :]), usual, others)
    add_of_crowd(own, shown[:, None, :], lines.key, usual, rate, stream)
    clicks = counts[:, CLICKS] - readers.counts[:, CLICKS]
    with_click, without = tally.dues.sum(axis=0).T
    price = with_click / np.maximum(expected, 1e-12)
    due = np.where(lines.billing == CPC, clicks * price, others * (with_click + without))
    leads = binomial_counts(clicks, lead_rate.astype(np.float64), lines.key, stream)
    return readers._replace(
        counts=counts,
        reactions=own[:, 0].astype(np.int64),
        due=readers.due + np.rint(due).astype(np.int64),
        leads=readers.leads + leads,
        seeds=readers.seeds * (others + 1),
    )


def charges(
    due: NDArray[np.int64], left: NDArray[np.int64], owed: NDArray[np.int64], weight: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return what is billed now, what is owed from now on, and what is given away.

    Budgets are looked at between ticks only, so that no thread needs to know of another; what is delivered beyond a
    budget is not billed, as on real platforms. But where a reader stands for many, a single look can deliver more
    than a day's budget. What is sold beyond a budget by chance grows with the root of that weight ``w``: all of it
    but 1 / sqrt(w) is due to selling to ``w`` people at once, is owed, and billed when there is a budget again.

    Parameters
    ----------
    due : int array of shape (L,)
        What was delivered since.
    left : int array of shape (L,)
        What each line may still spend.
    """
    billed = np.minimum(due + owed, np.maximum(left, 0))
    before = np.maximum(owed - billed, 0)
    over = due + owed - billed - before
    later = before + ((1.0 - weight**-0.5) * over).astype(np.int64)
    return billed, later, due + owed - billed - later


def add_up(what: Delivered, lines: AdLines, pace: NDArray[np.float32], weight: int = 1) -> Settlement:
    """Charge what budgets hold.

    Parameters
    ----------
    pace : float array of shape (L,)
        Pace from now on.
    weight : int
        People at each look.
    """
    billed, owed, given = charges(what.due, budget_left(lines), lines.owed, weight)
    return Settlement(billed, given, owed, what.counts, what.leads, what.reactions, what.seeds, pace)


def paced(
    lines: AdLines,
    here: NDArray[np.bool_],
    due: NDArray[np.int64],
    past: float,
    ahead: float,
    most: float,
    weight: int = 1,
) -> NDArray[np.float32]:
    """Return each line's pace for the rest of the day (or for tomorrow), from what the tick was worth.

    Demand at full pace is taken to be proportional to pace and to the audience of a tick. The pace is
    what would spend the rest of the budget over the rest of the day, at most ``most`` times quicker
    or slower than before; lines that pay by click are not thrown about by the luck of a few.

    Parameters
    ----------
    here : bool array of shape (L,)
        Lines that were for sale in the tick.
    due : int array of shape (L,)
        What the tick's delivery was worth, billed or not.
    past, ahead : float
        Shares of a day's sessions in the tick that ended, and in what the budget left must last for.
    """
    billed, owed, _ = charges(due, budget_left(lines), lines.owed, weight)
    left = np.where(ahead >= 1.0, lines.daily, lines.daily - lines.spent_today - billed) - owed
    wanted = np.maximum(np.minimum(left, lines.whole - lines.spent - billed - owed), 0) / max(ahead, 1e-9)
    prior = np.where(lines.billing == CPC, np.maximum(PRIOR_CLICKS * CNY * lines.bid_cny, 1.0), 1.0)
    factor = (wanted * past + prior) / (due + prior)
    pace = np.clip(lines.pace * np.clip(factor, 1.0 / most, most), 0.001, 1.0)
    return np.where(here, pace, lines.pace).astype(np.float32)
