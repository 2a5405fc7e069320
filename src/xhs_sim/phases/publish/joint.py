"""Joint notes: written by creators of either brand's side, about both brands' topics."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig
from ...rng import Streams
from ...world.columns import Creators
from ...world.content import NewNotes
from .sponsored import publish_sponsored
from .write import NoteLaw

FIRST_JOINT = 1 << 32  # among a creator's paid notes: it may write one for the campaign alone too


def publish_joint(
    creator: NDArray[np.int64],
    topic: NDArray[np.int8],
    other: NDArray[np.int8],
    blend: float,
    label: int,
    quality_effect: float,
    user_key: NDArray[np.int64],
    taste: NDArray[np.float32],
    creators: Creators,
    content: ContentConfig,
    law: NoteLaw,
    ticks: int,
    streams: Streams,
    day: int,
) -> NewNotes:
    """Write the joint notes that are due.

    Parameters
    ----------
    creator, topic, other : arrays of shape (M,)
        Who writes, on which side's topic; and the other side's.
    blend : float
        Share of the other side's topic in a note.
    label : int
        Column of the brand that the notes are filed under.
    """
    notes = publish_sponsored(
        creator, topic, label, quality_effect, user_key, taste, creators, content, law, ticks, streams, day, FIRST_JOINT
    )
    return notes._replace(vec=blended(notes.vec, topic, other, blend))


def blended(
    vec: NDArray[np.float32], topic: NDArray[np.int8], other: NDArray[np.int8], blend: float
) -> NDArray[np.float32]:
    """Turn embeddings, (M, 16), from their topic towards the other, by ``blend``; the length along both stays."""
    out, at = vec.copy(), np.arange(len(vec))
    main, second = (1.0 - blend) * vec[at, topic], blend * vec[at, topic]
    scale = vec[at, topic] / np.maximum(np.hypot(main, second), 1e-9)
    apart = topic != other
    out[at[apart], topic[apart]] = (main * scale)[apart]
    out[at[apart], other[apart]] = np.maximum(out[at[apart], other[apart]], (second * scale)[apart])
    return out
