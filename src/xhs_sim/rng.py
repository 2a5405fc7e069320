"""Keyed randomness: (seed, purpose, when) -> the key that kernels mix with who and what.

Every random draw of a run is ``kernels.random.uniform(streams.key("click", day, tick), user, note)``
or its like. A purpose is a word, so a new purpose never disturbs an old one; nothing counts
draws, so an arm that draws more often leaves every other draw as it was.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15


def _mix(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def hash_words(*words: str | int) -> int:
    """Return a stable 64-bit hash of some words (same in every process and Python)."""
    text = "\x1f".join(str(word) for word in words)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Streams:
    """The random streams of one run.

    Parameters
    ----------
    seed : int
        The run's seed. Arms of a comparison share it, which is what pairs them.
    """

    seed: int

    def key(self, purpose: str, day: int = 0, tick: int = 0) -> np.uint64:
        """Return the key of ``purpose`` at a time, to be mixed with who and what."""
        z = _mix((self.seed * _GAMMA + 1) & _MASK)
        z = _mix(z ^ hash_words(purpose))
        return np.uint64(_mix((z + (day * 64 + tick + 1) * _GAMMA) & _MASK))
