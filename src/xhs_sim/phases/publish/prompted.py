"""Prompted notes: organic notes about a brand that an event or a challenge makes people write."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig
from ...rng import Streams
from ...world.columns import Creators
from ...world.content import NewNotes
from .asked import publish_asked
from .write import NoteLaw

PROMPTED = 5 << 40  # where the numbers of prompted notes begin
PROMPTS = 16  # of one day


def publish_prompted(
    creator: NDArray[np.int64],
    prompt: int,
    topic: int,
    brand: int,
    user_key: NDArray[np.int64],
    taste: NDArray[np.float32],
    creators: Creators,
    content: ContentConfig,
    law: NoteLaw,
    ticks: int,
    streams: Streams,
    day: int,
) -> NewNotes:
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
    nth = np.full(len(creator), PROMPTED + day * PROMPTS + prompt, np.int64)
    topics = np.full(len(creator), topic, np.int8)
    return publish_asked(creator, nth, topics, brand, user_key, taste, creators, content, law, ticks, streams, day)
