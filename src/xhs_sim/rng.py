"""Keyed randomness: (seed, purpose, when) -> the key that kernels mix with who and what.

Every random draw of a run is ``kernels.random.uniform(streams.key("click", day, tick), user, note)``
or its like. A purpose is a word, so a new purpose never disturbs an old one; nothing counts
draws, so an arm that draws more often leaves every other draw as it was.

Each purpose belongs to a part of what is by chance: the *world* (people, creators, who follows whom, seasons, habits),
who of its people are *readers*, *hiring* (prices, lots, days and fates of contracts), the luck of *notes*, and
*behaviour* (all that anybody does on a day). A part may be drawn from a seed of its own.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, get_args

import numpy as np

Part = Literal["world", "readers", "hiring", "notes", "behaviour"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15

# Purposes by part; a word that ends in a space begins those of several names.
PURPOSES: Final[Mapping[Part, frozenset[str]]] = {
    "world": frozenset({
        "demographics", "taste", "visit propensity", "person", "history", "followers", "creator", "follower graph",
        "city", "topic drift", "hot event", "advertiser", "aware of ", "trait", "creator kinds", "fashion", "spell",
        "goal", "quit", "reply habit", "archive", "ad tolerance", "searcher", "own account", "panel", "watch",
        "bought followers", "copier", "tendency to break rules", "caution", "protection",
    }),
    "readers": frozenset({"readers", "followers among readers"}),
    "hiring": frozenset({
        "price", "lot", "publish day", "contract talk", "contract", "joint day", "paid notes of ", "answers to ",
        "active followers",
    }),
    "notes": frozenset({
        "note", "words", "mention", "publish hour", "explore", "lifetime", "own plan", "cover", "cover test", "boost",
        "bought acts", "copy", "violation",
    }),
    "behaviour": frozenset({
        # coming, looking and acting
        "churn", "visit", "post", "begin", "sessions", "window", "noise", "examine", "click", "act", "brand", "reply",
        "search ", "friends", "crowd", "crowd reacts", "crowd of ads", "place", "place nearby",
        # accounts
        "leak", "education", "takeover", "takeover times", "spam", "clean up", "misuse",
        # hidden ads
        "notice ",
        # ads
        "ad places", "ad share", "ad cap",
        # buying
        "need", "choice", "buy", "queue", "review", "live", "joint visit",
        # tactics
        "event", "event note", "event friends", "draw", "media", "check-in", "join", "talk", "take part",
        "survey of ", "market survey",
        # bots and copies
        "sweep", "claim",
        # the platform's rules
        "screening", "reviewer", "reports come", "case takes", "appeal", "appeal answer",
    }),
}  # fmt: skip


@cache
def part_of(purpose: str) -> Part | None:
    """Return the part that a purpose belongs to; None: of nobody here."""
    for part, its in PURPOSES.items():
        if purpose in its or any(purpose.startswith(word) for word in its if word.endswith(" ")):
            return part
    return None


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
    seeds : mapping, optional
        Seeds of parts that have their own. A purpose that nobody here knows (of a plug-in) is behaviour.
    """

    seed: int
    seeds: Mapping[Part, int] = field(default_factory=dict)

    def key(self, purpose: str, day: int = 0, tick: int = 0) -> np.uint64:
        """Return the key of ``purpose`` at a time, to be mixed with who and what."""
        seed = self.seeds.get(part_of(purpose) or "behaviour", self.seed) if self.seeds else self.seed
        z = _mix((seed * _GAMMA + 1) & _MASK)
        z = _mix(z ^ hash_words(purpose))
        return np.uint64(_mix((z + (day * 64 + tick + 1) * _GAMMA) & _MASK))
