"""From the bytes of a file to its text: UTF-8, UTF-16 or GB18030, each strictly, or not at all.

Detectors that go by statistics take short Chinese files for Big5 or Korean. Strict UTF-8 refuses nearly all GB18030,
so the order alone decides, and what fits neither is refused instead of losing letters.
"""

import codecs
from pathlib import Path
from typing import NamedTuple

from ..config import ConfigError
from ..config.messages import message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_PLAIN = (("utf-8", "UTF-8"), ("gb18030", "GB18030"))
_LOOKED_AT = 512  # bytes, for UTF-16 without its mark


class Decoded(NamedTuple):
    """The text of a file, and the encoding that it was read in."""

    text: str
    encoding: str


def decode(path: Path, raw: bytes) -> Decoded:
    """Return the text of some bytes.

    Raises
    ------
    ConfigError
        If they are no text in any of the encodings; names the file and the line.
    """
    tried = [(codec, name) for mark, codec, name in _MARKS if raw.startswith(mark)] or _unmarked(raw)
    problem: UnicodeDecodeError | None = None
    for codec, name in tried:
        try:
            return Decoded(raw.decode(codec), name)
        except UnicodeDecodeError as error:
            problem = error
    assert problem is not None
    line = raw[: problem.start].count(b"\n") + 1
    names = " nor ".join(name for _, name in tried)
    raise ConfigError(message("file.no_text", path=path, line=line, names=names))


def _unmarked(raw: bytes) -> list[tuple[str, str]]:
    """Return what to try; every other byte of Latin text in UTF-16 is 0, which no other encoding has."""
    head = raw[:_LOOKED_AT]
    if head.count(b"\0") * 4 > len(head) > 1:
        is_little = head[1::2].count(b"\0") >= head[0::2].count(b"\0")
        return [("utf-16-le" if is_little else "utf-16-be", "UTF-16")]
    return list(_PLAIN)
