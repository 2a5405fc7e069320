"""Asked notes: what a creator writes because somebody else wants it, about a topic that is given."""

import numpy as np
from numpy.typing import NDArray

from ...world.content import NewNotes
from .draft import Drafts, draw_ticks, no_lean, tick_shares
from .writers import Writers, write_notes


def publish_asked(
    writers: Writers, creator: NDArray[np.int64], nth: NDArray[np.int64], topic: NDArray[np.int8], brand: int
) -> NewNotes:
    """Write notes about a brand at the usual hours; no trend and nothing learned moves them.

    Parameters
    ----------
    creator, nth, topic : arrays of shape (M,)
        Who writes, the number that the note's key is made of, and what it is about.
    brand : int
        Whose name the notes bear.
    """
    shares, lean = tick_shares(writers.content.publish_hours, writers.ticks), no_lean(len(creator))
    tick = draw_ticks(writers.key[creator], nth, shares, lean, writers.streams.key("publish hour"))
    drafts = Drafts(creator.astype(np.int32), nth, tick, lean)
    asked = writers._replace(law=writers.law._replace(topic_focus=1.0, riding=0.0))
    return write_notes(asked, drafts, topic)._replace(brand=np.full(len(creator), brand, np.int8))
