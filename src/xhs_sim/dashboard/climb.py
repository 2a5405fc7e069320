"""The picture of a search: each point that was tried, and the best of them up to it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ..report.figures.style import INK, RULE, SERIES
from ..report.words import Words
from .axes import Chart, layout_of, safe, ticks, titled


def climb(rows: Sequence[Mapping[str, Any]], words: Words, metric: str) -> Chart:
    """Draw points in the order in which they were asked: ``point, gain, best, runs, is_screen, plan``."""
    known = [row for row in rows if row["gain"] is not None]
    traces: list[Chart] = []
    for is_screen, key in ((True, "dashboard_coarse"), (False, "dashboard_full")):
        own = [row for row in known if row["is_screen"] == is_screen]
        if own:
            traces.append({
                "type": "scatter", "mode": "markers", "x": [row["point"] for row in own],
                "y": [row["gain"] for row in own], "name": words.say(key), "hoverinfo": "text",
                "hovertext": [_told(row, words, metric) for row in own],
                "marker": {
                    "size": 9, "color": RULE if is_screen else SERIES[0], "line": {"color": SERIES[0], "width": 1.2},
                },
            })  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "lines", "x": [row["point"] for row in known], "y": [row["best"] for row in known],
        "name": words.say("dashboard_best_up_to"), "hoverinfo": "skip",
        "line": {"color": INK, "width": 1.8, "shape": "hv", "dash": "dot"},
    })  # fmt: skip
    layout = layout_of(height=380)
    layout["xaxis"] |= titled(words.say("dashboard_asked_as")) | {"showgrid": False, "zeroline": False}
    values = [row[name] for row in known for name in ("gain", "best")]
    layout["yaxis"] |= ticks([*values, 0.0], partial(words.tick, metric, sign=True))
    return {"data": traces, "layout": layout}


def _told(row: Mapping[str, Any], words: Words, metric: str) -> str:
    said = words.say(
        "dashboard_point_told", n=row["point"], gain=words.value(metric, row["gain"], sign=True), runs=row["runs"]
    )
    return f"{safe(said)}<br>{safe(str(row['plan']))}"
