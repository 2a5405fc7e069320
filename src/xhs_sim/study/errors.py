"""What can go wrong with runs on disk; every text is a message, ready to print."""

import errno
from collections.abc import Sequence
from pathlib import Path

from ..config.messages import message

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


class StudyError(Exception):
    """A study cannot go on; the text says why and what to do.

    Parameters
    ----------
    problems : sequence of str or str
        Messages, a line each.
    """

    def __init__(self, problems: Sequence[str] | str) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class OtherRunError(StudyError):
    """A folder holds a finished run of another configuration or engine."""


class DiskFullError(StudyError):
    """No space left where the results go."""


def disk_full(folder: Path) -> DiskFullError:
    """Return the error for a disk that filled up while ``folder`` was written."""
    return DiskFullError(message("study.disk_full_at", folder=folder))


def is_disk_full(error: BaseException) -> bool:
    """Return whether ``error``, or what caused it, says that the disk is full."""
    seen: BaseException | None = error
    while seen is not None:
        if getattr(seen, "errno", None) in _NO_SPACE or "No space left on device" in str(seen):
            return True  # polars wraps the system's error in its own classes: only the text is left
        seen = seen.__cause__ or seen.__context__
    return False


def short(error: BaseException) -> str:
    """Return an error as one line."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
