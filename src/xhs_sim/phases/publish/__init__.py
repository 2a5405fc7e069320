"""Publish: who does so today (``rhythm``, ``draft``), what notes are like (``write``), briefs, planned notes (``own``).

A note's key is a hash of its creator and of how many notes that creator published before, never a
running number: one more note anywhere re-randomises nobody.
"""

from .draft import Drafts, count_notes, draft_notes, tick_shares
from .joint import blended
from .mention import mention_shares
from .own import cover_effect, effort_effect, hours_per_note, publish_own
from .prompted import publish_prompted
from .rhythm import beginners, publish_chance
from .sponsored import FIRST_JOINT, FIRST_RIVAL, NUMBERS_OF_A_RIVAL, publish_sponsored
from .write import KINDS, NoteLaw, note_law, publish, write_notes

__all__ = [
    "FIRST_JOINT",
    "FIRST_RIVAL",
    "KINDS",
    "NUMBERS_OF_A_RIVAL",
    "Drafts",
    "NoteLaw",
    "beginners",
    "blended",
    "count_notes",
    "cover_effect",
    "draft_notes",
    "effort_effect",
    "hours_per_note",
    "mention_shares",
    "note_law",
    "publish",
    "publish_chance",
    "publish_own",
    "publish_prompted",
    "publish_sponsored",
    "tick_shares",
    "write_notes",
]
