"""A note's life: impressions over time by source, the ladder below, what each source was worth beside it."""

from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes

from ..biography import COUNTED, POOLS, SOURCES, Biography
from ..dates import say_day
from ..words import Words
from .panels import number_axis, write
from .style import (
    FAINT,
    INK,
    MUTED,
    RIGHT,
    RULE,
    SERIES,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    new_canvas,
)
from .timeline import name_days

# Pools of explore are shades of one blue; other ways to be seen have colours of their own.
COLOURS = {
    "fresh": "#bcd3ec", "main": "#86b0dd", "rising": "#4a86c8", "hot": "#1d4f8c",
    "followed": SERIES[3], "following": SERIES[1], "video_feed": SERIES[5], "profile": SERIES[0],
    "nearby": SERIES[7], "search": SERIES[2], "ads": SERIES[4],
}  # fmt: skip
_FINE_DAYS = 8  # shorter lives are drawn tick by tick


def draw_biography(life: Biography, words: Words, *, called: str = "") -> HouseFigure:
    """Draw one note; the title says what it is called, if anything, how much it got, and how soon."""
    shown = figure_words(words)
    with house_style(shown):
        title = _title(life, shown)
        title = shown.say("biography_called", called=called, title=title) if called else title
        canvas = new_canvas(title, _about(life, shown))
        first, last = _span(life)
        height = canvas.top - 0.40
        main = canvas.figure.add_axes((0.075, 0.335, 0.475, height))
        ladder = canvas.figure.add_axes((0.075, 0.105, 0.475, 0.155), sharex=main)
        table = canvas.figure.add_axes((0.615, 0.455, 0.36, canvas.top - 0.56))
        curves = canvas.figure.add_axes((0.635, 0.105, 0.25, 0.25))
        _bars(main, life, first, last, shown)
        _ladder(ladder, life, last, shown)
        _sources(table, life, shown)
        _so_far(curves, life, first, last, shown)
        shown_days = int(first), int(np.ceil(last)) - int(first)
        for axes in (ladder, curves):
            name_days(axes, life.calendar, shown_days, shown)
        key = shown.say("biography_note", note=life.note)
        canvas.figure.text(RIGHT, 0.022, key, ha="right", color=MUTED, size=SMALL - 2)
    return canvas.figure


def _span(life: Biography) -> tuple[float, float]:
    """First and last moment worth drawing."""
    times = pl.concat([life.got["time"], life.stages["time"]])
    first = float(life.about["published_day"])
    last = float(np.max(times.to_numpy(), initial=first)) + 1 / life.ticks
    return first, max(last, first + 1)


def _bars(axes: Axes, life: Biography, first: float, last: float, words: Words) -> None:
    is_fine = last - first <= _FINE_DAYS
    width = 1 / life.ticks if is_fine else 1.0
    bins = np.arange(np.floor(first), last - 1e-6, width)
    base = np.zeros(len(bins))
    for source in SOURCES:
        rows = life.got.filter(pl.col("source") == source)
        if rows.is_empty():
            continue
        at = np.floor((rows["time"].to_numpy() - bins[0]) / width + 1e-6).astype(int)
        heights = np.bincount(at, weights=rows["impressions"].to_numpy(), minlength=len(bins))[: len(bins)]
        axes.bar(bins, heights, width * 0.9, base, align="edge", color=COLOURS[source], lw=0, zorder=3)
        base = base + heights
    axes.set_xlim(bins[0], bins[-1] + width)
    axes.set_ylim(0, max(float(base.max(initial=0)), 1) * 1.06)
    axes.set_title(words.say("biography_ticks" if is_fine else "biography_days"), pad=8)
    number_axis(axes, words, "impressions", "y", n=5)
    axes.tick_params(labelbottom=False, length=0)
    clear_frame(axes, keep="bottom")


def _ladder(axes: Axes, life: Biography, last: float, words: Words) -> None:
    """A rung for each pool; the note is a bar on the rung where it is."""
    for time, stage in life.stages.iter_rows():
        y = POOLS.index(stage)
        axes.barh(y, 1 / life.ticks, left=time, height=0.62, color=COLOURS[stage], lw=0, zorder=3)
    for y in range(len(POOLS)):
        axes.axhline(y, color=FAINT, lw=0.9, zorder=1)
    axes.set_ylim(-0.6, len(POOLS) - 0.4)
    axes.set_yticks(range(len(POOLS)), [words.say(f"pool_{pool}") for pool in POOLS])
    axes.tick_params(axis="y", labelsize=SMALL, labelcolor=MUTED, length=0)
    axes.set_title(words.say("biography_ladder"), pad=5)
    axes.tick_params(axis="x", labelbottom=True, length=0)
    clear_frame(axes, keep="bottom")


