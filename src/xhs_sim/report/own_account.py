"""How an account of one's own grew: followers by week, what kinds of notes did well, its best and its worst notes."""

from collections.abc import Sequence

import polars as pl

from .dates import say_day, say_days
from .evidence import Evidence, found_once
from .runs import Run, first_runs, stack
from .sections import Cell, Section, Table, dense, per_run_cells
from .words import UNKNOWN, Words

WEEK = 7
_GROWN = 7  # days of life by which a note has most of what it will get; half the run, if that is shorter
_TRAITS = ("hour", "format", "topic")
COVERS = pl.col("impressions").sum() - pl.col("reads").sum() + pl.col("clicks").sum()  # in the video feed are none
_RATES = (
    ("impressions", "impressions"),
    ("click_share", "click_share"),
    ("engagements", "engagements"),
    ("follows", "follows"),
)


def has_account(evidence: Evidence) -> bool:
    """Whether a team plans an account, in any arm."""
    return any(run.config.get("account", {}).get("owner", "nobody") != "nobody" for run in evidence.runs)


def tell_account(evidence: Evidence, words: Words) -> Section | None:
    """Followers by week, kinds of notes compared, best and worst notes; None where nobody plans an account."""
    if not has_account(evidence):
        return None
    notes = own_notes(evidence)
    tables = [_weeks(evidence, words), _kinds(notes, evidence, words), _extremes(notes, evidence, words)]
    told = tuple(table for table in tables if table is not None)
    return Section("account", words.say("account_title"), (words.say("account_lead"),), told) if told else None


