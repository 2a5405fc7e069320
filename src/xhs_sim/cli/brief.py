"""``xhs-sim brief``: write a campaign brief, hear what is wrong with one, and what its money buys."""

from pathlib import Path
from typing import Annotated

import typer

from ..config.messages import message
from .console import in_words, spoken
from .options import ConfigDir, Language

app = typer.Typer(
    no_args_is_help=True,
    help="Write a campaign brief, or check one before it is tried with xhs-sim compare brief=FILE.",
)
File = Annotated[Path, typer.Argument(metavar="FILE", help="The brief, a YAML file.", show_default=False)]


@app.command("new", epilog="[bold]xhs-sim brief new launch.yaml --yes[/]: a brief with usual values, to be edited")
def new(
    file: File,
    is_usual: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing, take the usual values.")] = False,
    is_forced: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """Ask for what a brief needs, and write it."""
    from ..brief import template
    from ..config import ConfigError
    from .briefed import check_text
    from .language import check_language
    from .questions import ask_for_brief, usual_answers

    check_language(lang)
    if file.exists() and not is_forced:
        raise ConfigError(message("brief.file_is_there", file=file))
    answers = ask_for_brief(usual_answers(file.stem, config_dir), config_dir, is_usual=is_usual)
    while problems := check_text(template(answers, spoken()), file, config_dir):  # before anything is written
        if is_usual:
            raise ConfigError(problems)
        typer.echo("\n".join(["", *map(in_words, problems), "", in_words(message("brief.once_more"))]))
        answers = ask_for_brief(answers, config_dir)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(template(answers, spoken()), encoding="utf-8")
    typer.echo(in_words(message("brief.written", file=file)))


@app.command("check")
def check(file: File, lang: Language = None, config_dir: ConfigDir = None) -> None:
    """Say what a brief contradicts and assumes, what its money buys, what its goals ask for, which rules it touches."""
    from .briefed import read_and_check
    from .language import check_language

    check_language(lang)
    checked = read_and_check(file, config_dir)
    for fact in checked.sums.facts:
        typer.echo(f"  {in_words(fact)}")
    for warning in checked.warnings:
        typer.echo(in_words(message("brief.note", text=warning)))
    head, *rules = checked.rules
    typer.echo(in_words(head))
    for rule in rules:
        typer.echo(in_words(message("common.beneath", text=rule)))
    tactics = [*checked.brief.tactics]
    typer.echo(in_words(message("brief.sound", file=file, n=len(tactics), tactics=tactics)))


@app.command(
    "schema", epilog="[bold]xhs-sim brief schema --out brief.schema.json[/]: for an editor that completes and checks"
)
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it here, not to the terminal.")
    ] = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """Print the form of a brief as a JSON schema."""
    import json

    from ..brief import json_schema
    from ..brief.home_market import CAMPAIGN
    from ..config import load_config
    from .language import check_language

    check_language(lang)
    text = json.dumps(json_schema(load_config([CAMPAIGN], config_dir)), ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text + "\n", encoding="utf-8")
    typer.echo(in_words(message("brief.schema_written", file=out, name=out.name)))
