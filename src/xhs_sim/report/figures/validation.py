"""The platform against the facts: every target as a dot on its allowed range."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...config.param import WELL_KNOWN
from ..market import Market
from ..words import Words
from .style import (
    FAINT,
    INK,
    LEFT,
    MUTED,
    RULE,
    SERIES,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    new_canvas,
)

KINDS = ("calibrated", "predicted")
GOOD, OFF, UNSURE = SERIES[2], SERIES[1], 0.45
_EDGE = 2.6  # half ranges from the middle; whatever lies beyond is drawn at the edge
# Of the figure's width, for each panel: where labels begin and the strip, the value and the range.
_PLACES = {"calibrated": (LEFT, 0.228, 0.324, 0.381), "predicted": (0.478, 0.730, 0.826, 0.883)}
_STRIP = 0.092
_FILL = 0.8  # of a row's height that its letters take
_SUMMARY_ROWS = 10  # room that the summary takes below the shorter panel

Rows = Sequence[Mapping[str, Any]]


def draw_validation(rows: Rows, market: Market, n_days: int, words: Words) -> HouseFigure:
    """Two panels, what was tuned for and what came out by itself; below the shorter, how many are within by group.

    Parameters
    ----------
    rows : sequence of mappings
        As in ``validation.json``.
    """
    shown = figure_words(words)
    with house_style(shown):
        told = shown.say("sub_market", market=market.told(shown), days=n_days)
        title = shown.say("validation_title", within=_within(rows), all=len(rows))
        canvas = new_canvas(title, shown.say("semicolon").join((shown.say("validation_what"), told)))
        panels = {kind: [row for row in rows if row["kind"] == kind] for kind in KINDS}
        most = max(len(panel) for panel in panels.values())
        bottom, height = 0.065, canvas.top - 0.105
        size = min(SMALL - 1.7, _FILL * height * SIZE[1] * 72 / most)
        for kind, panel in panels.items():
            left, strip, value, allowed = _PLACES[kind]
            axes = canvas.figure.add_axes((strip, bottom, _STRIP, height))
            places = tuple((x - strip) / _STRIP for x in (left, value, allowed, allowed + 0.07))
            _panel(axes, panel, most, shown, places, size)
            head = shown.say(f"validation_{kind}", within=_within(panel), all=len(panel))
            axes.set_title(head, x=(left - strip) / _STRIP, ha="left", pad=6, size=SMALL + 1)
        if most - len(panels["predicted"]) >= _SUMMARY_ROWS:
            _summary(canvas.figure, rows, bottom, shown)
        canvas.figure.text(LEFT, 0.022, shown.say("validation_reading"), size=SMALL - 1.5, color=MUTED)
    return canvas.figure


def _within(rows: Rows) -> int:
    return sum(bool(row["within"]) for row in rows)


def _panel(axes: Axes, rows: Rows, most: int, words: Words, places: Sequence[float], size: float) -> None:
    """Draw one row a target; ``places``: left end, value, range and right end, in widths of the strip."""
    clear_frame(axes)
    axes.set_xlim(-_EDGE - 0.3, _EDGE + 0.3)
    axes.set_ylim(most - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks([])
    style: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center_baseline", "size": size}
    for y, row in enumerate(rows):
        _mark(axes, y, row)
        axes.text(-0.04, y, words.metric(row["name"]), ha="right", color=INK, **style)
        said = words.value(row["name"], row["value"])
        axes.text(places[1], y, said, color=INK if row["within"] else OFF, weight="bold", **style)
        axes.text(places[2], y, _allowed(row, words), color=MUTED, **style)
        if y and row["group"] != rows[y - 1]["group"]:
            line: dict[str, Any] = {"color": RULE, "lw": 0.6, "clip_on": False, "transform": style["transform"]}
            axes.plot([places[0], places[3]], [y - 0.5] * 2, **line)


def _mark(axes: Axes, y: int, row: Mapping[str, Any]) -> None:
    """Draw the allowed range, the target in it, and where the simulated figure lies."""
    axes.barh([y], [2.0], left=-1.0, height=0.62, color=FAINT, zorder=1)
    axes.plot([0, 0], [y - 0.31, y + 0.31], color=MUTED, lw=0.8, zorder=2)
    if row["value"] is not None:
        marker, colour = ("o", GOOD) if row["within"] else ("D", OFF)
        pale = UNSURE if row["confidence"] == "low" else 1.0
        dot: dict[str, Any] = {"marker": marker, "ms": 5.5, "mec": "white", "mew": 0.7, "alpha": pale, "zorder": 3}
        axes.plot([_place(row)], [y], color=colour, **dot)


def _allowed(row: Mapping[str, Any], words: Words) -> str:
    low, high = (words.tick(row["name"], row[end]) for end in ("low", "high"))
    return f"{low.removesuffix('%') if high.endswith('%') else low}–{high}"


def _summary(figure: Figure, rows: Rows, bottom: float, words: Words) -> None:
    """Write how many targets of high and medium confidence are within, by group and in all."""
    known = [row for row in rows if row["confidence"] in WELL_KNOWN]
    names = dict.fromkeys(row["group"] for row in known)
    groups = {name: [row for row in known if row["group"] == name] for name in names}
    left, right = _PLACES["predicted"][0] + 0.055, _PLACES["predicted"][2]
    step = 0.0305
    y = bottom + step * (len(groups) + 1)
    figure.text(left, y + step * 1.25, words.say("validation_known"), weight="bold", size=SMALL + 1, color=INK)
    for group, part in {**groups, "total": known}.items():
        is_all = group == "total"
        look: dict[str, Any] = {"size": SMALL, "weight": "bold" if is_all else "normal", "color": INK}
        figure.text(left, y, words.table["text"].get(f"group_{group}", group), **look)
        share = words.percent(round(_within(part) / len(part), 2)) if part else words.percent(None)
        held = words.say("validation_of", within=_within(part), all=len(part))
        figure.text(right - 0.075, y, held, ha="right", **look)
        figure.text(right, y, share, ha="right", **look)
        y -= step


def _place(row: Mapping[str, Any]) -> float:
    """Where the value lies: -1 and 1 are the ends of the allowed range, 0 is the target."""
    gap = row["value"] - row["target"]
    room = (row["high"] if gap >= 0 else row["low"]) - row["target"]
    if room == 0:
        return 0.0 if gap == 0 else _EDGE * (1 if gap > 0 else -1)
    return float(max(min(abs(gap / room), _EDGE), 0.0) * (1 if gap >= 0 else -1))