def weekly_gain(evidence: Evidence) -> pl.DataFrame:
    """Followers gained: ``arm, seed, week, first, last, value``; weeks begin with the plan."""
    daily = stack(evidence.runs, "account_daily")
    if daily.is_empty():
        return daily
    since = pl.col("day") - pl.col("day").min().over("arm", "seed")
    return (
        daily.with_columns(week=since // WEEK)
        .group_by("arm", "seed", "week")
        .agg(
            first=pl.col("day").min(), last=pl.col("day").max(),
            value=(pl.col("follows") - pl.col("unfollows")).sum().cast(pl.Float64),
        )
        .sort("arm", "seed", "week")
    )  # fmt: skip


@found_once
def own_notes(evidence: Evidence) -> pl.DataFrame:
    """The account's notes since its plan began: columns of ``notes`` and ``arm, seed, hour, engagements, is_grown``.

    ``hour`` is the first hour of the part of the day in which a note appeared; null where it was not followed.
    """
    if stack(evidence.runs, "account_daily").is_empty():
        return pl.DataFrame()
    firsts = [*first_runs(evidence.runs).values()]  # others ask for tables of these, of all there is no room
    frames = [frame for run in evidence.runs if (frame := _own_notes_of(run, keep=run in firsts)) is not None]
    return pl.concat(frames) if frames else pl.DataFrame()


def _own_notes_of(run: Run, *, keep: bool) -> pl.DataFrame | None:
    daily = run.table("account_daily")
    if daily is None or daily.is_empty():
        return None
    notes, ticks = (run.table(name, keep=keep) for name in ("notes", "note_ticks"))
    if notes is None:
        return None
    mine = pl.col("creator") == daily["creator"][0], pl.col("published_day") >= daily["day"].min()
    per_day, n_days = int(run.config["feed"]["ticks"]), int(run.config["n_days"])
    found = notes.filter(*mine, ~pl.col("is_sponsored"))
    if ticks is None:
        hours = pl.DataFrame(schema={"note": pl.UInt64, "hour": pl.Int64})
    else:
        first = ticks.join(found.select("note"), on="note", how="semi").group_by("note").agg(
            tick=pl.col("tick").sort_by("day", "tick").first().cast(pl.Int64)
        )  # fmt: skip
        hours = first.select("note", hour=pl.col("tick") * 24 // per_day)
    return found.join(hours, on="note", how="left").select(
        pl.lit(run.arm).alias("arm"), pl.lit(run.seed, dtype=pl.Int64).alias("seed"), pl.all(),
        engagements=pl.col("likes") + pl.col("saves") + pl.col("comments"),
        is_grown=n_days - pl.col("published_day") >= min(_GROWN, n_days / 2),
        hours_long=pl.lit(24 // per_day),
    )  # fmt: skip


def _weeks(evidence: Evidence, words: Words) -> Table | None:
    gains = weekly_gain(evidence)
    if gains.is_empty():
        return None
    weeks = gains.group_by("week").agg(pl.col("first").min(), pl.col("last").max()).sort("week").to_dicts()
    total = gains.group_by("arm", "seed").agg(pl.col("value").sum())
    columns = [
        per_run_cells(
            gains.filter(pl.col("week") == week["week"]), "arm", "followers_gained", evidence, words, lowest=None
        )
        for week in weeks
    ]
    columns.append(per_run_cells(total, "arm", "followers_gained", evidence, words, lowest=None))
    arms = [arm for arm in evidence.arms if arm in columns[-1]]
    rows = [(Cell(words.arm(arm)), [column.get(arm, Cell(UNKNOWN)) for column in columns]) for arm in arms]
    heads = [words.say("table_arm"), *(say_days(w["first"], w["last"], evidence.calendar, words) for w in weeks)]
    return Table(
        "weeks", words.say("account_weeks"), *dense([*heads, words.say("account_all_weeks")], rows),
        words.say("account_weeks_caption", level=words.percent(evidence.level)),
    )  # fmt: skip


def _kinds(notes: pl.DataFrame, evidence: Evidence, words: Words) -> Table | None:
    """Hours, formats and topics beside one another, over the notes of all arms that are old enough."""
    if notes.is_empty():
        return None
    grown = notes.filter(pl.col("is_grown"))
    rows: list[tuple[Cell, Sequence[Cell]]] = []
    for trait in _TRAITS:
        told = grown.filter(pl.col(trait).is_not_null())
        values = told[trait].unique().sort().to_list()
        if len(values) < 2:  # nothing to compare
            continue
        per_run = told.with_columns(key=pl.col(trait).cast(pl.String)).group_by("key", "seed").agg(
            pl.len().alias("notes"), clicked=pl.col("clicks").sum(), seen=COVERS,
            **{name: pl.col(name).mean() for name in ("impressions", "engagements", "follows")},
        )  # fmt: skip
        rates = per_run.with_columns(click_share=pl.col("clicked") / pl.when(pl.col("seen") > 0).then(pl.col("seen")))
        cells = [
            per_run_cells(rates.select("key", value=name), "key", metric, evidence, words) for name, metric in _RATES
        ]
        counts = dict(per_run.group_by("key").agg(pl.col("notes").sum()).iter_rows())
        rows += [
            (
                Cell(_said(trait, value, told, words), (words.say(f"account_{trait}"),)),
                [Cell(words.number(counts[str(value)])), *(column.get(str(value), Cell(UNKNOWN)) for column in cells)],
            )
            for value in values
        ]
    if not rows:
        return None
    heads = [words.say(f"account_head_{name}") for name in ("kind", "notes", *(name for name, _ in _RATES))]
    return Table("kinds", words.say("account_kinds"), *dense(heads, rows), words.say("account_kinds_caption"))


def _said(trait: str, value: object, notes: pl.DataFrame, words: Words) -> str:
    if trait == "hour":
        return f"{value:02d}:00–{int(str(value)) + int(notes['hours_long'][0]):02d}:00"
    return words.topic(str(value)) if trait == "topic" else words.say(f"format_{value}")


def extreme_notes(notes: pl.DataFrame, evidence: Evidence) -> pl.DataFrame:
    """The notes with most and with fewest impressions in the first replicate of each arm: ``which``, best or worst.

    Only notes that are old enough; none of an arm that has a single one.
    """
    frames = []
    for arm, run in first_runs(evidence.runs).items():
        grown = notes.filter(pl.col("is_grown"), pl.col("arm") == arm, pl.col("seed") == run.seed)
        ranked = grown.sort(["impressions", "note"], descending=True)
        if arm in evidence.arms and ranked.height > 1:
            frames.append(pl.concat([ranked.head(1), ranked.tail(1)]).with_columns(which=pl.Series(["best", "worst"])))
    return pl.concat(frames) if frames else pl.DataFrame()


def _extremes(notes: pl.DataFrame, evidence: Evidence, words: Words) -> Table | None:
    found = pl.DataFrame() if notes.is_empty() else extreme_notes(notes, evidence)
    if found.is_empty():
        return None
    rows = [
        (Cell(words.arm(row["arm"]), (words.say(f"account_{row['which']}"),)), _note_cells(row, evidence, words))
        for arm in evidence.arms
        for row in found.filter(pl.col("arm") == arm).to_dicts()
    ]
    names = (
        "note", "published", "about", "impressions_got", "clicks_got", "likes_got", "saves_got", "follows_got",
        "searched",
    )  # fmt: skip
    heads = [words.say(f"account_head_{name}") for name in names]
    return Table("notes", words.say("account_notes"), *dense(heads, rows), words.say("account_notes_caption"))


def _note_cells(row: dict[str, object], evidence: Evidence, words: Words) -> list[Cell]:
    hour = (
        ()
        if row["hour"] is None
        else (f"{row['hour']:02d}:00–{int(str(row['hour'])) + int(str(row['hours_long'])):02d}:00",)
    )
    seen = float(str(row["impressions"]))
    share = words.percent(round(float(str(row["impressions_search"])) / seen, 2)) if seen else UNKNOWN
    counts = (
        Cell(words.number(float(str(row[name])))) for name in ("impressions", "clicks", "likes", "saves", "follows")
    )
    about = Cell(words.topic(str(row["topic"])), (words.say(f"format_{row['format']}"),))
    published = Cell(say_day(int(str(row["published_day"])), evidence.calendar, words), hour)
    return [published, about, *counts, Cell(share)]
