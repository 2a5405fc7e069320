"""The pictures of the page, in the house style: narrow, so that their letters can be read on a phone."""

import threading
from io import BytesIO
from typing import Any, Final

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from ..report.figures.style import ACCENT, FAINT, INK, MUTED, RULE, SERIES, clear_frame, figure_words, house_style
from ..report.words import Words
from .days import SO_FAR
from .ladder import OUT, RUNGS, Path
from .said import PLANS, figure, rung
from .seen import Both, Seen

SIDES: Final = (SERIES[0], SERIES[1])  # plan A, plan B
WIDTH: Final = 4.3  # inches
CURVES: Final = {"reach": "explore_curve_reach", "gmv_cny": "explore_curve_gmv", "ctr": "explore_curve_ctr"}
MIN_DAYS: Final = 14
_DRAWING = threading.Lock()  # the house style is set for a while, for all threads


def as_svg(draw: Any, *arguments: Any) -> bytes:
    """Draw a picture and return it as SVG: the last argument is ``Words``."""
    *given, words = arguments
    shown = figure_words(words)
    with _DRAWING, house_style(shown):
        held = BytesIO()
        draw(*given, shown).savefig(held, format="svg", metadata={"Date": None})
    return held.getvalue()


def draw_days(both: Both, words: Words) -> Figure:
    """Draw people reached, sales and clicks per cover, day by day, both plans in one frame each."""
    drawn = Figure(figsize=(WIDTH, 5.0), layout="constrained")
    panels = drawn.subplots(len(CURVES), 1, sharex=True)
    for axes, (name, title) in zip(panels, CURVES.items(), strict=True):
        for side, (seen, colour) in enumerate(zip(both.sides, SIDES, strict=True)):
            values = [getattr(day, name) for day in seen.days]
            start = [0.0] if name in SO_FAR else []
            at = range(1 - len(start), len(values) + 1)
            look = {"marker": "o" if len(values) < 2 else None, "ms": 5, "lw": 2.4 - 0.7 * side}
            axes.plot(at, [*start, *values], color=colour, label=words.say(PLANS[side]), **look)
        axes.set_title(words.say(title), fontsize=10.5, pad=5)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(3))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _, name=name: _tick(name, value, words)))
        axes.grid(axis="y")
        clear_frame(axes, keep="bottom")
    panels[-1].set_xlim(0, max(both.day, MIN_DAYS))
    panels[-1].xaxis.set_major_locator(MaxNLocator(6, integer=True))
    panels[-1].set_xlabel(words.say("explore_day_axis"))
    drawn.legend(*panels[0].get_legend_handles_labels(), frameon=False, ncols=2, loc="outside upper right")
    return drawn


def _tick(name: str, value: float, words: Words) -> str:
    told = figure(name, value, words).removeprefix("¥")
    number, mark = (told[:-1], told[-1]) if told[-1:] in ("k", "M", "万", "%") else (told, "")
    return (number.rstrip("0").rstrip(".") if "." in number else number) + mark


def draw_paths(seen: Seen, day: int, words: Words) -> Figure:
    """Draw the ways of some notes over the rungs, each beside the others where they share one."""
    drawn = Figure(figsize=(WIDTH, 3.3), layout="constrained")
    axes = drawn.subplots()
    span = float(max(day, MIN_DAYS))
    for number, path in enumerate(seen.paths):
        _draw_way(axes, number, path, span, len(seen.paths))
    axes.set_yticks(range(OUT, len(RUNGS)), [rung(at, words) for at in range(OUT, len(RUNGS))])
    axes.set_ylim(OUT - 0.5, len(RUNGS) - 0.5)
    for border in np.arange(OUT, len(RUNGS) - 1) + 0.5:
        axes.axhline(border, color=FAINT, lw=1.0, zorder=1)
    axes.axhspan(OUT - 0.5, OUT + 0.5, color=FAINT, zorder=0)
    axes.set_xlim(0, span * 1.34)
    axes.spines["bottom"].set_bounds(0, span)
    axes.set_xticks([at for at in MaxNLocator(6, integer=True).tick_values(0, span) if at <= span])
    axes.set_xlabel(words.say("explore_day_axis"))
    clear_frame(axes, keep="bottom")
    return drawn


