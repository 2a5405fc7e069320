"""From the text of cells to values, by the kind of their column, which carries its unit; a column at a time.

Most cells are plain, and are cast at once; what a cast leaves over is read with care: ``1.2万``, ``10+``, ``1,234``,
``5.12%``, ``24秒``. A number that has been through a spreadsheet's float is refused where its digits matter.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import polars as pl

from .field import Field
from .times import parsed_days, parsed_ms, parsed_times

NOTHING: Final = (
    "",
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "null",
    "none",
    "nan",
    "n/a",
    "na",
    "#n/a",
    "暂无",
    "无",
)
QUALITY: Final = pl.Enum(["exact", "rounded", "at least", "missing"])
EXPONENT: Final = r"^[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}$"
_AMOUNT = r"^([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)(亿|百万|万|千|w|k)?(\+)?$"
_WORDED = r"^(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|m|min))?(?:(\d+(?:\.\d+)?)(?:秒|s|\"|''|'))?$"
_FACTORS = {"亿": 1e8, "百万": 1e6, "万": 1e4, "千": 1e3, "w": 1e4, "k": 1e3}


class Typed(NamedTuple):
    """A column's values; masks are over its rows."""

    values: pl.Series
    quality: pl.Series | None = None  # of counts
    bad: pl.Series | None = None  # cells that say something, and nothing that can be read
    refused: pl.Series | None = None  # cells whose digits are lost
    n_converted: int = 0  # cells that were read with care
    extra: pl.Series | None = None  # of times: whether the cell is a day without an hour


Read = Callable[[pl.Series, Field, float], Typed]


def _rest(cells: pl.Series, fast: pl.Series, field: Field) -> tuple[pl.Series, pl.Series]:
    """Return where a cast left something over, and what it is: trimmed, in narrow letters; nothing is null."""
    at = (cells.is_not_null() & fast.is_null()).arg_true()
    left = cells.gather(at).str.normalize("NFKC").str.strip_chars().str.to_lowercase()
    none = [*NOTHING, *(word.casefold() for word in field.none)]
    return at, left.set(left.is_in(none), None)


def _put(values: pl.Series, at: pl.Series, new: pl.Series) -> pl.Series:
    return values.clone().scatter(at, new) if len(at) else values


def _mask(n: int, at: pl.Series, where: pl.Series) -> pl.Series | None:
    hits = at.filter(where.fill_null(value=False))
    return pl.repeat(False, n, eager=True).scatter(hits, True) if len(hits) else None


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
    at, left = _rest(cells, fast, field)
    quality = fast.is_null().replace_strict({True: "missing", False: "exact"}, return_dtype=QUALITY)
    if factor != 1.0:
        whole = (fast.cast(pl.Float64) * factor).round().cast(pl.Int64)
        fast, quality = whole, fast.is_null().replace_strict({True: "missing", False: "rounded"}, return_dtype=QUALITY)
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
        _put(fast, at, value), _put(quality, at, kind), _mask(len(cells), at, is_bad), _mask(len(cells), at, is_lost),
        int(value.is_not_null().sum()),
    )  # fmt: skip


def _measure(scale: float, *, is_share: bool = False, pattern: str = "") -> Read:
    """Return the reader of a measured number: ``scale`` turns a bare one into the unit that is kept."""

    def read(cells: pl.Series, field: Field, factor: float) -> Typed:
        fast = cells.cast(pl.Float64, strict=False)
        fast = fast.set(~fast.is_finite(), None)
        if field.none:
            fast = fast.set(cells.is_in(list(field.none)), None)
        at, left = _rest(cells, fast, field)
        values = (fast * (scale * factor)).round(10) if scale * factor >= 1 else _divided(fast, scale * factor)
        if not len(at):
            return Typed(values)
        text = left.str.replace(pattern, "") if pattern else left
        amount = _amounts(text.str.strip_suffix("%"))
        value = amount["number"] * amount["factor"]
        by_sign = text.str.ends_with("%")
        plain = _divided(value, scale * factor) if scale * factor < 1 else (value * scale * factor).round(10)
        value = _chosen(by_sign, _divided(value, 0.01), plain) if is_share else plain.set(by_sign, None)
        value = value.set(left.str.contains(EXPONENT), None)
        is_bad = left.is_not_null() & value.is_null() & ~left.str.contains(EXPONENT)
        lost = _mask(len(cells), at, left.str.contains(EXPONENT))
        return Typed(_put(values, at, value), None, _mask(len(cells), at, is_bad), lost, int(value.is_not_null().sum()))

    return read


