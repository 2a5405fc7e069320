"""Studies side by side: the level of one metric in every arm of each, with what it changed against its own baseline."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from dash import html

from ..report.words import Words
from .charts import Looks, dots
from .frames import effects, judgement, told_metrics
from .parts import picture, table
from .shelf import Study

_MOST = 12  # rows


def metrics_of(studies: Sequence[Study]) -> list[str]:
    """Return the metrics that all of some studies have."""
    each = [told_metrics(study) for study in studies]
    if not each:
        return []
    common = set(each[0]).intersection(*each[1:])
    return [name for name in each[0] if name in common]


def draw_beside(studies: Sequence[Study], metric: str | None, words: Words) -> list[Any]:
    """Show the arms of studies on a metric, each with its change against the baseline of its own study."""
    named = metric or _decisive(studies)
    if named is None:
        return [html.P(words.say("dashboard_no_effects"), className="about")]
    marks, cells = [], []
    for study in studies:
        own = words.calling(dict(study.study.get("labels") or {}))
        for row in effects(study, named).iter_rows(named=True):
            name = own.arm(row["arm"]) if len(studies) == 1 else f"{own.arm(row['arm'])} · {study.place}"
            change = words.value(named, row["diff"], sign=True)
            span = words.span(named, row["ci_low"], row["ci_high"], sign=True)
            cells.append((name, words.value(named, row["treatment"]), change, span))
            if row["diff"] is not None:
                at = {"at": row["diff"], "low": row["ci_low"], "high": row["ci_high"]}
                marks.append({"arm": study.key + row["arm"], "name": name, **at})
    heads = (words.metric(named), words.say("dashboard_change"), words.say("dashboard_interval"))
    rows = pl.DataFrame(cells, schema=dict.fromkeys((words.say("dashboard_arm"), *heads), pl.String), orient="row")
    title, about = words.say("dashboard_beside_title", metric=words.metric(named)), words.say("dashboard_beside_each")
    looks = Looks([mark["arm"] for mark in marks], None)
    chart = dots(marks[:_MOST], looks, words, named) if marks else None
    shown = picture(chart, f"{title} {about}")
    return [html.H2(title), html.P(about, className="about"), shown, html.Div(table(rows, words))]


def _decisive(studies: Sequence[Study]) -> str | None:
    """Return the metric by which the first of some studies is decided."""
    found = [judgement(study) for study in studies]
    return next((each.main.objective.metric for each in found if each is not None), None)
