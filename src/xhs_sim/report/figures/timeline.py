"""What panels over days share: an axis of dates, festivals above the lines, the days on which notes appear."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from ..dates import Calendar, Festival, say_date, say_days, say_weekday, say_year, tick_days
from ..evidence import Evidence
from ..hot import hot_days
from ..words import Words
from .panels import write
from .style import MUTED, SIZE, SMALL, width_of, wrap

_FESTIVE = "#d9567a"
_NAME = SMALL - 0.5  # points
_AIR = 6.0  # points between a festival's name and its neighbours
_BELOW = 6.0  # points: the first date may stand below the number at the foot of the other axis
_TICK_WIDTH = {True: 50.0, False: 44.0}  # points that a date takes, with its weekday and without


def date_axis(
    axes: Axes, calendar: Calendar | None, n_days: int, words: Words, *, weekdays: bool = True, named: bool = True
) -> None:
    """Let an axis run over all days of a run, and name them."""
    axes.set_xlim(-0.5, max(n_days - 0.5, 0.5))
    name_days(axes, calendar, (0, n_days), words, weekdays=weekdays, named=named)


def name_days(
    axes: Axes, calendar: Calendar | None, span: tuple[int, int], words: Words, *, weekdays: bool = False,
    named: bool = True,
) -> None:  # fmt: skip
    """Name the days along the bottom: dates (Mondays where weeks fit), the year below; numbers without a calendar.

    Parameters
    ----------
    span : (int, int)
        The first day shown, and how many.
    named : bool
        Whether the axis has a name.
    """
    if named:
        axes.set_xlabel(words.say("day_axis") if calendar is None else say_year(calendar, sum(span)), size=SMALL)
    if calendar is None:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        return
    days = tick_days(calendar, *span, max(2, int(_points(axes) / _TICK_WIDTH[weekdays])))
    names = [say_date(day, calendar, words) for day in days]
    if weekdays:
        starts = [say_weekday(calendar.date_of(day).weekday(), words) for day in days]
        names = ["\n".join(both) for both in zip(starts, names, strict=True)]
    axes.set_xticks(days, names)
    axes.tick_params(axis="x", pad=_BELOW)


def mark_festivals(axes: Axes, evidence: Evidence, words: Words) -> None:
    """Give festivals a strip above the lines, with their names under it; call it when the limits are set.

    Hot events that nobody planned differ between replicates: they are marked where a single run is shown.
    """
    found = evidence.calendar.festivals(evidence.n_days, words.language) if evidence.calendar else []
    if len(evidence.runs) == 1:
        found = sorted([*found, *hot_days(evidence.runs[0], words)], key=lambda each: each.first)
    if not found:
        return
    rows = _rows(axes, found)
    height = axes.get_position().height * SIZE[1] * 72
    share = (max(rows) + 1) * 1.45 * _NAME / height + 0.03
    low, high = axes.get_ylim()
    axes.set_ylim(low, low + (high - low) / (1 - share))
    for (name, first, last), row in zip(found, rows, strict=True):
        axes.axvspan(first - 0.5, last + 0.5, ymin=0.985, color=_FESTIVE, lw=0, zorder=1)
        axes.axvspan(first - 0.5, last + 0.5, color=_FESTIVE, alpha=0.05, lw=0, zorder=0)
        said = _fitted(name, _points(axes))
        at, side = _place(axes, said, (first + last) / 2)
        shift = (0, -4 - row * 1.45 * _NAME)
        place: dict[str, Any] = {"within": ("data", "axes fraction"), "shift": shift, "ha": side, "va": "top"}
        write(axes, said, (at, 0.985), **place, size=_NAME, color=_FESTIVE)


def shade_campaign(axes: Axes, evidence: Evidence, words: Words, *, label: bool = True) -> None:
    """Mark the days on which sponsored notes appear."""
    days = evidence.publishing["publish_day"].drop_nulls()
    if days.is_empty():
        return
    first, last = int(str(days.min())), int(str(days.max()))
    axes.axvspan(first - 0.5, last + 0.5, color="#f6efe2", lw=0, zorder=0)
    if label:
        said = words.say("campaign_days", days=say_days(first, last, evidence.calendar, words))
        at, side = _place(axes, said, (first + last) / 2)
        place: dict[str, Any] = {"within": ("data", "axes fraction"), "shift": (0, 3), "ha": side}
        write(axes, said, (at, 1), **place, size=_NAME, color=MUTED)


def _points(axes: Axes) -> float:
    return float(axes.get_position().width * SIZE[0] * 72)


def _fitted(name: str, width: float) -> str:
    """A name on as few lines as its panel is wide: most names take one."""
    return "\n".join(wrap(name, width, FontProperties(size=_NAME)))


def _place(axes: Axes, said: str, middle: float) -> tuple[float, str]:
    """Where a text stands so that it stays within its panel: in the middle of its days, or at an end of the axis."""
    low, high = axes.get_xlim()
    half = width_of(max(said.split("\n"), key=len), FontProperties(size=_NAME)) / _points(axes) * (high - low) / 2
    if middle - half < low:
        return low, "left"
    return (high, "right") if middle + half > high else (middle, "center")


def _rows(axes: Axes, found: list[Festival]) -> list[int]:
    """On which line each name stands, so that neighbours do not touch."""
    low, high = axes.get_xlim()
    scale, font = _points(axes) / (high - low), FontProperties(size=_NAME)
    ends: list[float] = []
    rows = []
    for name, first, last in found:
        said = _fitted(name, _points(axes))
        wide = width_of(max(said.split("\n"), key=len), font)
        at, side = _place(axes, said, (first + last) / 2)
        left = (at - low) * scale - {"left": 0.0, "center": wide / 2, "right": wide}[side]
        row = next((i for i, end in enumerate(ends) if end + _AIR <= left), len(ends))
        ends[row : row + 1] = [left + wide]
        rows.append(row)
    return rows
