"""Joint notes: sponsored notes that are about both brands' topics."""

import numpy as np
from numpy.typing import NDArray

from ...world.content import NewNotes
from .sponsored import FIRST_JOINT, publish_sponsored
from .writers import Writers


def publish_joint(
    writers: Writers,
    creator: NDArray[np.int64],
    topics: tuple[NDArray[np.int8], NDArray[np.int8]],
    label: int,
    quality_effect: float,
    blend: float,
) -> NewNotes:
    """Write sponsored notes that name two brands.

    Parameters
    ----------
    creator : int array of shape (M,)
    topics : two int8 arrays of shape (M,)
        What each note is about, and what it is blended with.
    label : int
        The brand under which joint notes are filed.
    """
    notes = publish_sponsored(writers, creator, topics[0], label, quality_effect, FIRST_JOINT)
    return notes._replace(vec=blended(notes.vec, *topics, blend))


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
