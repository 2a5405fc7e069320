"""Pictures for the browser: frames in, figures of plotly as plain data out. No text lies in them but axes and names.

What a picture finds, how it is read and what it shows in words stands around it on the page (``views``).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

import polars as pl
from matplotlib.ticker import MaxNLocator

from ..report.figures.style import BASELINE, INK, MARKERS, MUTED, RULE, SERIES
from ..report.words import Words
from .axes import Chart, apart, ends, faint, flat, hover, in_lines, layout_of, row_names, safe, ticks, titled, whiskers

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS: Final = {"o": "circle", "s": "square", "D": "diamond", "^": "triangle-up", "v": "triangle-down", "P": "cross",
                   "X": "x", "p": "pentagon"}  # fmt: skip
_ROW = 46  # pixels a row of dots
_PALE: Final = 0.5  # how strongly an arm is drawn that the verdict leaves out
_FEW = 400  # runs that are drawn each


class Looks:
    """Colours and signs of arms: the same in all pictures of a study; the baseline is grey.

    Parameters
    ----------
    arms : sequence of str
    baseline : str, optional
    left_out : collection of str
        Arms that the verdict leaves out: drawn faint and hollow, their lines dotted.
    """

    def __init__(self, arms: Sequence[str], baseline: str | None, left_out: Collection[str] = ()) -> None:
        self.left_out = frozenset(left_out)
        others = [arm for arm in arms if arm != baseline]
        self._place = {arm: i for i, arm in enumerate(others)}

    def in_order(self, arms: Sequence[str]) -> list[str]:
        """Return arms as they stand beside one another: the baseline first."""
        return sorted(arms, key=lambda arm: self._place.get(arm, -1))

    def colour(self, arm: str) -> str:
        """Return an arm's colour."""
        place = self._place.get(arm)
        return BASELINE if place is None else SERIES[place % len(SERIES)]

    def symbol(self, arm: str) -> str:
        """Return an arm's sign."""
        place = self._place.get(arm)
        symbol = "circle" if place is None else _SYMBOLS[MARKERS[place % len(MARKERS)]]
        return f"{symbol}-open" if arm in self.left_out else symbol

    def dash(self, arm: str) -> str:
        """Return how an arm's line is drawn."""
        if arm in self.left_out:
            return "1px,5px"
        return _DASHES[self._place.get(arm, -1) % len(_DASHES)] if arm in self._place else "dot"

    def strength(self, arm: str) -> float:
        """Return how strongly an arm is drawn, up to 1."""
        return _PALE if arm in self.left_out else 1.0

    def called(self, arm: str, name: str, words: Words) -> str:
        """Return an arm's name, with a word where the verdict leaves it out."""
        return words.say("dashboard_arm_left_out", arm=name) if arm in self.left_out else name


def dots(
    rows: Sequence[Mapping[str, Any]], looks: Looks, words: Words, metric: str, *, sign: bool = True,
    tell: Callable[[float], str] | None = None,
) -> Chart:  # fmt: skip
    """Draw a value with its interval for each row: ``arm, at, low, high``; ``name`` where it is no arm.

    A metric's values are told as the metric is, unless ``tell`` says otherwise.
    """
    say = tell or partial(words.value, metric, sign=sign)
    names = [in_lines(looks.called(row["arm"], str(row.get("name") or words.arm(row["arm"])), words)) for row in rows]
    traces = []
    for i, row in enumerate(rows):
        told, colour = say(row["at"]), looks.colour(row["arm"])
        traces.append({
            "type": "scatter", "mode": "markers+text", "x": [row["at"]], "y": [i], "text": [told],
            "textposition": "top center", "textfont": {"color": INK, "size": 13}, "cliponaxis": False,
            "hovertext": [hover(row, flat(names[i]), words, say)], "hoverinfo": "text",
            "marker": {"color": colour, "symbol": looks.symbol(row["arm"]), "size": 11},
            "error_x": whiskers(row, "at", colour), "showlegend": False, "opacity": looks.strength(row["arm"]),
        })  # fmt: skip
    axis = {"zeroline": True, "zerolinecolor": MUTED, "zerolinewidth": 1.4} if sign else {}
    layout = layout_of(height=90 + _ROW * len(rows))
    values = [row[name] for row in rows for name in ("at", "low", "high")] + ([0.0] if sign else [])
    layout["xaxis"] |= axis | ticks(values, tell or partial(words.tick, metric, sign=sign))
    layout["yaxis"] |= row_names(names) | {"range": [len(rows) - 0.5, -0.75]}
    return {"data": traces, "layout": layout}


