"""``xhs-sim data``: a user's own exports, read into tables without names."""

import json
from pathlib import Path
from typing import Annotated

import typer

from .console import say
from .options import Language

app = typer.Typer(
    no_args_is_help=True, help="Read exports of your own (creator centre, ads, shops, crawls) into tables."
)

Map = Annotated[
    Path | None, typer.Option("--map", metavar="FILE.yaml", help="What the columns mean, if no known source has them.")
]


@app.command(
    "import",
    epilog=(
        "[bold]xhs-sim data import 笔记列表明细表.xlsx[/]: notes of the creator centre\n\n"
        "[bold]xhs-sim data import export.csv --json[/]: and the rows as JSON"
    ),
)
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="CSV, XLSX, JSON, JSONL, SQLite or Parquet, as exported.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows by table, as JSON.")] = False,
    mapping: Map = None,
    lang: Language = None,
) -> None:
    """Import files: recognised by their columns, typed, checked, repeated snapshots merged."""
    from ..ingest.exports import import_files, read_mapping
    from ..ingest.exports.plain_rows import rows_by_table
    from ..ingest.exports.told import sentences
    from .language import check_language

    check_language(lang)
    imported = import_files(files, read_mapping(mapping) if mapping else None)
    for sentence in sentences(imported):
        say(sentence)
    if as_json:
        typer.echo(json.dumps(rows_by_table(imported.tables), ensure_ascii=False, allow_nan=False))
