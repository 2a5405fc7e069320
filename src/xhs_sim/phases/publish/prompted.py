"""Prompted notes: organic notes about a brand that an event or a challenge makes people write."""

import numpy as np
from numpy.typing import NDArray

from ...world.content import NewNotes
from .asked import publish_asked
from .writers import Writers

PROMPTED = 5 << 40  # where the numbers of prompted notes begin
PROMPTS = 16  # of one day


def publish_prompted(writers: Writers, creator: NDArray[np.int64], prompt: int, topic: int, brand: int) -> NewNotes:
    """Write a note of each user about a brand: unpaid, so without a label.

    Their keys lie in a range of their own, so the users' other notes keep theirs.

    Parameters
    ----------
    creator : int array of shape (M,)
        Rows of the users who write, creators or not.
    prompt : int
        Which of the day's prompts, below ``PROMPTS``.
    topic, brand : int
        What the notes are about.
    """
    nth = np.full(len(creator), PROMPTED + writers.day * PROMPTS + prompt, np.int64)
    return publish_asked(writers, creator, nth, np.full(len(creator), topic, np.int8), brand)
