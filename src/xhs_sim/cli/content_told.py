"""What an exploration of a user's own notes found: on the terminal, as a table, as a figure."""

from pathlib import Path

from ..config.messages import message, told
from ..content_analysis import Explored, Lives
from ..content_analysis.kept import keep_content
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
    for path in keep_content(found, lives, folder):
        console.print(told(message("content.table", path=path), language), soft_wrap=True)
    if found.fit is not None:
        _draw_effects(found, folder, language)
    if lives is not None:
        _draw_lives(found, lives, folder, language)


def _draw_lives(found: Explored, lives: Lives, folder: Path, language: str) -> None:
    words = load_words(language)
    figure = draw_lives(lives.table, lives_title(found, lives), lives_about(found, lives), words)
    save_figure(figure, folder / "figures", _LIVES, words)
    _say_figure(folder / "figures" / f"{_LIVES}.png", language)


def _draw_effects(found: Explored, folder: Path, language: str) -> None:
    words = load_words(language)
    axis = message("content.axis", outcome=outcome_of(found))
    names = [row_of(row) for row in found.table.to_dicts()]
    figure = draw_content_effects(found.table, names, title_of(found), about_of(found), axis, words)
    save_figure(figure, folder / "figures", _FIGURE, words)
    _say_figure(folder / "figures" / f"{_FIGURE}.png", language)


def _say_figure(path: Path, language: str) -> None:
    out().print(told(message("content.figure", path=path), language), soft_wrap=True)
