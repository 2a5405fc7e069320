"""A note's biography: what one note got, when, on which surface and out of which pool; read from a run's tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from ..config.yaml_text import read_yaml
from ..records.store import Records
from .dates import Calendar, calendar_of
from .market import Market, market_of
from .runs import Run

POOLS = ("fresh", "main", "rising", "hot")  # the ladder, from below
SOURCES = (
    *POOLS,
    "followed",
    "following",
    "video_feed",
    "profile",
    "nearby",
    "search",
    "ads",
)  # of impressions, in the order drawn
COUNTED = ("impressions", "reads", "likes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Biography:
    """One note's life; times are in days of the run, ticks included.

    ``got`` has a row for each tick and source with an impression, ``stages`` one for each tick in a pool.
    """

    note: int
    about: Mapping[str, Any]  # a row of the table notes; followers of its creator
    market: Market
    n_days: int
    ticks: int  # per day
    calendar: Calendar | None
    got: pl.DataFrame  # time, source, impressions, reads, likes
    stages: pl.DataFrame  # time, stage

    @property
    def by_source(self) -> pl.DataFrame:
        """Totals of each source that showed the note, in the order drawn."""
        totals = {row["source"]: row for row in self.got.group_by("source").agg(pl.col(*COUNTED).sum()).to_dicts()}
        rows = [totals[source] for source in SOURCES if source in totals]
        return pl.DataFrame(rows, schema={"source": pl.String, **dict.fromkeys(COUNTED, pl.Int64)})

    @property
    def rungs(self) -> list[tuple[float, str]]:
        """When the note entered which pool: only the changes."""
        found: list[tuple[float, str]] = []
        for time, stage in self.stages.sort("time").iter_rows():
            if not found or found[-1][1] != stage:
                found.append((time, stage))
        return found


def read_biography(run_dir: Path, note: int | None = None) -> Biography:
    """Read a run's note; left out, the note with most impressions of those that were followed tick by tick.

    Raises
    ------
    ConfigError
        If there is no finished run, or the note was not followed.
    """
    if not (run_dir / "manifest.json").is_file():
        raise ConfigError(message("report.no_run_there", folder=run_dir))
    records = Records(run_dir / "records")
    try:
        ticks, notes = records["note_ticks"], records["notes"]
    except FileNotFoundError as error:
        raise ConfigError(
            message("report.run_lacks", folder=run_dir, name=Path(str(error.filename or error)).name)
        ) from None
    chosen = _choose(ticks, note, run_dir)
    return _told(ticks, notes, records["creators"], read_yaml(run_dir / "config.yaml"), chosen)


def biography_in(run: Run, note: int) -> Biography | None:
    """Return the life of a note of a run whose tables others ask for as well; None where one is not there."""
    ticks, notes, creators = (run.table(name) for name in ("note_ticks", "notes", "creators"))
    if ticks is None or notes is None or creators is None:
        return None
    return _told(ticks, notes, creators, run.config, note)


def _told(
    ticks: pl.DataFrame, notes: pl.DataFrame, creators: pl.DataFrame, config: Mapping[str, Any], note: int
) -> Biography:
    about = notes.filter(pl.col("note") == note).to_dicts()[0]
    followers = creators.filter(pl.col("creator") == about["creator"])["followers"]
    followed = {"followers": followers[0] if len(followers) else None}
    return biography_of(ticks.filter(pl.col("note") == note), about | followed, config)


def _choose(ticks: pl.DataFrame, note: int | None, run_dir: Path) -> int:
    if ticks.is_empty():
        raise ConfigError(message("report.no_note_followed", folder=run_dir))
    seen = ticks.group_by("note").agg(pl.col("impressions").sum()).sort(["impressions", "note"], descending=True)
    if note is None:
        return int(seen["note"][0])
    if note not in seen["note"]:
        some = ", ".join(str(key) for key in seen["note"].head(5))
        raise ConfigError(message("report.note_not_followed", note=note, some=some))
    return note


def biography_of(ticks: pl.DataFrame, about: Mapping[str, Any], config: Mapping[str, Any]) -> Biography:
    """Put a note's rows of ``note_ticks`` in order; ``config`` are the run's plain settings.

    A source is the surface; on explore it is the pool that the note was in, or *followed* if it was in none:
    then only followers can have found it.
    """
    explore = pl.col("surface") == "explore"
    named = pl.when(explore).then(pl.col("stage").fill_null("followed")).otherwise("surface")
    per_day = int(config["feed"]["ticks"])
    timed = ticks.with_columns(time=pl.col("day") + pl.col("tick") / per_day, source=named)
    got = timed.filter(pl.col("impressions") > 0).select("time", "source", *COUNTED).sort("time")
    stages = timed.filter(explore & pl.col("stage").is_not_null()).select("time", "stage").sort("time")
    return Biography(
        note=int(about["note"]), about=about, market=market_of(config["population"]),
        n_days=int(config["n_days"]), ticks=per_day, calendar=calendar_of(config), got=got, stages=stages,
    )  # fmt: skip
