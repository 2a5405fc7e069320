"""What a sweep found, on the terminal: who leads where, in a sentence, a table of the points, and what failed."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from rich.table import Table

from ..config.messages import message
from ..lab.lab import Asked, Lab
from ..lab.leads import Leads, leads_of
from ..lab.led import lead_sentence, means_of, plain, range_sentence
from ..lab.plan import POINTS, Sweep
from ..report.words import Words
from ..study.objectives import decided_by, objectives_of
from .console import out, say
from .found_told import keep_told, tell_files, words_for
from .known_told import known_best
from .sweep_drawn import draw_sweep

_MOST_ROWS = 40
_SHOWN_FAILURES = 5


def tell_failed(lab: Lab, plan: Sweep, asked: Sequence[Asked]) -> int:
    """Say which runs failed and why; return the exit code, 1 if any did."""
    _, failed = lab.parts.there()
    found = {each.run: (each, failed.get(each.run)) for each in asked if each.run}
    wrong = [(each, error) for each, error in found.values() if error]
    if not wrong:
        return 1 if plan.problems else 0  # of which was told before anything ran
    say(message("command.sweep_failed", failed=len(wrong), all=len(found)))
    for each, error in wrong[:_SHOWN_FAILURES]:
        values = plan.points[each.point]
        told = ", ".join(f"{name}={value}" for name, value in values.items())
        say(message("command.sweep_failed_run", point=told, arm=each.arm, seed=each.seed, error=error))
    if len(wrong) > _SHOWN_FAILURES:
        say(message("command.sweep_failed_more", n=len(wrong) - _SHOWN_FAILURES))
    return 1


def show_sweep(plan: Sweep, path: Path, outcome: str | None) -> None:
    """Print what was found: the sentence first, then the points, then where the table and the figure lie."""
    config, console, words = plan.config, out(), words_for(plan.subject)
    points = pl.read_parquet(plan.folder / POINTS)
    shown = outcome or plan.subject.objectives[0].metric
    leads = None
    if config is not None and len(plan.subject.arms) > 1:
        leads = leads_of(path, points, config, plan.subject.objectives[0])

    def told(own: Words) -> tuple[str, list[str]]:
        found = range_sentence(path, points, shown, brand_of(plan), own) if leads is None else lead_sentence(leads, own)
        return found, known_best(plan.subject, own)

    lead, further = told(words)
    console.print(lead, soft_wrap=True, style="bold")
    keep_told(plan.folder, "sweep", words, told)
    on_shown = leads
    if leads is not None and config is not None and shown != leads.objective.metric:
        shown_decides = decided_by(config, shown)
        on_shown = (
            None if shown_decides is None else leads_of(path, points, shown_decides, objectives_of(shown_decides)[0])
        )
    console.print(_points_table(plan, path, points, shown, on_shown, words))
    if on_shown is not None:
        left_out = any(cell.left_out for cell in on_shown.cells)
        console.print(words.say("sweep_marks_left_out" if left_out else "sweep_marks"), style="dim")
    for note in further:
        console.print(note, soft_wrap=True)
    figure = draw_sweep(plan, path, shown, on_shown)
    tell_files([path], [] if figure is None else [figure], words)


def brand_of(plan: Sweep) -> str | None:
    """Return whose figures are shown; a function has nobody's."""
    config = plan.config
    return None if config is None else config.report.brand_focus or config.campaign.brand


def _points_table(
    plan: Sweep, path: Path, points: pl.DataFrame, metric: str, leads: Leads | None, words: Words
) -> Table:
    means = {(point, arm): value for point, arm, value in means_of(path, metric, brand_of(plan)).iter_rows()}
    first = {} if leads is None else {cell.place: cell for cell in leads.cells}
    arms = plan.subject.arms
    heads = [words.metric(metric)] if len(arms) == 1 else [words.arm(arm) for arm in arms]
    table = Table(*plan.parameters, *heads, title=f"{words.metric(metric)}" if len(arms) > 1 else None)
    typed_at = {plan.subject.point(values): values for values in plan.points}
    for row in in_order(points, plan.parameters).head(_MOST_ROWS).iter_rows(named=True):
        cell = first.get(row["place"])
        values = []
        for arm in arms:
            value = means.get((row["point"], arm))
            mark = ""
            if cell is not None and cell.first == arm:
                mark = " **" if cell.is_told else " *"
            elif cell is not None and arm in cell.left_out:
                mark = " °"
            values.append("–" if value is None else words.value(metric, value) + mark)
        typed = typed_at[row["point"]] if row["problem"] is not None else row
        table.add_row(*(plain(typed.get(name)) for name in plan.parameters), *values)
    return table


def in_order(points: pl.DataFrame, parameters: Sequence[str]) -> pl.DataFrame:
    """Return points by what varies, with their ``place``: numbers by size, words as they were first typed.

    A drawn design has its points in the order of the draw, which tells a reader nothing.
    """
    numbered = points.with_row_index("place")
    keys = [
        pl.col(name) if points[name].dtype.is_numeric() else pl.col("place").min().over(name) for name in parameters
    ]
    return numbered.sort(keys, nulls_last=True, maintain_order=True) if keys else numbered
