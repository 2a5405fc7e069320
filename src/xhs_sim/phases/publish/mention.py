"""Mention: which brand an organic note names."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import BrandConfig, ContentConfig
from ...kernels.random import uniform
from ...world.columns import Creators
from .draft import Drafts


@njit(cache=True)
def draw_mentions(note_key: NDArray[np.int64], mentions: NDArray[np.float64], key: np.uint64) -> NDArray[np.int8]:
    """Pick the brand that a note mentions: each brand has its own draw, the first that hits wins."""
    out = np.full(note_key.shape[0], -1, np.int8)
    for i in range(note_key.shape[0]):
        for b in range(mentions.shape[1]):
            if out[i] < 0 and uniform(key, note_key[i], b) < mentions[i, b]:
                out[i] = b
    return out


def topic_index(content: ContentConfig, name: str) -> int:
    """Return the column of a topic."""
    return list(content.topics).index(name)


def mention_shares(
    drafts: Drafts,
    creators: Creators,
    stage: NDArray[np.uint8],
    brands: list[BrandConfig],
    boost: float,
    content: ContentConfig,
    recommending: int,
) -> NDArray[np.float64]:
    """Return how likely each draft names each brand.

    Only creators whose main topic is the brand's do; who recommends the brand does so ``boost``
    times as often.

    Parameters
    ----------
    stage : int array of shape (M, B)
        Where each draft's creator stands with each brand.
    """
    shares = np.zeros((len(drafts.creator), len(brands)))
    for b, brand in enumerate(brands):
        on_topic = creators.topic[drafts.creator] == topic_index(content, brand.topic)
        factor = np.where(stage[:, b] == recommending, boost, 1.0)
        shares[:, b] = np.clip(on_topic * brand.mention_share * factor, 0.0, 0.9)
    return shares
