"""Answers that are worked out once and kept in the user's cache folder, until what they were made from changes.

An answer's file is named by a digest of all that it depends on: this package's own sources, and what whoever asks adds
to them (contents of files, versions of libraries). So an edit anywhere asks anew, and a stale answer cannot be found.
A folder that cannot be written to costs time, and nothing else.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


def cache_folder() -> Path:
    """Return where this user's caches are: compiled code, and answers."""
    return Path(os.environ.get("XHS_SIM_CACHE") or Path.home() / ".cache" / "xhs_sim")


def kept(name: str, made_from: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """Return what ``make`` returns, plain data as JSON has it; asked again, what it returned before.

    Parameters
    ----------
    name : str
        What kind of answer it is; begins the name of its file.
    made_from : iterable of bytes
        All that the answer depends on besides our own sources.
    make : callable
        Works the answer out.
    """
    digest = hashlib.sha256(own_sources())
    for part in made_from:
        digest.update(hashlib.sha256(part).digest())
    file = cache_folder() / "kept" / f"{name}-{digest.hexdigest()[:24]}.json"
    with suppress(OSError, ValueError):
        return json.loads(file.read_text(encoding="utf-8"))
    answer = make()
    _keep(file, answer)
    return answer


def _keep(file: Path, answer: Any) -> None:
    """Write an answer, whole or not at all; one that JSON would change is not kept."""
    with suppress(OSError, TypeError, ValueError):
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        if json.loads(text) == answer:
            unfinished = file.with_suffix(f".tmp-{os.getpid()}")
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            os.replace(unfinished, file)


@cache
def own_sources() -> bytes:
    """Return a digest of this package's sources."""
    digest = hashlib.sha256()
    for source in sorted(_PACKAGE.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.digest()
