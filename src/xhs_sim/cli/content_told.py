"""What an exploration of a user's own notes found: on the terminal, as a table, as a figure."""

from pathlib import Path

from ..config.messages import message, told
from ..content_analysis import Explored
from ..content_analysis.effects import TABLE
from ..content_analysis.told import about_of, outcome_of, row_of, sentences, title_of
from ..records.whole_file import whole_file
from ..report import draw_content_effects, save_figure
from ..report.words import load_words
from .console import out

_FIGURE = "content_effects"


def show_content(found: Explored, folder: Path, language: str) -> None:
    """Print the sentences; write table and figure, where there is an effect."""
    console, words = out(), load_words(language)
    for sentence in sentences(found):
        console.print(told(sentence, language), soft_wrap=True)
    if found.fit is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(folder / TABLE) as unfinished:
        found.table.write_parquet(unfinished, compression="lz4", statistics=False)
    axis = message("content.axis", outcome=outcome_of(found))
    names = [row_of(row) for row in found.table.to_dicts()]
    figure = draw_content_effects(found.table, names, title_of(found), about_of(found), axis, words)
    save_figure(figure, folder / "figures", _FIGURE, words)
    console.print(told(message("content.table", path=folder / TABLE), language), soft_wrap=True)
    picture = folder / "figures" / f"{_FIGURE}.png"
    console.print(told(message("content.figure", path=picture), language), soft_wrap=True)
