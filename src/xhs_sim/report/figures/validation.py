"""The platform against the facts: every target as a dot on its allowed range."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...metrics import METRICS
from ..words import Words
from .style import FAINT, INK, MUTED, SERIES, SMALL, clear_frame, figure_words, house_style, new_canvas

KINDS = ("calibrated", "predicted")
GOOD, OFF, UNSURE = SERIES[2], SERIES[1], 0.45
_EDGE = 2.6  # half ranges from the middle; whatever lies beyond is drawn at the edge


def draw_validation(rows: Sequence[Mapping[str, Any]], n_users: int, n_days: int, words: Words) -> Figure:
    """Two panels, what was tuned for and what came out by itself.

    Parameters
    ----------
    rows : sequence of mappings
        As in ``validation.json``.
    """
    shown = figure_words(words)
    with house_style(shown):
        within = sum(bool(row["within"]) for row in rows)
        market = shown.say("sub_market", users=shown.number(n_users), days=n_days)
        title = shown.say("validation_title", within=within, all=len(rows))
        canvas = new_canvas(title, shown.say("semicolon").join((shown.say("validation_what"), market)))
        panels = {kind: [row for row in rows if row["kind"] == kind] for kind in KINDS}
        most = max(len(panel) for panel in panels.values())
        for i, (kind, panel) in enumerate(panels.items()):
            axes = canvas.figure.add_axes((0.225 + 0.49 * i, 0.07, 0.135, canvas.top - 0.13))
            _panel(axes, panel, most, shown)
            held = sum(bool(row["within"]) for row in panel)
            axes.set_title(
                shown.say(f"validation_{kind}", within=held, all=len(panel)), x=-1.36, ha="left", pad=6, size=SMALL + 1
            )
        canvas.figure.text(0.035, 0.025, shown.say("validation_reading"), size=SMALL - 1.5, color=MUTED)
    return canvas.figure


def _panel(axes: Axes, rows: Sequence[Mapping[str, Any]], most: int, words: Words) -> None:
    clear_frame(axes)
    axes.set_xlim(-_EDGE - 0.3, _EDGE + 0.3)
    axes.set_ylim(most - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks([])
    for y, row in enumerate(rows):
        axes.barh([y], [2.0], left=-1.0, height=0.62, color=FAINT, zorder=1)
        axes.plot([0, 0], [y - 0.31, y + 0.31], color=MUTED, lw=0.8, zorder=2)
        value, colour = row["value"], GOOD if row["within"] else OFF
        pale = UNSURE if row["confidence"] == "low" else 1.0
        if value is not None:
            marker = "o" if row["within"] else "D"
            dot: dict[str, Any] = {"marker": marker, "ms": 6.5, "mec": "white", "mew": 0.8, "alpha": pale, "zorder": 3}
            axes.plot([_place(row)], [y], color=colour, **dot)
        metric = METRICS.get(row["name"])
        label = row["name"] if metric is None else metric.label_zh if words.language == "zh" else metric.label_en
        style: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "size": SMALL - 1.5}
        axes.text(-0.03, y, label, ha="right", color=INK, **style)
        axes.text(1.04, y, words.value(row["name"], value), color=INK if row["within"] else OFF, weight="bold", **style)
        allowed = words.span(row["name"], row["low"], row["high"])
        axes.text(1.40, y, allowed, color=MUTED, **style)


def _place(row: Mapping[str, Any]) -> float:
    """Where the value lies: -1 and 1 are the ends of the allowed range, 0 is the target."""
    gap = row["value"] - row["target"]
    room = (row["high"] if gap >= 0 else row["low"]) - row["target"]
    if room == 0:
        return 0.0 if gap == 0 else _EDGE * (1 if gap > 0 else -1)
    return float(max(min(abs(gap / room), _EDGE), 0.0) * (1 if gap >= 0 else -1))
