"""A sweep: a metric along what was varied, the arms beside one another; and its points, with those that failed."""

from collections import Counter
from typing import Any

import numpy as np
import polars as pl

from ...lab.plan import POINTS
from ...report.words import Words
from ...verdict.statistics import bounds_of_means
from ..cards import Card, Chosen, Control, Drawn, Seen
from ..charts import lines
from ..frames import table
from ..names import at_value, on_axis, parameter, told_values, with_path
from ..parts import Option
from ..so_far import n_whole, sweep_rows
from .compared import arms_of, looks_of, named

_ALL = "-"  # no value is picked: all points are shown, as one line
_LEVEL = 0.95


def _rows(seen: Seen) -> pl.DataFrame | None:
    return sweep_rows(seen.root, seen.study)


def _metrics(seen: Seen) -> list[Option]:
    found = _rows(seen)
    if found is None:
        return []
    whole = found.filter(pl.col("line").is_null() & pl.col("metric").is_not_null() & pl.col("value").is_not_null())
    decides = [each.get("metric") for each in seen.study.study.get("decide_by") or () if isinstance(each, dict)]
    first = [*decides, *(seen.study.study.get("outcomes") or ())]
    there = whole["metric"].unique(maintain_order=True).to_list()
    names = dict.fromkeys(name for name in (*first, *there) if name in there)
    return [(name, seen.words.metric(name)) for name in names]


def _parameters(seen: Seen) -> list[Option]:
    names = map(str, seen.study.origin.get("parameters") or ())
    return [(name, with_path(name, seen.words)) for name in names]


def _held(seen: Seen) -> list[Option]:
    """Return the values at which the other parameters may be held: ``name=value``; first none."""
    found, names = table(seen.study.folder / POINTS), [name for name, _ in _parameters(seen)]
    if found is None or len(names) < 2:
        return []
    options: list[Option] = [(_ALL, seen.words.say("dashboard_held_none"))]
    for name in names:
        values = found[name].drop_nulls().unique().sort()
        few = values if values.len() <= 30 else values.clear()
        options += [(f"{name}={value}", at_value(name, value, seen.words)) for value in few]
    return options


