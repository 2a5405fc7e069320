"""One command at a time in a folder of results.

A command holds its folders from before it writes its plan until its report is there. Parts of it may take the same
folder again; another thread or process may not.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..config.messages import message
from .errors import StudyError


@contextmanager
def only_one(*folders: Path) -> Iterator[None]:
    """Hold folders; the system lets go of them even if the command is killed.

    Raises
    ------
    StudyError
        If another command holds one of them; then nothing was written.
    """
    with ExitStack() as held:
        for folder in sorted({folder.resolve() for folder in folders}):  # in one order: no two wait for each other
            folder.mkdir(parents=True, exist_ok=True)
            try:
                # one lock per folder and process, counted by thread: who holds it may take it again
                held.enter_context(FileLock(folder / ".lock", timeout=0, is_singleton=True))
            except Timeout:
                raise StudyError(message("study.at_work", folder=folder)) from None
        yield
