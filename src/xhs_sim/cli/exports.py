"""``xhs-sim data``: a user's own exports, read into tables without names; what became of them; and their end."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ..config.errors import ConfigError
from ..config.messages import LANGUAGES, message
from .console import in_words, say, spoken
from .options import DEFAULT_OUT, Language, Out

app = typer.Typer(
    no_args_is_help=True, help="Read exports of your own (creator centre, ads, shops, crawls) into tables."
)

FOLDER = "data"  # within --out
CONTENT = "content"  # beside it: an import puts a new folder in the place of the old one
Folder = Annotated[
    Path,
    typer.Argument(metavar="[DIR]", help="The folder of the tables; outputs/data if left out.", show_default=False),
]
Map = Annotated[
    Path | None, typer.Option("--map", metavar="FILE.yaml", help="What the columns mean, if no known source has them.")
]

Account = Annotated[
    str,
    typer.Option("--account", metavar="NAME", help="Whose files these are, if they do not say; kept as a pseudonym."),
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
    account: Account = "",
    out: Out = DEFAULT_OUT,
    lang: Language = None,
) -> None:
    """Import files: recognised by their columns, typed, checked, repeated snapshots merged, names left out."""
    from ..ingest.exports import import_files, read_mapping, store, the_secret
    from ..ingest.exports.plain_rows import rows_by_table
    from ..ingest.exports.told import sentences
    from ..report.import_report import write_import_report

    _check(lang)
    folder = out / FOLDER
    secret = the_secret(folder)
    imported = import_files(files, read_mapping(mapping) if mapping else None)
    for sentence in sentences(imported):
        say(sentence)
    manifest = store(imported, folder, secret, account)
    page = write_import_report(folder, lang or spoken())
    if as_json:
        typer.echo(json.dumps(rows_by_table(imported.tables), ensure_ascii=False, allow_nan=False))
        return
    for table, about in manifest["tables"].items():
        typer.echo(in_words(message("export.table", path=folder / f"{table}.parquet", n=about["rows"])))
    typer.echo(in_words(message("export.page", path=page)))


@app.command()
def report(folder: Folder = DEFAULT_OUT / FOLDER, lang: Language = None) -> None:
    """Write the data report again: what became of each file, step by step, and what is kept."""
    from ..report.import_report import write_import_report

    _check(lang)
    typer.echo(write_import_report(folder, lang or spoken()))


@app.command(epilog="[bold]xhs-sim data explore outputs/data --outcome views[/]: by views, not by likes")
def explore(
    folder: Folder = DEFAULT_OUT / FOLDER,
    outcome: Annotated[
        str,
        typer.Option("--outcome", metavar="COUNT", help="What counts: likes, impressions, views, reads, saves, ..."),
    ] = "likes",
    out: Out = DEFAULT_OUT,
    lang: Language = None,
) -> None:
    """Tell which format, time, topic and style of imported notes gets more, how sure that is, and what to try next."""
    from ..content_analysis import explore_notes, read_lives
    from .content_told import show_content

    _check(lang)
    found = explore_notes(folder, outcome)
    show_content(found, read_lives(folder, outcome), out / CONTENT, lang or spoken())


@app.command(epilog="[bold]xhs-sim data purge --secret[/]: no pseudonym can be traced by anybody afterwards")
def purge(
    folder: Folder = DEFAULT_OUT / FOLDER,
    secret: Annotated[bool, typer.Option("--secret", help="Also delete the secret behind the pseudonyms.")] = False,
    lang: Language = None,
) -> None:
    """Delete what was imported: tables, manifest and report, and nothing else."""
    from ..ingest.exports.secret import forget_secret
    from ..ingest.exports.store import purge as purge_folder

    _check(lang)
    typer.echo(in_words(message("export.purged", n=purge_folder(folder), folder=folder)))
    if secret and forget_secret():
        typer.echo(in_words(message("export.secret_gone")))


def _check(lang: str | None) -> None:
    """Refuse a language that is not spoken; without the model, which ``language`` loads."""
    if lang is not None and lang not in LANGUAGES:
        raise ConfigError(message("command.no_lang", lang=lang, allowed=[*LANGUAGES]))
