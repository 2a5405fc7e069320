"""Files that are there whole or not at all: the one way in which results are written."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a hidden name beside ``path`` to write to; it becomes ``path`` when the block ends well.

    The folder is made where there is none; what a block that fails has written is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # of its own: on a folder that machines share, two may write the same with the same process id
    unfinished = path.with_name(f".{path.name}.tmp-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text file."""
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")
