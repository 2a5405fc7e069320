"""One command at a time in a folder of results."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import StudyError


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder; the system lets go of it even if the command is killed.

    Raises
    ------
    StudyError
        If another command holds it.
    """
    try:
        import fcntl
    except ImportError:  # Windows: no such lock, so nothing to hold
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StudyError(f"another command is at work in {folder}: wait for it, or choose another --out") from None
        yield
