"""Publish: who does so today, what notes are like, and the ways in which notes come to be written.

``rhythm`` and ``draft`` say who writes when, ``note`` what a note is like, ``writers`` writes it. Everybody who wants
notes asks the writers: ``organic``, ``sponsored``, ``joint``, ``prompted``, ``own``, ``spam``.

A note's key is a hash of its creator and of how many notes that creator published before, never a
running number: one more note anywhere re-randomises nobody.
"""

from .draft import Drafts, count_notes, tick_shares
from .joint import blended, publish_joint
from .mention import mention_shares
from .note import KINDS, NoteLaw, draw_notes, note_law
from .organic import draft_notes, publish_organic
from .own import Planned, cover_effect, effort_effect, hours_per_note, publish_own
from .prompted import publish_prompted
from .rhythm import beginners, publish_chance
from .spam import SPAM_A_DAY, publish_spam
from .sponsored import FIRST_RIVAL, NUMBERS_OF_A_RIVAL, publish_sponsored
from .writers import Writers, write_notes

__all__ = [
    "FIRST_RIVAL",
    "KINDS",
    "NUMBERS_OF_A_RIVAL",
    "SPAM_A_DAY",
    "Drafts",
    "NoteLaw",
    "Planned",
    "Writers",
    "beginners",
    "blended",
    "count_notes",
    "cover_effect",
    "draft_notes",
    "draw_notes",
    "effort_effect",
    "hours_per_note",
    "mention_shares",
    "note_law",
    "publish_chance",
    "publish_joint",
    "publish_organic",
    "publish_own",
    "publish_prompted",
    "publish_spam",
    "publish_sponsored",
    "tick_shares",
    "write_notes",
]
