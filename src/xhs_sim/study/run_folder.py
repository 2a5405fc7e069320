"""One run's folder: written under another name, renamed when whole.

``<out>/<experiment>/<arm>/seed=<n>/`` holds ``config.yaml, metrics.parquet, records/`` and
``manifest.json``, written last. Until then everything lies in a hidden sibling, so a killed run is
never taken for a finished one.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..config import Config
from ..config.yaml_text import dump_yaml
from ..records.whole_file import write_whole
from .engine import commit, engine_version, versions

MANIFEST = "manifest.json"


def run_folder(out_dir: Path, experiment: str, arm: str, seed: int) -> Path:
    """Return where a run lives."""
    return out_dir / experiment / arm / f"seed={seed}"


def read_manifest(run_dir: Path) -> dict[str, Any] | None:
    """Return the manifest of a run; None if there is none that can be read."""
    try:
        found = json.loads((run_dir / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no JSON, or no text at all
        return None
    return found if isinstance(found, dict) else None


def fresh_sibling(run_dir: Path) -> Path:
    """Make and return the hidden folder in which a run is written."""
    folder = run_dir.parent / f".{run_dir.name}.tmp-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put_in_place(folder: Path, run_dir: Path) -> None:
    """Rename a whole folder to its final name; what was there before gives way."""
    old = run_dir.parent / f".{run_dir.name}.old-{os.getpid()}"
    if run_dir.exists():  # a folder cannot be renamed over a full one
        os.replace(run_dir, old)
    os.replace(folder, run_dir)
    shutil.rmtree(old, ignore_errors=True)


def sweep_leftovers(run_dir: Path) -> None:
    """Remove what killed runs of this folder left behind."""
    for pattern in (f".{run_dir.name}.tmp-*", f".{run_dir.name}.old-*"):
        for left in run_dir.parent.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)


def write_config(folder: Path, config: Config) -> None:
    """Write the whole configuration of a run as YAML."""
    plain = config.model_dump(mode="json")
    (folder / "config.yaml").write_text(dump_yaml(plain), encoding="utf-8")


def write_manifest(folder: Path, about: Mapping[str, Any]) -> None:
    """Write the manifest: who ran what, with which engine, and how it ended."""
    whole = {"commit": commit(), "engine": engine_version(), "versions": versions(), **about}
    write_whole(folder / MANIFEST, json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
