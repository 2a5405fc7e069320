"""Files that the trade hands over (exports, reports, crawls): recognised, typed, checked, merged, made nameless, kept.

The way of a file: ``handed`` (bytes to sheets of text) -> ``recognise`` (which source, which column is which field) ->
``reading`` (typed rows, and what was dropped on the way) -> ``merge`` (snapshots) -> ``nameless`` -> ``store``.
What a source's columns mean is never guessed: it is declared in ``sources/<name>.yaml``.
"""

from .importing import import_files
from .secret import the_secret
from .sources import read_mapping, sources
from .store import store

__all__ = ["import_files", "read_mapping", "sources", "store", "the_secret"]
