"""A search for the best: what more money in each pot brings, where the next goes, which goals one chooses between."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import polars as pl

from ...report.optimum import Sought, is_sure, next_rows
from ...report.words import Words
from ..cards import Card, Chosen, Control, Drawn, Seen
from ..charts import Looks, bars, lines, points
from ..climb import climb
from ..frames import table
from ..parts import Option
from ..tried import aims_of, best_of, plan_told, signs_of, tried
from .compared import numbers_of

_LEVEL: Final = 0.95


def _response(seen: Seen) -> pl.DataFrame | None:
    return table(seen.study.folder / "response.parquet")


def _metric(seen: Seen) -> str:
    aims = seen.study.origin.get("aims") or [{}]
    return str(aims[0].get("metric") or "value")


def _pots(seen: Seen) -> list[Option]:
    found = _response(seen)
    names = (
        [] if found is None else found.filter(pl.col("kind") == "curve")["name"].unique(maintain_order=True).to_list()
    )
    return [(name, seen.words.line(name)) for name in names if name is not None]


def draw_curves(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw what is gained along the money in each pot, all else held at the best split."""
    words, found, metric = seen.words, _response(seen), _metric(seen)
    if found is None or not _pots(seen):
        return Drawn(words.say("dashboard_no_curves"), words.say("dashboard_no_curves_why"), None)
    pots = [str(pot) for pot in chosen["pots"] or ()]
    money = seen.study.origin.get("money_cny") or 1.0
    curves = found.filter((pl.col("kind") == "curve") & pl.col("name").is_in(pots)).select(
        arm="name", money=pl.col("share") * money, mean="gain", low="gain_low", high="gain_high"
    )
    named = words.calling({pot: words.line(pot) for pot in pots} | dict(words.labels))
    looks = Looks([name for name, _ in _pots(seen)], None)
    is_money = bool(seen.study.origin.get("money_cny"))
    along = words.say("dashboard_money" if is_money else "dashboard_share")
    chart = lines(curves, looks, named, metric, "money", along, is_money=is_money)
    title = words.say("dashboard_curves_title", metric=words.metric(metric))
    shown = curves.select(
        pl.col("arm").map_elements(words.line, pl.String).alias(words.say("dashboard_pot")),
        pl.col("money").map_elements(words.money if is_money else words.percent, pl.String).alias(along),
        pl.col("mean").map_elements(lambda v: words.value(metric, v, sign=True), pl.String).alias(words.metric(metric)),
        pl.struct("low", "high")
        .map_elements(lambda row: words.span(metric, row["low"], row["high"], sign=True), pl.String)
        .alias(words.say("dashboard_interval")),
    )
    return Drawn(title, words.say("dashboard_curves_about"), chart, shown, curves)


def draw_next(seen: Seen, _: Chosen) -> Drawn:
    """Draw what the next money in each pot brings, by the yuan; of a search without money, what the whole step does."""
    words, found, metric = seen.words, _response(seen), _metric(seen)
    rows = [] if found is None else [row for row in next_rows(found) if row["more"] is not None]
    if not rows:
        return Drawn(words.say("dashboard_no_next"), words.say("dashboard_no_next_why"), None)
    sought = _sought(seen)
    spans = [sought.rates(row, words, sign=True) for row in rows]
    marks = [_mark(row, span, sought, words) for row, span in zip(rows, spans, strict=True)]
    first, per = marks[0], words.say(sought.in_unit("dashboard_per"))
    key = sought.in_unit("dashboard_next_title" if is_sure(rows[0]) else "dashboard_next_open")
    title = words.say(key, pot=first["name"], rate=words.value(metric, first["at"], sign=True))
    rates = [words.value(metric, mark["at"], sign=True) for mark in marks]
    heads = (words.say("dashboard_pot"), per, words.say("dashboard_interval"))
    shown = pl.DataFrame(dict(zip(heads, ([mark["name"] for mark in marks], rates, spans), strict=True)))
    chart = bars(marks, per, partial(words.tick, metric))
    return Drawn(title, words.say(sought.in_unit("dashboard_next_about")), chart, shown, numbers_of(marks, words))


def _sought(seen: Seen) -> Sought:
    """Return the search as the report knows it."""
    origin = seen.study.origin
    plan = origin.get("plan") or {}
    return Sought(
        metric=_metric(seen), pots=(), money_cny=origin.get("money_cny"), baseline=None, step=plan.get("step") or 1.0,
        level=plan.get("level") or _LEVEL, seeds=plan.get("seeds") or 0, runs=plan.get("runs") or 0,
    )  # fmt: skip


def _mark(row: Mapping[str, Any], span: str, sought: Sought, words: Words) -> dict[str, Any]:
    name, unit = words.line(row["name"]), sought.unit
    at, low, high = (None if row[end] is None else row[end] * unit for end in ("more", "more_low", "more_high"))
    told = words.say("dashboard_hover", name=name, value=words.value(sought.metric, at, sign=True), span=span)
    return {"name": name, "at": at, "low": low, "high": high, "told": told}


