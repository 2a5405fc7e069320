"""Ids, words, lists and texts: what is no number, or must not become one."""

import re

import polars as pl

from .field import Field
from .typed import EXPONENT, NOTHING, Typed, chosen, mask_of, put

# Too long for a word that says nothing or an exponent without a point; or no number.
_PLAIN_ID = r"^(?:[0-9A-Za-z_]{6,}|[A-Za-z_][0-9A-Za-z_]*\d)$"


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
    return Typed(
        put(cells, at, value), None, None, mask_of(len(cells), at, left.is_not_null() & ~good), int(good.sum())
    )


def any_id(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Ids and codes of any form, leading zeros and all; with an exponent they are lost."""
    is_plain = cells.str.contains(_PLAIN_ID)
    if not field.none and is_plain.fill_null(value=True).all():
        return Typed(cells)
    at = (cells.is_not_null() & ~is_plain).arg_true() if not field.none else cells.is_not_null().arg_true()
    left = cells.gather(at).str.strip_chars(" \t\r\n'`")
    left = left.set(left.str.to_lowercase().is_in([*NOTHING, *field.none]), None)
    is_lost = left.str.contains(EXPONENT).fill_null(value=False)
    has_tail = left.str.contains(r"^\d{1,15}\.0$").fill_null(value=False)
    value = chosen(has_tail, left.str.strip_suffix(".0"), left).set(is_lost, None)
    return Typed(put(cells, at, value), None, None, mask_of(len(cells), at, is_lost), int(has_tail.sum()))


def text(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Titles, names, links: as they are, without blanks around them."""
    trimmed = cells.str.strip_chars()
    if trimmed.str.len_bytes().sum() == cells.str.len_bytes().sum():
        trimmed = cells  # and not a second copy of all texts
    is_nothing = trimmed.is_in(["", *field.none])
    return Typed(trimmed.set(is_nothing, None) if is_nothing.any() else trimmed)


def tags(cells: pl.Series, field: Field, _factor: float) -> Typed:
    """Lists of words; also as Python writes them."""
    trimmed = cells.str.strip_chars().fill_null("")
    trimmed = trimmed.set(trimmed.str.to_lowercase().is_in([*NOTHING, "[]", *field.none]), "")
    if trimmed.str.starts_with("[").any():
        listed = trimmed.str.replace_all(r"^\[|\]$", "").str.replace_all(r"['\"]\s*,\s*['\"]", field.apart)
        trimmed = listed.str.strip_chars("'\" ")
    parts = trimmed.set(trimmed == "", None).str.split(field.apart)
    apart = re.escape(field.apart)
    if trimmed.str.contains(rf"^{apart}|{apart}{apart}|{apart}$|\s").any():
        parts = parts.list.eval(pl.element().str.strip_chars().filter(pl.element() != ""))
    return Typed(parts.fill_null([]))


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
    said = cells.unique().drop_nulls()
    plain = said.str.strip_chars().str.to_lowercase()
    meaning = plain.replace_strict(dict(field.words), default=None, return_dtype=pl.String)
    value = cells.replace_strict(said, meaning, default=None, return_dtype=pl.String)
    silent = plain.is_in([*NOTHING, *(each.casefold() for each in field.none)])
    strange = said.filter(meaning.is_null() & ~silent)
    return Typed(value, None, None, cells.is_in(strange.implode()).fill_null(value=False) if len(strange) else None)


def newlines(cells: pl.Series, _field: Field, _factor: float) -> Typed:
    """How many line breaks a text has: all that is kept of it."""
    return Typed(cells.fill_null("").str.count_matches("\n", literal=True).cast(pl.Int64))
