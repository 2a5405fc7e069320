"""What was read from a file, kept while the file stays as it is: by path, size and time."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Reads files, each again only when it has changed; those not asked for longest are let go.

    Parameters
    ----------
    read : callable
        Takes a path; what it raises is raised.
    most : int
        Files that are kept.
    """

    def __init__(self, read: Callable[[Path], T], most: int) -> None:
        self._read, self._most = read, most
        self._kept: OrderedDict[Path, tuple[tuple[int, int], T]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, path: Path) -> T:
        """Return what a file holds.

        Raises
        ------
        OSError
            If it is not there.
        """
        about = path.stat()
        now = (about.st_size, about.st_mtime_ns)
        with self._lock:
            then = self._kept.get(path)
        if then is None or then[0] != now:
            then = now, self._read(path)
        with self._lock:
            self._kept[path] = then
            self._kept.move_to_end(path)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return then[1]
