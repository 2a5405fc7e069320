"""Results as tables on the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from rich.box import SIMPLE
from rich.markup import escape
from rich.table import Column, Table

from ..config import Config
from ..report.answer import answer
from ..report.biography import COUNTED, Biography
from ..report.words import Words, load_words
from ..study import SweepPlan
from ..study.control import find_controls
from ..study.targets import Verdict, within_by_group
from ..verdict import Judgement
from .console import out

_RETURNS = ("iroas", "iroas_influenced", "roas")
_COLOURS = {"ok": "green", "low": "yellow", "high": "yellow", "missing": "red"}
_MOST_ROWS = 40
_MOST_RUNGS = 12


def show_run(run_dir: Path, outcomes: Sequence[str]) -> None:
    """Print the chosen figures of a run and where it lies."""
    words = load_words("en")
    metrics = pl.read_parquet(run_dir / "metrics.parquet")
    rows = metrics.filter(pl.col("day").is_null() & pl.col("metric").is_in(list(outcomes)))
    table = Table("figure", "brand", "value", "unit", box=None)
    for metric, brand, value, unit in rows.select("metric", "brand", "value", "unit").iter_rows():
        table.add_row(metric, brand or "", words.value(metric, value), unit)
    console = out()
    console.print(table)
    console.print(f"run: {run_dir}", soft_wrap=True)


def show_comparison(config: Config, effects: pl.DataFrame, judgement: Judgement | None) -> None:
    """Print the effects of every arm, and what was judged to be found."""
    brand = config.report.brand_focus or config.campaign.brand
    ours = effects.filter(pl.col("brand").is_null() | (pl.col("brand") == brand)) if brand else effects
    console = out()
    console.print(effects_table(config, ours))
    notes = [control.sentence for control in find_controls(effects)]
    for note in (*notes, *_notes(ours)):
        console.print(note, soft_wrap=True)
    if judgement is not None:
        told = answer(judgement, load_words(config.report.language))
        console.print(f"\n[bold]{escape(told.lead)}[/]", soft_wrap=True)
        console.print(escape(told.gap.join(told.further)), soft_wrap=True)


def show_goal(goal: pl.DataFrame) -> None:
    """Say in how many of its runs each arm reached the goal."""
    words = load_words("en")
    for row in goal.iter_rows(named=True):
        metric, is_effect = row["metric"], row["measure"] == "effect"
        wanted, found = (words.value(metric, row[key], sign=is_effect) for key in ("at_least", "mean"))
        out().print(
            f"goal: {words.metric(metric)} of {wanted}: {words.arm(row['arm'])} has {found} on average, and reached it "
            f"in {row['reached']} of {row['n']} runs",
            soft_wrap=True,
        )


def effects_table(config: Config, effects: pl.DataFrame) -> Table:
    """Return the table of outcomes x arms: effect against the baseline, with its interval."""
    words = load_words(config.report.language)
    arms = [arm for arm in config.study.arms if arm != config.study.baseline]
    level = f"{config.study.interval_level:.0%}"
    title = f"{config.name}: effect against {words.arm(config.study.baseline)}, {level} intervals"
    table = Table("", *(words.arm(arm) for arm in arms), title=title)
    found = {(row["metric"], row["arm"]): row for row in effects.iter_rows(named=True)}
    for metric in dict.fromkeys((*config.study.outcomes, *_RETURNS)):
        cells = [_cell(words, found.get((metric, arm))) for arm in arms]
        if any(cells):
            table.add_row(words.metric(metric), *cells)
    return table


def _cell(words: Words, row: dict[str, Any] | None) -> str:
    """Return ``+12.3k [9.8k, 15k]``; attributed return is a level, not an effect."""
    if row is None or (row["treatment"] is None and row["diff"] is None):
        return ""
    metric = row["metric"]
    if metric == "roas":
        return words.value(metric, row["treatment"])
    is_return = metric.startswith("iroas")
    middle, low, high = (words.value(metric, row[key], sign=not is_return) for key in ("diff", "ci_low", "ci_high"))
    return middle if row["ci_low"] is None else rf"{middle} \[{low}, {high}]"


def _notes(effects: pl.DataFrame) -> list[str]:
    """Say what else the reader must know to trust the table."""
    notes = []
    main = effects.filter((pl.col("metric") == "influenced_gmv") & pl.col("se_ratio").is_not_null())
    if main.height:
        ratio = float(main["se_ratio"].to_numpy().mean())
        notes.append(f"Pairing: standard errors of influenced GMV are {ratio:.2f} of those of independent runs.")
    replicates = effects["n_pairs"].max() or 0
    if replicates == 1:
        notes.append("One replicate: no interval can be given; add study.replicates=6.")
    return notes


def show_sweep(plan: SweepPlan, table: pl.DataFrame, outcome: str, figure: Path | None) -> None:
    """Print the mean of one outcome at every point, and where table and figure lie."""
    words = load_words("en")
    keys = ["point", *plan.parameters, "brand"]
    rows = table.filter((pl.col("metric") == outcome) | (pl.col("status") == "failed"))
    means = rows.group_by(keys, maintain_order=True).agg(
        n=pl.col("value").count(), value=pl.col("value").mean(), failed=(pl.col("status") == "failed").sum()
    )
    shown = Table(*plan.parameters, "brand", "runs", words.metric(outcome), title=plan.experiment)
    for row in means.head(_MOST_ROWS).iter_rows(named=True):
        failed = f" ({row['failed']} failed)" if row["failed"] else ""
        values = [str(row[key]) for key in plan.parameters]
        shown.add_row(*values, row["brand"] or "", f"{row['n']}{failed}", words.value(outcome, row["value"]))
    console = out()
    console.print(shown)
    console.print(f"table: {plan.folder / 'sweep.parquet'}", soft_wrap=True)
    if figure is not None:
        console.print(f"figure: {figure}", soft_wrap=True)


def show_targets(verdicts: Sequence[Verdict], run_dirs: Sequence[Path]) -> None:
    """Print each simulated figure beside its target, tuned ones apart from those that came out; say what is off."""
    console = out()
    for kind in ("calibrated", "predicted"):
        console.print(_targets_table([verdict for verdict in verdicts if verdict.target.kind == kind], kind))
    table = Table("of high and medium confidence", "within", "of", "share", box=None)
    for name, (within, n) in within_by_group(verdicts).items():
        table.add_row(name, str(within), str(n), f"{within / n:.0%}" if n else "-")
    console.print(table)
    off = [verdict for verdict in verdicts if not verdict.is_within]
    console.print(
        f"{len(verdicts) - len(off)} of {len(verdicts)} within the allowed range; "
        f"{'run' if len(run_dirs) == 1 else f'mean of {len(run_dirs)} runs'}: {run_dirs[0]}",
        soft_wrap=True,
    )
    for verdict in off:
        note = verdict.target.note or "no reason known"
        console.print(f"  {verdict.target.metric} is {verdict.word}: {note}", soft_wrap=True)


def _targets_table(verdicts: Sequence[Verdict], kind: str) -> Table:
    """Return the rows of one kind, as ``validation.json`` has them."""
    name = Column("name", no_wrap=True)
    table = Table(name, "value", "target", "low", "high", "within", "confidence", "source", title=kind, box=SIMPLE)
    for verdict in verdicts:
        target, colour = verdict.target, _COLOURS[verdict.word]
        value = "-" if verdict.value is None else f"{verdict.value:.4g}"
        word = "yes" if verdict.is_within else verdict.word
        numbers = (f"{number:g}" for number in (target.target, target.low, target.high))
        table.add_row(target.metric, value, *numbers, f"[{colour}]{word}[/]", target.confidence, target.source)
    return table


def show_note(life: Biography, figure: Path) -> None:
    """Print where a note was seen and how it climbed, and where its picture lies."""
    words, about = load_words("en"), life.about
    kind = "sponsored" if about["is_sponsored"] else "organic"
    brand = f", names {about['brand']}" if about["brand"] else ""
    console = out()
    console.print(
        f"note {life.note}: {kind} {words.say('format_' + about['format'])} on {about['topic']}{brand}, day "
        f"{about['published_day']}, by creator {about['creator']} with {words.number(about['followers'])} followers",
        soft_wrap=True,
    )
    table = Table("source", *COUNTED, "clicks per impression", box=None)
    for row in life.by_source.to_dicts():
        rate = words.percent(row["clicks"] / row["impressions"])
        table.add_row(words.say(f"source_{row['source']}"), *(str(row[name]) for name in COUNTED), rate)
    console.print(table)
    climbed = " -> ".join(f"{stage} (day {time:.2f})" for time, stage in life.rungs[:_MOST_RUNGS])
    if (more := len(life.rungs) - _MOST_RUNGS) > 0:
        climbed += f" ... and {more} changes more"
    console.print(f"ladder: {climbed or 'never in a pool'}", soft_wrap=True)
    console.print(f"figure: {figure}", soft_wrap=True)
