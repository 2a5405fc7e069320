"""Files of an own account, taken in from the page: kept only until they are read, then deleted, whatever comes of it.

What a page sends lies in a folder of its own below the dashboard's, until a process of its own (``import_job``) has
read it as ``xhs-sim data import`` does: by the same reader, rules and secret. What is kept is what that command keeps.
"""

import base64
import binascii
import json
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..config import ConfigError
from ..config.messages import message
from ..ingest.exports.store import purge
from ..records.whole_file import write_whole
from .shelf import OWN
from .what_if import is_alive

IMPORTED: Final = "imported"  # the folder of what was imported; beside it, of what arrived
DATA, CONTENT = "data", "content"
ARRIVED, FILES, STATE, ASKED = "arrived", "files", "state.json", "asked.json"
MOST_BYTES: Final = 40_000_000  # of all files of one import
_KEY: Final = 12  # letters


def imported(root: Path) -> Path:
    """Return the folder of what was imported from the page."""
    return root / OWN / IMPORTED


def arrivals(root: Path) -> Path:
    """Return the folder of what arrived and was not read yet."""
    return root / OWN / ARRIVED


def take_in(root: Path, names: Sequence[str], contents: Sequence[str], account: str) -> Path:
    """Write files as a page sent them, and begin to read them; return the folder of this intake.

    Parameters
    ----------
    root : Path
        The folder that is served.
    names : sequence of str
        As the page says them; kept as names of files, without folders and signs.
    contents : sequence of str
        Each a data address in base64.
    account : str
        Whose files these are, if they do not say so.

    Raises
    ------
    ConfigError
        If there is no file, they are too large, cannot be decoded, or another import is going on.
    """
    if not names or len(names) != len(contents):
        raise ConfigError(message("dashboard.no_file"))
    if any(state_of(home).get("state") == "running" for home in _homes(root)):
        raise ConfigError(message("dashboard.import_at_work"))
    files = [_bytes_of(text, name) for name, text in zip(names, contents, strict=True)]
    if (size := sum(map(len, files))) > MOST_BYTES:
        raise ConfigError(message("dashboard.too_large", mb=size / 1e6, most=MOST_BYTES / 1e6))
    home = arrivals(root) / secrets.token_hex(_KEY // 2)
    (home / FILES).mkdir(parents=True, mode=0o700)
    try:
        for name, each in zip(_names(names), files, strict=True):
            (home / FILES / name).write_bytes(each)
        write_whole(home / ASKED, json.dumps({"account": account.strip(), "folder": str(imported(root))}))
        _begin(home)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return home


def _begin(home: Path) -> None:
    command = [sys.executable, "-m", f"{__package__}.import_job", str(home)]
    quiet = subprocess.DEVNULL  # what fails is told in its state; a log could hold what files hold
    job = subprocess.Popen(command, stdout=quiet, stderr=quiet, stdin=quiet, start_new_session=True)
    if not (home / STATE).exists():
        write_state(home, {"state": "running", "pid": job.pid})


def _bytes_of(text: str, name: str) -> bytes:
    head, _, body = str(text).partition(",")
    try:
        if not head.startswith("data:") or not head.endswith(";base64"):
            raise ValueError
        return base64.b64decode(body, validate=True)
    except (ValueError, binascii.Error):
        raise ConfigError(message("dashboard.not_sent", name=name)) from None


def _names(names: Sequence[str]) -> list[str]:
    """Return names for files on disk: the day and the ending that they say stay, folders and signs do not."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"[^\w.()（）\- ]", "_", re.split(r"[/\\]", str(name))[-1]).strip(" .")[-80:] or "file"
        stem, dot, ending = plain.rpartition(".")
        n = 1
        while plain in found:
            n += 1
            plain = f"{stem or ending} ({n}){dot if stem else ''}{ending if stem else ''}"
        found.append(plain)
    return found


def home_of(root: Path, name: str) -> Path | None:
    """Return the folder of an intake by the name that a page sent back; None where that is none of ours."""
    is_ours = len(name) == _KEY and set(name) <= set("0123456789abcdef")
    return arrivals(root) / name if is_ours else None


def write_state(home: Path, state: Mapping[str, Any]) -> None:
    """Write how far an intake is."""
    write_whole(home / STATE, json.dumps(dict(state), ensure_ascii=False))


def state_of(home: Path) -> dict[str, Any]:
    """Return how far an intake is: ``state`` is running, done, failed; of one whose process is gone no file stays."""
    try:
        state: dict[str, Any] = json.loads((home / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if state.get("state") == "running" and not is_alive(int(state.get("pid") or 0)):
        shutil.rmtree(home / FILES, ignore_errors=True)
        state = {"state": "failed", "problems": {}}
        write_state(home, state)
    return state


def clear(root: Path) -> None:
    """Delete what earlier imports left: of those that are not going on."""
    for home in _homes(root):
        if state_of(home).get("state") != "running":
            shutil.rmtree(home, ignore_errors=True)


def _homes(root: Path) -> list[Path]:
    there = arrivals(root)
    return [each for each in there.iterdir() if each.is_dir()] if there.is_dir() else []


def forget(root: Path) -> int:
    """Delete all that was imported from the page; return how many files of tables that were.

    Raises
    ------
    ConfigError
        If nothing was.
    """
    folder = imported(root)
    n = purge(folder / DATA)
    shutil.rmtree(folder / CONTENT, ignore_errors=True)
    return n
