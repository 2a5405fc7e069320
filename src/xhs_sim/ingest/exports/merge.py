"""Snapshots of one thing are one row: the newest capture wins, and nothing is ever added up.

What one thing is, is declared per source (``key``). Rows of different sources stay apart: they count different things.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import polars as pl

from .reading import Reading

CAPTURED = "captured_at"
_FILE = "_file"
_EARLIEST = datetime(1970, 1, 1)


def merge_readings(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return one reading per source, in the order in which sources first came; ``merged`` of the tallies is set."""
    by_source: dict[str, list[Reading]] = {}
    for reading in readings:
        by_source.setdefault(reading.source.name, []).append(reading)
    return tuple(_merged(each) for each in by_source.values())


def _merged(readings: list[Reading]) -> Reading:
    source = readings[0].source
    frames = [_seen(reading, place) for place, reading in enumerate(readings)]
    whole = pl.concat(frames, how="diagonal_relaxed") if len(frames) > 1 else frames[0]
    kept = newest(whole, source.key, source.keeps, len(readings))
    snapshots = None
    if kept.height < whole.height:
        snapshots = whole.filter(_twins(whole, source.key)).drop(_FILE) if source.keeps == "rows" else None
        left = dict(kept[_FILE].value_counts().iter_rows()) if len(readings) > 1 else {0: kept.height}
        for place, (reading, frame) in enumerate(zip(readings, frames, strict=True)):
            reading.tally.merged = frame.height - left.get(place, 0)
    for reading, frame in zip(readings, frames, strict=True):
        reading.tally.kept = frame.height - reading.tally.merged
    return readings[0]._replace(frame=kept.drop(_FILE), snapshots=snapshots)


def _seen(reading: Reading, place: int) -> pl.DataFrame:
    """Return a reading's rows with when they were seen, as far as that is known, and of which file they are."""
    frame, source = reading.frame, reading.source
    if CAPTURED not in frame.columns:
        at = pl.lit(reading.captured, pl.Datetime("ms"))
        if source.captured:
            at = pl.col(source.captured).cast(pl.Datetime("ms"))
        elif days := [field.name for field in source.fields if field.kind == "file_day"]:
            at = pl.col(days[0]).cast(pl.Datetime("ms"))
        frame = frame.with_columns(at.alias(CAPTURED))
    return frame.with_columns(pl.lit(place, pl.UInt32).alias(_FILE))


def newest(frame: pl.DataFrame, key: Sequence[str], keeps: str, n_files: int) -> pl.DataFrame:
    """Return the rows that stand.

    Parameters
    ----------
    frame : pl.DataFrame
        With ``captured_at`` and, of several files, the place of each row's among them.
    key : sequence of str
        What a thing is told apart by; rows without one all stand.
    keeps : str
        "rows": of each key the row that was seen last, of equals the last. "groups": of each key all rows of the file
        that was seen last; one file repeats keys on purpose.
    n_files : int
    """
    key = [name for name in key if name in frame.columns]
    if not key or not frame.height:
        return frame
    if keeps == "groups":
        return _newest_groups(frame, key) if n_files > 1 else frame
    is_twin = _twins(frame, key)
    if not is_twin.any():
        return frame
    seen = pl.col(CAPTURED).fill_null(_EARLIEST).alias("_seen")
    twins = frame.with_row_index("_at").filter(is_twin).select("_at", *key, seen)
    stand = twins.sort("_seen", maintain_order=True).unique(key, keep="last")["_at"]
    return frame.filter((~is_twin).scatter(stand, True))


def _twins(frame: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Return which rows may share their key with another: by a quick hash; the few are told apart by the key itself."""
    one = pl.struct(key) if len(key) > 1 else pl.col(key[0])
    hashed = frame.select(one.hash()).to_series()
    ordered = np.sort(hashed.to_numpy())
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    has_key = frame.select(pl.any_horizontal(pl.col(key).is_not_null())).to_series()
    return hashed.is_in(pl.Series(twice).implode()) & has_key


def _newest_groups(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Return all rows of each key in the file that was seen last; of equals, in the last file."""
    order = frame.select(*key, pl.col(CAPTURED).fill_null(_EARLIEST).alias("_seen"), _FILE)
    is_last = order.select((pl.col("_seen") == pl.col("_seen").max()).over(key)).to_series()
    last_file = pl.col(_FILE).filter("_last").max().over(key)
    stands = (
        order.with_columns(is_last.alias("_last")).select(pl.col("_last") & (pl.col(_FILE) == last_file)).to_series()
    )
    has_key = frame.select(pl.any_horizontal(pl.col(key).is_not_null())).to_series()
    return frame.filter(~has_key | stands)
