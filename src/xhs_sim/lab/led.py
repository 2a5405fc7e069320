"""What a sweep found, in sentences: who leads in how many cells, where another does; or from where to where it goes."""

from pathlib import Path

import numpy as np
import polars as pl

from ..report.words import Words
from ..verdict.statistics import LEAST_RUNS
from .leads import Leads
from .space import Value


def lead_sentence(leads: Leads, words: Words, *, is_unfinished: bool = False) -> str:
    """Say which arm leads in how many cells, told apart in how many, and where another does."""
    counts, n, usual = leads.counts, len(leads.cells), leads.usual
    metric = words.within(words.metric(leads.objective.metric))
    if usual is None:
        return words.say("gap").join([words.say("sweep_nobody_leads", metric=metric, n=n), *_left_out(leads, words)])
    told = sum(cell.is_told for cell in leads.cells if cell.first == usual)
    key = in_all("sweep_leads", n) if counts[usual] == n else "sweep_leads"
    few, few_key = leads.n_runs < LEAST_RUNS, "sweep_few_so_far" if is_unfinished else "sweep_few_runs"
    how = words.say(few_key if few else "sweep_told_in", n=leads.n_runs, least=LEAST_RUNS, told=told)
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


def means_of(path: Path, metric: str, brand: str | None) -> pl.DataFrame:
    """Return the mean of a figure over replicates: ``point, arm, value``."""
    rows = pl.scan_parquet(path).filter(pl.col("metric") == metric, pl.col("line").is_null())
    found = rows.select("point", "arm", "brand", "value").collect()
    own = found.filter(pl.col("brand") == brand) if brand is not None else found.clear()
    shown = found.filter(pl.col("brand").is_null()) if own.is_empty() else own
    return shown.group_by("point", "arm", maintain_order=True).agg(pl.col("value").mean()).drop_nulls()


def _where(points: pl.DataFrame, name: str) -> str:
    row = points.filter(point=name).row(0, named=True)
    return ", ".join(f"{key}={plain(value)}" for key, value in row.items() if key not in ("point", "problem"))


def in_all(key: str, n: int) -> str:
    """Return the key of a text about all of so many cells."""
    return {1: f"{key}_one", 2: f"{key}_both"}.get(n, f"{key}_all")


def plain(value: Value) -> str:
    """Return a value as people write it: no more digits than tell, and never by powers of ten."""
    if not isinstance(value, float):
        return str(value)
    return np.format_float_positional(float(f"{value:.6g}"), trim="-")
