"""Digests of files: of inputs in full, of results by samples where they are large.

A result is read in full up to 2 MB; of a larger one, 32 blocks from its first to its last byte. That tells a file
that was cut, emptied or written over, in a few milliseconds whatever its size.
"""

import hashlib
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..config.messages import message

BLOCK, BLOCKS = 1 << 16, 32


def content_digest(path: Path) -> str:
    """Return the sha256 of a file's contents; a file that has not changed since is not read again."""
    about = path.stat()
    return _content_digest(path.resolve(), about.st_mtime_ns, about.st_size, about.st_ino)


@lru_cache(maxsize=1024)
def _content_digest(path: Path, _mtime_ns: int, _size: int, _inode: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint(path: Path) -> dict[str, Any]:
    """Return the size of a file and a digest of it, or of samples of it."""
    return _fingerprint(os.fspath(path))


def _fingerprint(path: str) -> dict[str, Any]:
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as stream:  # a study has thousands of files, and a Path costs as much as one
        size = os.fstat(stream.fileno()).st_size
        if size <= BLOCK * BLOCKS:
            digest.update(stream.read())
        else:
            for i in range(BLOCKS):
                stream.seek((size - BLOCK) * i // (BLOCKS - 1))
                digest.update(stream.read(BLOCK))
    return {"bytes": size, "digest": digest.hexdigest()[:16]}


def fingerprints(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the fingerprint of every file below a folder, by its name from there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}


def first_damage(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Say what is wrong with the first file that is not as it was written; None if all are."""
    for name, written in files.items():
        path = os.path.join(folder, name)
        try:
            if _fingerprint(path) != written:
                return message("study.file_damaged", path=path)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return message("study.file_missing", path=path)
    return None
