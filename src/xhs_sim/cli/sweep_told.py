"""What a sweep found, on the terminal: who leads where, in a sentence, a table of the points, and what failed."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from rich.table import Table

from ..config.messages import message
from ..lab.lab import Asked, Lab
from ..lab.leads import Leads, leads_of
from ..lab.plan import POINTS, Sweep
from ..report.words import Words
from ..study.objectives import decided_by, objectives_of
from ..verdict.statistics import LEAST_RUNS
from .console import out, say
from .found_told import keep_told, tell_files, words_for
from .known_told import known_best
from .sweep_drawn import draw_sweep, in_all, plain

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


def lead_sentence(leads: Leads, words: Words) -> str:
    """Say which arm leads in how many cells, told apart in how many, and where another does."""
    counts, n, usual = leads.counts, len(leads.cells), leads.usual
    metric = words.within(words.metric(leads.objective.metric))
    if usual is None:
        return words.say("gap").join([words.say("sweep_nobody_leads", metric=metric, n=n), *_left_out(leads, words)])
    told = sum(cell.is_told for cell in leads.cells if cell.first == usual)
    key = in_all("sweep_leads", n) if counts[usual] == n else "sweep_leads"
    few = leads.n_runs < LEAST_RUNS
    how = words.say("sweep_few_runs" if few else "sweep_told_in", n=leads.n_runs, least=LEAST_RUNS, told=told)
    parts = [words.say(key, arm=words.arm(usual), metric=metric, held=counts[usual], n=n, how=how)]
    named = set()
    for rule in leads.rules:
        named.add(rule.arm)
        parts.append(words.say(
            f"sweep_where_{rule.side}", name=rule.name, bound=plain(rule.bound), arm=words.arm(rule.arm),
            held=rule.held, of=rule.of,
        ))  # fmt: skip
    others = [arm for arm in counts if arm != usual and arm not in named]
    if others:
        key = "sweep_others_lead" if leads.n_parameters > 1 else "sweep_others_lead_there"
        each = (f"{words.arm(arm)} ({counts[arm]})" for arm in others)
        parts.append(words.say(key, arms=words.say("comma").join(each)))
    nobody = n - sum(counts.values())
    if nobody:
        parts.append(words.say("sweep_nobody_in", n=nobody))
    return words.say("gap").join([*parts, *_left_out(leads, words)])


def _left_out(leads: Leads, words: Words) -> list[str]:
    """Say which arms did not compete, in how many cells, and why."""
    return [
        words.say(f"sweep_left_out_{why}", arm=words.arm(arm), held=held, n=len(leads.cells))
        for arm, (held, why) in leads.left_out.items()
    ]


def range_sentence(path: Path, points: pl.DataFrame, metric: str, brand: str | None, words: Words) -> str:
    """Say from where to where a figure goes, and at which points."""
    means = means_of(path, metric, brand)
    if means.is_empty():
        return words.say("sweep_no_figure", metric=words.metric(metric))
    low, high = means.sort("value")[0], means.sort("value")[-1]
    return words.say(
        "sweep_range", metric=words.metric(metric), low=words.value(metric, low["value"][0]),
        high=words.value(metric, high["value"][0]), at_low=_where(points, low["point"][0]),
        at_high=_where(points, high["point"][0]),
    )  # fmt: skip


def brand_of(plan: Sweep) -> str | None:
    """Return whose figures are shown; a function has nobody's."""
    config = plan.config
    return None if config is None else config.report.brand_focus or config.campaign.brand


def _where(points: pl.DataFrame, name: str) -> str:
    row = points.filter(point=name).row(0, named=True)
    return ", ".join(f"{key}={plain(value)}" for key, value in row.items() if key not in ("point", "problem"))


def means_of(path: Path, metric: str, brand: str | None) -> pl.DataFrame:
    """Return the mean of a figure over replicates: ``point, arm, value``."""
    rows = pl.scan_parquet(path).filter(pl.col("metric") == metric, pl.col("line").is_null())
    found = rows.select("point", "arm", "brand", "value").collect()
    own = found.filter(pl.col("brand") == brand) if brand is not None else found.clear()
    shown = found.filter(pl.col("brand").is_null()) if own.is_empty() else own
    return shown.group_by("point", "arm", maintain_order=True).agg(pl.col("value").mean()).drop_nulls()


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
