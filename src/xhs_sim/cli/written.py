"""From finished runs to pictures and pages: where the commands meet the report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ..config import ConfigError
from ..config.messages import message
from ..config.yaml_text import read_yaml
from ..study.run_folder import MANIFEST
from ..study.targets import Verdict
from .options import Office

if TYPE_CHECKING:
    from ..report import Biography


def write_report(folder: Path, lang: str | None, *, png: bool = False) -> Path:
    """Write pages and figures of finished runs, in their own language unless told; return the page's path."""
    from ..report import build_report, build_run_report

    build = build_run_report if (folder / MANIFEST).is_file() else build_report
    return build(folder, language=lang or language_of(folder), png=png)


def hand_over(folder: Path, office: Office) -> None:
    """Write a study's tables for the office as far as that is asked for, and say where they are."""
    if not any(office):
        return
    from ..office import study_tables, write_csv_files, write_workbook
    from ..report.words import load_words

    tables, words = study_tables(folder), load_words(language_of(folder))
    if office.xlsx:
        typer.echo(words.say("terminal_workbook", path=write_workbook(tables, folder / f"{folder.name}.xlsx")))
    if office.csv:
        written = write_csv_files(tables, folder / "csv")
        files = words.say("comma").join(path.name for path in written)
        typer.echo(words.say("terminal_csv", path=written[0].parent, files=files))


def language_of(folder: Path) -> str:
    """Return the language that finished runs were made in."""
    for path in sorted(folder.rglob("config.yaml")):
        if (path.parent / MANIFEST).is_file():  # a run's, and no other that lies about
            return str(read_config(path.parent)["report"]["language"])
    raise ConfigError(message("command.no_finished_run", folder=folder))


def read_config(run_dir: Path) -> dict[str, Any]:
    """Return the config that a run was made with."""
    config: dict[str, Any] = read_yaml(run_dir / "config.yaml")
    return config


def draw_verdicts(verdicts: Sequence[Verdict], run_dir: Path, place: Path, lang: str) -> Path:
    """Draw every target beside the run's figure, to ``place`` without its ending; return the picture's path."""
    from ..report import draw_validation, save_figure
    from ..report.market import market_of
    from ..report.words import load_words

    config = read_config(run_dir)
    words = load_words(lang)
    rows, market = [verdict.as_row() for verdict in verdicts], market_of(config["population"])
    figure = draw_validation(rows, market, int(config["n_days"]), words)
    save_figure(figure, place.parent, place.name, words)
    return place.with_suffix(".png")


def draw_note(life: "Biography", run_dir: Path, lang: str) -> Path:
    """Draw a note's biography into its run's folder; return the picture's path."""
    from ..report import draw_biography, save_figure
    from ..report.words import load_words

    words = load_words(lang)
    name = f"note_{life.note}"
    save_figure(draw_biography(life, words), run_dir / "figures", name, words)
    return run_dir / "figures" / f"{name}.png"
