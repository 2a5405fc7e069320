"""What an exploration of a user's own notes found: on the terminal, as a table, as a figure."""

from pathlib import Path

import polars as pl

from ..config.messages import message, told
from ..content_analysis import Explored, Lives
from ..content_analysis.biographies import LIVES
from ..content_analysis.effects import TABLE
from ..content_analysis.told import (
    about_of,
    lives_about,
    lives_title,
    lives_told,
    outcome_of,
    row_of,
    sentences,
    title_of,
)
from ..records.whole_file import whole_file
from ..report import draw_content_effects, draw_lives, save_figure
from ..report.words import load_words
from .console import out

_FIGURE, _LIVES = "content_effects", "note_biographies"


def show_content(found: Explored, lives: Lives | None, folder: Path, language: str) -> None:
    """Print the sentences; write tables and figures, where there is an effect, and where lives are known."""
    console = out()
    for sentence in sentences(found):
        console.print(told(sentence, language), soft_wrap=True)
    console.print(told(lives_told(found, lives), language), soft_wrap=True)
    if found.fit is not None:
        _write_effects(found, folder, language)
    if lives is not None:
        _write_lives(found, lives, folder, language)


def _write_lives(found: Explored, lives: Lives, folder: Path, language: str) -> None:
    words = load_words(language)
    _write_table(lives.table, folder / LIVES, language)
    figure = draw_lives(lives.table, lives_title(found, lives), lives_about(found, lives), words)
    save_figure(figure, folder / "figures", _LIVES, words)
    _say_figure(folder / "figures" / f"{_LIVES}.png", language)


def _write_effects(found: Explored, folder: Path, language: str) -> None:
    words = load_words(language)
    _write_table(found.table, folder / TABLE, language)
    axis = message("content.axis", outcome=outcome_of(found))
    names = [row_of(row) for row in found.table.to_dicts()]
    figure = draw_content_effects(found.table, names, title_of(found), about_of(found), axis, words)
    save_figure(figure, folder / "figures", _FIGURE, words)
    _say_figure(folder / "figures" / f"{_FIGURE}.png", language)


def _write_table(table: pl.DataFrame, path: Path, language: str) -> None:
    with whole_file(path) as unfinished:
        table.write_parquet(unfinished, compression="lz4", statistics=False)
    out().print(told(message("content.table", path=path), language), soft_wrap=True)


def _say_figure(path: Path, language: str) -> None:
    out().print(told(message("content.figure", path=path), language), soft_wrap=True)
