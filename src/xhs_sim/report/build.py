"""From a folder of results to ``figures/`` and pages in both languages; the only writer of the report."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from ..config import describe_parameters
from ..records.whole_file import whole_file, write_whole
from .cards import cards_of
from .evidence import Evidence, Provenance
from .figures import FIGURES, HouseFigure, draw_card, figure_words, house_style
from .page import Picture, page_context, page_name, question, render_page
from .plan_page import plan_name, render_plan
from .read import read_experiment, read_run
from .words import LANGUAGES, Words, load_words


def build_report(experiment_dir: Path, *, language: str) -> Path:
    """Draw the figures of an experiment and write its pages.

    Parameters
    ----------
    experiment_dir : Path
        ``<out>/<experiment>`` with finished runs, ``effects.parquet`` and ``verdict.json``.
    language : {"en", "zh"}
        Of ``report.html`` and of the files in ``figures/``; ``report.en.html`` and ``report.zh.html`` lie beside it.

    Returns
    -------
    Path of ``report.html``.

    Raises
    ------
    ConfigError
        If the folder holds no finished run, or the language is unknown.
    """
    load_words(language)
    return _write(experiment_dir, *read_experiment(experiment_dir, describe_parameters()), language)


def build_run_report(run_dir: Path, *, language: str) -> Path:
    """Draw the figures of one run and write its pages; the same as ``build_report``, without comparison."""
    load_words(language)
    return _write(run_dir, *read_run(run_dir, describe_parameters()), language)


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
    about = {} if made is None else {"Description": json.dumps(dict(made), ensure_ascii=False)}
    with house_style(figure_words(words)):
        for kind in ("png", "svg"):
            metadata: Mapping[str, str | None] = about | ({"Date": None} if kind == "svg" else {"Software": None})
            with whole_file(folder / f"{name}.{kind}") as unfinished:
                figure.savefig(unfinished, format=kind, metadata=metadata)


def save_figures(
    figures: Mapping[str, Figure | None], folder: Path, words: Words, made: Mapping[str, str] | None = None
) -> list[Path]:
    """Write figures by name, but those that have nothing to show; return the paths of the PNG files."""
    shown = {name: figure for name, figure in figures.items() if figure is not None}
    for name, figure in shown.items():
        save_figure(figure, folder, name, words, made)
    return [folder / f"{name}.png" for name in shown]


def body_of(figure: HouseFigure, kind: str, words: Words) -> bytes:
    """Return what lies below a figure's header, for whoever says the header in text: as ``png`` or ``svg``."""
    width, height = figure.get_size_inches()
    target = io.BytesIO()
    metadata: Mapping[str, str | None] = {"Date": None} if kind == "svg" else {"Software": None}
    for each in figure.header:
        each.set_visible(False)
    with house_style(figure_words(words)):
        below = Bbox([[0, 0], [width, height * figure.body]])
        figure.savefig(target, format=kind, bbox_inches=below, metadata=metadata)
    for each in figure.header:
        each.set_visible(True)
    return target.getvalue()


def picture_of(figure: HouseFigure, name: str, words: Words) -> Picture:
    """A figure for the page, which says the header in text: what lies below it, as SVG."""
    texts = words.table["text"]  # a figure that is named for its metric needs none of its own
    called, reading = texts.get(f"{name}_name", words.metric(name)), texts.get(f"{name}_reading", texts["dots_reading"])
    return Picture(
        name=name,
        called=called,
        reading=reading,
        title=figure.title,
        about=figure.subtitle,
        svg=body_of(figure, "svg", words).decode(),
    )


def _write(folder: Path, evidence: Evidence, provenance: Provenance, language: str) -> Path:
    for each in LANGUAGES:
        words = evidence.words(each)
        pictures = _draw(evidence, words, folder / "figures" if each == language else None, provenance.made)
        page = render_page(evidence, provenance, pictures, words)
        write_whole(folder / plan_name(each), render_plan(evidence, question(evidence, words), words))
        write_whole(folder / page_name(each), page)
        if each == language:
            write_whole(folder / "report.html", page)
            for card in cards_of(page_context(evidence, provenance, [], words), words):
                save_figure(draw_card(card, words), folder / "figures", card.name, words, provenance.made)
    return folder / "report.html"


def _draw(evidence: Evidence, words: Words, kept: Path | None, made: Mapping[str, str]) -> list[Picture]:
    """Draw what has something to show; files of the figures are written into ``kept``."""
    pictures = []
    for name, draw in FIGURES.items():
        figure = draw(evidence, words)
        if kept is not None:
            for old in kept.glob(f"{name}.*"):  # of an earlier report, whose figure may have nothing to show by now
                old.unlink()
        if figure is None:
            continue
        if kept is not None:
            save_figure(figure, kept, name, words, made)
        pictures.append(picture_of(figure, name, words))
    return pictures