def draw_along(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw a metric along a parameter: the mean of the runs at each of its values, with its interval."""
    words, metric, along = seen.words, chosen["metric"], chosen["along"]
    found = _rows(seen)
    if found is None or metric is None or along is None:
        return Drawn(words.say("dashboard_no_sweep"), words.say("dashboard_no_sweep_why"), None)
    rows = _kept(found, str(metric), seen)
    held = str(chosen.get("held") or _ALL)
    if held != _ALL and (name := held.partition("=")[0]) != along:
        rows = rows.filter(pl.col(name).cast(pl.String) == held.partition("=")[2])
    rows = rows.filter(pl.col("arm").is_in([str(arm) for arm in chosen["arms"] or ()]) & pl.col(along).is_not_null())
    cells = rows.group_by("arm", along).agg(pl.col("value").mean().alias("mean"), sd=pl.col("value").std(), n=pl.len())
    cells = _with_bounds(cells.sort("arm", along))
    title = words.say("dashboard_along_title", metric=words.metric(metric), parameter=parameter(str(along), words))
    n = max(cells["n"].to_list(), default=0)
    is_pooled = len(_parameters(seen)) > 1 and held == _ALL
    key = "dashboard_along_once" if n < 2 else "dashboard_along_pooled" if is_pooled else "dashboard_along_about"
    about = words.say(key, n=n, level=words.percent(_LEVEL))
    if not cells.height:
        return Drawn(title, words.say("dashboard_no_sweep_why"), None)
    chart = lines(cells, looks_of(seen), words, metric, along, on_axis(str(along), words))
    shown = cells.select(
        pl.col(along).map_elements(told_values(str(along), words), pl.String).alias(parameter(str(along), words)),
        pl.col("arm").map_elements(words.arm, pl.String).alias(words.say("dashboard_arm")),
        pl.col("mean")
        .map_elements(lambda value: words.value(metric, value), pl.String)
        .alias(words.say("dashboard_mean")),
        pl.col("n").alias(words.say("dashboard_runs")),
    )
    return Drawn(title, about, chart, shown, named(cells, words))


def _kept(found: pl.DataFrame, metric: str, seen: Seen) -> pl.DataFrame:
    """Return the rows of a metric that are the study's brand's, or the platform's."""
    rows = found.filter((pl.col("metric") == metric) & pl.col("line").is_null() & pl.col("value").is_finite())
    own = rows.filter(pl.col("brand") == seen.study.brand) if seen.study.brand else rows.clear()
    return own if own.height else rows.filter(pl.col("brand").is_null())


def _with_bounds(cells: pl.DataFrame) -> pl.DataFrame:
    """Put the interval of a mean beside it; one run has none."""
    several = cells["n"].to_numpy() > 1
    low, high = np.full(cells.height, np.nan), np.full(cells.height, np.nan)
    if several.any():
        part = cells.filter(pl.Series(several))
        low[several], high[several] = bounds_of_means(part["mean"], part["sd"], part["n"], _LEVEL)[1:]
    return cells.with_columns(
        low=pl.Series(low, dtype=pl.Float64).fill_nan(None), high=pl.Series(high, dtype=pl.Float64).fill_nan(None)
    )


def draw_trials(seen: Seen, _: Chosen) -> Drawn:
    """List the points with what the arms came to, and why runs failed: a table alone."""
    words = seen.words
    points, found = table(seen.study.folder / POINTS), _rows(seen)
    metric = next((name for name, _ in _metrics(seen)), None)
    if points is None or found is None or metric is None:
        return Drawn(words.say("dashboard_no_sweep"), words.say("dashboard_no_sweep_why"), None)
    means = _kept(found, metric, seen).group_by("point", "arm").agg(pl.col("value").mean())
    wide = means.pivot(on="arm", index="point", values="value")
    errors = found.filter(pl.col("error").is_not_null()).group_by("point").agg(error=pl.col("error").first())
    whole = points.join(wide, on="point", how="left").join(errors, on="point", how="left")
    names = [name for name, _ in _parameters(seen)]
    heads = _heads(names, words)
    arms = [arm for arm, _ in arms_of(seen) if arm in wide.columns] or [arm for arm in wide.columns if arm != "point"]
    said = whole.select(
        *(pl.col(each).map_elements(told_values(each, words), pl.String).alias(heads[each]) for each in names),
        *(pl.col(arm).map_elements(lambda v: words.value(metric, v), pl.String).alias(words.arm(arm)) for arm in arms),
        pl.coalesce("problem", "error").alias(words.say("dashboard_error")),
    )
    n_failed = int(said[words.say("dashboard_error")].is_not_null().sum())
    title = words.say("dashboard_trials_title", n=said.height, metric=words.metric(metric))
    about = words.say("dashboard_trials_about" if n_failed else "dashboard_trials_all", n=n_failed)
    if not seen.study.is_finished:
        about = words.say("dashboard_trials_still", n=n_whole(seen.root, seen.study))
    return Drawn(title, about, None, said)


def _heads(names: list[str], words: Words) -> dict[str, str]:
    """Return the heads of columns: what parameters are called, with their paths where two are called alike."""
    called = {name: parameter(name, words) for name in names}
    often = Counter(called.values())
    return {name: head if often[head] == 1 else with_path(name, words) for name, head in called.items()}


def _choices(seen: Seen) -> list[Option]:
    found = _rows(seen)
    named = arms_of(seen)
    if named or found is None:
        return named
    return [(str(arm), seen.words.arm(str(arm))) for arm in found["arm"].drop_nulls().unique(maintain_order=True)]


_CONTROLS: tuple[Any, ...] = (
    Control("metric", _metrics), Control("along", _parameters), Control("held", _held),
    Control("arms", _choices, is_many=True),
)  # fmt: skip
CARDS = (Card("sweep", "along", draw_along, _CONTROLS), Card("sweep", "trials", draw_trials))
