"""``xhs-sim brief``: write a campaign brief, and hear what is wrong with one."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from .options import ConfigDir

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
) -> None:
    """Ask for what a brief needs, and write it."""
    from ..brief import OUTCOMES, template
    from ..config import ConfigError

    if file.exists() and not is_forced:
        raise ConfigError(f"{file} is there already (--force writes over it)")

    def ask(what: str, usual: Any) -> Any:
        if is_usual:
            return usual
        if isinstance(usual, date):
            return typer.prompt(what, default=str(usual), value_proc=_date)
        return typer.prompt(what, default=usual, type=type(usual))

    text = template(
        name=file.stem,
        brand=ask("Brand", "qingrou"),
        topic=ask("Topic of the brand", "skincare"),
        product=ask("Product", "face_cream"),
        price_cny=ask("Its price, CNY", 198.0),
        kind=ask(f"Objective ({', '.join(OUTCOMES)})", "sales"),
        goal=ask("Goal (users, engagements, share, CNY, or followers)", 50_000.0),
        budget_cny=ask("Budget, CNY", 300_000.0),
        first_day=ask("First day", date.today() + timedelta(days=14)),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    typer.echo(f"brief: {file} (edit it, then: xhs-sim brief check {file})")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date (write 2026-12-01)") from None


@app.command("check")
def check(file: File, config_dir: ConfigDir = None) -> None:
    """Say what a brief contradicts, and what will be assumed."""
    from .briefed import read_and_check

    brief, _, warnings = read_and_check(file, config_dir)
    for warning in warnings:
        typer.echo(f"note: {warning}")
    tactics = ", ".join(brief.tactics)
    typer.echo(f"{file}: nothing stands against it; {len(brief.tactics)} tactics: {tactics}")
