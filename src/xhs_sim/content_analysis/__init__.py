"""What a user's own notes show: which format, hour and day go with more likes or views, how sure that is, what to try.

Of imported tables (``ingest/exports``) alone; nothing here knows the simulation. The way: ``notes`` (rows of notes and
what explains them) -> ``mixed`` (one model of all of it, convergence checked) -> ``effects`` (contrasts held together).
"""

from .effects import Explored, explore_notes
from .notes import OUTCOMES

__all__ = ["OUTCOMES", "Explored", "explore_notes"]
