"""The best split: what is put where and what the next money brings; how the gain answers to each pot; the front."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes

from ..optimum import Row, Sought, answer_of, front_of, is_exact, is_idle, next_of, next_rows
from ..words import Words
from .dots import Dot, arm_rows, dots_and_whiskers
from .panels import Look, number_axis, pad_range, write, zero_line
from .style import (
    BASELINE,
    INK,
    MUTED,
    RULE,
    SERIES,
    SMALL,
    Canvas,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    new_canvas,
)  # fmt: skip

_BEST = SERIES[0]
_PANELS = 6  # pots whose curves are drawn
_NAMES = 104  # points of width for a pot's name: what is left between the title's edge and the bars


def draw_optimum(response: pl.DataFrame, sought: Sought, words: Words) -> HouseFigure | None:
    """Draw how the money is split, beside the best of the arms, and what the next money in each pot brings.

    Parameters
    ----------
    response : frame
        ``response.parquet``.
    """
    rows = next_rows(response)
    if not rows:
        return None
    shown = figure_words(words)
    with house_style(shown):
        key = "optimum_what_exact" if is_exact(response) else "optimum_what"
        what = shown.say(key, level=shown.percent(sought.level), seeds=sought.seeds)
        canvas = new_canvas(answer_of(response, sought, shown), what)
        bottom, height = 0.11, canvas.top - 0.19
        order = [row["name"] for row in rows]
        _money(canvas.figure.add_axes((0.2, bottom, 0.26, height)), response, order, sought, shown)
        _following(canvas.figure.add_axes((0.54, bottom, 0.4, height)), response, rows, sought, shown)
    return canvas.figure


def _money(axes: Axes, response: pl.DataFrame, order: Sequence[str], sought: Sought, words: Words) -> None:
    """A bar a pot: its money, said at its end."""
    best = response.filter(kind="best").row(0, named=True)
    shares = [best[f"at.{pot}"] for pot in order]
    arm_rows(axes, [_first_up(words.line(pot)) for pot in order], [INK] * len(order), width=_NAMES)
    axes.barh(range(len(order)), shares, height=0.45, color=_BEST, zorder=2)
    for y, share in enumerate(shares):
        said = words.percent(share, digits=2)
        if sought.money_cny is not None and share > 0:
            said = f"{said}  {sought.amount(share, words)}"
        write(axes, said, (share, y), shift=(6, 0), va="center", color=INK, size=SMALL)
    axes.set_xlim(0, max(shares) * 1.75)
    axes.set_xticks([])
    axes.set_title(words.say("optimum_money"))
    clear_frame(axes)


def _following(axes: Axes, response: pl.DataFrame, rows: Sequence[Row], sought: Sought, words: Words) -> None:
    """A dot a pot: what the next money brings, with its interval; a line at the average of all money."""
    best = response.filter(kind="best").row(0, named=True)
    average = best["gain"] * sought.unit / sum(best[f"at.{pot}"] for pot in sought.pots)
    dots = []
    for y, row in enumerate(rows):
        scaled = {
            name: None if row[key] is None else row[key] * sought.unit
            for name, key in (("mean", "more"), ("ci_low", "more_low"), ("ci_high", "more_high"))
        }
        said = words.say("optimum_idle_cell") if is_idle(row) else sought.rate(row["more"], words)
        dots.append(Dot(y, scaled, Look(BASELINE if row["is_full"] else _BEST, "o"), said))
    arm_rows(axes, [""] * len(rows), [INK] * len(rows), show=False)
    reached = [value for dot in dots for value in dot.row.values() if value is not None]
    axes.set_xlim(*pad_range([0.0, average, *reached], 0.1))
    zero_line(axes)
    axes.axvline(average, color=MUTED, lw=1.0, ls=(0, (4, 3)), zorder=1)
    is_right = average > sum(axes.get_xlim()) / 2
    place: dict[str, Any] = {"within": ("data", "axes fraction"), "shift": (-4 if is_right else 4, 1)}
    look: dict[str, Any] = {"ha": "right" if is_right else "left", "color": MUTED, "size": SMALL}
    write(axes, words.say("optimum_average"), (average, 0.0), **place, **look)
    dots_and_whiskers(axes, dots)
    number_axis(axes, words, sought.metric, "x", n=4)
    axes.set_title(words.say(sought.in_unit("optimum_next_head"), step=sought.amount(sought.step, words)))
    clear_frame(axes)


def draw_pots(response: pl.DataFrame, sought: Sought, words: Words) -> HouseFigure | None:
    """Draw the gain over the money in each pot: what is believed as a band, what was measured as dots with whiskers."""
    rows = next_rows(response)[:_PANELS]
    if not rows:
        return None
    shown = figure_words(words)
    with house_style(shown):
        metric = shown.metric(sought.metric)
        what = shown.say("optimum_curves", metric=metric, level=shown.percent(sought.level))
        canvas = new_canvas(next_of(response, sought, shown), what)
        _panels(canvas, response, rows, sought, shown)
    return canvas.figure


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _panels(canvas: Canvas, response: pl.DataFrame, rows: Sequence[Row], sought: Sought, words: Words) -> None:
    across = len(rows) if len(rows) <= 4 else 3
    down = -(-len(rows) // across)
    grid = canvas.figure.add_gridspec(
        down, across, left=0.075, right=0.975, top=canvas.top - 0.07, bottom=0.12, wspace=0.12, hspace=0.5
    )
    best = response.filter(kind="best").row(0, named=True)
    curves = response.filter(kind="curve")
    limits = pad_range(
        [*curves["gain_low"].to_list(), *curves["gain_high"].to_list(), best["gain_high"] or best["gain"]]
    )
    for k, row in enumerate(rows):
        axes = canvas.figure.add_subplot(grid[k // across, k % across])
        axes.set_ylim(*limits)
        _curve(axes, curves.filter(name=row["name"]), best, row, sought)
        axes.set_title(_first_up(words.line(row["name"])))
        number_axis(axes, words, sought.metric, "y")
        axes.tick_params(labelleft=k % across == 0)
        ticks = curves.filter(name=row["name"])["share"]
        ends = [0.0, float(ticks.max())]  # type: ignore[arg-type]
        axes.set_xticks(ends, [sought.amount(end, words) for end in ends])
        first, last = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        last.set_horizontalalignment("right")
        clear_frame(axes, keep="bottom")


def _curve(axes: Axes, curve: pl.DataFrame, best: Row, row: Row, sought: Sought) -> None:
    x = curve["share"].to_numpy()
    axes.fill_between(x, curve["gain_low"].to_numpy(), curve["gain_high"].to_numpy(), color=_BEST, alpha=0.15, lw=0)
    axes.plot(x, curve["gain"].to_numpy(), color=_BEST, lw=1.6)
    for share, seen, is_best in ((best[f"at.{row['name']}"], best, True), (row["share"], row, False)):
        whisker = {"mean": seen["gain"], "ci_low": seen["gain_low"], "ci_high": seen["gain_high"]}
        look = Look(SERIES[1] if is_best else BASELINE, "o", is_hollow=not is_best)
        dots_and_whiskers(axes, [Dot(share, whisker, look)], standing=True)


def draw_front(front: pl.DataFrame, metrics: Sequence[str], sought: Sought, words: Words) -> HouseFigure | None:
    """Draw the plans of the front by two goals, with the intervals of both."""
    if front.height < 2 or len(metrics) < 2:
        return None
    shown, (across, up) = figure_words(words), metrics[:2]
    with house_style(shown):
        kept = front.filter("is_on_front").sort(across)
        what = shown.say("optimum_front_what", level=shown.percent(sought.level), seeds=sought.seeds)
        canvas = new_canvas(front_of(front, metrics, shown), what)
        axes = canvas.figure.add_axes((0.09, 0.13, 0.87, canvas.top - 0.2))
        axes.plot(kept[across].to_numpy(), kept[up].to_numpy(), color=RULE, lw=1.2, zorder=1)
        for row in front.to_dicts():
            look = Look(_BEST if row["is_on_front"] else BASELINE, "o", is_hollow=not row["is_on_front"])
            for one, other, standing in ((across, up, False), (up, across, True)):
                whisker = {"mean": row[one], "ci_low": row[f"{one}_low"], "ci_high": row[f"{one}_high"]}
                dots_and_whiskers(axes, [Dot(row[other], whisker, look)], standing=standing)
        number_axis(axes, shown, up, "y")
        number_axis(axes, shown, across, "x")
        axes.set_xlabel(shown.metric(across), size=SMALL)
        axes.set_title(shown.metric(up))
        clear_frame(axes, keep="bottom")
    return canvas.figure
