"""What an inquiry found, on the terminal: the answer in a sentence, the shares, what else must be known."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl
from rich.table import Table

from ..config.messages import message
from ..lab.table import metadata_of
from ..report import draw_sensitivity, save_figure
from ..report.sensitivity import LUCK, Asked, answer_of, meaning_of, name_of, notes_of, share_of, whole_percent
from ..report.words import Words
from ..sensitivity.inquiry import Found
from ..sensitivity.outputs import Output
from ..sensitivity.plan import TABLE, Plan
from ..verdict import Per
from .console import in_words, out
from .found_told import keep_told, tell_errors, tell_files, words_for
from .known_told import known_shares


def show_found(plan: Plan, found: Found, table: pl.DataFrame) -> None:
    """Print what was found: the sentence first, then shares, what was left out, where table and figures lie."""
    console, words = out(), words_for(plan.subject)
    blocks = {answers.method: answers.design.n_blocks for answers in found.asked}
    known = known_shares(plan.subject, is_whole=not plan.are_typed)
    for i, output in enumerate(found.outputs):
        asked = asked_of(output)
        console.print(answer_of(table, asked, words), soft_wrap=True, style="bold" if i == 0 else "")
        if output.unranked:
            console.print(in_words(message("sensitivity.by_means", why=[*output.unranked])), soft_wrap=True)
        if i == 0:
            keep_told(plan.folder, "sensitivity", words, partial(_told, table, asked, blocks))
            console.print(_shares(table, asked, words, known))
        for note in notes_of(table, asked, words, blocks=blocks):
            console.print(note, soft_wrap=True)
    if plan.held:
        axis = plan.held[0]
        example = f"'{axis.name}=interval({axis.low:g},{axis.high:g})'"
        console.print(words.say("sensitivity_held", n=len(plan.held), example=example), soft_wrap=True)
    tell_files([plan.folder / TABLE], draw_found(plan, found, table, words), words)


def _told(table: pl.DataFrame, asked: Asked, blocks: Mapping[str, int], words: Words) -> tuple[str, list[str]]:
    return answer_of(table, asked, words), notes_of(table, asked, words, blocks=blocks)


def asked_of(output: Output) -> Asked:
    """Return an output as the report knows it."""
    return Asked(
        output=output.name, arm=output.arm, over=output.over, metric=output.objective.metric,
        by_extra_yuan=output.per is Per.EXTRA_YUAN, by_yuan=output.per is Per.YUAN,
    )  # fmt: skip


def draw_found(plan: Plan, found: Found, table: pl.DataFrame, words: Words) -> list[Path]:
    """Draw a figure for each output; return their paths."""
    paths = []
    for output in found.outputs:
        figure = draw_sensitivity(table, asked_of(output), words, level=plan.level)
        save_figure(figure, plan.folder / "figures", f"sensitivity_{output.name}", words, metadata_of(plan))
        paths.append(plan.folder / "figures" / f"sensitivity_{output.name}.png")
    return paths


def _shares(table: pl.DataFrame, asked: Asked, words: Words, known: Mapping[str, tuple[float, float]]) -> Table:
    """A row a parameter: by itself and together with others, with intervals, and of a function what is known."""
    own = table.filter(method="sobol", output=asked.output)
    rows = own.filter(measure="S1").sort("value", descending=True).to_dicts()
    meanings = {row["parameter"]: meaning_of(row["parameter"], words) for row in rows}
    has_meanings = any(text for name, text in meanings.items() if name != LUCK)
    heads = ["parameter", *(["meaning"] if has_meanings else []), "alone", "whole"]
    heads += ["known_alone", "known_whole"] if known else []
    shown = Table(*(words.say(f"sensitivity_head_{head}") for head in heads))
    whole = {row["parameter"]: row for row in own.filter(measure="ST").to_dicts()}
    for row in rows:
        parameter = row["parameter"]
        cells = [name_of(parameter, words), *([meanings[parameter]] if has_meanings else [])]
        cells += [share_of(each, words) for each in (row, whole[parameter])]
        cells += [whole_percent(share, words) for share in known.get(parameter, (0.0, 0.0))] if known else []
        shown.add_row(*cells)
    return shown


def tell_failed(found: Found) -> int:
    """Say why points have no output; return the exit code, 1 if any has none."""
    errors = found.errors
    n = sum(answers.points.height for answers in found.asked)
    return tell_errors(message("sensitivity.failed", failed=len(errors), all=n), errors)