def _divided(values: pl.Series, scale: float) -> pl.Series:
    """Divide by a whole number, so that 5.07% is 0.0507 to the last bit."""
    return (values / round(1 / scale)).round(10)


def _chosen(mask: pl.Series, yes: pl.Series, no: pl.Series) -> pl.Series:
    return pl.select(pl.when(mask).then(yes).otherwise(no)).to_series()


def seconds(cells: pl.Series, field: Field, factor: float) -> Typed:
    """Lengths of time: ``24``, ``24秒``, ``1分24秒``, ``1:24``."""
    fast = cells.cast(pl.Float64, strict=False)
    at, left = _rest(cells, fast, field)
    values = fast if factor == 1.0 else fast * factor
    if not len(at):
        return Typed(values)
    worded = left.str.extract_groups(_WORDED)
    clock = left.str.extract_groups(r"^(?:(\d+):)?(\d{1,2}):(\d{1,2})$")
    value = pl.coalesce(_length(worded), _length(clock), left.str.replace_all(",", "").cast(pl.Float64, strict=False))
    read = pl.select(value.alias("v")).to_series()
    is_bad = left.is_not_null() & read.is_null()
    return Typed(_put(values, at, read), None, _mask(len(cells), at, is_bad), None, int(read.is_not_null().sum()))


def _length(groups: pl.Series) -> pl.Expr:
    parts = groups.struct.unnest()
    parts.columns = ["h", "m", "s"]
    in_s = [pl.col(name).cast(pl.Float64).fill_null(0.0) * n for name, n in (("h", 3600), ("m", 60), ("s", 1))]
    is_there = pl.any_horizontal(pl.all().is_not_null())
    total = parts.select(pl.when(is_there).then(pl.sum_horizontal(in_s))).to_series()
    return pl.lit(total)


def note_id(cells: pl.Series, _field: Field, _factor: float) -> Typed:
    """Ids of notes and people: 24 hexadecimal digits; what looks like a number with an exponent otherwise is lost."""
    fits = cells.str.contains(r"^[0-9a-f]{24}$")
    if fits.fill_null(value=True).all():
        return Typed(cells)
    at = (cells.is_not_null() & ~fits).arg_true()
    left = cells.gather(at).str.strip_chars(" \t\r\n\"'`=").str.to_lowercase()
    left = left.set(left.is_in(NOTHING), None)
    good = left.str.contains(r"^[0-9a-f]{24}$").fill_null(value=False)
    value = left.set(~good, None)
    return Typed(_put(cells, at, value), None, None, _mask(len(cells), at, left.is_not_null() & ~good), int(good.sum()))


