"""The commands: ``xhs-sim run | compare | sweep | show | report | explore``.

One module per command; what is slow to import is imported when a command runs, so that ``--help``
answers at once.
"""

from .app import main

__all__ = ["main"]