def has_goals(seen: Seen) -> bool:
    """Say whether a search has several goals, between which there may be a front."""
    return len(seen.study.origin.get("aims") or ()) > 1


def draw_front(seen: Seen, _: Chosen) -> Drawn:
    """Draw the plans between which only a choice of goals can tell."""
    words, front = seen.words, table(seen.study.folder / "front.parquet")
    aims = [str(aim.get("metric")) for aim in seen.study.origin.get("aims") or ()]
    if front is None or len(aims) < 2 or any(aim not in front.columns for aim in aims[:2]):
        return Drawn(words.say("dashboard_no_front"), words.say("dashboard_no_front_why"), None)
    x, y = aims[0], aims[1]
    rows = [
        {**row, "name": str(i + 1), "is_front": bool(row.get("is_on_front", True)),
         "told": f"{words.metric(x)} {words.value(x, row[x])}<br>{words.metric(y)} {words.value(y, row[y])}"}
        for i, row in enumerate(front.to_dicts())
    ]  # fmt: skip
    title = words.say("dashboard_front_title", n=sum(row["is_front"] for row in rows))
    chart = points(rows, x, y, (words.metric(x), words.metric(y)))
    return Drawn(title, words.say("dashboard_front_about"), chart, _front_table(rows, aims, words), front)


def _front_table(rows: list[dict[str, Any]], aims: list[str], words: Words) -> pl.DataFrame:
    """Return the plans of a front as they are told: what each gains, with its interval."""
    told = {True: words.say("dashboard_is_so"), False: words.say("dashboard_no")}
    shown: dict[str, list[str]] = {words.say("dashboard_plan"): [row["name"] for row in rows]}
    for aim in aims:
        shown[words.metric(aim)] = [words.value(aim, row[aim], sign=True) for row in rows]
        interval = words.say("dashboard_interval_of", metric=words.within(words.metric(aim)))
        shown[interval] = [words.span(aim, row.get(f"{aim}_low"), row.get(f"{aim}_high"), sign=True) for row in rows]
    shown[words.say("dashboard_on_front")] = [told[row["is_front"]] for row in rows]
    return pl.DataFrame(shown)


def has_answer(seen: Seen) -> bool:
    """Say whether a search has ended: before, nothing is known of what more money brings."""
    return seen.study.is_finished


def has_tried(seen: Seen) -> bool:
    """Say whether a search left what it tried; older ones did not."""
    return not seen.study.is_finished or any(tried(seen.study, aim) is not None for aim in aims_of(seen.study)[:1])


def _aims(seen: Seen) -> list[Option]:
    return [(aim, seen.words.metric(aim)) for aim in aims_of(seen.study)]


def draw_tried(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw every point that was tried, in the order in which it was asked, and the best of them up to each."""
    words, aim = seen.words, str(chosen["aim"])
    points = tried(seen.study, aim)
    best = None if points is None else best_of(seen.study, points, aim)
    if points is None or best is None:
        return Drawn(words.say("dashboard_no_tried"), words.say("dashboard_no_tried_why"), None)
    rows = points.with_columns(plan=pl.Series([plan_told(row, words) for row in points.iter_rows(named=True)]))
    shown = rows.sort(pl.col("gain") * signs_of(seen.study).get(aim, 1), descending=True, nulls_last=True).select(
        pl.col("plan").alias(words.say("dashboard_plan")),
        pl.col("gain")
        .map_elements(lambda gain: words.value(aim, gain, sign=True), pl.String)
        .fill_null(words.say("dashboard_run_failed"))
        .alias(words.metric(aim)),
        pl.col("runs").alias(words.say("dashboard_runs")),
        pl.col("is_screen")
        .replace_strict({True: words.say("dashboard_coarse"), False: words.say("dashboard_full")})
        .alias(words.say("dashboard_how_run")),
        pl.col("point").alias(words.say("dashboard_asked_as")),
    )
    said = {"n": points.height, "gain": words.value(aim, best["gain"], sign=True), "point": best["point"]}
    title = words.say("dashboard_tried_title", metric=words.metric(aim), **said)
    about = words.say("dashboard_tried_about" if seen.study.is_finished else "dashboard_tried_still")
    numbers = points.rename({"best": "best_so_far"})
    return Drawn(title, about, climb(rows.to_dicts(), words, aim), shown, numbers)


CARDS = (
    Card("optimise", "curves", draw_curves, (Control("pots", _pots, is_many=True),), is_there=has_answer),
    Card("optimise", "next", draw_next, is_there=has_answer),
    Card("optimise", "front", draw_front, is_there=lambda seen: has_goals(seen) and has_answer(seen)),
    Card("optimise", "tried", draw_tried, (Control("aim", _aims),), is_there=has_tried),
)
