"""The map of the two numbers that decide: each draw where its values lie, marked by who comes first."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from ..assumptions import LIKELY, limits_told, meaning_of, stands
from ..doubted import Assumptions
from ..words import Words
from .panels import pad_range
from .stands import looks_in
from .style import (
    INK,
    MUTED,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    name_lines,
    new_canvas,
)  # fmt: skip

_PANEL = (0.1, 0.14, 0.6)  # left, bottom, width


def draw_deciding(found: Assumptions, words: Words) -> HouseFigure | None:
    """Draw the map; None where draws do not tell of two numbers, nor of a region."""
    names = deciding(found)
    draws = found.draws.filter(pl.col("kind") == "draw", pl.col("error").is_null()).unique("draw", maintain_order=True)
    if len(names) < 2 or draws.is_empty():
        return None
    shown = figure_words(words)
    with house_style(shown):
        return _draw(found, draws, (names[0], names[1]), shown)


def deciding(found: Assumptions) -> list[str]:
    """The numbers that limit the surest region, then those that surely move the lead over the draws.

    Beside a region of a single number any other will do: the next in the order of doubt.
    """
    region = surest(found)
    rows = found.register.filter(pl.col("low").is_not_null()).to_dicts()
    numbers = [row["parameter"] for row in rows if region is not None or stands(row)]
    limits = [] if region is None else [limit["parameter"] for limit in region["limits"]]
    return [name for name in dict.fromkeys([*limits, *numbers]) if name in numbers]


def surest(found: Assumptions) -> Mapping[str, Any] | None:
    """The region that luck explains least, if it does not explain it."""
    regions = [region for region in found.answer["regions"] if region["by_luck"] <= LIKELY]
    return min(regions, key=lambda region: (region["by_luck"], -region["led"]), default=None)


def _draw(found: Assumptions, draws: pl.DataFrame, names: tuple[str, str], words: Words) -> HouseFigure:
    answer, region = found.answer, surest(found)
    said: dict[str, Any] = {"draws": draws.height, "digest": answer["config_digest"]}
    if region is None:
        title, what = words.say("deciding_title_none"), words.say("deciding_what_none", **said)
    else:
        title = words.say("deciding_title", arm=words.arm(region["arm"]), led=region["led"], inside=region["inside"],
                          limits=limits_told(region["limits"], words))  # fmt: skip
        what = words.say("deciding_what", **said, by_luck=words.percent(region["by_luck"], digits=1))
    canvas = new_canvas(title, what)
    left, bottom, width = _PANEL
    axes = canvas.figure.add_axes((left, bottom, width, canvas.top - bottom - 0.05))
    ranges = [_range(draws[name]) for name in names]
    axes.set_xlim(*ranges[0])
    axes.set_ylim(*ranges[1])
    if region is not None:
        _shade(axes, region, names, ranges)
    _marks(axes, draws, names, answer, words)
    axes.set_xlabel(_named(names[0], words), size=SMALL, color=INK)
    axes.set_title(_named(names[1], words), color=INK, size=SMALL, weight="normal")
    axes.tick_params(labelsize=SMALL, labelcolor=MUTED, length=0)
    axes.grid(visible=True)
    clear_frame(axes, keep="bottom left")
    return canvas.figure


def _named(parameter: str, words: Words) -> str:
    meaning = meaning_of(parameter, words)
    named = words.say("deciding_number", number=parameter, meaning=meaning) if meaning else parameter
    return name_lines(named, _PANEL[2] * SIZE[0] * 72, FontProperties(size=SMALL), most=2)


def _range(values: pl.Series) -> tuple[float, float]:
    return pad_range([float(value) for value in values], 0.05)


def _shade(axes: Axes, region: Mapping[str, Any], names: tuple[str, str], ranges: list[tuple[float, float]]) -> None:
    """The region as far as these two numbers limit it."""
    limits = {limit["parameter"]: limit for limit in region["limits"]}
    low, high = [], []
    for name, (least, most) in zip(names, ranges, strict=True):
        limit = limits.get(name, {})
        low.append(least if limit.get("low") is None else limit["low"])
        high.append(most if limit.get("high") is None else limit["high"])
    axes.add_patch(Rectangle(
        (low[0], low[1]), high[0] - low[0], high[1] - low[1], facecolor=MUTED, alpha=0.14, edgecolor="none", zorder=0,
    ))  # fmt: skip


def _marks(axes: Axes, draws: pl.DataFrame, names: tuple[str, str], answer: Mapping[str, Any], words: Words) -> None:
    looks = looks_in(answer)
    leaders = draws["leader"].fill_null("")
    for arm in [*answer["arms"], ""]:
        part = draws.filter(leaders == arm)
        if part.is_empty():
            continue
        look = looks[arm]
        mark: dict[str, Any] = {"mec": "white", "mew": 0.8} if arm else {"mew": 1.4, "mec": look.colour}
        label = f"{words.arm(arm) if arm else words.say('stands_nobody')} ({part.height})"
        axes.plot(part[names[0]], part[names[1]], look.marker, ms=8, color=look.colour, label=label, **mark)
    axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False, fontsize=SMALL, handletextpad=0.4)
