"""What was observed: notes of accounts, from files of a crawl or an import; the one place that knows their columns.

Of a note's snapshots the last one counts. Of each account the notes of a window count that ends with its last grown
note, as long as a trial has grown notes itself: a run sees no more of anybody.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config import ConfigError
from ..config.amounts import parse_amount
from ..config.messages import message
from ..study.fingerprint import content_digest

COUNTS: Final = ("likes", "saves", "comments", "shares", "impressions", "reads")
_NAMES: Final = {  # ours -> as files may have it
    "note": ("note", "note_id"), "creator": ("creator", "account_id", "user_id"), "format": ("format", "note_type"),
    "published": ("published", "published_utc", "published_at"), "captured": ("captured", "snapshot_date"),
    "impressions": ("impressions",), "reads": ("reads", "views"), "followers": ("followers",),
    "likes": ("likes",), "saves": ("saves",), "comments": ("comments",), "shares": ("shares",),
}  # fmt: skip
_VIDEO: Final = "video"
_MOST: Final = 0.5  # of notes
_FEWEST: Final = 5  # accounts: fewer tell nothing of how accounts differ
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Account:
    """An account's followers and its notes in a window.

    Attributes
    ----------
    name : str
    followers : float
    counts : mapping of str to float array of shape (n,)
        By the name of a count.
    is_video : bool array of shape (n,)
    """

    name: str
    followers: float
    counts: Mapping[str, Array]
    is_video: NDArray[np.bool_]

    @property
    def n(self) -> int:
        """How many notes."""
        return len(self.is_video)


@dataclass(frozen=True, slots=True)
class Observed:
    """Notes with the followers of their accounts: ``note, creator, followers, published, captured, is_video``, counts.

    Attributes
    ----------
    notes : frame
        The last snapshot of each.
    counts : tuple of str
        Those of ``COUNTS`` that the data have.
    has_format : bool
        Whether videos are told from images.
    digest : str
        Of the files' contents.
    """

    notes: pl.DataFrame
    counts: tuple[str, ...]
    has_format: bool
    digest: str

    def window(self, days: int, grown: int, before: int = 0) -> list[Account]:
        """Return accounts with the notes of a window.

        Parameters
        ----------
        days : int
            How long the window is.
        grown : int
            Days of age that a note must have.
        before : int
            How many days before the account's last grown note the window ends.
        """
        old = self.notes.filter(pl.col("captured") - pl.col("published") >= timedelta(days=grown))
        back = pl.col("published").max().over("creator") - pl.col("published")
        inside = (back >= timedelta(days=before)) & (back < timedelta(days=before + days))
        return _accounts(old.filter(inside), self.counts)


def _accounts(notes: pl.DataFrame, counts: Sequence[str]) -> list[Account]:
    parts = notes.sort("creator", "published", "note").partition_by("creator", maintain_order=True)
    return [
        Account(
            str(part["creator"][0]), float(part["followers"][0]),
            {name: part[name].to_numpy().astype(np.float64) for name in counts}, part["is_video"].to_numpy(),
        )
        for part in parts
    ]  # fmt: skip


def held_out(accounts: Sequence[Account], cut: str = "half") -> tuple[bool, ...]:
    """Say which accounts a cut leaves out: about half of them, by a hash of its name and theirs."""
    return tuple(hashlib.sha256(f"{cut} {each.name}".encode()).digest()[0] % 2 == 1 for each in accounts)


def halves(accounts: Sequence[Account]) -> tuple[list[Account], list[Account]]:
    """Return accounts in halves by a hash of their names."""
    is_held = held_out(accounts)
    return (
        [each for each, held in zip(accounts, is_held, strict=True) if not held],
        [each for each, held in zip(accounts, is_held, strict=True) if held],
    )


def read_observed(paths: Sequence[Path]) -> Observed:
    """Read notes and the followers of their accounts.

    Parameters
    ----------
    paths : sequence of Path
        CSV or Parquet files, or one folder with ``notes.parquet`` and ``accounts.parquet``.

    Raises
    ------
    ConfigError
        Naming file, row and column of what cannot be read, or what is missing.
    """
    files = [file for path in paths for file in _files(path)]
    tables = {file: _table(file) for file in files}
    notes = [file for file, table in tables.items() if "note" in table.columns]
    accounts = [file for file, table in tables.items() if "followers" in table.columns]
    if not notes or not accounts:
        lacking = "note, creator, published, captured, likes" if not notes else "creator, followers"
        raise ConfigError(message("calibrate.no_table", files=[*map(str, files)], columns=lacking))
    _need(notes[0], tables[notes[0]], ("note", "creator", "published", "captured", "likes"))
    _need(accounts[0], tables[accounts[0]], ("creator", "followers"))
    table = tables[notes[0]]
    counts = tuple(name for name in COUNTS if name in table.columns and _is_known(table[name]))
    read = table.select(
        "note", "creator", _video(table), *(_time(notes[0], table, name) for name in ("published", "captured")),
        *(_number(notes[0], table, name) for name in counts),
    )  # fmt: skip
    owners = tables[accounts[0]].select("creator", _number(accounts[0], tables[accounts[0]], "followers"))
    last = read.drop_nulls().sort("captured", "note").unique("note", keep="last", maintain_order=True)
    known = last.join(owners.drop_nulls().unique("creator"), on="creator").filter(pl.col("followers") > 0)
    if known["creator"].n_unique() < _FEWEST:
        n = known["creator"].n_unique()
        raise ConfigError(message("calibrate.few_accounts", file=notes[0], n=n, least=_FEWEST))
    digest = hashlib.sha256("".join(content_digest(file) for file in files).encode()).hexdigest()
    return Observed(known.sort("creator", "published", "note"), counts, "format" in table.columns, digest)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return [path / "notes.parquet", path / "accounts.parquet"]


def _table(file: Path) -> pl.DataFrame:
    try:
        is_parquet = file.suffix == ".parquet"
        table = pl.read_parquet(file) if is_parquet else pl.read_csv(file, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ConfigError(message("calibrate.unread", file=file, reason=str(error).splitlines()[0])) from None
    found = {name: next((each for each in others if each in table.columns), None) for name, others in _NAMES.items()}
    return table.select(pl.col(other).alias(name) for name, other in found.items() if other is not None)


def _need(file: Path, table: pl.DataFrame, names: Sequence[str]) -> None:
    if lacking := [name for name in names if name not in table.columns]:
        raise ConfigError(message("calibrate.no_column", file=file, columns=lacking))


def _video(table: pl.DataFrame) -> pl.Expr:
    if "format" not in table.columns:
        return pl.lit(False).alias("is_video")
    return (pl.col("format") == _VIDEO).alias("is_video")


def _is_known(column: pl.Series) -> bool:
    """Say whether a count is there for most notes; one that hardly any note has is left out, not the notes."""
    blank = column.is_null() if column.dtype.is_numeric() else column.fill_null("").str.strip_chars() == ""
    return float(blank.cast(pl.Float64).mean() or 0.0) <= 1 - _MOST  # type: ignore[arg-type]


def _number(file: Path, table: pl.DataFrame, name: str) -> pl.Series:
    """Read a column of counts as people write them; what is blank is unknown."""
    column = table[name]
    if column.dtype.is_numeric():
        return column.cast(pl.Float64)
    values = [None if text is None or not text.strip() else parse_amount(text) for text in column]
    for row, (text, value) in enumerate(zip(column, values, strict=True)):
        if value is None and text is not None and text.strip():
            raise ConfigError(message("calibrate.no_number", file=file, row=row + 2, column=name, text=text))
    return pl.Series(name, values, dtype=pl.Float64)


def _time(file: Path, table: pl.DataFrame, name: str) -> pl.Series:
    """Read a column of dates, with an hour or without."""
    column = table[name]
    if column.dtype.is_temporal():
        return column.cast(pl.Datetime("us")).alias(name)
    day = column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
    hour = column.str.slice(11, 5).str.to_time("%H:%M", strict=False)
    whole = day + hour.cast(pl.Duration("us")).fill_null(timedelta(0))
    wrong = column.is_not_null() & (column.str.strip_chars() != "") & whole.is_null()
    if wrong.any():
        row = int(wrong.arg_true()[0])
        raise ConfigError(message("calibrate.no_date", file=file, row=row + 2, column=name, text=column[row]))
    return whole.alias(name)
