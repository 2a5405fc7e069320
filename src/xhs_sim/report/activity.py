"""What an event, a challenge, a check-in, a draw or a group did: who came, what a head cost, what a survey said."""

from typing import Any

import polars as pl

from .dates import say_days
from .evidence import Evidence, setting
from .runs import first_runs, stack
from .sections import Cell, Section, Table, dense, per_run_cells
from .words import UNKNOWN, Words

_PAID_AS = {"event": "event", "challenge": "reward", "check_in": "reward", "draw": "reward", "group": "community"}


def has_activity(evidence: Evidence) -> bool:
    """Whether people came to anything, joined anything, or were asked."""
    return any(not stack(evidence.runs, table).is_empty() for table in ("activity_daily", "community_daily", "surveys"))


def tell_activity(evidence: Evidence, words: Words) -> Section | None:
    """Tables of activities and of the answers of surveys; None where there is neither."""
    tables = [table for table in (_activities(evidence, words), _surveys(evidence, words)) if table is not None]
    if not tables:
        return None
    return Section("activity", words.say("activity_title"), (words.say("activity_lead"),), tuple(tables))


def activity_totals(evidence: Evidence) -> pl.DataFrame:
    """One row per run and activity: ``arm, seed, activity, people, notes, friends, returned, paid, per_head``.

    People are visitors or participants; of a group its members on the last day. ``per_head`` is null where
    nobody came.
    """
    daily, group = (
        stack(evidence.runs, table, brand=evidence.brand) for table in ("activity_daily", "community_daily")
    )
    keys = ["arm", "seed", "activity"]
    frames = []
    if not daily.is_empty():
        sums = (pl.col(name).sum().cast(pl.Int64) for name in ("people", "notes", "friends"))
        frames.append(daily.group_by(keys).agg(*sums, returned=pl.lit(None, pl.Float64)))
    if not group.is_empty():
        came_back = pl.col("returned").sum() / pl.when(pl.col("joined_week_ago").sum() > 0).then(
            pl.col("joined_week_ago").sum()
        )
        last = pl.col("members").sort_by("day").last().cast(pl.Int64)
        nothing = {name: pl.lit(None, pl.Int64) for name in ("notes", "friends")}
        frames.append(
            group.with_columns(activity=pl.lit("group")).group_by(keys).agg(people=last, **nothing, returned=came_back)
        )
    if not frames:
        return pl.DataFrame()
    totals = pl.concat(frames).with_columns(kind=pl.col("activity").replace_strict(_PAID_AS, default=None))
    ledger = stack(evidence.runs, "ledger", brand=evidence.brand)
    paid = ledger.group_by("arm", "seed", "kind").agg(paid=pl.col("amount_cny").sum())
    both = totals.join(paid, on=["arm", "seed", "kind"], how="left").with_columns(pl.col("paid").fill_null(0.0))
    return both.with_columns(per_head=pl.col("paid") / pl.when(pl.col("people") > 0).then(pl.col("people"))).drop(
        "kind"
    )


_COLUMNS = (("people", "users"), ("notes", "notes"), ("friends", "users"), ("returned", "returned_share"),
            ("paid", "spend"), ("per_head", "cost_per_head"))  # fmt: skip


def _activities(evidence: Evidence, words: Words) -> Table | None:
    totals = activity_totals(evidence)
    if totals.is_empty():
        return None
    friends = pl.when(pl.col("activity") == "event").then(pl.col("friends"))  # nobody else tells friends
    named = totals.with_columns(friends, key=pl.col("arm") + "/" + pl.col("activity"))
    cells = {
        column: per_run_cells(
            named.select("key", value=pl.col(column).cast(pl.Float64)), "key", metric, evidence, words
        )
        for column, metric in _COLUMNS
    }
    days = _days(evidence, words)
    found = set(named.select("arm", "activity").iter_rows())
    order = [(arm, activity) for arm in evidence.arms for activity in _PAID_AS if (arm, activity) in found]
    rows = [
        (
            Cell(words.arm(arm), (words.say(f"activity_{activity}"),)),
            [
                Cell(days.get((arm, activity), UNKNOWN)),
                *(cells[c].get(f"{arm}/{activity}", Cell(UNKNOWN)) for c, _ in _COLUMNS),
            ],
        )
        for arm, activity in order
    ]
    heads = [words.say(f"activity_head_{name}") for name in ("arm", "days", *(column for column, _ in _COLUMNS))]
    return Table("activities", words.say("activity_table"), *dense(heads, rows), words.say("activity_caption"))