def _draw_way(axes: Axes, number: int, path: Path, span: float, n: int) -> None:
    """Draw one way in steps; its number stands behind its end, filled where somebody paid for it."""
    lane = (number - (n - 1) / 2) * 0.8 / max(n, 1)
    times, rungs = [float(path.published)], [0]
    for evening, at in path.steps:
        times.append(evening + 1.0)
        rungs.append(at)
    x, y = max(times[-1], path.until + 1.0) + span * (0.03 + 0.055 * number), rungs[-1] + lane
    colour = SERIES[number % len(SERIES)]
    axes.plot([*times, x], np.array([*rungs, rungs[-1]]) + lane, color=colour, drawstyle="steps-post", lw=2.0, zorder=3)
    face, ink = (colour, "white") if path.is_sponsored else ("white", colour)
    axes.plot(x, y, "o", ms=10.5, mfc=face, mec=colour, mew=1.4, zorder=4)
    label: dict[str, Any] = {"ha": "center", "va": "center_baseline", "size": 8, "weight": "bold", "zorder": 5}
    axes.text(x, y, str(number + 1), color=ink, **label)


def layout_of(both: Both) -> dict[int, tuple[float, float]]:
    """Place authors on a ring and readers between them, once for both plans: the two pictures can be compared."""
    authors = [author.row for author in both.sides[0].part.authors]
    ring = {
        row: (float(np.sin(turn)), float(np.cos(turn))) for row, turn in zip(authors, _turns(len(authors)), strict=True)
    }
    net = nx.Graph()
    net.add_nodes_from(authors)
    for seen in both.sides:
        net.add_edges_from((*seen.part.kept, *seen.part.begun))
    if len(net) == len(authors):
        return ring
    rng = np.random.default_rng(0)
    start = dict(ring)
    for row in sorted(set(net) - set(authors)):
        x, y = np.mean([ring[author] for author in net[row]], axis=0) * 1.1 + 0.05 * rng.standard_normal(2)
        start[row] = (float(x), float(y))
    placed = nx.spring_layout(net, pos=start, fixed=authors, k=0.16, iterations=60, seed=0)
    return {int(row): (float(x), float(y)) for row, (x, y) in placed.items()}


def _turns(n: int) -> NDArray[np.float64]:
    return np.asarray(2 * np.pi * np.arange(n) / max(n, 1), np.float64)


def draw_follows(seen: Seen, placed: dict[int, tuple[float, float]], words: Words) -> Figure:  # noqa: ARG001
    """Draw a part of the follower graph: numbered authors, their followers, and what began since the start."""
    drawn = Figure(figsize=(WIDTH, 3.8), layout="constrained")
    axes = drawn.subplots()
    part = seen.part
    for edges, colour, width, z in ((part.kept, RULE, 0.8, 1), (part.begun, ACCENT, 1.5, 2)):
        for reader, author in edges:
            (x, y), (u, v) = placed[reader], placed[author]
            axes.plot([x, u], [y, v], color=colour, lw=width, zorder=z, solid_capstyle="butt")
    dots = sorted({reader for reader, _ in (*part.kept, *part.begun)} - {author.row for author in part.authors})
    if dots:
        xs, ys = zip(*(placed[dot] for dot in dots), strict=True)
        axes.scatter(xs, ys, s=14, color=MUTED, zorder=3, lw=0)
    for number, who in enumerate(part.authors, 1):
        x, y = placed[who.row]
        axes.plot(x, y, "o", ms=17, mfc=INK, mec="white", mew=1.5, zorder=4)
        axes.text(
            x, y, str(number), color="white", ha="center", va="center_baseline", size=9.5, weight="bold", zorder=5
        )
    axes.margins(0.06)
    axes.set_axis_off()
    return drawn
