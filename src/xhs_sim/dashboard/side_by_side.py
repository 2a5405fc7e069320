"""Studies side by side: the level of one metric in every arm of each, with what it changed against its own baseline."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from dash import dcc, html

from ..report.words import Words
from .cards import GRAPH, table_of
from .charts import Looks, dots
from .frames import effects, judgement, told_metrics
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
    named = metric or next(
        (v.objective.metric for study in studies if (found := judgement(study)) for v in found.verdicts), None
    )
    if named is None:
        return [html.P(words.say("dashboard_no_effects"), className="about")]
    rows, cells = [], []
    for study in studies:
        own = words.calling(dict(study.study.get("labels") or {}))
        for row in effects(study, named).iter_rows(named=True):
            name = own.arm(row["arm"]) if len(studies) == 1 else f"{own.arm(row['arm'])} · {study.place}"
            cells.append((name, words.value(named, row["treatment"]), words.value(named, row["diff"], sign=True),
                          words.span(named, row["ci_low"], row["ci_high"], sign=True)))  # fmt: skip
            if row["diff"] is not None:
                rows.append(
                    {
                        "arm": study.key + row["arm"],
                        "name": name,
                        "at": row["diff"],
                        "low": row["ci_low"],
                        "high": row["ci_high"],
                    }
                )
    heads = (
        words.say("dashboard_arm"),
        words.metric(named),
        words.say("dashboard_change"),
        words.say("dashboard_interval"),
    )
    table = pl.DataFrame(cells, schema=dict.fromkeys(heads, pl.String), orient="row")
    title = words.say("dashboard_beside_title", metric=words.metric(named))
    looks = Looks([row["arm"] for row in rows], None)
    picture = dcc.Graph(figure=dots(rows[:_MOST], looks, words, named), config=GRAPH) if rows else None
    about = words.say("dashboard_beside_each")
    box = html.Div(picture, role="img", className="box", **{"aria-label": f"{title} {about}"}) if picture else None
    return [html.H2(title), html.P(about, className="about"), box, html.Div(table_of(table, words))]


__all__ = ["draw_beside", "metrics_of"]
