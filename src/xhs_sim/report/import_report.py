"""The data report: what became of each file, step by step and counted; what is kept, and in what form.

It is made from the manifest and the tables alone, which hold no names. A figure over fewer than ``SMALLEST_GROUP`` rows
is not told: it would be one of somebody.
"""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..config.messages import message, told
from ..ingest.exports.history import HISTORY
from ..ingest.exports.store import REPORT, read_manifest
from ..ingest.exports.tally import CELLS, STEPS

SMALLEST_GROUP: Final = 10
_FIGURES = (
    "impressions",
    "views",
    "reads",
    "likes",
    "saves",
    "comments",
    "shares",
    "followers",
    "fee_yuan",
    "gmv_yuan",
)
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.2rem .7rem;border-bottom:1px solid #ddd;"
    "text-align:right}th:first-child,td:first-child{text-align:left}.off{color:#b00020}small{color:#666}"
)


def write_import_report(folder: Path, language: str) -> Path:
    """Write the report of a folder of imported tables; return its path."""
    manifest = read_manifest(folder)
    page = folder / REPORT
    unfinished = page.with_suffix(".tmp")
    unfinished.write_text("\n".join(_page(manifest, folder, language)), encoding="utf-8")
    unfinished.replace(page)
    return page


def _page(manifest: Mapping[str, Any], folder: Path, language: str) -> Iterator[str]:
    def word(name: str, **parts: Any) -> str:
        return escape(told(message(f"data_report.{name}", **parts), language))

    tables = [table for each in manifest["imports"] for table in each["tables"]]
    yield f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{word("title")}</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>{word('title')}</h1>"
    kept = {name: about for name, about in manifest["tables"].items() if name != HISTORY}  # its rows are seen again
    n_rows, n_kept = sum(table["rows"] for table in tables), sum(about["rows"] for about in kept.values())
    yield f"<p>{word('summary', files=len(manifest['imports']), rows=n_rows, kept=n_kept)}</p>"
    yield f"<h2>{word('steps')}</h2><p><small>{word('steps_about')}</small></p>"
    yield from _table(["", *(word(step) for step in STEPS)], _steps(manifest, language, word))
    yield f"<h2>{word('cells')}</h2><p><small>{word('cells_about')}</small></p>"
    for number, name, table in _numbered(manifest, language):
        rows = [[escape(field), *(_n(found.get(what, 0)) for what in CELLS)] for field, found in table["cells"].items()]
        if rows:
            yield f"<h3>{word('file', n=number)}: {escape(name)}</h3>"
            yield from _table([word("field"), *(word(what) for what in CELLS)], rows)
    if any(table["sums"] for table in tables):
        yield f"<h2>{word('sums')}</h2>"
        yield from _table([word("field"), word("total"), word("of_rows")], _sums(tables))
    yield f"<h2>{word('groups')}</h2><p><small>{word('groups_about', n=SMALLEST_GROUP)}</small></p>"
    for table in kept:
        yield from _groups(folder / f"{table}.parquet", table, word)
    yield f"<h2>{word('kept')}</h2>"
    for source in manifest["sources"].values():
        yield f"<h3>{escape(source['called'][language])}</h3><ul>"
        for form in ("kept", "pseudonym", "length", "dropped"):
            if source.get(form):
                yield f"<li>{word(f'form_{form}')}: {escape(', '.join(source[form]))}</li>"
        yield "</ul>"
    yield "</body></html>"


def _numbered(manifest: Mapping[str, Any], language: str) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    for number, each in enumerate(manifest["imports"], start=1):
        for table in each["tables"]:
            yield number, manifest["sources"][table["source"]]["called"][language], table


def _steps(manifest: Mapping[str, Any], language: str, word: Any) -> Iterator[list[str]]:
    for number, name, table in _numbered(manifest, language):
        signed = [_n(table[step], minus=step not in ("rows", "kept")) for step in STEPS]
        yield [f"{word('file', n=number)}: {escape(name)}", *signed]


def _sums(tables: list[Mapping[str, Any]]) -> Iterator[list[str]]:
    for table in tables:
        for field, (total, of_rows) in table["sums"].items():
            yield [escape(field), f"{total:,.2f}", f"{of_rows:,.2f}"]


def _groups(file: Path, table: str, word: Any) -> Iterator[str]:
    """Yield medians by source and kind of note, of groups that are large enough."""
    there = pl.read_parquet_schema(file)
    by = ["source", *(name for name in ("note_type",) if name in there)]
    figures = [name for name in _FIGURES if name in there]
    frame = pl.read_parquet(file, columns=[*by, *figures], glob=False)
    medians = [
        pl.when(pl.col(name).count() >= SMALLEST_GROUP).then(pl.col(name).median()).alias(name) for name in figures
    ]
    groups = frame.group_by(by, maintain_order=True).agg(pl.len().alias("n"), *medians).sort(by, nulls_last=True)
    yield f"<h3>{escape(table)}</h3>"
    rows = [
        [escape(" ".join(str(row[name]) for name in by if row[name])),
         _n(row["n"]) if row["n"] >= SMALLEST_GROUP else word("fewer", n=SMALLEST_GROUP),
         *("" if row["n"] < SMALLEST_GROUP or row[name] is None else f"{row[name]:,.4g}" for name in figures)]
        for row in groups.iter_rows(named=True)
    ]  # fmt: skip
    yield from _table([word("group"), word("n_rows"), *map(escape, figures)], rows)


def _n(n: int, *, minus: bool = False) -> str:
    return "" if not n else f"−{n:,}" if minus else f"{n:,}"


def _table(head: list[str], rows: Any) -> Iterator[str]:
    yield "<table><tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    yield "</table>"
