"""Fields that no column holds as they are: lost ids found again in links, echoes taken away, days of file names."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from .cells import kept_as
from .field import Field
from .sheet import ROW
from .sources import Source
from .tally import Tally
from .typed import QUALITY, put

if TYPE_CHECKING:
    from .reading import FileFacts

REASON = "reason"
LOST_ID = "id cell is a float: only 15-17 digits survive"
_OF_LINK = r"/(?:explore|item|discovery/item|profile|blogger-detail)/([0-9a-f]{24})"
_ECHO = 255  # letters that a crawler puts in where a title is blank
_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


def day_in(path: Path) -> date | None:
    """Return the day that a file's name carries; of several, the last."""
    found = _DAY.findall(path.stem)
    for year, month, day in reversed(found):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def work_out(
    typed: dict[str, pl.Series], source: Source, rows: pl.Series, facts: "FileFacts", tally: Tally
) -> pl.DataFrame:
    """Return a source's fields in its order, each with what belongs to it, whether the file has them or not."""
    n = len(rows)
    for field in source.fields:
        if field.kind in ("note_id", "id") and field.link and field.link in typed:
            _recover(field, typed, tally)
        if field.echo and field.echo in typed and field.name in typed:
            typed[field.name] = _without_echo(typed[field.name], typed[field.echo])
    for field in source.fields:
        if field.into and (found := typed.pop(field.name, None)) is not None:
            typed[field.into] = pl.select(pl.coalesce(typed.get(field.into), found)).to_series()
    columns = [rows.alias(ROW)]
    for field in source.rows_fields:
        column = _column(field, typed, n, facts)
        columns.append(column.alias(field.name))
        for more in ("_quality", "_is_day"):
            if (found := typed.get(field.name + more)) is not None:
                columns.append(found.alias(field.name + more))
            elif more == "_quality" and field.kind == "count":
                missing = pl.Series(field.name + more, ["missing"], dtype=QUALITY).new_from_index(0, n)
                columns.append(missing)
    lost = [typed[f"{field.name}_refused"] & typed[field.name].is_null() for field in source.fields
            if f"{field.name}_refused" in typed]  # fmt: skip
    if lost and (any_lost := pl.select(pl.any_horizontal(lost)).to_series()).any():
        columns.append(pl.select(pl.when(any_lost).then(pl.lit(LOST_ID))).to_series().alias(REASON))
    return pl.DataFrame(columns)


def _without_echo(title: pl.Series, text: pl.Series) -> pl.Series:
    """Leave out the titles that are nothing but how their text begins."""
    both = pl.DataFrame([title.alias("title"), text.alias("text")])
    at = both.select(pl.col("text").str.starts_with(pl.col("title")).arg_true()).to_series()  # few
    begins, own = text.gather(at).str.slice(0, _ECHO), title.gather(at)
    is_echo = ((own == begins) | (own == begins.str.strip_chars())).fill_null(value=False)
    return put(title, at.filter(is_echo), pl.Series([None], dtype=pl.String).new_from_index(0, int(is_echo.sum())))


def _column(field: Field, typed: dict[str, pl.Series], n: int, facts: "FileFacts") -> pl.Series:
    if (found := typed.get(field.name)) is not None:
        return found
    if field.kind == "all_of":
        there = [typed[name].is_not_null() & (typed[name].cast(pl.Float64, strict=False) != 0).fill_null(value=True)
                 for name in field.of if name in typed]  # fmt: skip
        return pl.select(pl.all_horizontal(there)).to_series() if there else _nothing(field, n)
    if field.kind == "line":
        return pl.int_range(1, n + 1, eager=True)
    if field.kind == "file_day":
        return pl.Series([facts.day], dtype=pl.Date).new_from_index(0, n)
    if field.kind == "file_word":
        return pl.Series([facts.path.stem.rsplit("_", 1)[-1]], dtype=pl.String).new_from_index(0, n)
    return _nothing(field, n)


def _nothing(field: Field, n: int) -> pl.Series:
    return pl.Series(field.name, [None], dtype=kept_as(field.kind)).new_from_index(0, n)


def _recover(field: Field, typed: dict[str, pl.Series], tally: Tally) -> None:
    """Take an id from the row's link where its own cell has lost it, or the two differ: text is not rounded."""
    of_link = typed[field.link].str.extract(_OF_LINK)
    if field.name not in typed:
        typed[field.name] = of_link
        return
    own = typed[field.name]
    n_recovered = int((of_link.is_not_null() & own.ne_missing(of_link)).sum())
    tally.count(field.name, "recovered", n_recovered)
    if n_recovered:
        typed[field.name] = pl.select(pl.coalesce(of_link, own)).to_series()


def local(created: datetime | None) -> datetime | None:
    """Return a time of a file's properties (UTC) as it was on the clock in China."""
    from datetime import timedelta

    return created + timedelta(hours=8) if created else None
