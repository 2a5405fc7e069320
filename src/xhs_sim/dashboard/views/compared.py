"""A comparison: what arms changed, day by day, run by run, and among whom."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ...report.words import Words
from ..cards import Card, Chosen, Control, Drawn, Seen
from ..charts import Looks, dots, lines, strips
from ..frames import (
    SEGMENTS,
    TRAITS,
    by_day,
    by_run,
    by_segment,
    daily_metrics,
    effects,
    judgement,
    runs_table,
    told_metrics,
)  # fmt: skip
from ..parts import Option

_COUNTS = ("reached", "aware_or_more", "interested_or_more", "bought")


def arms_of(seen: Seen) -> list[Option]:
    """Return the arms, the baseline first, as they are called."""
    named = list(seen.study.origin.get("arms") or {})
    baseline = seen.study.study.get("baseline")
    order = [arm for arm in named if arm == baseline] + [arm for arm in named if arm != baseline]
    return [(arm, seen.words.arm(arm)) for arm in order]


def looks_of(seen: Seen) -> Looks:
    """Return how arms look."""
    return Looks([arm for arm, _ in arms_of(seen)], seen.study.study.get("baseline"), left_out_of(seen))


def left_out_of(seen: Seen) -> list[str]:
    """Return the arms that the verdict leaves out, in their order: not carried out as planned, or beyond the model."""
    told = judgement(seen.study) if seen.study.kind == "compare" else None
    out = set() if told is None else {*told.main.not_carried_out, *told.main.out_of_range}
    return [arm for arm, _ in arms_of(seen) if arm in out]


def with_left_out(about: str, arms: Sequence[str], seen: Seen) -> str:
    """Return how a picture is read, with what is drawn faintly in it and why."""
    words, told = seen.words, judgement(seen.study)
    said = [about]
    for key, out in (("undone", () if told is None else told.main.not_carried_out),
                     ("beyond", () if told is None else told.main.out_of_range)):  # fmt: skip
        if there := [arm for arm in arms if arm in out]:
            said.append(words.say(f"dashboard_faint_{key}", arms=words.arms(there)))
    return words.say("gap").join(said)


def _treated(seen: Seen) -> list[Option]:
    return [option for option in arms_of(seen) if option[0] != seen.study.study.get("baseline")]


def _metrics(seen: Seen) -> list[Option]:
    return [(name, seen.words.metric(name)) for name in told_metrics(seen.study)]


def _daily(seen: Seen) -> list[Option]:
    rows = runs_table(seen.root, seen.study)
    there = set() if rows is None else set(daily_metrics(rows))
    first = [name for name in told_metrics(seen.study) if name in there]
    return [(name, seen.words.metric(name)) for name in dict.fromkeys((*first, *sorted(there)))]


def draw_effects(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw what each arm changed against the baseline."""
    words, metric = seen.words, str(chosen["metric"])
    found = effects(seen.study, metric)
    rows = [
        {"arm": row["arm"], "at": row["diff"], "low": row["ci_low"], "high": row["ci_high"], "n": row["n_pairs"]}
        for row in (found.iter_rows(named=True) if found.height else ())
        if row["diff"] is not None and row["arm"] in _listed(chosen["arms"])
    ]
    if not rows:
        return Drawn(words.say("dashboard_no_effects"), words.say("dashboard_no_effects_why"), None)
    level, n = words.percent(found["level"].to_list()[0]), max(row["n"] for row in rows)
    baseline = words.arm(str(seen.study.study.get("baseline")))
    about = words.say("dashboard_effects_about", baseline=baseline, level=level, n=n)
    about = with_left_out(about, [row["arm"] for row in rows], seen)
    table = pl.DataFrame({
        words.say("dashboard_arm"): [words.arm(row["arm"]) for row in rows],
        words.say("dashboard_change"): [words.value(metric, row["at"], sign=True) for row in rows],
        words.say("dashboard_interval"): [words.span(metric, row["low"], row["high"], sign=True) for row in rows],
        words.say("dashboard_runs"): [row["n"] for row in rows],
    })  # fmt: skip
    return Drawn(
        _found(rows, metric, seen), about, dots(rows, looks_of(seen), words, metric), table, numbers_of(rows, words)
    )


def _found(rows: Sequence[dict[str, Any]], metric: str, seen: Seen) -> str:
    """Say which arm changed a metric most, of those whose interval leaves zero out; or that none did."""
    words = seen.words
    sure = [row for row in rows if row["low"] is not None and (row["low"] > 0 or row["high"] < 0)]
    if not sure:
        return words.say("dashboard_effects_none", metric=words.metric(metric))
    most = max(sure, key=lambda row: abs(row["at"]))
    change, span = (
        words.value(metric, most["at"], sign=True),
        words.span(metric, most["low"], most["high"], sign=True),
    )
    key = "left_out" if most["arm"] in left_out_of(seen) else "most" if len(rows) > 1 else "one"
    return words.say(
        f"dashboard_effects_{key}", metric=words.metric(metric), arm=words.arm(most["arm"]), change=change, span=span
    )


