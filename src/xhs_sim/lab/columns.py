"""Values of points as columns of a table: one type each."""

import polars as pl

from .space import Value


def column_of(values: list[Value], sound: list[Value]) -> pl.Series:
    """One type per column: numbers if they are numbers wherever the point can be asked, else text."""
    if sound and all(_is_number(value) for value in sound):
        is_whole = all(isinstance(value, int) for value in sound)
        numbers = [_number(value) for value in values]
        fits = is_whole and all(number is None or number.is_integer() for number in numbers)
        return pl.Series(numbers, dtype=pl.Float64).cast(pl.Int64 if fits else pl.Float64)
    return pl.Series([None if value is None else str(value) for value in values], dtype=pl.String)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Value) -> float | None:
    try:
        return None if value is None or isinstance(value, bool) else float(value)
    except ValueError:
        return None