def _sources(axes: Axes, life: Biography, words: Words) -> None:
    """The key of the bars and a table at once: a row a source, and the whole."""
    rows = life.by_source.to_dicts()
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(rows), 5) + 0.5, -0.5)
    axes.set_title(words.say("biography_sources"), pad=24)
    ends = {"impressions": 0.66, "reads": 0.83, "likes": 1.0}
    head: dict[str, Any] = {"within": ("data", "axes fraction"), "shift": (0, 5), "ha": "right", "size": SMALL}
    for name, x in ends.items():
        write(axes, words.say(f"biography_{name}"), (x, 1), **head, color=MUTED)
    total = life.by_source.select(pl.col(*COUNTED).sum()).row(0, named=True)
    for y, row in enumerate([*rows, {"source": "all", **total}]):
        is_all = row["source"] == "all"
        look: dict[str, Any] = {"va": "center_baseline", "size": SMALL, "weight": "bold" if is_all else "normal"}
        if is_all:
            axes.axhline(y - 0.5, color=RULE, lw=0.9)
        else:
            axes.plot([0.012], [y], marker="s", ms=6.5, color=COLOURS[row["source"]], clip_on=False)
        axes.text(0.05, y, words.say(f"source_{row['source']}"), color=INK, **look)
        for name, x in ends.items():
            axes.text(x, y, words.number(row[name]), ha="right", color=INK, **look)


def _so_far(axes: Axes, life: Biography, first: float, last: float, words: Words) -> None:
    """Reads and likes so far: steps that end in their totals."""
    so_far = life.got.group_by("time").agg(pl.col("reads", "likes").sum()).sort("time")
    times = np.concatenate([[first], so_far["time"].to_numpy() + 1 / life.ticks, [last]])
    for name, colour in (("reads", INK), ("likes", SERIES[6])):
        sums = np.concatenate([[0], np.cumsum(so_far[name].to_numpy())])
        values = np.append(sums, sums[-1])
        axes.plot(times, values, color=colour, drawstyle="steps-post", lw=1.8, zorder=3)
        said = f"{words.say(f'biography_{name}')} {words.number(float(values[-1]))}"
        place: dict[str, Any] = {"within": ("axes fraction", "data"), "shift": (6, 0), "va": "center"}
        write(axes, said, (1, float(values[-1])), **place, color=colour, weight="bold", size=SMALL)
    axes.set_xlim(np.floor(first), last)
    axes.set_ylim(bottom=0)
    axes.set_title(words.say("biography_so_far"), pad=6)
    number_axis(axes, words, "reads", "y", n=3)
    axes.tick_params(axis="x", length=0)
    clear_frame(axes, keep="bottom")


def _title(life: Biography, words: Words) -> str:
    """How much the note got, and how much of it within two days of its publication."""
    total = float(life.got["impressions"].sum())
    if not total:
        return words.say("biography_unseen")
    early = life.got.filter(pl.col("time") < float(life.about["published_day"]) + 2)["impressions"].sum()
    rows = life.by_source.sort("impressions", descending=True)
    most, share = str(rows["source"][0]), words.percent(round(float(rows["impressions"][0]) / total, 2))
    return words.say(
        "biography_title", n=words.number(total), early=words.percent(round(float(early) / total, 2)),
        source=words.say(f"source_{most}"), share=share,
    )  # fmt: skip


def _about(life: Biography, words: Words) -> str:
    about = life.about
    kind = words.say("biography_sponsored" if about["is_sponsored"] else "biography_organic")
    who = words.say(
        "biography_who", kind=kind, format=words.say(f"format_{about['format']}"), topic=words.topic(about["topic"]),
        followers=words.number(about["followers"]), day=say_day(about["published_day"], life.calendar, words),
    )  # fmt: skip
    market = words.say("sub_market", market=life.market.told(words), days=life.n_days)
    return words.say("semicolon").join((who, market))
