"""Sponsored notes: what a creator under contract writes."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig
from ...rng import Streams
from ...world.columns import Creators
from ...world.content import NewNotes
from .draft import SPONSORED, Drafts, draw_ticks, no_lean, tick_shares
from .write import NoteLaw, write_drafts


def publish_sponsored(
    creator: NDArray[np.int64],
    topic: NDArray[np.int8],
    brand: int,
    quality_effect: float | NDArray[np.float64],
    user_key: NDArray[np.int64],
    taste: NDArray[np.float32],
    creators: Creators,
    content: ContentConfig,
    law: NoteLaw,
    ticks: int,
    streams: Streams,
    day: int,
    number: NDArray[np.int64] | int = 0,
) -> NewNotes:
    """Write the sponsored notes that are due.

    Their keys lie in a range of their own, so the creators' organic notes keep theirs.

    Parameters
    ----------
    creator, topic : arrays of shape (M,)
        Who writes, about what; no trend and nothing learned moves it.
    quality_effect : float, or one a note
        Added to the notes' quality, logit.
    number : int, or one a note
        Which paid note of its creator for the campaign it is.
    """
    nth, m = np.full(len(creator), SPONSORED, np.int64) + number, len(creator)
    shares, lean = tick_shares(content.publish_hours, ticks), no_lean(m)
    tick = draw_ticks(user_key[creator], nth, shares, lean, streams.key("publish hour"))
    drafts = Drafts(creator.astype(np.int32), nth, tick, lean)
    briefed = law._replace(topic_focus=1.0, riding=0.0)
    notes = write_drafts(drafts, topic, briefed, user_key, taste, creators, streams, day)
    return notes._replace(
        brand=np.full(m, brand, np.int8), is_sponsored=np.ones(m, np.uint8),
        quality=notes.quality + np.asarray(quality_effect, np.float32),
    )
