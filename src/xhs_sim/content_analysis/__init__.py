"""What a user's own notes show: which format, time, topic and style go with more, how sure that is, what to try.

Of imported tables (``ingest/exports``) alone; nothing here knows the simulation. The way: ``notes`` (rows of notes and
what explains them) -> ``mixed`` (one model of all of it, convergence checked) -> ``effects`` (contrasts held together).
Beside it ``biographies``: how soon notes get what they get, of those that were seen more than once.
"""

from .biographies import Lives, read_lives
from .effects import Explored, explore_notes
from .notes import OUTCOMES

__all__ = ["OUTCOMES", "Explored", "Lives", "explore_notes", "read_lives"]
