"""Notes of an imported folder, as the model takes them: what came of each, and what may explain it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from ..config import ConfigError
from ..config.messages import message
from ..ingest.exports.store import read_manifest

OUTCOMES: Final = ("likes", "impressions", "views", "reads", "saves", "comments", "shares")
FACTORS: Final = ("format", "hour", "weekday", "topic", "title", "emoji", "number", "question", "tags")
SMALLEST: Final = 10  # notes of a group that may be told of, as in the data report
FEWEST_CREATORS: Final = 3  # who wrote them, unless all are of one account
_BANDS: Final = {"night": 6, "morning": 11, "noon": 14, "afternoon": 18, "evening": 24}  # until this hour of China
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LENGTHS: Final = {"title_short": 10, "title_medium": 18, "title_long": 1 << 30}  # until so many letters
_TAGS: Final = {"tags_none": 0, "tags_few": 3, "tags_some": 7, "tags_many": 1 << 30}  # until so many
# Options that have an order of their own, other than by how many notes they have.
IN_ORDER: Final = {option: place for place, option in enumerate((*_BANDS, *_DAYS, *_LENGTHS, *_TAGS))}
_OTHER = "other"  # topic of notes of which our words know nothing
_ONE = pl.lit(0, pl.UInt64)
_MS_PER_DAY = 86_400_000


class Notes(NamedTuple):
    """Notes that can be told of.

    ``frame`` has a row a note: ``y`` (ln of 1 + the outcome), ``creator`` (0, 1, ...), a column for each of ``FACTORS``
    (null where nothing is known or the group is too small), ``ln_age`` (ln of 1 + days from publication to capture,
    null without either), ``ln_followers`` (null where unknown).
    """

    outcome: str
    frame: pl.DataFrame
    n_left_out: int  # without a creator's outcome
    n_at_least: int  # whose outcome is a floor, as in ``1万+``
    n_creators: int


def read_notes(folder: Path, outcome: str) -> Notes:
    """Read the notes of a folder of imported tables.

    Parameters
    ----------
    folder : Path
    outcome : str
        One of ``OUTCOMES``.

    Raises
    ------
    ConfigError
        If the folder holds no import or no notes, the outcome is unknown or in no row, or the notes are fewer than may
        be told of.
    """
    if outcome not in OUTCOMES:
        raise ConfigError(message("content.no_outcome", outcome=outcome, allowed=[*OUTCOMES]))
    file = folder / "notes.parquet"
    if "notes" not in read_manifest(folder)["tables"] or not file.exists():
        raise ConfigError(message("content.no_notes", folder=folder))
    whole = pl.read_parquet(file, glob=False)
    there = [name for name in OUTCOMES if name in whole.columns and whole[name].count()]
    if outcome not in there:
        raise ConfigError(message("content.not_there", path=file, outcome=outcome, there=there or ["-"]))
    known = whole.filter(pl.col(outcome).is_not_null())
    n_creators = known.select(_creator(known)).n_unique()
    if known.height < SMALLEST or n_creators == FEWEST_CREATORS - 1:
        few = message("content.too_few", n=known.height, creators=n_creators, least=SMALLEST, by=FEWEST_CREATORS)
        raise ConfigError(few)
    quality = f"{outcome}_quality"
    n_floor = int((known[quality].cast(pl.String) == "at least").sum()) if quality in known.columns else 0
    frame = _with_followers(_explained(known, outcome), folder)
    return Notes(outcome, _told(frame, n_creators), whole.height - known.height, n_floor, n_creators)


def _creator(notes: pl.DataFrame) -> pl.Expr:
    return (pl.col("account_id") if "account_id" in notes.columns else _ONE).alias("creator")


def _explained(known: pl.DataFrame, outcome: str) -> pl.DataFrame:
    time = pl.col("published_at") if "published_at" in known.columns else pl.lit(None, pl.Datetime("ms"))
    seen = pl.col("captured_at") if "captured_at" in known.columns else pl.lit(None, pl.Datetime("ms"))
    kind = pl.col("note_type") if "note_type" in known.columns else pl.lit(None, pl.String)
    age = (seen - time).dt.total_milliseconds() / _MS_PER_DAY
    band = _banded(time.dt.hour() + 1, _BANDS)  # until an hour: before it
    day = time.dt.weekday().replace_strict(dict(enumerate(_DAYS, start=1)), return_dtype=pl.String)
    # A capture that has a day alone seems to come before notes of that day.
    ln_age = pl.max_horizontal(age, pl.lit(0.0)).log1p()
    return known.select(
        _creator(known), pl.col(outcome).cast(pl.Float64).log1p().alias("y"), kind.cast(pl.String).alias("format"),
        band.alias("hour"), day.alias("weekday"), pl.when(age.is_not_null()).then(ln_age).alias("ln_age"),
        **_style(known),
    )  # fmt: skip


def _style(known: pl.DataFrame) -> dict[str, pl.Expr]:
    """Return what an import keeps of topic and style; null where it keeps nothing."""

    def of(name: str, kind: type[pl.DataType]) -> pl.Expr:
        return (pl.col(name) if name in known.columns else pl.lit(None)).cast(kind)

    flags = {
        name: pl.when(of(f"title_{name}", pl.Boolean)).then(pl.lit(f"{name}_yes"))
        .when(of(f"title_{name}", pl.Boolean).is_not_null()).then(pl.lit(f"{name}_no"))
        for name in ("emoji", "number", "question")
    }  # fmt: skip
    counts = [name for name in ("tags_n", "content_tags_n") if name in known.columns and known[name].count()]
    tags = pl.coalesce(*counts, pl.lit(0)) if counts else pl.lit(None, pl.Int64)
    title = _banded(of("title_chars", pl.Int64), _LENGTHS)
    return {"topic": of("topic", pl.String), "title": title, "tags": _banded(tags, _TAGS), **flags}


def _banded(value: pl.Expr, bands: Mapping[str, int]) -> pl.Expr:
    """Return the first band that a number does not pass."""
    band = pl.lit(None, pl.String)
    for name, until in reversed([*bands.items()]):
        band = pl.when(value <= until).then(pl.lit(name)).otherwise(band)
    return band


def _with_followers(frame: pl.DataFrame, folder: Path) -> pl.DataFrame:
    file = folder / "accounts.parquet"
    schema = pl.read_parquet_schema(file) if file.exists() else {}
    if not {"user_id", "followers"} <= schema.keys():
        return frame.with_columns(pl.lit(None, pl.Float64).alias("ln_followers"))
    accounts = pl.read_parquet(file, columns=["user_id", "followers"], glob=False).drop_nulls()
    each = accounts.group_by("user_id").agg(pl.col("followers").max().log1p().alias("ln_followers"))
    return frame.join(each, left_on="creator", right_on="user_id", how="left", maintain_order="left")


def _told(frame: pl.DataFrame, n_creators: int) -> pl.DataFrame:
    """Blank what too few notes or creators have, and number the creators."""
    by = FEWEST_CREATORS if n_creators > 1 else 1
    for factor in FACTORS:
        enough = (pl.len().over(factor) >= SMALLEST) & (pl.col("creator").n_unique().over(factor) >= by)
        rest = pl.lit(_OTHER if factor == "topic" else None, pl.String)
        rest = pl.when(pl.col(factor).is_not_null()).then(rest)
        frame = frame.with_columns(pl.when(enough).then(factor).otherwise(rest).alias(factor))
    return frame.with_columns((pl.col("creator").fill_null(0).rank("dense") - 1).cast(pl.Int64))


def known_of(frame: pl.DataFrame, name: str) -> int:
    """Return how many rows know a column."""
    return int(np.count_nonzero(frame[name].is_not_null().to_numpy()))