def any_id(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Ids and codes of any form, leading zeros and all; with an exponent they are lost."""
    trimmed = cells.str.strip_chars(" \t\r\n'`")
    trimmed = trimmed.set(trimmed.is_in([*NOTHING, *field.none]), None)
    lost = trimmed.str.contains(EXPONENT).fill_null(value=False)
    behind = trimmed.str.contains(r"^\d{1,15}\.0$").fill_null(value=False)
    if behind.any():
        trimmed = _chosen(behind, trimmed.str.strip_suffix(".0"), trimmed)
    mask = lost if lost.any() else None
    return Typed(trimmed.set(lost, None) if mask is not None else trimmed, None, None, mask, int(behind.sum()))


def text(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Titles, names, links: as they are, without blanks around them."""
    trimmed = cells.str.strip_chars()
    return Typed(trimmed.set(trimmed.is_in(["", *field.none]), None))


def tags(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Lists of words; also as Python writes them."""
    trimmed = cells.str.strip_chars().fill_null("")
    trimmed = trimmed.set(trimmed.str.to_lowercase().is_in([*NOTHING, "[]", *field.none]), "")
    if trimmed.str.starts_with("[").any():
        listed = trimmed.str.replace_all(r"^\[|\]$", "").str.replace_all(r"['\"]\s*,\s*['\"]", field.apart)
        trimmed = listed.str.strip_chars("'\" ")
    parts = trimmed.str.split(field.apart).list.eval(pl.element().str.strip_chars().filter(pl.element() != ""))
    return Typed(parts)


def flag(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Yes or no; with words of its own, whatever is none of them is no."""
    plain = cells.str.strip_chars().str.to_lowercase()
    plain = plain.set(plain.is_in([*NOTHING[:-1], *field.none]), None)
    if field.yes:
        return Typed(plain.is_in([word.casefold() for word in field.yes]))
    yes, no = plain.is_in(["是", "true", "1", "yes", "y", "有"]), plain.is_in(["否", "false", "0", "no", "n", "无"])
    value = pl.select(pl.when(yes).then(True).when(no).then(False)).to_series()
    return Typed(value, None, None, None) if not (plain.is_not_null() & value.is_null()).any() else Typed(
        value, None, plain.is_not_null() & value.is_null()
    )  # fmt: skip


def word(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """A word of a short list, as it is said here; a word that is not listed is nothing, and told."""
    plain = cells.str.strip_chars().str.to_lowercase()
    value = plain.replace_strict(dict(field.words), default=None, return_dtype=pl.String)
    silent = plain.is_null() | plain.is_in([*NOTHING, *(each.casefold() for each in field.none)])
    unknown = value.is_null() & ~silent
    return Typed(value, None, None, unknown if unknown.any() else None)


def newlines(cells: pl.Series, _field: Field, _factor: float) -> Typed:
    """How many line breaks a text has: all that is kept of it."""
    return Typed(cells.fill_null("").str.count_matches("\n", literal=True).cast(pl.Int64))


def number(cells: pl.Series, field: Field, factor: float) -> Typed:
    """A number without a unit."""
    return _measure(1.0)(cells, field, factor)


def _yuan_as_fen(cells: pl.Series, field: Field, factor: float) -> Typed:
    found = _measure(1.0)(cells, field, factor)
    return found._replace(values=(found.values * 100).round().cast(pl.Int64))


def _times(cells: pl.Series, field: Field, _factor: float, *, shift_h: int = 0) -> Typed:
    trimmed = cells.set(cells.str.strip_chars().is_in([*NOTHING, *field.none]), None) if field.none else cells
    return Typed(*parsed_times(trimmed, NOTHING, shift_h))


KINDS: Final[dict[str, Read]] = {
    "count": count,
    "number": number,
    "fraction": _measure(1.0, is_share=True),  # a bare 0.16 is 16%
    "percent": _measure(0.01, is_share=True),  # a bare 16 is 16%
    "yuan": _measure(1.0),
    "price": _measure(1.0),  # yuan for one of something: never added up
    "fen": count,
    "fen_as_yuan": _measure(0.01),
    "yuan_as_fen": _yuan_as_fen,
    "seconds": seconds,
    "note_id": note_id,
    "id": any_id,
    "code": any_id,
    "text": text,
    "name": text,
    "place": text,
    "status": text,
    "link": text,
    "tags": tags,
    "flag": flag,
    "word": word,
    "newlines": newlines,
    "time": _times,
    "time_utc": lambda cells, field, factor: _times(cells, field, factor, shift_h=8),
    "day": lambda cells, field, _: Typed(*parsed_days(cells, (*NOTHING, *field.none))),
    "ms": lambda cells, field, _: Typed(*parsed_ms(cells, (*NOTHING, *field.none))),
    "all_of": text,
    "line": text,
    "file_day": text,
    "file_word": text,
}


def kept_as(kind: str) -> Any:
    """Return the type that a kind's values are kept in."""
    return _TYPES.get(kind, pl.String)


_TYPES: dict[str, Any] = {
    **dict.fromkeys(("count", "fen", "yuan_as_fen", "newlines", "line"), pl.Int64),
    **dict.fromkeys(("number", "fraction", "percent", "yuan", "price", "fen_as_yuan", "seconds"), pl.Float64),
    **dict.fromkeys(("flag", "all_of"), pl.Boolean),
    **dict.fromkeys(("time", "time_utc", "ms"), pl.Datetime("ms")),
    **dict.fromkeys(("day", "file_day"), pl.Date),
    "tags": pl.List(pl.String),
}
