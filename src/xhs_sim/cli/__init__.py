"""The commands: ``xhs-sim run | compare | sweep | brief | show``, and the others that ``xhs-sim --help`` lists.

One module per command; what is slow to import is imported when a command runs, so that ``--help``
answers at once.
"""

import gc
import sys

_MANY = 100_000  # objects made since Python last looked for garbage among them; its own 700 take a tenth of the start


def main() -> None:
    """Run a command; Ctrl-C ends it with 130, while it is still being imported too."""
    gc.set_threshold(_MANY)
    try:
        from .app import main as lead

        lead()
    except KeyboardInterrupt:
        sys.exit(130)


__all__ = ["main"]
