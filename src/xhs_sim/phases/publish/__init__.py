"""Publish: who does so today (``rhythm``, ``draft``), what the notes are like (``write``), and briefs (``sponsored``).

A note's key is a hash of its creator and of how many notes that creator published before, never a
running number: one more note anywhere re-randomises nobody.
"""

from .draft import Drafts, count_notes, draft_notes, tick_shares
from .joint import publish_joint
from .mention import mention_shares
from .prompted import publish_prompted
from .rhythm import beginners, publish_chance
from .sponsored import publish_sponsored
from .write import KINDS, NoteLaw, note_law, publish, write_notes

__all__ = [
    "KINDS",
    "Drafts",
    "NoteLaw",
    "beginners",
    "count_notes",
    "draft_notes",
    "mention_shares",
    "note_law",
    "publish",
    "publish_chance",
    "publish_joint",
    "publish_prompted",
    "publish_sponsored",
    "tick_shares",
    "write_notes",
]
