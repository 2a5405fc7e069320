"""What the robustness of an answer is, on the terminal: the sentence, the numbers that move the lead, and figures."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from ..config import Config
from ..config.messages import message
from .console import out
from .found_told import keep_told, tell_errors, tell_files

if TYPE_CHECKING:
    from ..report.doubted import Assumptions
    from ..report.words import Words
    from ..robustness.inquiry import Found


def tell_left_out(found: "Found") -> int:
    """Say which draws and ends are left out and why; return the exit code, 1 if any is."""
    errors = [*(each.error for each in found.draws if each.error), *found.errors]
    n = len(found.draws) + len(found.swings) + len(found.errors)
    return tell_errors(message("robustness.failed", failed=len(errors), all=n), errors)


def show_stand(folder: Path, config: Config) -> None:
    """Print what was found, read from the files that were written, then where they and the figures lie."""
    from ..report.assumptions import left_out_sentence, luck_sentence, silent_sentence, stand_sentence, tell_assumptions
    from ..report.doubted import DRAWS, read_assumptions
    from ..report.words import load_words

    words, found = load_words(config.report.language).calling(config.study.labels), read_assumptions(folder)
    assert found is not None
    console = out()

    def told(own: "Words") -> tuple[str, list[str]]:
        others = (say_it(found, own) for say_it in (luck_sentence, left_out_sentence, silent_sentence))
        return stand_sentence(found, own), [said for said in others if said]

    lead, further = told(words)
    console.print(lead, soft_wrap=True, style="bold")
    for said in further:
        console.print(said, soft_wrap=True)
    keep_told(folder, "robustness", words, told)
    section = tell_assumptions(found, words)
    assert section is not None
    for each in section.tables:
        table = Table(*each.heads[:-1], title=each.title)
        for name, cells in each.rows:
            table.add_row(name.value, *("\n".join((cell.value, *cell.beneath)) for cell in cells[:-1]))
        console.print(table)
        console.print(each.caption, style="dim", soft_wrap=True)
    tell_files([folder / DRAWS], draw_stand(folder, found, words), words)


def draw_stand(folder: Path, found: "Assumptions", words: "Words") -> list[Path]:
    """Draw the figures that have something to show; return the pictures' paths."""
    from ..report.build import save_figures
    from ..report.figures.deciding import draw_deciding
    from ..report.figures.stands import draw_stands
    from ..report.figures.tornado import draw_swings

    drawn = {"stands": draw_stands, "tornado": draw_swings, "deciding": draw_deciding}
    figures = {name: draw(found, words) for name, draw in drawn.items()}
    return save_figures(figures, folder / "figures", words, found.answer["made"])
