"""Tables of studies for the page: read once, kept by path, size, time and the runs that they are of.

A study of many runs has a file of metrics for each. They are put into one table in the dashboard's own folder, so that
a picture of five thousand runs is a scan of one file; when a run is added or made anew, the table is made anew.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from ..records.run_list import runs_of
from ..records.whole_file import whole_file
from ..verdict import Judgement, from_json
from .kept import Kept
from .shelf import OWN, Study

METRICS: Final = "metrics.parquet"
SEGMENTS: Final = "records/brand_segments.parquet"
TRAITS: Final = ("gender", "age_band", "city_tier")
_SPREAD = (0.05, 0.95)


_tables = Kept(pl.read_parquet, most=24)  # in memory: a few megabytes each, at most


def table(path: Path) -> pl.DataFrame | None:
    """Return a table as it is now; None where there is none, or it cannot be read (it is being written, say)."""
    try:
        return _tables(path)
    except (OSError, pl.exceptions.PolarsError):
        return None


def judgement(study: Study) -> Judgement | None:
    """Return what a comparison was judged to have found; None where it has not been, or not by today's form."""
    try:
        return from_json(json.loads((study.folder / "verdict.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def runs_table(root: Path, study: Study, name: str = METRICS) -> pl.LazyFrame | None:
    """Return what all finished runs of a comparison have in a table of theirs, as one: with ``arm`` and ``seed``.

    Parameters
    ----------
    root : Path
        The folder that is served; the table is kept in its ``.dashboard``.
    study : Study
    name : str
        Of the runs' table, as ``metrics.parquet``.

    Returns
    -------
    lazy frame, or None where no run has it
    """
    there = [each for place in runs_of(study.folder) if (each := place / name).is_file()]
    if not there:
        return None
    about = hashlib.sha256()
    for path in there:
        stat = path.stat()
        about.update(f"{path.relative_to(study.folder)}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    kept = root / OWN / study.key / f"{Path(name).stem}-{about.hexdigest()[:16]}.parquet"
    if not kept.is_file():
        _put_together(there, kept)
    return pl.scan_parquet(kept)


def _put_together(paths: Sequence[Path], kept: Path) -> None:
    """Write many runs' tables as one, streamed; what was kept of fewer runs goes."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob(f"{kept.stem.rpartition('-')[0]}-*.parquet"):
        old.unlink(missing_ok=True)
    whose = pl.LazyFrame(
        {
            "file": [str(path) for path in paths],
            "arm": [_run_of(path).parent.name for path in paths],
            "seed": [int(_run_of(path).name.removeprefix("seed=")) for path in paths],
        },
        schema={"file": pl.String, "arm": pl.String, "seed": pl.Int64},
    )
    rows = pl.scan_parquet(list(paths), include_file_paths="file", glob=False)
    with whole_file(kept) as unfinished:
        rows.join(whose, on="file", how="inner", maintain_order="left").drop("file").sink_parquet(unfinished)


def _run_of(path: Path) -> Path:
    return next(each for each in path.parents if each.name.startswith("seed="))


def _over_runs() -> dict[str, pl.Expr]:
    """Return what a value comes to over runs: its mean, between what nine in ten of them lie, how many they are."""
    value = pl.col("value")
    low, high = (value.quantile(at, "linear") for at in _SPREAD)
    return {"mean": value.mean(), "low": low, "high": high, "n": pl.len()}


def by_day(rows: pl.LazyFrame, metric: str, brand: str | None, arms: Sequence[str]) -> pl.DataFrame:
    """Return what arms have day by day over their runs: ``arm, day, mean, low, high, n``; nine in ten lie between."""
    return (
        _of(rows, metric, brand, arms)
        .filter(pl.col("day").is_not_null())
        .group_by("arm", "day")
        .agg(**_over_runs())
        .sort("arm", "day")
        .collect()
    )  # fmt: skip


def by_run(rows: pl.LazyFrame, metric: str, brand: str | None, arms: Sequence[str]) -> pl.DataFrame:
    """Return the value of every run over all its days: ``arm, seed, value``."""
    whole = _of(rows, metric, brand, arms).filter(pl.col("day").is_null())
    return whole.select("arm", "seed", "value").sort("arm", "seed").collect()


def _of(rows: pl.LazyFrame, metric: str, brand: str | None, arms: Sequence[str]) -> pl.LazyFrame:
    is_its = pl.col("brand").is_null() if brand is None else (pl.col("brand").is_null() | (pl.col("brand") == brand))
    value = pl.col("value").fill_nan(None)
    return rows.filter((pl.col("metric") == metric) & is_its & pl.col("arm").is_in(list(arms)) & value.is_not_null())


def daily_metrics(rows: pl.LazyFrame) -> list[str]:
    """Return the metrics that are there day by day."""
    return (
        rows.filter(pl.col("day").is_not_null())
        .select(pl.col("metric").unique())
        .collect()
        .to_series()
        .sort()
        .to_list()
    )


def by_segment(rows: pl.LazyFrame, count: str, trait: str, brand: str | None, arms: Sequence[str]) -> pl.DataFrame:
    """Return which share of each segment a campaign got: ``arm, segment, mean, low, high, n``, over runs.

    Parameters
    ----------
    rows : lazy frame
        Of ``brand_segments``.
    count : str
        ``reached``, ``aware_or_more``, ``interested_or_more``, ``bought``.
    trait : str
        In ``TRAITS``.
    brand : str, optional
    arms : sequence of str
    """
    own = rows.filter(pl.col("arm").is_in(list(arms)))
    own = own if brand is None else own.filter(pl.col("brand") == brand)
    share = own.group_by("arm", "seed", trait).agg(value=pl.col(count).sum() / pl.col("users").sum())
    return (
        share.group_by("arm", pl.col(trait).alias("segment"))
        .agg(**_over_runs())
        .sort("segment", "arm")
        .collect()
    )  # fmt: skip


def effects(study: Study, metric: str) -> pl.DataFrame:
    """Return the rows of a metric in a comparison's effects, of the brand in focus or of the platform."""
    found = table(study.folder / "effects.parquet")
    if found is None:
        return pl.DataFrame()
    rows = found.filter(pl.col("metric") == metric)
    own = rows.filter(pl.col("brand") == study.brand) if study.brand else rows.clear()
    return own if own.height else rows.filter(pl.col("brand").is_null())


def told_metrics(study: Study) -> list[str]:
    """Return the metrics of a comparison that differ anywhere, those that decide first."""
    found = table(study.folder / "effects.parquet")
    if found is None:
        return []
    brand = (
        pl.col("brand").is_null()
        if study.brand is None
        else pl.col("brand").is_null() | (pl.col("brand") == study.brand)
    )
    rows = found.filter(brand & pl.col("treatment").is_not_null())
    told = judgement(study)
    first = [] if told is None else [each.objective.metric for each in told.verdicts]
    names = [*first, *(study.study.get("outcomes") or ()), *rows["metric"].to_list()]
    there = set(rows["metric"])
    return [name for name in dict.fromkeys(names) if name in there]
