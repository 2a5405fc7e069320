"""Those who write notes on a day, and the one way in which all notes are written."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig
from ...rng import Streams
from ...world.columns import Creators
from ...world.content import NewNotes
from ...world.tastes import draw_styles
from .draft import Drafts
from .note import NoteLaw, draw_notes


class Writers(NamedTuple):
    """The users as those who write, on one day; N rows."""

    key: NDArray[np.int64]  # (N,) identities
    style_spread: float  # of a person's own style
    creators: Creators
    content: ContentConfig
    law: NoteLaw  # of the day
    ticks: int  # of a day
    streams: Streams
    day: int


def write_notes(writers: Writers, drafts: Drafts, topic: NDArray[np.int8]) -> NewNotes:
    """Write notes around the given topics, in their creators' own style; they name no brand.

    Whoever wants notes ends up here: creators by themselves (``organic``), brands and what they prompt
    (``sponsored``, ``prompted``, ``joint``), a team that plans an account (``own``).
    """
    who, m, streams = drafts.creator, len(drafts.creator), writers.streams
    style = draw_styles(writers.key[who], writers.style_spread, streams.key("taste"))
    key, topics, video, vec, quality, kinds = draw_notes(
        writers.key[who],
        drafts.nth,
        topic,
        writers.creators.skill[who],
        style,
        drafts.lean,
        writers.law,
        streams.key("note"),
        streams.key("creator kinds"),
    )
    day, brand, is_sponsored = np.full(m, writers.day, np.int16), np.full(m, -1, np.int8), np.zeros(m, np.uint8)
    return NewNotes(
        key, who, day, drafts.tick, topics, video, brand, is_sponsored, vec, quality, kinds, np.zeros(m, np.uint8)
    )