def lines(
    frame: pl.DataFrame,
    looks: Looks,
    words: Words,
    metric: str,
    x: str,
    x_title: str,
    *,
    sign: bool = False,
    is_money: bool = False,
) -> Chart:
    """Draw arms along ``x``, each a line within its band: ``arm, <x>, mean, low, high``."""
    traces: list[Chart] = []
    for arm in looks.in_order(frame["arm"].unique(maintain_order=True).to_list() if frame.height else []):
        own = frame.filter(pl.col("arm") == arm)
        xs, colour = own[x].to_list(), looks.colour(arm)
        name = safe(looks.called(arm, words.arm(arm), words))
        say = partial(words.value, metric, sign=sign)
        told = [hover({"at": row["mean"], **row}, name, words, say) for row in own.iter_rows(named=True)]
        if own["low"].null_count() < own.height:
            traces.append({
                "type": "scatter", "mode": "lines", "x": [*xs, *reversed(xs)],
                "y": [*own["high"].to_list(), *reversed(own["low"].to_list())], "fill": "toself", "hoverinfo": "skip",
                "fillcolor": faint(colour), "line": {"width": 0}, "showlegend": False, "legendgroup": arm,
            })  # fmt: skip
        traces.append({
            "type": "scatter", "mode": "lines+markers", "x": xs, "y": own["mean"].to_list(), "name": name,
            "legendgroup": arm, "line": {"color": colour, "dash": looks.dash(arm), "width": 2.4},
            "opacity": looks.strength(arm),
            "marker": {"symbol": looks.symbol(arm), "size": 7}, "hovertext": told, "hoverinfo": "text",
        })  # fmt: skip
    layout = layout_of(height=400)
    layout["xaxis"] |= titled(x_title) | {"showgrid": False, "zeroline": False}
    if frame.height and frame[x].dtype.is_temporal():
        layout["xaxis"] |= {"tickformat": "%Y-%m", "hoverformat": "%Y-%m-%d"}
    elif frame.height and frame[x].dtype.is_integer():  # no half of a day
        layout["xaxis"] |= {"tickvals": [*MaxNLocator(nbins=8, integer=True).tick_values(*ends(frame[x]))]}
    if is_money:
        layout["xaxis"] |= ticks(frame[x].to_list() if frame.height else [], partial(words.tick, "spend"))
    values = [v for name in ("mean", "low", "high") for v in (frame[name].to_list() if frame.height else [])]
    layout["yaxis"] |= ticks([*values, 0.0], partial(words.tick, metric, sign=sign))
    return {"data": traces, "layout": layout}


def strips(frame: pl.DataFrame, arms: Sequence[str], looks: Looks, words: Words, metric: str) -> Chart:
    """Draw every run as a dot in its arm's row, with the middle half as a box: ``arm, seed, value``."""
    traces: list[Chart] = []
    for arm in arms:
        values, name = frame.filter(pl.col("arm") == arm), safe(words.arm(arm))
        is_few = values.height <= _FEW
        told = [
            words.say("dashboard_run", name=name, seed=seed, value=words.value(metric, value))
            for _, seed, value in (values.iter_rows() if is_few else ())
        ]
        traces.append({
            "type": "box", "x": values["value"].to_list(), "name": in_lines(looks.called(arm, words.arm(arm), words)),
            "orientation": "h", "opacity": looks.strength(arm),
            "boxpoints": "all" if is_few else "outliers", "jitter": 0.5, "pointpos": 0,
            "marker": {"color": looks.colour(arm), "size": 6, "opacity": 0.65, "symbol": looks.symbol(arm)},
            "line": {"width": 1.4}, "fillcolor": faint(looks.colour(arm)), "hoveron": "points",
            "hovertext": told if is_few else None, "hoverinfo": "text" if is_few else "x",
        })  # fmt: skip
    layout = layout_of(height=90 + 62 * max(len(arms), 1))
    layout["xaxis"] |= ticks(frame["value"].to_list() if frame.height else [], partial(words.tick, metric))
    layout["yaxis"] |= {"autorange": "reversed", "showgrid": False}
    layout["showlegend"] = False
    return {"data": traces, "layout": layout}


def bars(rows: Sequence[Mapping[str, Any]], x_title: str, tell: Callable[[float], str]) -> Chart:
    """Draw a bar with its interval for each row: ``name, at, low, high, told``; ``tell`` names values on the axis."""
    names = [in_lines(str(row["name"]), 34) for row in rows]
    trace: Chart = {
        "type": "bar", "orientation": "h", "x": [row["at"] for row in rows], "y": list(range(len(rows))),
        "marker": {"color": [row.get("colour") or SERIES[0] for row in rows]}, "hoverinfo": "text",
        "hovertext": [row["told"] for row in rows], "width": 0.55,
        "error_x": {
            "type": "data", "array": [apart(row["high"], row["at"]) for row in rows],
            "arrayminus": [apart(row["at"], row["low"]) for row in rows], "color": INK, "thickness": 1.5, "width": 5,
        },
    }  # fmt: skip
    layout = layout_of(height=90 + 40 * max(len(rows), 1))
    values = [0.0, *(row[end] for row in rows for end in ("at", "low", "high"))]
    layout["xaxis"] |= titled(x_title) | ticks(values, tell)
    layout["yaxis"] |= row_names(names) | {"autorange": "reversed"}
    layout["showlegend"] = False
    return {"data": [trace], "layout": layout}


def points(rows: Sequence[Mapping[str, Any]], x: str, y: str, titles: tuple[str, str]) -> Chart:
    """Draw points in a plane with their intervals, those of the front in colour.

    Rows have ``name, told, is_front`` and, under the names of both axes, the value, ``<axis>_low`` and ``<axis>_high``.
    """
    traces = [
        {
            "type": "scatter", "mode": "markers", "x": [row[x]], "y": [row[y]], "name": row["name"],
            "hovertext": [row["told"]], "hoverinfo": "text",
            "marker": {"size": 11, "color": SERIES[0] if row["is_front"] else RULE},
            "error_x": whiskers(row, x), "error_y": whiskers(row, y), "showlegend": False,
        }
        for row in rows
    ]  # fmt: skip
    layout = layout_of(height=440)
    layout["xaxis"] |= titled(titles[0]) | {"tickformat": "~s"}
    layout["yaxis"] |= titled(titles[1]) | {"tickformat": "~s"}
    return {"data": traces, "layout": layout}
