"""From a sheet that is understood to typed rows: what is no row is dropped and counted, what is left is typed.

Totals are used as check sums before they go. A cell that cannot be read is a problem of the file, told by row, column
and value; a cell whose digits are lost is refused and counted, and the rest of its row stands.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ...config import ConfigError
from ...config.messages import message
from .cells import KINDS
from .field import Field
from .recognise import Column, Match
from .sheet import ROW, Sheet
from .sources import Source
from .tally import Tally
from .typed import Typed
from .worked_out import work_out

_TOTAL = r"^\s*(?:合计|总计|总和|汇总|小计|全部合计|[Tt]otal|TOTAL)(?:\s*[\d,]*\s*(?:条|行|个)?(?:记录|数据)?)?\s*$"
_SUMMED = ("count", "yuan", "fen")
_ANCHORS = ("time", "time_utc", "day", "ms", "note_id", "id", "code")
MOST_PROBLEMS = 10
_SHOWN = 8  # words in an error


class Reading(NamedTuple):
    """The rows of one table of one file."""

    source: Source
    frame: pl.DataFrame  # ``row``, then the fields in the source's order; ``<count>_quality`` behind each count
    tally: Tally
    captured: datetime | None  # when the file was made, local; rows may know better
    problems: tuple[str, ...]
    snapshots: pl.DataFrame | None = None  # all rows of what was seen more than once, after merging


class FileFacts(NamedTuple):
    """What a file's name and properties say."""

    path: Path
    created: datetime | None  # local
    day: date | None  # in its name


def read_rows(sheet: Sheet, match: Match, facts: FileFacts) -> Reading:
    """Read a sheet's rows.

    Parameters
    ----------
    sheet : Sheet
    match : Match
        What ``recognise`` found.
    facts : FileFacts

    Returns
    -------
    Reading
        With problems, if cells could not be read.
    """
    places = sorted({column.place for column in match.columns})
    body = sheet.body(match.at, places)
    tally = Tally(
        rows=body.frame.height + body.n_cut, cut_rows=body.n_cut, wide_rows=body.n_wide,
        strange_columns=match.n_strange, dropped_columns=match.n_dropped,
    )  # fmt: skip
    text, totals = _real_rows(body.frame, match, tally)
    text = _only_wholes(text, match, tally, facts.path)
    typed, problems = type_columns(text, match.columns, tally, facts.path)
    _check_totals(totals, typed, match.columns, tally)
    frame = work_out(typed, match.source, text[ROW], facts, tally)
    return Reading(match.source, frame, tally, facts.created, tuple(problems))


def _real_rows(frame: pl.DataFrame, match: Match, tally: Tally) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that are data, and the total rows."""
    places = frame.columns[1:]
    heads = {str(column.place): column.head for column in match.columns}
    is_blank = pl.all_horizontal(pl.col(places).is_null())
    is_head = pl.all_horizontal(pl.col(place) == heads[place] for place in places[:4])
    anchors = [str(c.place) for c in match.columns if c.field.kind in _ANCHORS] or places[:1]
    said = [pl.col(place).str.contains(_TOTAL) for place in dict.fromkeys(anchors)]
    is_total = pl.any_horizontal(said)
    marks = frame.select(
        is_blank.alias("b"), is_head.fill_null(value=False).alias("h"), is_total.fill_null(value=False).alias("t")
    )
    tally.blank_rows, tally.repeated_heads = int(marks["b"].sum()), int(marks["h"].sum())
    tally.total_rows = int(marks["t"].sum())
    if not (tally.blank_rows or tally.repeated_heads or tally.total_rows):
        return frame, frame.clear()
    return frame.filter(~(marks["b"] | marks["h"] | marks["t"])), frame.filter(marks["t"])


def _only_wholes(text: pl.DataFrame, match: Match, tally: Tally, path: Path) -> pl.DataFrame:
    """Leave out rows that are a part of another row: a slice by channel, by placement."""
    for name, words in match.source.only.items():
        column = next((column for column in match.columns if column.field.name == name), None)
        if column is not None and text.height:
            said = text[str(column.place)].str.strip_chars()
            whole = said.str.contains(f"^(?:{'|'.join(words)})$").fill_null(value=False)
            if not whole.any():
                there = said.unique().drop_nulls().sort().to_list()[:_SHOWN]
                raise ConfigError(message("export.no_whole", path=path, name=column.head, words=[*words], there=there))
            tally.slices += text.height - int(whole.sum())
            text = text.filter(whole)
    return text


def type_columns(
    text: pl.DataFrame, columns: Sequence[Column], tally: Tally, path: Path
) -> tuple[dict[str, pl.Series], list[str]]:
    """Return the fields' values, and what could not be read; what became of the cells is counted."""
    typed: dict[str, pl.Series] = {}
    problems: list[str] = []
    for field, place, head, factor in columns:
        cells = text[str(place)]
        read = KINDS[field.kind](cells, field, factor)
        typed[field.name] = read.values.alias(field.name)
        if read.quality is not None and field.kind == "count":
            typed[f"{field.name}_quality"] = read.quality.alias(f"{field.name}_quality")
            tally.count_quality(field.name, read.quality)
        if read.extra is not None:
            typed[f"{field.name}_is_day"] = read.extra
        tally.count(field.name, "blank", cells.null_count())
        tally.count(field.name, "converted", read.n_converted)
        if read.refused is not None:
            tally.count(field.name, "unknown_words" if field.kind == "word" else "refused", int(read.refused.sum()))
            if field.kind in ("note_id", "id", "code"):
                typed[f"{field.name}_refused"] = read.refused
        if read.bad is not None and len(problems) < MOST_PROBLEMS:
            problems += _bad_cells(read, cells, text[ROW], head, field, path)
    return typed, problems[:MOST_PROBLEMS]


def _bad_cells(read: Typed, cells: pl.Series, rows: pl.Series, head: str, field: Field, path: Path) -> list[str]:
    at: list[int] = read.bad.arg_true()[:MOST_PROBLEMS].to_list() if read.bad is not None else []
    allowed = message(f"export.expected_{_EXPECTED.get(field.kind, 'number')}")
    return [
        message("file.cell_not_allowed", place=place, name=head, cell=str(cells[n])[:80], reason=allowed)
        for n in at
        for place in [message("file.row_of", path=path, row=rows[n])]
    ]


_EXPECTED = {
    **{kind: kind for kind in ("count", "seconds", "time", "day", "ms", "flag", "percent")},
    "fen": "count",
    "seconds": "count",
    "time_utc": "time",
    "fraction": "percent",
}


def _check_totals(totals: pl.DataFrame, typed: dict[str, pl.Series], columns: Sequence[Column], tally: Tally) -> None:
    """Hold the file's own totals against the sums of its rows."""
    if not totals.height:
        return
    for field, place, _, factor in columns:
        if field.kind in _SUMMED:
            said = KINDS[field.kind](totals[str(place)], field, factor).values
            if (total := said.drop_nulls()).len() == 1:
                tally.sums[field.name] = (float(total[0]), round(float(typed[field.name].sum() or 0), 6))
