"""Settle: what a tick of ads cost, and how fast each line may go on."""

import numpy as np
from numpy.typing import NDArray

from ...world.ads import CNY, CPC, AdLines, Settlement
from .show import AdTally

PRIOR_CLICKS = 1.0  # what a line is paced by is trusted as if it had one click as planned


def add_up(tally: AdTally, left: NDArray[np.int64], pace: NDArray[np.float32]) -> Settlement:
    """Add the threads up and charge what budgets hold; delivery beyond a budget is not billed.

    Budgets are looked at between ticks only, so that no thread needs to know of another; real
    platforms do not bill over-delivery either.

    Parameters
    ----------
    left : int array of shape (A,)
        What each line may still spend.
    pace : float array of shape (A,)
        Pace from now on.
    """
    due = tally.money[:, :, 0].sum(axis=0)
    billed = np.minimum(due, np.maximum(left, 0))
    counts = tally.counts.sum(axis=0, dtype=np.int64)[:, 0]
    reactions = tally.reactions.sum(axis=0, dtype=np.int64)[:, 0]
    leads, seeds = tally.money[:, :, 1].sum(axis=0), tally.seeds.sum(axis=0)
    return Settlement(billed, due - billed, counts, leads, reactions, seeds, pace)


def paced(
    lines: AdLines, here: NDArray[np.bool_], due: NDArray[np.int64], past: float, ahead: float, most: float
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
    left = np.where(ahead >= 1.0, lines.daily, np.maximum(lines.daily - lines.spent_today - due, 0))
    wanted = np.minimum(left, np.maximum(lines.whole - lines.spent - due, 0)) / max(ahead, 1e-9)
    prior = np.where(lines.billing == CPC, np.maximum(PRIOR_CLICKS * CNY * lines.bid_cny, 1.0), 1.0)
    factor = (wanted * past + prior) / (due + prior)
    pace = np.clip(lines.pace * np.clip(factor, 1.0 / most, most), 0.001, 1.0)
    return np.where(here, pace, lines.pace).astype(np.float32)
