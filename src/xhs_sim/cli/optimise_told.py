"""What an optimum is, on the terminal: the answer in a sentence, the pots, what else must be known, the figures."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from rich.table import Table

from ..config.messages import message
from ..lab.run import DELIVERED, PLANNED
from ..lab.table import metadata_of
from ..optimise.choice import Choice, Point
from ..optimise.kept import leans_on
from ..optimise.optimum import Optimum
from ..optimise.plan import Request
from ..report.build import save_figures
from ..report.figures.optimum import draw_front, draw_optimum, draw_pots
from ..report.optimum import Sought, answer_of, front_of, is_idle, next_rows, notes_of
from ..report.words import Words
from .console import out
from .found_told import keep_told, tell_errors, tell_files, words_for
from .known_told import known_best

_UNSPENT = 0.1  # of a pot's money, from which on it is told


def show_found(request: Request, found: Optimum, spent: pl.DataFrame, tables: Sequence[Path]) -> None:
    """Print what is best: the sentence first, then pots, notes, and where tables and figures lie."""
    console, words = out(), words_for(request.subject)
    sought = sought_of(request, found)
    lead, notes = _told(request, found, spent, sought, words)
    console.print(lead, soft_wrap=True, style="bold")
    if sought.pots:
        console.print(_pots(found.response, sought, words))
    for note in notes:
        console.print(note, soft_wrap=True)
    folder = tables[0].parent
    keep_told(folder, "optimise", words, lambda own: _told(request, found, spent, sought, own))
    tell_files(tables, draw_found(request, found, sought, words), words)


def _told(request: Request, found: Optimum, spent: pl.DataFrame, sought: Sought, words: Words) -> tuple[str, list[str]]:
    """Return the sentence to read aloud, and what else must be known."""
    notes = notes_of(found.response, sought, words)
    if not found.front.is_empty():
        notes.insert(0, front_of(found.front, [aim.metric for aim in request.aims], words))
    if left := unspent(spent, sought.pots):
        parts = [
            words.say("optimum_left_of", share=words.percent(s, digits=2), pot=words.line(p)) for p, s in left.items()
        ]
        notes.insert(0, words.say("optimum_left", pots=words.say("comma").join(parts)))
    if request.config is not None and (doubted := leans_on(request)):
        notes.append(words.say("optimum_leans", n=len(doubted), first=doubted[0].name))
    return _lead(request, found, sought, words), [*notes, *known_best(request.subject, words)]


def _lead(request: Request, found: Optimum, sought: Sought, words: Words) -> str:
    """Return the answer; first that it is none to act on, where a comparison in that market would not be judged."""
    answer, config = answer_of(found.response, sought, words), request.config
    if config is None or config.population.people >= config.study.judging.limits.least_audience:
        return answer
    people, least = config.population.people, config.study.judging.limits.least_audience
    small = words.say("optimum_small_market", people=words.number(people), least=words.number(least))
    return words.say("gap").join((small, answer))


def sought_of(request: Request, found: Optimum) -> Sought:
    """Return a search as the report knows it."""
    return Sought(
        metric=request.aims[0].metric, pots=tuple(pot.name for pot in request.choice.pots),
        money_cny=None if request.money is None else request.money.whole, level=request.plan.level,
        baseline=None if request.config is None else request.subject.baseline, step=request.plan.step,
        seeds=request.plan.seeds, runs=found.n_runs, values=_chosen(request.choice, found.verified.best),
    )  # fmt: skip


def _chosen(choice: Choice, best: Point) -> dict[str, object]:
    """Return what is chosen beside the money."""
    values = choice.values(best)
    return {axis.name: _plain(values[axis.name]) for axis in choice.axes}


def _plain(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def unspent(spent: pl.DataFrame, pots: Sequence[str]) -> dict[str, float]:
    """Return, of each pot that leaves more than a tenth of its money, how much of it: a mean over runs."""
    lines = spent.filter(pl.col("line").is_not_null())
    found = {}
    for pot in pots:
        own = lines.filter(
            pl.col("tier").eq_missing(pl.lit(pot)) | (pl.col("tier").is_null() & (pl.col("line") == pot))
        )
        planned, paid = (float(own.filter(metric=metric)["value"].sum()) for metric in (PLANNED, DELIVERED))
        if planned > 0 and (left := 1.0 - paid / planned) > _UNSPENT:
            found[pot] = left
    return found


def _pots(response: pl.DataFrame, sought: Sought, words: Words) -> Table:
    """A row a pot: share, money, and what its next money brings."""
    step = words.say(sought.in_unit("optimum_more"), step=sought.amount(sought.step, words))
    is_money = sought.money_cny is not None
    heads = ("optimum_pot", "optimum_share_head", *(["optimum_amount"] if is_money else []))
    table = Table(*map(words.say, heads), step)
    best = response.filter(kind="best").row(0, named=True)
    for row in next_rows(response):
        share = best[f"at.{row['name']}"]
        rate = f"{sought.rate(row['more'], words)} ({sought.rates(row, words)})"
        rate = words.say("optimum_idle_cell") if is_idle(row) else rate
        amount = [sought.amount(share, words)] if is_money else []
        table.add_row(words.line(row["name"]), words.percent(share, digits=2), *amount, rate)
    return table


def draw_found(request: Request, found: Optimum, sought: Sought, words: Words) -> list[Path]:
    """Draw what there is to be drawn; return the paths."""
    figures = {
        "optimum": draw_optimum(found.response, sought, words), "pots": draw_pots(found.response, sought, words),
        "front": draw_front(found.front, [aim.metric for aim in request.aims], sought, words),
    }  # fmt: skip
    return save_figures(figures, request.folder / "figures", words, metadata_of(request))


def tell_failed(found: Optimum) -> int:
    """Say which runs failed; return the exit code, 1 if any did."""
    headline = message("optimise.failed", failed=len(found.failed), all=found.n_runs)
    return tell_errors(headline, found.failed.values())