def _days(evidence: Evidence, words: Words) -> dict[tuple[str, str], str]:
    """When each activity ran, in the first replicate."""
    found = {}
    for arm, run in first_runs(evidence.runs).items():
        for table in ("activity_daily", "community_daily"):
            frame = run.table(table)
            if frame is None or frame.is_empty():
                continue
            shown = frame if "activity" in frame.columns else frame.with_columns(activity=pl.lit("group"))
            for activity, first, last in shown.group_by("activity").agg(
                first=pl.col("day").min(), last=pl.col("day").max()
            ).iter_rows():  # fmt: skip
                found[arm, str(activity)] = say_days(int(first), int(last), evidence.calendar, words)
    return found


def survey_shares(evidence: Evidence) -> pl.DataFrame:
    """One row per run, those asked and question: ``arm, seed, surveyed, question, asked, said, truth``; shares."""
    surveys = stack(evidence.runs, "surveys", brand=evidence.brand)
    if surveys.is_empty():
        return surveys
    asked = surveys.filter(pl.col("asked") > 0)
    frames = [
        asked.filter(pl.col(f"said_{about}").is_not_null()).select(
            "arm", "seed", "surveyed", "asked", question=pl.lit(about),
            said=pl.col(f"said_{about}") / pl.col("asked"), truth=pl.col(f"true_{about}") / pl.col("asked"),
        )
        for about in ("aware", "interested")
    ]  # fmt: skip
    return pl.concat(frames)


def _surveys(evidence: Evidence, words: Words) -> Table | None:
    shares = survey_shares(evidence)
    if shares.is_empty():
        return None
    named = shares.with_columns(
        key=pl.col("arm") + "/" + pl.col("surveyed") + "/" + pl.col("question"), off=pl.col("said") - pl.col("truth")
    )
    columns = {"asked": "users", "said": "said_share", "truth": "true_share"}
    cells = {
        column: per_run_cells(
            named.select("key", value=pl.col(column).cast(pl.Float64)), "key", metric, evidence, words
        )
        for column, metric in columns.items()
    }
    off = {
        key: words.percent(value, sign=True)
        for key, value in named.group_by("key").agg(pl.col("off").mean()).iter_rows()
    }
    groups = shares.select("arm", "surveyed", "question").unique(maintain_order=True).iter_rows()
    rows: list[Any] = [
        (
            Cell(words.arm(arm), (words.say(f"surveyed_{who}"), words.say(f"survey_{about}"))),
            [
                *(cells[c].get(f"{arm}/{who}/{about}", Cell(UNKNOWN)) for c in columns),
                Cell(off[f"{arm}/{who}/{about}"]),
            ],
        )
        for arm, who, about in sorted(groups, key=lambda row: (evidence.arms.index(row[0]), row[1], row[2]))
        if arm in evidence.arms
    ]
    heads = [words.say(f"survey_head_{name}") for name in ("arm", *columns, "off")]
    return Table(
        "surveys",
        words.say("survey_table"),
        *dense(heads, rows),
        words.say("survey_caption", error=_error(evidence, shares, words)),
    )


def _error(evidence: Evidence, shares: pl.DataFrame, words: Words) -> str:
    """How often answers are wrong, as the settings of those who asked have it."""
    asking = set(shares.select("arm", "surveyed").iter_rows())
    paths = {
        who: f"campaign.tactics.{'survey.error' if who == 'market' else 'event.survey_error'}" for _, who in asking
    }
    rates = {
        float(rate)
        for run in evidence.runs
        for arm, who in asking
        if arm == run.arm and (rate := setting(run.config, paths[who])) is not None
    }
    return words.say("comma").join(words.percent(rate) for rate in sorted(rates)) or UNKNOWN