def draw_daily(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw a metric day by day: the mean over runs, and between what nine in ten of them lie."""
    words, metric = seen.words, chosen["daily"]
    rows = runs_table(seen.root, seen.study)
    frame = None if rows is None or metric is None else by_day(rows, metric, seen.study.brand, _listed(chosen["arms"]))
    if frame is None or not frame.height:
        return Drawn(words.say("dashboard_no_days"), words.say("dashboard_no_days_why"), None)
    chart = lines(frame, looks_of(seen), words, metric, "day", words.say("dashboard_day"))
    title = words.say("dashboard_daily_title", metric=words.metric(metric))
    n = int(frame["n"].max())  # type: ignore[arg-type]
    about = with_left_out(words.say("dashboard_daily_about", n=n), _listed(chosen["arms"]), seen)
    return Drawn(title, about, chart, _by(frame, "day", metric, seen), named(frame, words))


def draw_runs(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw every run of every arm: how far luck alone goes."""
    words, metric = seen.words, chosen["metric"]
    rows, arms = runs_table(seen.root, seen.study), _listed(chosen["arms"])
    frame = None if rows is None or metric is None else by_run(rows, metric, seen.study.brand, arms)
    if frame is None or not frame.height:
        return Drawn(words.say("dashboard_no_runs"), words.say("dashboard_no_runs_why"), None)
    title = words.say("dashboard_runs_title", metric=words.metric(metric))
    about = with_left_out(words.say("dashboard_runs_about", n=frame.height), arms, seen)
    table = frame.select(
        pl.col("arm").map_elements(words.arm, pl.String).alias(words.say("dashboard_arm")),
        pl.col("seed").cast(pl.String).alias(words.say("dashboard_seed")),
        pl.col("value").map_elements(lambda value: words.value(metric, value), pl.String).alias(words.metric(metric)),
    )
    shown = [arm for arm in arms if arm in set(frame["arm"])]
    return Drawn(title, about, strips(frame, shown, looks_of(seen), words, metric), table, named(frame, words))


def draw_segments(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw which share of each segment an arm got."""
    words, trait, count = seen.words, str(chosen["trait"]), str(chosen["count"])
    rows = runs_table(seen.root, seen.study, SEGMENTS)
    arms = _listed(chosen["arms"])
    frame = None if rows is None else by_segment(rows, count, trait, seen.study.brand, arms)
    if frame is None or not frame.height:
        return Drawn(words.say("dashboard_no_segments"), words.say("dashboard_no_segments_why"), None)
    looks, metric = looks_of(seen), "reach_share"
    marks = [
        {"arm": row["arm"], "name": f"{words.segment(row['segment'])} · {words.arm(row['arm'])}", "at": row["mean"],
         "low": row["low"], "high": row["high"]}
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    title = words.say("dashboard_segments_title", what=words.say(f"dashboard_count_{count}"))
    called = frame.with_columns(segment=pl.col("segment").map_elements(words.segment, pl.String))
    table = _by(called, "segment", metric, seen)
    return Drawn(
        title,
        words.say("dashboard_segments_about"),
        dots(marks, looks, words, metric, sign=False),
        table,
        named(frame, words),
    )


def named(frame: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Return numbers with arms as they are called."""
    return frame.with_columns(pl.col("arm").map_elements(words.arm, pl.String))


def numbers_of(rows: Sequence[Mapping[str, Any]], words: Words) -> pl.DataFrame:
    """Return marks as numbers: what each is of, its value and its interval."""
    name = [str(row.get("name") or words.arm(row["arm"])) for row in rows]
    values = {key: pl.Series([row[key] for row in rows], dtype=pl.Float64) for key in ("at", "low", "high")}
    return pl.DataFrame({"name": name, "value": values["at"], "low": values["low"], "high": values["high"]})


def _by(frame: pl.DataFrame, by: str, metric: str, seen: Seen) -> pl.DataFrame:
    words = seen.words
    return frame.select(
        pl.col(by).alias(words.say(f"dashboard_{by}")),
        pl.col("arm").map_elements(words.arm, pl.String).alias(words.say("dashboard_arm")),
        pl.col("mean")
        .map_elements(lambda value: words.value(metric, value), pl.String)
        .alias(words.say("dashboard_mean")),
        pl.struct("low", "high")
        .map_elements(lambda row: words.span(metric, row["low"], row["high"]), pl.String)
        .alias(words.say("dashboard_nine_in_ten")),
    )


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value or ()]


_ARMS = Control("arms", arms_of, is_many=True)
_METRIC = Control("metric", _metrics)
CARDS = (
    Card("compare", "effects", draw_effects, (_METRIC, Control("arms", _treated, is_many=True))),
    Card("compare", "daily", draw_daily, (Control("daily", _daily), _ARMS)),
    Card("compare", "runs", draw_runs, (_METRIC, _ARMS)),
    Card("compare", "segments", draw_segments, (
        Control("count", lambda seen: [(each, seen.words.say(f"dashboard_count_{each}")) for each in _COUNTS]),
        Control("trait", lambda seen: [(each, seen.words.say(f"dashboard_trait_{each}")) for each in TRAITS]),
        _ARMS,
    )),
)  # fmt: skip
