"""Small numba pieces: arrays and scalars in, arrays out; no configuration, no classes, no numba RNG.

numba's on-disk cache does not notice edits in *imported* kernels, so the cache folder is named
by a hash of every source file that holds compiled code: an edit anywhere starts a fresh folder,
a revert finds the old one again.
"""

import hashlib
import os
from pathlib import Path

import numba


def _cache_folder() -> str:
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(package.rglob("*.py")):
        text = source.read_bytes()
        if any(word in text for word in (b"njit", b"@lean", b"lean(", b"intrinsic")):
            digest.update(text)
    root = os.environ.get("XHS_SIM_CACHE") or Path.home() / ".cache" / "xhs_sim"
    return str(Path(root) / f"numba-{digest.hexdigest()[:12]}")


if not os.environ.get("NUMBA_CACHE_DIR"):
    vars(numba.config)["CACHE_DIR"] = _cache_folder()
