"""Copies of what a study read, kept with its results so that it can be replayed without the originals.

``<study>/inputs/`` holds files under the first digits of their digest, and a plug-in's modules as a tree that can be
imported. What is too large, installed, or tells of people (``config.inputs.withheld_files``) is not copied: a replay
asks for it by name and digest.
"""

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from ..config import ConfigError
from ..config.inputs import find_file
from ..config.messages import message
from ..records.whole_file import whole_file
from .fingerprint import content_digest
from .own_code import is_installed

INPUTS, CODE, MODULE = "inputs", "code", "module "
LARGEST = 32 << 20  # bytes of a file that is copied


def keep(study: Path, files: Mapping[str, Path | None], withheld: Collection[str] = ()) -> dict[str, str]:
    """Copy the files that a study reads into its folder, but for those withheld; return the digests of all by name."""
    digests = {name: content_digest(path) for name, path in files.items() if path is not None}
    for name, digest in digests.items():
        source = files[name]
        assert source is not None
        if (
            name not in withheld
            and source.stat().st_size <= LARGEST
            and not (name.startswith(MODULE) and is_installed(source))
        ):
            _copy(source, _place(study, name, digest, source))
    return digests


def _place(study: Path, name: str, digest: str, source: Path) -> Path:
    if not name.startswith(MODULE):
        return study / INPUTS / f"{digest[:12]}-{Path(name).name}"
    steps = name.removeprefix(MODULE).split(".")
    inside = steps if source.stem == "__init__" else steps[:-1]
    return (study / INPUTS / CODE).joinpath(*inside, source.name)


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and content_digest(target) == content_digest(source):
        return
    with whole_file(target) as unfinished:
        shutil.copyfile(source, unfinished)


def find_kept(study: Path, name: str, digest: str) -> Path:
    """Return a file with the contents that a study read: its copy, or the original if that is still the same.

    Raises
    ------
    ConfigError
        If there is neither.
    """
    copy = _place(study, name, digest, Path(name))
    original = find_file(name)
    for path in (copy, original):
        if path is not None and path.is_file() and content_digest(path) == digest:
            return path
    what = message("study.other_contents") if original else message("study.no_copy")
    raise ConfigError(message("study.input_gone", name=name, study=study, what=what, digest=digest[:12]))
