"""What a calibration is going to do and what it found, on the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from ..config.messages import message
from .console import clock, out, say

if TYPE_CHECKING:
    from ..calibrate.plan import Plan
    from ..report.calibration import Calibrated
    from ..report.words import Words

_SHOWN_FAILURES = 3


def tell_plan(plan: "Plan") -> None:
    """Say what is going to be asked, and about how long it takes."""
    names = [each.name for each in plan.parameters]
    say(message("calibrate.parameters", n=len(names), names=names))
    say(message(
        "calibrate.plan", runs=plan.runs, first=plan.sizes.first, last=plan.sizes.last, time=clock(plan.seconds),
        small=plan.first.config.population.people, people=plan.config.population.people, path=plan.folder,
    ))  # fmt: skip


def show_found(folder: Path, language: str) -> None:
    """Print what was found, read from the files that were written, then where they and the figures lie."""
    from ..report.calibration import POSTERIOR, read_calibration, sentences_of
    from ..report.words import load_words

    words, found, console = load_words(language), read_calibration(folder), out()
    assert found is not None
    first, *rest = sentences_of(found, words)
    console.print(first, soft_wrap=True, style="bold")
    for line in rest:
        console.print(line, soft_wrap=True)
    console.print(_table(found, words))
    for name in (POSTERIOR, "ensemble.parquet"):
        console.print(words.say("terminal_table", path=folder / name), soft_wrap=True)
    for path in draw_found(folder, found, words):
        console.print(words.say("terminal_figure", path=path), soft_wrap=True)


def _table(found: "Calibrated", words: "Words") -> Table:
    level = words.percent(found.answer["level"])
    heads = ("parameter", "shipped", "prior", "posterior", "told", "coverage")
    shown = Table(*(words.say(f"calibration_head_{head}", level=level) for head in heads))
    for each in found.parameters:
        low, middle, high = (f"{value:.3g}" for value in each["posterior"])
        shown.add_row(
            each["name"], f"{each['default']:.3g}", words.say("span", low=f"{each['low']:g}", high=f"{each['high']:g}"),
            f"{middle} ({words.say('span', low=low, high=high)})", words.percent(each["sd_of_prior"], digits=2),
            words.percent(each["coverage"], digits=2),
        )  # fmt: skip
    return shown


def draw_found(folder: Path, found: "Calibrated", words: "Words") -> list[Path]:
    """Draw draws, ranks and what was foretold; return the pictures' paths."""
    from ..report.build import save_figures
    from ..report.figures.calibration import draw_foretold, draw_posterior, draw_ranks

    drawn = {"posterior": draw_posterior, "calibration": draw_ranks, "foretold": draw_foretold}
    figures = {name: draw(found, words) for name, draw in drawn.items()}
    return save_figures(figures, folder / "figures", words, found.answer["made"])


def tell_failed(errors: Sequence[str], asked: int) -> int:
    """Say why trials are missing, of so many that were asked; return the exit code, 1 if any failed."""
    if not errors:
        return 0
    say(message("calibrate.failed", failed=len(errors), all=asked))
    for error in list(dict.fromkeys(errors))[:_SHOWN_FAILURES]:
        say(message("common.beneath", text=error))
    return 1
