"""Amplify: which of a campaign's notes get ads, by what the brand sees of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CLICK, ENGAGEMENT = 1.0, 4.0  # points
USUAL, SHRINK = 0.12, 50.0  # points per impression of a note without a record, and impressions' worth of it


class NoteResults(NamedTuple):
    """The brand's sponsored notes on its own dashboard; M rows."""

    key: NDArray[np.int64]
    impressions: NDArray[np.int64]
    clicks: NDArray[np.int64]
    engagements: NDArray[np.int64]


def best_notes(results: NoteResults, most: int) -> NDArray[np.intp]:
    """Return the rows of the notes that do best per impression, at most ``most``, best first.

    A young note's record is shrunk to the usual; equal ones go by key.
    """
    points = CLICK * results.clicks + ENGAGEMENT * results.engagements
    score = (points + USUAL * SHRINK) / (results.impressions + SHRINK)
    return np.lexsort((results.key, -score))[:most]
