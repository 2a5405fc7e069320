"""Asked notes: what a creator writes because somebody else wants it, about a topic that is given."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig
from ...rng import Streams
from ...world.columns import Creators
from ...world.content import NewNotes
from .draft import Drafts, draw_ticks, no_lean, tick_shares
from .write import NoteLaw, write_drafts


def publish_asked(
    creator: NDArray[np.int64],
    nth: NDArray[np.int64],
    topic: NDArray[np.int8],
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
    """Write notes about a brand at the usual hours; no trend and nothing learned moves them.

    Parameters
    ----------
    creator, nth, topic : arrays of shape (M,)
        Who writes, the number that the note's key is made of, and what it is about.
    brand : int
        Whose name the notes bear.
    """
    shares, lean = tick_shares(content.publish_hours, ticks), no_lean(len(creator))
    tick = draw_ticks(user_key[creator], nth, shares, lean, streams.key("publish hour"))
    drafts = Drafts(creator.astype(np.int32), nth, tick, lean)
    asked = law._replace(topic_focus=1.0, riding=0.0)
    notes = write_drafts(drafts, topic, asked, user_key, taste, creators, streams, day)
    return notes._replace(brand=np.full(len(creator), brand, np.int8))
