"""Sponsored notes: what a creator under contract writes."""

import numpy as np
from numpy.typing import NDArray

from ...world.columns import LABELLED, UNLABELLED
from ...world.content import NewNotes
from .asked import publish_asked
from .draft import SPONSORED
from .writers import Writers

# Numbers of a creator's paid notes: the campaign's own from 0 on, then joint ones, then those of each rival.
FIRST_JOINT, FIRST_RIVAL = 1 << 32, 1 << 33
NUMBERS_OF_A_RIVAL = 1 << 28


def publish_sponsored(
    writers: Writers,
    creator: NDArray[np.int64],
    topic: NDArray[np.int8],
    brand: int,
    quality_effect: float | NDArray[np.float64],
    number: NDArray[np.int64] | int = 0,
    is_outside: NDArray[np.bool_] | bool = False,
) -> NewNotes:
    """Write the sponsored notes that are due.

    Their keys lie in a range of their own, so the creators' organic notes keep theirs.

    Parameters
    ----------
    creator, topic : arrays of shape (M,)
        Who writes, about what.
    quality_effect : float, or one a note
        Added to the notes' quality, logit.
    number : int, or one a note
        Which paid note of its creator for the campaign it is, in the range of who pays.
    is_outside : bool, or one a note
        Whether it came about outside the marketplace, and so does not say that it is paid.
    """
    nth = np.full(len(creator), SPONSORED, np.int64) + number
    notes = publish_asked(writers, creator, nth, topic, brand)
    label = np.broadcast_to(np.where(is_outside, UNLABELLED, LABELLED).astype(np.uint8), len(creator)).copy()
    return notes._replace(is_sponsored=label, quality=notes.quality + np.asarray(quality_effect, np.float32))
