"""How far a command is, on disk while it runs: for whoever follows it from elsewhere, as the dashboard does."""

import contextlib
import json
import os
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from ..records.whole_file import write_whole
from ..study.request import Progress

_EVERY_S = 1.0


def path_of(folder: Path, kind: str) -> Path:
    """Return where a command of a kind leaves how far it is: a folder may hold the answers of several commands."""
    return folder / f"{kind}.under_way.json"


class UnderWay:
    """Leaves how far a command is in a file, once a second at most; the file is always whole.

    What cannot be written is let be: a command does not fail because nobody can watch it.

    Parameters
    ----------
    path : Path
        See ``path_of``.
    clock : callable
        Seconds.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = monotonic) -> None:
        self._path, self._clock = path, clock
        self._last: float | None = None
        self._about: dict[str, Any] = {}

    def __enter__(self) -> Self:
        """Say that it has begun."""
        self._write({"state": "running"})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say that it has ended, or was stopped."""
        self._write({**self._about, "state": "ended" if error is None else "stopped", "left_s": None})

    def __call__(self, progress: Progress) -> None:
        """Take note of how far it is."""
        self._about = {
            "runs": progress.runs, "done": progress.runs_done, "failed": progress.runs_failed,
            "days": progress.days, "days_done": progress.days_done, "left_s": progress.left_s,
            "is_most": progress.is_most,
        }  # fmt: skip
        now = self._clock()
        if self._last is None or now - self._last >= _EVERY_S:
            self._last = now
            self._write({**self._about, "state": "running"})

    def _write(self, about: Mapping[str, Any]) -> None:
        whose = {"pid": os.getpid(), "machine": platform.node()}
        with contextlib.suppress(OSError):
            write_whole(self._path, json.dumps({**about, **whose}))


def under_way(folder: Path, kind: str) -> dict[str, Any]:
    """Return how far a command is, as it left it; empty where it left nothing.

    ``state`` is ``running``, ``ended`` or ``stopped``; one that was killed without a word is stopped, as far as that
    can be seen from this machine.
    """
    try:
        found = json.loads(path_of(folder, kind).read_text(encoding="utf-8"))
        is_gone = found["state"] == "running" and found["machine"] == platform.node() and not _is_alive(found["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {**found, "state": "stopped"} if is_gone else dict(found)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
