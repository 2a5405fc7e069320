"""``xhs-sim report``: write the report of finished runs again."""

from pathlib import Path
from typing import Annotated

import typer

from .options import Language

EXAMPLES = "[bold]xhs-sim report outputs/kol_mix --lang zh[/]"


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An experiment's folder, or one run's.")],
    lang: Language = None,
) -> None:
    """Write the report and the figures of finished runs again."""
    from ..config import ConfigError
    from .written import check_language, write_report

    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder")
    typer.echo(write_report(folder, check_language(lang)))
