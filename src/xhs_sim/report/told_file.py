"""``told.json``: what a study found, in sentences of each language, for whoever shows it later.

A folder may hold the answers of several commands: each has a part of its own.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ..records.whole_file import write_whole

TOLD: Final = "told.json"


class Told(NamedTuple):
    """The sentence to read aloud, and what else must be known."""

    lead: str
    further: Sequence[str]


def write_told(folder: Path, kind: str, told: Mapping[str, Told]) -> Path:
    """Write what a command found, by language; what other commands found stays.

    Parameters
    ----------
    folder : Path
        Of the study.
    kind : str
        ``sweep``, ``optimise``, ``sensitivity``, ``robustness``.
    told : mapping of str to Told
        By language.
    """
    path = folder / TOLD
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    own = {language: {"lead": each.lead, "further": [*each.further]} for language, each in told.items()}
    whole = (before if isinstance(before, dict) else {}) | {kind: own}
    write_whole(path, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    return path
