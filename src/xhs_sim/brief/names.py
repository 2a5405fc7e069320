"""Names for folders and configs, made of labels in any script: safe, unique, and the same every time."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from zlib import crc32

from ..config.messages import message
from ..config.schema.study import FILES, TAKEN

_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 40
BASELINE = "nothing"  # no campaign
SILENT = "silent"  # an account without money that publishes nothing
RESERVED = (BASELINE, SILENT, *TAKEN)


def name_of(label: str) -> str:
    """Return a name for a label: itself if it is one, else what is left of it in small Latin letters, and a hash.

    ``koc_only`` stays; ``Koc then ads`` becomes ``koc_then_ads_`` and ``雪肌`` ``x_`` and eight digits of a hash.
    """
    if _PLAIN.fullmatch(label) and len(label) <= _LONGEST:
        return label
    folded = unicodedata.normalize("NFKD", label).casefold()
    words = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")[:_LONGEST].rstrip("_")
    stem = words if _PLAIN.fullmatch(words) else f"x_{words}".rstrip("_")
    return f"{stem}_{crc32(label.encode()):08x}"


def arm_names(labels: Iterable[str]) -> dict[str, str]:
    """Return the arm of each tactic: label -> name."""
    return {label: name_of(label) for label in labels}


def clashes(labels: Iterable[str]) -> Iterator[str]:
    """Say which tactics cannot be called what they are called."""
    seen: dict[str, str] = {}
    for label in labels:
        folded = label.casefold()
        if folded in RESERVED or folded.endswith(FILES) or label.startswith("."):
            yield message("brief.reserved_tactic", label=label)
        elif folded in seen:
            yield message("brief.tactics_alike", label=label, other=seen[folded])
        seen.setdefault(folded, label)
