"""From a folder of results to ``figures/`` and ``report.html``; the only writer of the report."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from matplotlib.figure import Figure

from ..config import ParameterRow, describe_parameters
from .cards import cards_of
from .evidence import Evidence, Provenance
from .figures import FIGURES, draw_card, figure_words, has_credit, house_style
from .page import Picture, page_context, question, render_page
from .plan_page import plan_name, render_plan
from .read import read_experiment, read_run
from .summary import has_spend
from .words import LANGUAGES, Words, load_words

_COMPARING = ("effects", "cost", "attribution")  # figures that one run cannot fill
_WORTH: Mapping[str, Callable[[Evidence], bool]] = {"cost": has_spend, "attribution": has_credit}  # else drawn always


def build_report(experiment_dir: Path, *, language: str) -> Path:
    """Draw the figures of an experiment and write its page.

    Parameters
    ----------
    experiment_dir : Path
        ``<out>/<experiment>`` with finished runs and ``effects.parquet``.
    language : {"en", "zh"}

    Returns
    -------
    Path of ``report.html``.

    Raises
    ------
    ConfigError
        If the folder holds no finished run, or the language is unknown.
    """
    words = load_words(language)
    evidence, provenance = read_experiment(experiment_dir, _parameters())
    shown = tuple(name for name in FIGURES if name not in _WORTH or _WORTH[name](evidence))
    return _write(experiment_dir, evidence, provenance, words, shown)


def build_run_report(run_dir: Path, *, language: str) -> Path:
    """Draw the figures of one run and write its page; the same as ``build_report``, without comparison."""
    words = load_words(language)
    evidence, provenance = read_run(run_dir, _parameters())
    names = tuple(name for name in FIGURES if name not in _COMPARING)
    return _write(run_dir, evidence, provenance, words, names)


def save_figure(figure: Figure, folder: Path, name: str, words: Words) -> Picture:
    """Write a figure as PNG and SVG, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with house_style(figure_words(words)):
        for kind in ("png", "svg"):
            metadata: Mapping[str, str | None] = {"Date": None} if kind == "svg" else {"Software": None}
            unfinished = folder / f".{name}.{kind}.tmp-{os.getpid()}"
            figure.savefig(unfinished, format=kind, metadata=metadata)
            os.replace(unfinished, folder / f"{name}.{kind}")
    svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
    return Picture(name=name, title=str(figure.get_label()), svg=svg)


def _write(folder: Path, evidence: Evidence, provenance: Provenance, words: Words, names: tuple[str, ...]) -> Path:
    pictures = [save_figure(FIGURES[name](evidence, words), folder / "figures", name, words) for name in names]
    for card in cards_of(page_context(evidence, provenance, [], words), words):
        save_figure(draw_card(card, words), folder / "figures", card.name, words)
    for each in LANGUAGES:
        told = load_words(each)
        _put(folder / plan_name(each), render_plan(evidence, question(evidence, told), told))
    page = folder / "report.html"
    _put(page, render_page(evidence, provenance, pictures, words))
    return page


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)


def _parameters() -> list[ParameterRow]:
    return describe_parameters()
