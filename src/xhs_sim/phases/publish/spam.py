"""Spam: notes that intruders publish from accounts that are not theirs."""

import numpy as np
from numpy.typing import NDArray

from ...world.content import NewNotes
from .draft import Drafts, no_lean
from .writers import Writers, write_notes

SPAM = 6 << 40  # where the numbers of spam begin
SPAM_A_DAY = 16  # of one account, at most


def publish_spam(
    writers: Writers, creator: NDArray[np.int64], number: NDArray[np.int64], hour: NDArray[np.float64], pull: float
) -> NewNotes:
    """Write notes on the topic that an account is known for, in its owner's style; unpaid, naming no brand.

    Their keys lie in a range of their own, so the owners' notes keep theirs.

    Parameters
    ----------
    creator, number : int arrays of shape (M,)
        Whose account publishes, and which of its day's spam it is, below ``SPAM_A_DAY``.
    hour : float array of shape (M,)
        Of the day.
    pull : float
        Logit, over a note of the owner's.
    """
    nth = SPAM + writers.day * SPAM_A_DAY + number
    drafts = Drafts(creator.astype(np.int32), nth, (hour * writers.ticks // 24).astype(np.int8), no_lean(len(creator)))
    single_minded = writers._replace(law=writers.law._replace(topic_focus=1.0, riding=0.0))
    notes = write_notes(single_minded, drafts, writers.creators.topic[creator])
    return notes._replace(quality=notes.quality + np.float32(pull))
