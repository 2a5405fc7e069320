"""Prompted notes: organic notes about a brand that an event or a challenge makes people write."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig
from ...rng import Streams
from ...world.columns import Creators
from ...world.content import NewNotes
from .draft import Drafts, draw_ticks, no_lean, tick_shares
from .write import NoteLaw, write_drafts

PROMPTED = 5 << 40  # where the numbers of prompted notes begin
PROMPTS = 16  # of one day


def publish_prompted(
    creator: NDArray[np.int64], prompt: int, topic: int, brand: int, user_key: NDArray[np.int64],
    taste: NDArray[np.float32], creators: Creators, content: ContentConfig, law: NoteLaw, ticks: int,
    streams: Streams, day: int,
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
        What the notes are about; no trend and nothing learned moves it.
    """
    m = len(creator)
    nth = np.full(m, PROMPTED + day * PROMPTS + prompt, np.int64)
    shares, lean = tick_shares(content.publish_hours, ticks), no_lean(m)
    tick = draw_ticks(user_key[creator], nth, shares, lean, streams.key("publish hour"))
    drafts = Drafts(creator.astype(np.int32), nth, tick, lean)
    asked = law._replace(topic_focus=1.0, riding=0.0)
    notes = write_drafts(drafts, np.full(m, topic, np.int8), asked, user_key, taste, creators, streams, day)
    return notes._replace(brand=np.full(m, brand, np.int8))
