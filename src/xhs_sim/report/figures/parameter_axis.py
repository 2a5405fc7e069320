"""An axis of a parameter: values that were run at their places, called by path and by what it means."""

from typing import Any

import polars as pl
from matplotlib.axes import Axes

from ..words import Words

_WIDE = 50  # largest over smallest value from which on the axis is logarithmic
_PLAIN = "users"  # a count: parameters are shown as bare numbers


def values_of(frame: pl.DataFrame, parameter: str) -> list[Any]:
    """Return the values that a parameter has, in order."""
    return frame[parameter].drop_nulls().unique().sort().to_list()


def places_of(values: list[Any]) -> dict[Any, float]:
    """Where each value stands: numbers at themselves, names one after another."""
    if all(map(_is_number, values)):
        return {value: float(value) for value in values}
    return {value: float(i) for i, value in enumerate(values)}


def is_wide(values: list[Any]) -> bool:
    """Whether the values of a parameter span so much that they stand on a logarithmic axis."""
    return all(map(_is_number, values)) and len(values) > 2 and values[0] > 0 and values[-1] / values[0] > _WIDE


def value_ticks(axes: Axes, values: list[Any], words: Words, *, most: int, which: str = "x") -> None:
    """A tick at every value that was run, as far as their labels keep apart; a log scale for wide ranges."""
    axis, along = (axes.xaxis, 0) if which == "x" else (axes.yaxis, 1)
    places, numbers = places_of(values), all(map(_is_number, values))
    if is_wide(values):
        (axes.set_xscale if which == "x" else axes.set_yscale)("log")
        axes.minorticks_off()
    elif not numbers:
        (axes.set_xlim if which == "x" else axes.set_ylim)(-0.6, len(values) - 0.4)

    def at(value: Any) -> float:
        corner = [places[value]] * 2
        return float(axes.transData.transform(corner)[along])

    span = at(values[-1]) - at(values[0])
    kept: list[Any] = []
    for value in values:
        if not kept or not numbers or at(value) - at(kept[-1]) >= span / most:
            kept.append(value)
    axis.set_ticks([places[value] for value in kept], labels=[shown(value, words) for value in kept])


def short(path: str) -> str:
    """Return the last word of a dotted path."""
    return path.rsplit(".", 1)[-1]


def shown(value: Any, words: Words) -> str:
    """Return a value as it is read on an axis."""
    if not _is_number(value):
        return str(value)
    return words.tick(_PLAIN, value) if abs(value) >= 10_000 else f"{value:g}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
