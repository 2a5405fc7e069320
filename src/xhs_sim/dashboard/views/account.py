"""An account's own data: what came in week by week, and which content works, as far as that can be told."""

from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from ...config.messages import is_known, message, told
from ...content_analysis.effects import TABLE
from ...content_analysis.told import row_of
from ...ingest.exports.history import HISTORY
from ...ingest.exports.tally import STEPS
from ...report.import_report import SMALLEST_GROUP
from ..cards import Card, Chosen, Control, Drawn, Seen
from ..charts import Looks, dots, lines
from ..frames import table
from ..parts import Option

_COUNTS = ("likes", "saves", "comments", "shares", "impressions", "views", "reads")
_CONTENT = "content"  # the folder of data explore, beside that of the import
_UTC8 = "Asia/Shanghai"


def _notes(seen: Seen) -> pl.DataFrame | None:
    return table(seen.study.folder / "notes.parquet")


def _counts(seen: Seen) -> list[Option]:
    found = _notes(seen)
    there = (
        [] if found is None else [name for name in _COUNTS if name in found.columns and found[name].is_not_null().any()]
    )
    return [(name, seen.words.say(f"dashboard_own_{name}")) for name in there]


def draw_weeks(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw what notes got, by the week in which they came out: median and middle half; small weeks are not told."""
    words, count, found = seen.words, chosen["count"], _notes(seen)
    if found is None or count is None or "published_at" not in found.columns:
        return Drawn(words.say("dashboard_no_weeks"), words.say("dashboard_no_weeks_why"), None)
    latest = (
        found.sort("captured_at").unique("key", keep="last") if {"captured_at", "key"} <= {*found.columns} else found
    )
    at = _local(latest["published_at"])
    rows = latest.with_columns(week=at.dt.truncate("1w").dt.date()).filter(
        pl.col(count).is_not_null() & pl.col("week").is_not_null()
    )
    weeks = (
        rows.group_by("week")
        .agg(
            mean=pl.col(count).cast(pl.Float64).median(), low=pl.col(count).cast(pl.Float64).quantile(0.25),
            high=pl.col(count).cast(pl.Float64).quantile(0.75), n=pl.len(),
        )
        .filter(pl.col("n") >= SMALLEST_GROUP)
        .sort("week")
        .tail(104)
        .with_columns(arm=pl.lit("own"))
    )  # fmt: skip
    if not weeks.height:
        return Drawn(words.say("dashboard_no_weeks"), words.say("dashboard_no_weeks_why"), None)
    metric = "impressions"
    named = words.calling({"own": words.say(f"dashboard_own_{count}")})
    chart = lines(weeks, Looks(["own"], None), named, metric, "week", words.say("dashboard_week"))
    chart["layout"]["showlegend"] = False
    title = words.say("dashboard_weeks_title", what=words.say(f"dashboard_own_{count}"))
    shown = weeks.select(
        pl.col("week").cast(pl.String).alias(words.say("dashboard_week")),
        pl.col("n").alias(words.say("dashboard_notes")),
        pl.col("mean").map_elements(words.number, pl.String).alias(words.say("dashboard_median")),
        pl.struct("low", "high")
        .map_elements(lambda row: words.span(metric, row["low"], row["high"]), pl.String)
        .alias(words.say("dashboard_middle_half")),
    )
    return Drawn(title, words.say("dashboard_weeks_about", n=SMALLEST_GROUP), chart, shown)


def _local(times: pl.Series) -> pl.Series:
    """Return times as clocks in China show them."""
    if isinstance(times.dtype, pl.Datetime):
        aware = times if times.dtype.time_zone else times.dt.replace_time_zone("UTC")
        return aware.dt.convert_time_zone(_UTC8).dt.replace_time_zone(None)
    return times.cast(pl.String).str.to_datetime(strict=False)


def draw_works(seen: Seen, _: Chosen) -> Drawn:
    """Draw which content works: what each way multiplies the median result by."""
    words, found = seen.words, _content(seen.study.folder)
    if found is None or not found.height:
        return Drawn(words.say("dashboard_no_content"), words.say("dashboard_no_content_why"), None)
    language = words.language
    rows: list[dict[str, Any]] = [
        {"arm": row["factor"], "name": told(row_of(row), language), "at": row["ratio"] - 1, "low": row["ci_low"] - 1,
         "high": row["ci_high"] - 1, "told": row["told"], "n": row["n"]}
        for row in found.to_dicts() if row["n"] is None or row["n"] >= SMALLEST_GROUP
    ]  # fmt: skip
    sure = [row for row in rows if row["told"]]
    if sure:
        most = max(sure, key=lambda row: abs(row["at"]))
        title = words.say("dashboard_works_title", what=most["name"], change=_percent(words, most["at"]))
    else:
        title = words.say("dashboard_works_open")
    looks = Looks([*dict.fromkeys(row["arm"] for row in rows)], None)
    says = {True: words.say("dashboard_yes"), False: words.say("dashboard_not_yet")}
    shown = pl.DataFrame({
        words.say("dashboard_what"): [row["name"] for row in rows],
        words.say("dashboard_change"): [_percent(words, row["at"]) for row in rows],
        words.say("dashboard_interval"): [
            words.say("span", low=_percent(words, row["low"]), high=_percent(words, row["high"])) for row in rows
        ],
        words.say("dashboard_told"): [says[row["told"]] for row in rows],
    })  # fmt: skip
    return Drawn(
        title, words.say("dashboard_works_about"), dots(rows, looks, words, "ctr", tell=partial(_percent, words)), shown
    )


def _percent(words: Any, value: float) -> str:
    return ("+" if value > 0 else "") + str(words.percent(value))


def _content(folder: Path) -> pl.DataFrame | None:
    """Return the effects that ``data explore`` found, beside the import or in it."""
    beside = table(folder.parent / _CONTENT / TABLE)
    return beside if beside is not None else table(folder / TABLE)


def draw_cleaned(seen: Seen, _: Chosen) -> Drawn:
    """List what became of each file: rows read, kept, left out and why."""
    words, imports = seen.words, seen.study.origin.get("imports") or ()
    rows = [table_ for each in imports for table_ in each.get("tables") or ()]
    named = dict.fromkeys((*STEPS, *(key for row in rows for key in row)))  # in the order in which they are done
    steps = [name for name in named if any(name in row for row in rows) and _is_count(rows, name)]
    if not rows:
        return Drawn(words.say("dashboard_no_import"), words.say("dashboard_no_import_why"), None)
    language = words.language
    heads = {name: told(message(f"data_report.{name}"), language) for name in steps if _has_name(name)}
    shown = pl.DataFrame(
        {words.say("dashboard_file"): [str(i + 1) for i in range(len(rows))]}
        | {head: [row.get(name) for row in rows] for name, head in heads.items()}
    )
    n = sum(int(row.get("rows") or 0) for row in rows)
    tables = seen.study.origin.get("tables") or {}
    kept = sum(int(each.get("rows") or 0) for name, each in tables.items() if name != HISTORY)  # rows that stand
    return Drawn(
        words.say("dashboard_cleaned_title", n=n, kept=kept), words.say("dashboard_cleaned_about"), None, shown
    )


def _is_count(rows: list[dict[str, Any]], name: str) -> bool:
    return all(isinstance(row.get(name, 0), int) for row in rows)


def _has_name(name: str) -> bool:
    return is_known(f"data_report.{name}")


CARDS = (
    Card("own_data", "weeks", draw_weeks, (Control("count", _counts),)),
    Card("own_data", "works", draw_works),
    Card("own_data", "cleaned", draw_cleaned),
)
