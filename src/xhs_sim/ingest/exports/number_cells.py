"""Counts, money, shares and lengths of time: cast at once where plain, read with care where not."""

import polars as pl

from .field import Field
from .typed import EXPONENT, QUALITY, Read, Typed, chosen, left_over, mask_of, put

_AMOUNT = r"^([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)(亿|百万|万|千|w|k)?(\+)?$"
_WORDED = r"^(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|m|min))?(?:(\d+(?:\.\d+)?)(?:秒|s|\"|''|'))?$"
_BARE = r"^[+-]?\d+(?:\.\d+)?$"
_FACTORS = {"亿": 1e8, "百万": 1e6, "万": 1e4, "千": 1e3, "w": 1e4, "k": 1e3}


def _amounts(left: pl.Series) -> pl.DataFrame:
    """Return number, factor and whether it is a lower bound; null where the text is no amount."""
    bare = left.str.replace_all(r"[,\s]", "").str.strip_prefix("¥").str.strip_prefix("¥").str.strip_suffix("元")
    groups = bare.str.extract_groups(_AMOUNT).struct.unnest()
    groups.columns = ["number", "unit", "plus"]
    return groups.select(
        pl.col("number").cast(pl.Float64, strict=False),
        pl.col("unit").replace_strict(_FACTORS, default=1.0, return_dtype=pl.Float64).alias("factor"),
        pl.col("unit").is_not_null().alias("is_rounded"),
        pl.col("plus").is_not_null().alias("is_bound"),
    )


def count(cells: pl.Series, field: Field, factor: float) -> Typed:
    """Whole numbers with what is known of them: exact, rounded, at least, missing."""
    fast = cells.cast(pl.Int64, strict=False)
    if field.none:
        fast = fast.set(cells.is_in(list(field.none)), None)
    at, left = left_over(cells, fast, field)
    if factor != 1.0:
        fast = (fast.cast(pl.Float64) * factor).round().cast(pl.Int64)
    there = pl.lit("exact" if factor == 1.0 else "rounded", QUALITY)
    quality = pl.select(pl.when(fast.is_null()).then(pl.lit("missing", QUALITY)).otherwise(there)).to_series()
    if not len(at):
        return Typed(fast, quality)
    read = _amounts(left)
    is_lost = left.str.contains(EXPONENT)
    value = (read["number"] * read["factor"] * factor).round(6)
    is_whole = (value == value.round()) & (read["number"].abs() < 9e15)
    value = value.set(~is_whole, None).cast(pl.Int64, strict=False)
    is_rounded = pl.col("is_rounded") | pl.lit(factor != 1.0)
    kind = read.select(
        pl.when("is_bound").then(pl.lit("at least")).when(is_rounded).then(pl.lit("rounded")).otherwise(pl.lit("exact"))
    ).to_series()
    kind = kind.set(value.is_null(), "missing").cast(QUALITY)
    is_bad = left.is_not_null() & value.is_null() & ~is_lost
    return Typed(
        put(fast, at, value), put(quality, at, kind), mask_of(len(cells), at, is_bad), mask_of(len(cells), at, is_lost),
        _n_converted(left, value),
    )  # fmt: skip


def _n_converted(left: pl.Series, value: pl.Series) -> int:
    """Return how many cells were no bare numbers, and were read."""
    return int((value.is_not_null() & ~left.str.contains(_BARE)).sum())


def measured(scale: float, *, is_share: bool = False, pattern: str = "") -> Read:
    """Return the reader of a measured number: ``scale`` turns a bare one into the unit that is kept."""

    def read(cells: pl.Series, field: Field, factor: float) -> Typed:
        fast = cells.cast(pl.Float64, strict=False)
        fast = fast.set(~fast.is_finite(), None)
        if field.none:
            fast = fast.set(cells.is_in(list(field.none)), None)
        at, left = left_over(cells, fast, field)
        values = (fast * (scale * factor)).round(10) if scale * factor >= 1 else divided(fast, scale * factor)
        if not len(at):
            return Typed(values)
        text = left.str.replace(pattern, "") if pattern else left
        amount = _amounts(text.str.strip_suffix("%"))
        value = amount["number"] * amount["factor"]
        by_sign = text.str.ends_with("%")
        plain = divided(value, scale * factor) if scale * factor < 1 else (value * scale * factor).round(10)
        value = chosen(by_sign, divided(value, 0.01), plain) if is_share else plain.set(by_sign, None)
        value = value.set(left.str.contains(EXPONENT), None)
        is_bad = left.is_not_null() & value.is_null() & ~left.str.contains(EXPONENT)
        lost = mask_of(len(cells), at, left.str.contains(EXPONENT))
        return Typed(put(values, at, value), None, mask_of(len(cells), at, is_bad), lost, _n_converted(left, value))

    return read


def divided(values: pl.Series, scale: float) -> pl.Series:
    """Divide by a whole number, so that 5.07% is 0.0507 to the last bit."""
    return (values / round(1 / scale)).round(10)


def seconds(cells: pl.Series, field: Field, factor: float) -> Typed:
    """Lengths of time: ``24``, ``24秒``, ``1分24秒``, ``1:24``."""
    fast = cells.cast(pl.Float64, strict=False)
    at, left = left_over(cells, fast, field)
    values = fast if factor == 1.0 else fast * factor
    if not len(at):
        return Typed(values)
    worded = left.str.extract_groups(_WORDED)
    clock = left.str.extract_groups(r"^(?:(\d+):)?(\d{1,2}):(\d{1,2})$")
    value = pl.coalesce(_length(worded), _length(clock), left.str.replace_all(",", "").cast(pl.Float64, strict=False))
    read = pl.select(value.alias("v")).to_series()
    is_bad = left.is_not_null() & read.is_null()
    return Typed(put(values, at, read), None, mask_of(len(cells), at, is_bad), None, int(read.is_not_null().sum()))


def _length(groups: pl.Series) -> pl.Expr:
    parts = groups.struct.unnest()
    parts.columns = ["h", "m", "s"]
    in_s = [pl.col(name).cast(pl.Float64).fill_null(0.0) * n for name, n in (("h", 3600), ("m", 60), ("s", 1))]
    is_there = pl.any_horizontal(pl.all().is_not_null())
    total = parts.select(pl.when(is_there).then(pl.sum_horizontal(in_s))).to_series()
    return pl.lit(total)


def number(cells: pl.Series, field: Field, factor: float) -> Typed:
    """A number without a unit."""
    return measured(1.0)(cells, field, factor)


def yuan_as_fen(cells: pl.Series, field: Field, factor: float) -> Typed:
    """Yuan, kept in fen."""
    found = measured(1.0)(cells, field, factor)
    return found._replace(values=(found.values * 100).round().cast(pl.Int64))
