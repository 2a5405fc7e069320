"""May a finished run stand in for the one that is asked for? Only if all that decides it is the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..config.messages import joined, message
from .engine import engine_version, versions
from .errors import StudyError
from .fingerprint import first_damage
from .identity import Identity
from .run_folder import MANIFEST, read_manifest

State = Literal["none", "same", "stale", "damaged", "other"]


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a run's folder, and in words why it is not the run that is asked for.

    ``none``: no finished run. ``same``: the very run. ``stale``: the same question, but a file that it read, the
    code or a library has changed. ``damaged``: not as it was written. ``other``: another configuration or seed.
    """

    state: State
    why: str = ""


def look_at(run_dir: Path, wanted: Identity) -> Found:
    """Compare a run's folder with the run that is asked for."""
    if not run_dir.is_dir():
        return Found("none")
    manifest = read_manifest(run_dir)
    if manifest is None:
        there = (run_dir / MANIFEST).exists()
        return Found(
            "damaged", message("study.file_damaged" if there else "study.file_missing", path=run_dir / MANIFEST)
        )
    if manifest.get("status") != "ok":
        return Found("none")
    is_same, other = manifest.get("run") == wanted.run, _others(manifest, wanted)
    if other and not is_same:
        return Found("other", other)
    damage = first_damage(run_dir, manifest.get("files") or {})
    if damage is not None:
        return Found("damaged", damage)
    return Found("same") if is_same else Found("stale", _changes(manifest, wanted))


def refuse_damaged(folder: Path) -> None:
    """Refuse to tell anything of runs whose files are not as they were written.

    Parameters
    ----------
    folder : Path
        Of a study, or of one run.

    Raises
    ------
    StudyError
        Naming the files.
    """
    manifests = sorted({*folder.glob(MANIFEST), *folder.glob(f"**/seed=*/{MANIFEST}")})
    finished = [(path.parent, read_manifest(path.parent)) for path in manifests]
    found = [
        message("study.file_damaged", path=path / MANIFEST)
        if manifest is None
        else first_damage(path, manifest.get("files") or {})
        for path, manifest in finished
    ]
    damages = [text for text in found if text is not None]
    if damages:
        raise StudyError([*damages[:5], message("study.make_again")])


def _others(manifest: Mapping[str, Any], wanted: Identity) -> str:
    """Say in which of what was asked for a run differs; empty if in nothing."""
    asked = {"config_digest": ("configuration", wanted.config), "seed": ("seed", wanted.seed)}
    others = [
        message("study.version_now", name=name, before=manifest.get(key), now=value)
        for key, (name, value) in asked.items()
        if manifest.get(key) != value
    ]
    return joined(others) if others else ""


def _changes(manifest: Mapping[str, Any], wanted: Identity) -> str:
    """Say what has changed since a run was made."""
    before = manifest.get("inputs") or {}
    names = [name for name in {**before, **wanted.inputs} if before.get(name) != wanted.inputs.get(name)]
    changes = [message("study.inputs_changed", names=[*names])] if names else []
    if manifest.get("engine") != engine_version():
        changes.append(message("study.version_now", name="engine", before=manifest.get("engine"), now=engine_version()))
    made_with = manifest.get("versions") or {}
    changes += [
        message("study.version_now", name=name, before=made_with.get(name), now=version)
        for name, version in versions().items()
        if made_with.get(name) != version
    ]
    return joined(changes or [message("study.older_version")])
