"""Price quotes of creators: a CSV as a marketplace exports it.

Columns read: ``followers``, ``image_text_quote_cny`` and, if there, ``verified_quote``; others are
left alone. Counts may be written as ``1.2万``. A row without a price is skipped, because such
files have them; a row that cannot be read is an error that names file, row and column.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import ConfigError, configs_root

REQUIRED = ("followers", "image_text_quote_cny")
UNITS = {"万": 1e4, "w": 1e4, "W": 1e4, "k": 1e3, "K": 1e3, "亿": 1e8}


class Quotes(NamedTuple):
    """Price quotes; Q rows."""

    followers: NDArray[np.float64]
    price_cny: NDArray[np.float64]  # image-text note
    is_verified: NDArray[np.bool_]


def parse_count(text: str) -> float:
    """Return the number in ``text``, which may use 万, w, k or thousands separators.

    Raises
    ------
    ValueError
        If it is no number.
    """
    plain = text.strip().replace(",", "").replace(" ", "")
    factor = UNITS.get(plain[-1:], 1.0)
    return float(plain[:-1] if factor != 1.0 else plain) * factor


def resolve_file(name: str, parameter: str) -> Path:
    """Find a file by the user's path, else among the shipped configs."""
    for path in (Path(name).expanduser(), configs_root() / name):
        if path.is_file():
            return path
    raise ConfigError(f"{parameter} = {name}: no such file (looked here and in the shipped configs)")


def read_quotes(path: Path) -> Quotes:
    """Read a quotes file.

    Raises
    ------
    ConfigError
        Naming file, row, column, value and what is allowed, one line per problem (ten at most).
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in REQUIRED if name not in (reader.fieldnames or [])]
            if missing:
                raise ConfigError(f"{path}: column {missing[0]} is missing (needed: {', '.join(REQUIRED)})")
            parsed = [_row(path, number, row) for number, row in enumerate(reader, start=2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path} is no CSV file in UTF-8: {error}") from None
    problems = [line for row in parsed if isinstance(row, list) for line in row]
    if problems:
        raise ConfigError(problems[:10])
    rows = [row for row in parsed if isinstance(row, tuple)]
    return Quotes(
        np.array([row[0] for row in rows], dtype=np.float64),
        np.array([row[1] for row in rows], dtype=np.float64),
        np.array([row[2] for row in rows], dtype=np.bool_),
    )


def _row(path: Path, number: int, row: dict[str, str | None]) -> tuple[float, float, bool] | list[str] | None:
    """Return a quote, the problems of its row, or None for a row without a price."""
    if not (row["image_text_quote_cny"] or "").strip():
        return None
    problems, values = [], []
    for column in REQUIRED:
        text = row[column] or ""
        try:
            value = parse_count(text)
        except ValueError:
            value = float("nan")
        if not 0 < value < 1e10:
            place = f"{path}, row {number}, column {column}"
            problems.append(f"{place}: {text!r} is not allowed (expected a number above 0)")
        values.append(value)
    mark = (row.get("verified_quote") or "0").strip().lower()
    if mark not in ("0", "1", "true", "false"):
        problems.append(f"{path}, row {number}, column verified_quote: {mark!r} is not allowed (expected 0 or 1)")
    return problems or (values[0], values[1], mark in ("1", "true"))
