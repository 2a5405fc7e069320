"""Keywords: which words of its topic a note contains, in the body or in the title.

A topic has a small vocabulary; word w of topic t is bit w. Each word has its own draw named by the
note's key, so a brief that asks for more coverage only ever adds words.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import WordsConfig
from ...kernels.random import uniform
from ...rng import Streams

TITLE = 16  # bit at which the title's half begins


@njit(cache=True)
def draw_words(
    note_key: NDArray[np.int64], number: int, coverage: NDArray[np.float64], title_share: float, key: np.uint64
) -> NDArray[np.uint32]:
    """Draw each note's words: low half contained, high half in the title as well."""
    out = np.zeros(note_key.shape[0], np.uint32)
    for i in range(note_key.shape[0]):
        for word in range(number):
            if uniform(key, note_key[i], 2 * word) < coverage[i]:
                in_title = uniform(key, note_key[i], 2 * word + 1) < title_share
                out[i] |= np.uint32(1 << word) | np.uint32(in_title << (word + TITLE))
    return out


def words_of(
    note_key: NDArray[np.int64], words: WordsConfig, streams: Streams, briefed: float | NDArray[np.float64] = 0.0
) -> NDArray[np.uint32]:
    """Return the words of new notes.

    Parameters
    ----------
    note_key : int array of shape (M,)
    briefed : float, or one a note
        Share of the words that an organic note would leave out, but the brief puts in.
    """
    coverage = np.broadcast_to(words.coverage + briefed * (1.0 - words.coverage), len(note_key)).astype(np.float64)
    return draw_words(note_key, words.number, coverage, words.title_share, streams.key("words"))
