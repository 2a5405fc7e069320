"""Times and days of exports, all of them local to China (UTC+8) unless a source says otherwise.

Year first in any of the usual dresses; day before month where the year comes last, as people in spreadsheets leave it;
days since 1900 where a spreadsheet kept a number. A time with an exponent has lost its last digits and is refused.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import polars as pl

_YEAR_FIRST = (
    r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T_]*(\d{1,2})[:时](\d{1,2})?[:分]?(\d{1,2})?(?:\.\d+)?秒?)?(?:Z|\+00:00|\+08:?00)?$"
)
_YEAR_LAST = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?$"
_SOLID = r"^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?(?:\.0)?$"
_SERIAL = r"^(\d{5}(?:\.\d+)?)$"
_EXPONENT = r"^[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}$"
FIRST, LAST = datetime(2012, 1, 1), datetime(2045, 1, 1)
_EAST_MS: Final = 8 * 3_600_000
_SPREADSHEET_DAY_0 = datetime(1899, 12, 30)
_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y年%m月%d日%H时%M分%S秒", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d_%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M",
)  # fmt: skip
_DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")

Parsed = tuple[pl.Series, None, pl.Series | None, pl.Series | None, int, pl.Series | None]


def parsed_times(cells: pl.Series, nothing: Sequence[str], shift_h: int = 0) -> Parsed:
    """Return times, what is bad, what is refused, how many cells needed care, and which are days without an hour."""
    fast = _by_format(cells, _FORMATS)
    at = (cells.is_not_null() & fast.is_null()).arg_true()
    if not len(at):
        return _shifted(_in_range(fast), shift_h), None, _beyond(cells, fast), None, 0, None
    left = _trimmed(cells.gather(at), nothing)
    found = _careful(left)
    values = _in_range(fast.clone().scatter(at, found["time"]))
    is_lost = left.str.contains(_EXPONENT).fill_null(value=False)
    n = len(cells)
    bad = _put(n, at, left.is_not_null() & found["time"].is_null() & ~is_lost)
    beyond = _beyond(cells, fast.clone().scatter(at, found["time"]))
    days = _put(n, at, found["is_day"])
    return (
        _shifted(values, shift_h),
        None,
        bad if beyond is None else (beyond if bad is None else bad | beyond),
        _put(n, at, is_lost),
        int(found["is_odd"].sum()),
        days,
    )


def parsed_days(cells: pl.Series, nothing: Sequence[str]) -> Parsed:
    """Return days; of a time, its day."""
    form = next((each for each in _DAY_FORMATS if _fits(cells, each)), None)
    fast = cells.str.to_date(form, strict=False) if form else pl.Series([None] * len(cells), dtype=pl.Date)
    at = (cells.is_not_null() & fast.is_null()).arg_true()
    if not len(at):
        return fast, None, None, None, 0, None
    left = _trimmed(cells.gather(at), nothing)
    found = _careful(left)
    values = fast.clone().scatter(at, found["time"].cast(pl.Date))
    is_lost = left.str.contains(_EXPONENT).fill_null(value=False)
    bad = _put(len(cells), at, left.is_not_null() & found["time"].is_null() & ~is_lost)
    return values, None, bad, _put(len(cells), at, is_lost), int(found["is_odd"].sum()), None


def parsed_ms(cells: pl.Series, nothing: Sequence[str]) -> Parsed:
    """Return times of milliseconds since 1970 in UTC, as local ones; never taken for seconds by their size."""
    fast = cells.cast(pl.Int64, strict=False)
    at = (cells.is_not_null() & fast.is_null()).arg_true()
    bad = lost = None
    if len(at):
        left = _trimmed(cells.gather(at), nothing)
        whole = left.str.strip_suffix(".0").cast(pl.Int64, strict=False)
        is_lost = left.str.contains(_EXPONENT).fill_null(value=False)
        fast = fast.clone().scatter(at, whole)
        bad, lost = (
            _put(len(cells), at, left.is_not_null() & whole.is_null() & ~is_lost),
            _put(len(cells), at, is_lost),
        )
    fast = fast.set(fast == 0, None)
    values = (fast + _EAST_MS).cast(pl.Datetime("ms"))
    beyond = _beyond(cells, values)
    bad = bad if beyond is None else (beyond if bad is None else bad | beyond)
    return _in_range(values), None, bad, lost, 0, None


def _by_format(cells: pl.Series, formats: Sequence[str]) -> pl.Series:
    form = next((each for each in formats if _fits(cells, each)), None)
    if form is None:
        return pl.Series([None] * len(cells), dtype=pl.Datetime("ms"))
    return cells.str.to_datetime(form, time_unit="ms", strict=False)


def _fits(cells: pl.Series, form: str) -> bool:
    """Return whether the first cell has a form; to the letter, so that no part is left over."""
    at = cells.is_not_null().arg_max()
    first = cells[at] if at is not None else None
    if first is None:
        return False
    try:
        return datetime.strptime(first, form).strftime(form) == str(first)
    except ValueError:
        return False


def _trimmed(cells: pl.Series, nothing: Sequence[str]) -> pl.Series:
    left = cells.str.normalize("NFKC").str.strip_chars()
    return left.set(left.str.to_lowercase().is_in(list(nothing)), None)


def _careful(left: pl.Series) -> pl.DataFrame:
    """Return time, whether it is a day without an hour, and whether it stood in an unusual form."""
    frame = left.to_frame("text").select(
        pl.col("text"),
        *(_parts(pl.col("text").str.extract_groups(pattern), order).alias(name) for name, pattern, order in (
            ("first", _YEAR_FIRST, (0, 1, 2)), ("last", _YEAR_LAST, (2, 1, 0)), ("solid", _SOLID, (0, 1, 2)),
        )),
        (pl.lit(_SPREADSHEET_DAY_0) + pl.duration(seconds=(
            pl.col("text").str.extract(_SERIAL).cast(pl.Float64, strict=False) * 86_400
        ).round().cast(pl.Int64))).cast(pl.Datetime("ms")).alias("serial"),
    )  # fmt: skip
    has_hour = pl.col("text").str.contains(r"\d[:时]|^\d{5}\.\d*[1-9]")
    return frame.select(
        pl.coalesce("first", "last", "solid", "serial").alias("time"),
        (~has_hour).fill_null(value=False).alias("is_day"),
        (pl.col("first").is_null() & pl.coalesce("last", "serial").is_not_null()).alias("is_odd"),
    )


def _parts(groups: pl.Expr, order: tuple[int, int, int]) -> pl.Expr:
    def part(n: int, width: int = 2, otherwise: str | None = None) -> pl.Expr:
        return groups.struct.field(str(n + 1)).fill_null(pl.lit(otherwise, pl.String)).str.zfill(width)

    year, month, day = (part(n, 2 if place else 4) for place, n in enumerate(order))
    text = pl.format("{}-{}-{} {}:{}:{}", year, month, day, *(part(n, otherwise="0") for n in (3, 4, 5)))
    return text.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="ms", strict=False)


def _in_range(values: pl.Series) -> pl.Series:
    return values.set(_outside(values), None) if _has_outside(values) else values


def _beyond(cells: pl.Series, values: pl.Series) -> pl.Series | None:
    return cells.is_not_null() & _outside(values) if _has_outside(values) else None


def _has_outside(values: pl.Series) -> bool:
    return bool((values < FIRST).any() or (values >= LAST).any())


def _outside(values: pl.Series) -> pl.Series:
    return ((values < FIRST) | (values >= LAST)).fill_null(value=False)


def _shifted(values: pl.Series, hours: int) -> pl.Series:
    return values.dt.offset_by(f"{hours}h") if hours else values


def _put(n: int, at: pl.Series, where: pl.Series) -> pl.Series | None:
    hits = at.filter(where.fill_null(value=False))
    return pl.repeat(False, n, eager=True).scatter(hits, True) if len(hits) else None
