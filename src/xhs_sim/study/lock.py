"""One command at a time in a folder of results.

A command holds its folders from before it writes its plan until its report is there. Parts of it may take the same
folder again; another thread or process may not.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .errors import StudyError

_held: dict[Path, int] = {}  # folder -> thread of this process that holds it


@contextmanager
def only_one(*folders: Path) -> Iterator[None]:
    """Hold folders; the system lets go of them even if the command is killed.

    Raises
    ------
    StudyError
        If another command holds one of them; then nothing was written.
    """
    with ExitStack() as locks:
        for folder in _in_order(folders):
            locks.enter_context(_one(folder))
        yield


def _in_order(folders: Iterable[Path]) -> list[Path]:
    return sorted({folder.resolve() for folder in folders})


@contextmanager
def _one(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: no such lock, so nothing to hold
        yield
        return
    if _held.get(folder) == threading.get_ident():
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StudyError(f"another command is at work in {folder}: wait for it, or choose another --out") from None
        _held[folder] = threading.get_ident()
        try:
            yield
        finally:
            del _held[folder]
