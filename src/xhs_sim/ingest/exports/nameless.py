"""What is kept of a row, and in what form: numbers, times, words of our own; ids as pseudonyms; nothing else.

Names, links, places, titles and whatever people wrote stay in the file they came from. Of a title its length is kept
and whether it has an emoji, a number or a question; of a list how many there are; of a note its topic, if words of ours
know it: they help to understand a note and tell nobody's secrets.
"""

from typing import Final

import polars as pl

from .field import Field
from .keyed_hash import pseudonyms
from .merge import CAPTURED
from .reading import Reading
from .sources import Source
from .style import TITLE, style_of, topics_of

KEY: Final = "key"
SOURCE: Final = "source"
ACCOUNT: Final = "account"
HASHED: Final = ("note_id", "id", "code", "file_word")
DROPPED: Final = ("name", "place", "status", "link")
COUNTED: Final = {"text": "_chars", "tags": "_n"}
_OF_WHAT = {
    "note_id": "note", "user_id": "account", "account_id": "account", "order_id": "order", "comment_id": "comment",
    "parent_comment_id": "comment",
}  # fmt: skip
_BETWEEN = "\x1f"


def kept_form(field: Field) -> str:
    """Return what becomes of a field: ``kept``, ``pseudonym``, ``length`` or ``dropped``."""
    if field.kind in HASHED:
        return "pseudonym"
    if field.kind in COUNTED:
        return "length"
    return "dropped" if field.kind in DROPPED else "kept"


def nameless(reading: Reading, secret: bytes, account: str = "") -> pl.DataFrame:
    """Return a reading's rows as they are kept.

    Parameters
    ----------
    reading : Reading
        With ``captured_at``, as ``merge_readings`` leaves it.
    secret : bytes
    account : str
        Whose rows they are, where files do not say it: part of the key of what has no id of its own.

    Returns
    -------
    pl.DataFrame
        ``source``, ``key`` (what its thing is told apart by; null where the source has none), ``captured_at``, then
        the fields.
    """
    frame, source = reading.frame, reading.source
    hashed = {
        field.name: pseudonyms(frame[field.name], secret, _OF_WHAT.get(field.name, field.name))
        for field in source.rows_fields
        if field.kind in HASHED and frame[field.name].null_count() < frame.height
    }
    columns = [_key(frame, source, secret, hashed, account).alias(KEY)]
    for field in source.rows_fields:
        columns += _kept(field, frame, hashed)
    topics = topics_of(reading)
    columns += [] if topics is None else [topics]
    made = pl.DataFrame(columns) if columns else frame.clear()
    whose = pseudonyms(pl.Series([account or None], dtype=pl.String), secret, "whose files")
    made = made.with_columns(whose.new_from_index(0, made.height).alias(ACCOUNT)) if account else made
    first = [pl.lit(source.name).alias(SOURCE), pl.col(KEY)]
    if CAPTURED not in made.columns:
        made = made.with_columns(frame[CAPTURED])
    rest = [name for name in made.columns if name not in (KEY, CAPTURED)]
    return made.select(*first, CAPTURED, *rest)


def _key(frame: pl.DataFrame, source: Source, secret: bytes, hashed: dict[str, pl.Series], account: str) -> pl.Series:
    key = [name for name in source.key if name in frame.columns and frame[name].null_count() < frame.height]
    if not key:
        return pl.Series([None], dtype=pl.UInt64).new_from_index(0, frame.height)
    if len(key) == 1 and key[0] in hashed:
        return hashed[key[0]]
    text = frame.select(pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in key], separator=_BETWEEN))
    is_there = frame.select(pl.any_horizontal(pl.col(key).is_not_null())).to_series()
    whose = account if not any(name in hashed for name in key) else ""
    return pseudonyms(text.to_series(), secret, f"{source.name} key {whose}".rstrip()).set(~is_there, None)


def _kept(field: Field, frame: pl.DataFrame, hashed: dict[str, pl.Series]) -> list[pl.Series]:
    column, form = frame[field.name], kept_form(field)
    if form == "dropped" or field.kind in ("line",):
        return []
    if form == "pseudonym":
        nothing = pl.Series([None], dtype=pl.UInt64).new_from_index(0, frame.height)
        return [hashed.get(field.name, nothing).alias(field.name)]
    if form == "length":
        more = COUNTED[field.kind]
        n = column.list.len().cast(pl.Int64) if field.kind == "tags" else column.str.len_chars().cast(pl.Int64)
        flags = style_of(column) if field.name == TITLE and field.kind == "text" else []
        return [n.alias(field.name + more), *flags]
    found = [column]
    if field.kind == "count":
        found.append(frame[f"{field.name}_quality"])
    if f"{field.name}_is_day" in frame.columns:
        found.append(frame[f"{field.name}_is_day"])
    return found
