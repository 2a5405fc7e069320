"""What a validation is going to leave out and what it found, on the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from ..config.messages import message
from .console import clock, out, say

if TYPE_CHECKING:
    from ..report.trust_card import Validated
    from ..report.words import Words
    from ..validate.plan import ValidationPlan


def tell_plan(plan: "ValidationPlan") -> None:
    """Say what is going to be left out, and about how long it takes."""
    base = plan.base
    say(message("calibrate.parameters", n=len(base.parameters), names=[each.name for each in base.parameters]))
    say(message(
        "validate.plan", groups=sum(each.kind == "creators" for each in plan.hold_outs), first=plan.sizes.first,
        last=plan.sizes.last, time=clock(base.seconds), small=base.first.config.population.people,
        people=base.config.population.people, path=plan.folder,
    ))  # fmt: skip


def show_found(plan: "ValidationPlan") -> None:
    """Print what was found, read from the files that were written, then where they, the figures and the card lie."""
    from ..report.trust_card import read_validation, sentences_of
    from ..report.words import load_words

    folder, language = plan.folder, plan.last.language
    words, found, console = load_words(language), read_validation(folder), out()
    assert found is not None
    first, *rest = sentences_of(found.answer, words)
    console.print(first, soft_wrap=True, style="bold")
    for line in rest:
        console.print(line, soft_wrap=True)
    console.print(_table(found, words))
    if plan.ensemble is None:
        console.print(words.say("own_no_card", path=folder.parent / "calibration"), soft_wrap=True)
    else:
        console.print(words.say("own_card", path=plan.ensemble.file), soft_wrap=True)
    for name in ("foretold.parquet", "truths.parquet"):
        console.print(words.say("terminal_table", path=folder / name), soft_wrap=True)
    for path in draw_found(folder, found, words):
        console.print(words.say("terminal_figure", path=path), soft_wrap=True)


def _table(found: "Validated", words: "Words") -> Table:
    heads = ("figure", "kind", "observed", "foretold", "within", "chance", "grade")
    shown = Table(*(words.say(f"own_head_{head}") for head in heads))
    for row in found.answer["figures"]:
        shown.add_row(*_cells(row, words))
    return shown


def _cells(row: "dict[str, Any]", words: "Words") -> list[str]:
    from ..report.calibration import figure_name

    low, high = f"{row['low']:.3g}", f"{row['high']:.3g}"
    inside = words.say("comma").join(f"{n}/{row['of']}" for n in row["within"])
    return [
        figure_name(row["figure"], words), words.say(f"own_kind_{row['kind']}"), f"{row['observed']:.3g}",
        words.say("span", low=low, high=high), inside, words.percent(row["chance"], digits=2),
        words.say(f"own_grade_{row['grade']}"),
    ]  # fmt: skip


def draw_found(folder: Path, found: "Validated", words: "Words") -> list[Path]:
    """Draw what was left out and how truths are held; return the pictures' paths."""
    from ..report.build import save_figures
    from ..report.figures.foretold import draw_left_out, draw_truths

    figures = {"left_out": draw_left_out(found, words), "truths": draw_truths(found, words)}
    return save_figures(figures, folder / "figures", words, found.answer["made"])
