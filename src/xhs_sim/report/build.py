"""From a folder of results to ``figures/`` and pages in both languages; the only writer of the report."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from ..config import describe_parameters
from ..records.whole_file import whole_file, write_whole
from .cards import cards_of
from .evidence import Evidence, Provenance
from .figures import FIGURES, HouseFigure, draw_card, drawn, figure_words, house_style
from .figures.svg import body_of_svg, svg_of
from .page import Picture, fill_page, page_context, page_name
from .plan_page import plan_name, render_plan
from .read import read_experiment, read_run
from .words import LANGUAGES, Words, load_words


def build_report(experiment_dir: Path, *, language: str, png: bool = False) -> Path:
    """Draw the figures of an experiment and write its pages.

    Parameters
    ----------
    experiment_dir : Path
        ``<out>/<experiment>`` with finished runs, ``effects.parquet`` and ``verdict.json``.
    language : {"en", "zh"}
        Of ``report.html`` and of the files in ``figures/``; ``report.en.html`` and ``report.zh.html`` lie beside it.
    png : bool
        Whether figures are written as PNG too, beside SVG.

    Returns
    -------
    Path of ``report.html``.

    Raises
    ------
    ConfigError
        If the folder holds no finished run, or the language is unknown.
    """
    load_words(language)
    return _write(experiment_dir, *read_experiment(experiment_dir, describe_parameters()), language, png)


def build_run_report(run_dir: Path, *, language: str, png: bool = False) -> Path:
    """Draw the figures of one run and write its pages; the same as ``build_report``, without comparison."""
    load_words(language)
    return _write(run_dir, *read_run(run_dir, describe_parameters()), language, png)


def save_figure(figure: Figure, folder: Path, name: str, words: Words, made: Mapping[str, str] | None = None) -> None:
    """Write a figure as PNG and SVG, header and all, each whole or not at all.

    Parameters
    ----------
    figure : Figure
    folder : Path
    name : str
        Of the files, without ending.
    words : Words
    made : mapping, optional
        What made the numbers; each picture carries it as its description.
    """
    write_whole(folder / f"{name}.svg", svg_of(figure, words, made))
    _save_png(figure, folder / f"{name}.png", words, made)


def _save_png(figure: Figure, path: Path, words: Words, made: Mapping[str, str] | None) -> None:
    about = {} if made is None else {"Description": json.dumps(dict(made), ensure_ascii=False)}
    with house_style(figure_words(words)), whole_file(path) as unfinished:
        figure.savefig(unfinished, format="png", metadata=about | {"Software": None})


def save_figures(
    figures: Mapping[str, Figure | None], folder: Path, words: Words, made: Mapping[str, str] | None = None
) -> list[Path]:
    """Write figures by name, but those that have nothing to show; return the paths of the PNG files."""
    shown = {name: figure for name, figure in figures.items() if figure is not None}
    for name, figure in shown.items():
        save_figure(figure, folder, name, words, made)
    return [folder / f"{name}.png" for name in shown]


def png_body_of(figure: HouseFigure, words: Words) -> bytes:
    """Return what lies below a figure's header as PNG, for whoever says the header in text."""
    width, height = figure.get_size_inches()
    target = io.BytesIO()
    for each in figure.header:
        each.set_visible(False)
    with house_style(figure_words(words)):
        below = Bbox([[0, 0], [width, height * figure.body]])
        figure.savefig(target, format="png", bbox_inches=below, metadata={"Software": None})
    for each in figure.header:
        each.set_visible(True)
    return target.getvalue()


def picture_of(figure: HouseFigure, name: str, words: Words, svg: str) -> Picture:
    """A figure for the page, which says the header in text: what lies below it, of its SVG."""
    texts = words.table["text"]  # a figure that is named for its metric needs none of its own
    called, reading = texts.get(f"{name}_name", words.metric(name)), texts.get(f"{name}_reading", texts["dots_reading"])
    return Picture(
        name=name,
        called=called,
        reading=reading,
        title=figure.title,
        about=figure.subtitle,
        svg=body_of_svg(svg, figure),
    )


class _Kept(NamedTuple):
    """Where figures are written as files, what made them, and whether as PNG too."""

    folder: Path
    made: Mapping[str, str]
    png: bool

    def write(self, figure: Figure, name: str, words: Words, svg: str) -> None:
        """Write a figure that is drawn as SVG."""
        write_whole(self.folder / f"{name}.svg", svg)
        if self.png:
            _save_png(figure, self.folder / f"{name}.png", words, self.made)

    def clear(self, name: str) -> None:
        """Delete files of an earlier report, whose figure may have nothing to show by now."""
        for old in self.folder.glob(f"{name}.*"):
            old.unlink()


def _write(folder: Path, evidence: Evidence, provenance: Provenance, language: str, png: bool) -> Path:
    for each in LANGUAGES:
        words = evidence.words(each)
        kept = _Kept(folder / "figures", provenance.made, png) if each == language else None
        with house_style(figure_words(words)):
            pictures = _draw(evidence, words, kept)
        said = page_context(evidence, provenance, pictures, words)
        page = fill_page(said)
        write_whole(folder / plan_name(each), render_plan(evidence, said["question"], words))
        write_whole(folder / page_name(each), page)
        if kept is not None:
            write_whole(folder / "report.html", page)
            for card in cards_of(said, words):
                kept.clear(card.name)
                figure = draw_card(card, words)
                kept.write(figure, card.name, words, svg_of(figure, words, kept.made))
    return folder / "report.html"


def _draw(evidence: Evidence, words: Words, kept: _Kept | None) -> list[Picture]:
    """Draw what has something to show, each once; the page has what lies below a figure's header."""
    if kept is not None:
        for name in FIGURES:
            kept.clear(name)
    pictures = []
    for name, figure in drawn(evidence, words):
        svg = svg_of(figure, words, None if kept is None else kept.made)
        if kept is not None:
            kept.write(figure, name, words, svg)
        pictures.append(picture_of(figure, name, words, svg))
    return pictures
