"""``xhs-sim report``: write the report of finished runs again."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ..config.messages import message
from .options import Language, Office, taking

EXAMPLES = (
    "[bold]xhs-sim report outputs/kol_mix --lang zh[/]\n\n"
    "[bold]xhs-sim report outputs/kol_mix --xlsx[/]: and the numbers as a workbook\n\n"
    "[bold]xhs-sim report outputs/kol_mix --png[/]: and the figures as PNG, beside SVG\n\n"
    "[bold]xhs-sim report outputs/kol_mix --pptx[/]: and the figures as slides with notes\n\n"
    "[bold]xhs-sim report outputs/kol_mix --pdf[/]: and the figures as PDF"
)


@taking(office=Office)
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An experiment's folder, or one run's.")],
    lang: Language = None,
    pptx: Annotated[
        bool, typer.Option("--pptx", help="Also write the figures as slides, with notes for the speaker.")
    ] = False,
    png: Annotated[bool, typer.Option("--png", help="Also write the figures as PNG, beside SVG.")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also write each figure as PDF, beside its SVG; fonts are in the file.")
    ] = False,
    *,
    office: Office,
) -> None:
    """Write the report and the figures of finished runs again."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # tables of a page are small: threads would only wait for another
    from ..config import ConfigError
    from ..study.reuse import refuse_damaged
    from .language import check_language
    from .written import hand_over, write_report

    if not folder.is_dir():
        raise ConfigError(message("command.no_folder", folder=folder))
    refuse_damaged(folder)
    typer.echo(write_report(folder, check_language(lang), png=png))
    if pptx:
        _write_slides(folder, lang)
    if pdf:
        _write_pdfs(folder, lang)
    hand_over(folder, office)


def _write_slides(folder: Path, lang: str | None) -> None:
    from ..report.slides import build_slides
    from ..report.words import load_words
    from .written import language_of

    language = lang or language_of(folder)
    typer.echo(load_words(language).say("terminal_slides", path=build_slides(folder, language=language)))


def _write_pdfs(folder: Path, lang: str | None) -> None:
    from ..report.as_pdf import build_pdfs
    from ..report.words import load_words
    from .written import language_of

    language = lang or language_of(folder)
    written = build_pdfs(folder, language=language)
    typer.echo(load_words(language).say("terminal_pdfs", n=len(written), path=folder / "figures"))
