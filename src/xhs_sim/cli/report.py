"""``xhs-sim report``: write the report of finished runs again."""

from pathlib import Path
from typing import Annotated

import typer

from ..config.messages import message
from .options import Language, Office, taking

EXAMPLES = (
    "[bold]xhs-sim report outputs/kol_mix --lang zh[/]\n\n"
    "[bold]xhs-sim report outputs/kol_mix --xlsx[/]: and the numbers as a workbook"
)


@taking(office=Office)
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An experiment's folder, or one run's.")],
    lang: Language = None,
    *,
    office: Office,
) -> None:
    """Write the report and the figures of finished runs again."""
    from ..config import ConfigError
    from ..study.reuse import refuse_damaged
    from .language import check_language
    from .written import hand_over, write_report

    if not folder.is_dir():
        raise ConfigError(message("command.no_folder", folder=folder))
    refuse_damaged(folder)
    typer.echo(write_report(folder, check_language(lang)))
    hand_over(folder, office)
