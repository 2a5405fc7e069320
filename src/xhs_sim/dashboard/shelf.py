"""The shelf: which studies a folder holds, of which kind each is, and how far it has come."""

import hashlib
import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..lab.asked import ASKED
from ..lab.parts import FOLDER as RUNS
from ..lab.parts import Parts
from ..lab.under_way import path_of, under_way
from ..records.run_list import RUN_LIST
from ..study.auto import FILE as AUTO
from .kept import Kept

OWN = ".dashboard"  # the only folder that is written into
TRIALS: Final = "trials.parquet"  # what a search has tried so far
DEEPEST = 3  # folders below the one that is served
_CLOCK_S = 2.0  # by which times of files may be off
# What a kind of study leaves first, and what only once it is finished.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "compare": ("study.json", "verdict.json"),
    "sweep": ("plan.json", "sweep.parquet"),
    "optimise": ("optimise.json", "response.parquet"),
    "sensitivity": ("sensitivity.json", "indices.parquet"),
    "robustness": ("robustness.json", "robustness.parquet"),
    "own_data": ("manifest.json", "notes.parquet"),
}


@dataclass(frozen=True, slots=True)
class Study:
    """A study that was found.

    Attributes
    ----------
    key : str
        By which a page names it: a digest of kind and place, so that no path stands in an address.
    kind : str
        In ``KINDS``.
    folder : Path
    place : str
        Of the folder, as seen from the one that is served.
    origin : mapping
        What made it, as its command wrote it.
    done, failed, planned : int
        Runs; 0 planned where that is not known.
    is_finished : bool
    changed : float
        When it last changed, in seconds since 1970.
    """

    key: str
    kind: str
    folder: Path
    place: str
    origin: Mapping[str, Any] = field(repr=False)
    done: int
    failed: int
    planned: int
    is_finished: bool
    changed: float
    under_way: Mapping[str, Any] = field(default_factory=dict, repr=False)  # how far its command said it is

    @property
    def name(self) -> str:
        """What it is called by whoever made it."""
        config = self.origin.get("config") or {}
        return str(self.origin.get("experiment") or config.get("name") or self.folder.name)

    @property
    def study(self) -> Mapping[str, Any]:
        """The part of its configuration that says what is compared."""
        found = (self.origin.get("config") or {}).get("study")
        return found if isinstance(found, Mapping) else {}

    @property
    def brand(self) -> str | None:
        """Whose figures are shown."""
        config = self.origin.get("config") or {}
        named = (config.get("report") or {}).get("brand_focus") or (config.get("campaign") or {}).get("brand")
        return str(named) if named else None

    @property
    def command(self) -> str:
        """What made it, as a line that can be typed."""
        return shlex.join(str(word) for word in self.origin.get("command") or ())


def find_studies(root: Path, seen_from: Path | None = None) -> list[Study]:
    """Return the studies below a folder, the one that changed last first; what cannot be read is left out.

    Parameters
    ----------
    root : Path
    seen_from : Path, optional
        The folder from which places are told; ``root`` itself if left out.
    """
    place = root if seen_from is None else seen_from
    found = [study for folder in _folders(root, DEEPEST) for study in _studies_in(place, folder)]
    return sorted(found, key=lambda study: (-study.changed, study.place, study.kind))


def _folders(folder: Path, depth: int) -> Iterator[Path]:
    yield folder
    try:
        below = sorted(each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
    except OSError:
        return
    for each in below if depth else ():
        if not each.name.startswith((".", "seed=")) and each.name not in ("runs", "figures", "inputs", "records"):
            yield from _folders(each, depth - 1)


def _studies_in(root: Path, folder: Path) -> Iterator[Study]:
    for kind, (first, last) in KINDS.items():
        origin = _origin(folder / first)
        if origin is None or (kind == "own_data" and not (folder / last).is_file()):
            continue
        place = folder.relative_to(root).as_posix()
        far = under_way(folder, kind)
        done, failed, planned = _runs(kind, folder, origin, far)
        is_finished = _is_finished(kind, folder / first, folder / last, done + failed, planned)
        yield Study(
            key=hashlib.sha256(f"{kind}:{place}".encode()).hexdigest()[:12], kind=kind, folder=folder, place=place,
            origin=origin, done=done, failed=failed, planned=planned,
            is_finished=is_finished, changed=_changed(folder, kind, first, last), under_way=far,
        )  # fmt: skip


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


_origins = Kept(_read_json, most=512)


def _origin(path: Path) -> dict[str, Any] | None:
    try:
        return _origins(path)
    except OSError:
        return None


def _is_finished(kind: str, first: Path, last: Path, ended: int, planned: int) -> bool:
    """Say whether the last file is there, and nothing is missing that was asked for since."""
    if not last.is_file():
        return False
    if kind == "compare":
        return planned == 0 or ended >= planned
    # Arms and commands share runs, so that none can count its own; but each writes its question when it begins.
    return last.stat().st_mtime >= first.stat().st_mtime - _CLOCK_S


def _changed(folder: Path, kind: str, first: str, last: str) -> float:
    places = (folder / first, folder / last, folder / RUNS, folder / RUN_LIST, folder / TRIALS, path_of(folder, kind))
    times = []
    for path in places:
        try:
            times.append(path.stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)


def _runs(kind: str, folder: Path, origin: Mapping[str, Any], far: Mapping[str, Any]) -> tuple[int, int, int]:
    """Count the runs that are there, those that failed, and those that are asked for.

    Commands share a folder's runs: what one says of itself, or what it wrote down of what it asks, is its own.
    """
    if kind == "compare":
        return _runs_of_arms(folder, origin)
    if kind == "own_data":
        return 0, 0, 0
    if kind != "sweep" and far.get("runs"):
        return int(far["done"]) - int(far["failed"]), int(far["failed"]), int(far["runs"])
    done, failed = Parts(folder).there()
    asked = _asked(folder) if kind == "sweep" else None
    if asked:
        return len(asked & done), len(asked & failed.keys()), len(asked)
    return len(done), len(failed), _planned(kind, origin)


def _asked(folder: Path) -> frozenset[str] | None:
    """Return the runs that a sweep asks, as it wrote them down; None where it did not."""
    try:
        return _runs_asked(folder / ASKED)
    except (OSError, pl.exceptions.PolarsError):
        return None


def _read_asked(path: Path) -> frozenset[str]:
    asked = pl.read_parquet(path, columns=["run", "problem"])
    return frozenset(asked.filter(pl.col("problem").is_null())["run"])


_runs_asked = Kept(_read_asked, most=64)


def _runs_of_arms(folder: Path, origin: Mapping[str, Any]) -> tuple[int, int, int]:
    arms = list(origin.get("arms") or {})
    places = [run for arm in arms for run in _list(folder / arm) if run.name.startswith("seed=")]
    done = sum((run / "manifest.json").is_file() for run in places)
    replicates = ((origin.get("config") or {}).get("study") or {}).get("replicates")
    if not isinstance(replicates, int):  # until something is told: known once it stopped
        stop = _origin(folder / AUTO) or {}
        return done, 0, done if stop else 0
    return done, 0, len(arms) * replicates


def _planned(kind: str, origin: Mapping[str, Any]) -> int:
    if kind == "optimise":
        return int((origin.get("plan") or {}).get("runs") or 0)
    if kind != "sweep":
        return 0
    replicates = ((origin.get("config") or {}).get("study") or {}).get("replicates")
    asked = len(origin.get("points") or ()) - len(origin.get("problems") or {})
    arms = len(origin.get("arms") or {}) or 1
    return asked * arms * replicates if isinstance(replicates, int) else 0


def _list(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
