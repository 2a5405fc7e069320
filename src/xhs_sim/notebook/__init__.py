"""Studies from Python: ask, open what is on disk, look at it in a notebook.

``import xhs_sim`` gives these names. They do what the commands do, with the same files, and return what was found.
"""

from .asked import compare, run, sweep
from .opened import Study, open_study

__all__ = ["Study", "compare", "open_study", "run", "sweep"]
