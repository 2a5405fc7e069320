"""Small numba pieces: arrays and scalars in, arrays out; no configuration, no classes, no numba RNG.

numba's on-disk cache does not notice edits in *imported* kernels, so the cache folder is named
by a hash of every source file that holds compiled code: an edit anywhere starts a fresh folder,
a revert finds the old one again.

Whoever runs compiled code of ours comes by here first, in workers and in Mesa's hands too. So this is also where
threads are told, before any begins, to sleep between two parallel loops: OpenMP's own habit is to spin, and on a
machine with anything else to do that cost 1.74 times the CPU for the same records.
"""

import errno
import hashlib
import os
from pathlib import Path

import numba

from ..kept import cache_folder


def _cache_folder() -> str:
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(package.rglob("*.py")):
        text = source.read_bytes()
        if any(word in text for word in (b"njit", b"@lean", b"lean(", b"intrinsic")):
            digest.update(text)
    root = cache_folder()
    _refuse_unwritable(root)
    return str(root / f"numba-{digest.hexdigest()[:12]}")


def _refuse_unwritable(folder: Path) -> None:
    """Say which setting helps where nothing can be written: numba's own message names none."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        advice = "compiled code cannot be kept there (set XHS_SIM_CACHE to a folder that can be written)"
        raise PermissionError(errno.EACCES, advice, str(folder))


os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # read once, when OpenMP is loaded; a user's own setting stays
if not os.environ.get("NUMBA_CACHE_DIR"):
    vars(numba.config)["CACHE_DIR"] = _cache_folder()
