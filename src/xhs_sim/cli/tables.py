"""Runs, sweeps and notes as tables on the terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from rich.table import Table

from ..report.biography import COUNTED, Biography
from ..report.words import Words, load_words
from .console import out

_MOST_RUNGS = 12


def _heads(words: Words, *names: str) -> Iterator[str]:
    return (words.say(f"head_{name}") for name in names)


def show_run(run_dir: Path, outcomes: Sequence[str], language: str) -> None:
    """Print the chosen figures of a run and where it lies."""
    words, console = load_words(language), out()
    metrics = pl.read_parquet(run_dir / "metrics.parquet")
    rows = metrics.filter(pl.col("day").is_null() & pl.col("metric").is_in(list(outcomes)))
    table = Table(*_heads(words, "figure", "brand", "value", "unit"), box=None)
    for metric, brand, value, unit in rows.select("metric", "brand", "value", "unit").iter_rows():
        table.add_row(words.metric(metric), brand or "", words.value(metric, value), words.unit(unit))
    console.print(table)
    console.print(words.say("terminal_run", path=run_dir), soft_wrap=True)


def show_note(life: Biography, figure: Path, language: str) -> None:
    """Print where a note was seen and how it climbed, and where its picture lies."""
    words, console = load_words(language), out()
    console.print(_note(life, words), soft_wrap=True)
    counted = (words.say(f"biography_{name}") for name in COUNTED)
    table = Table(*_heads(words, "source"), *counted, *_heads(words, "rate"), box=None)
    for row in life.by_source.to_dicts():
        rate = words.percent(row["reads"] / row["impressions"])
        table.add_row(words.say(f"source_{row['source']}"), *(str(row[name]) for name in COUNTED), rate)
    console.print(table)
    rungs = [
        words.say("note_rung", pool=words.say(f"pool_{pool}"), day=f"{time:.2f}")
        for time, pool in life.rungs[:_MOST_RUNGS]
    ]
    if (more := len(life.rungs) - _MOST_RUNGS) > 0:
        rungs.append(words.say("note_more", n=more))
    climbed = " -> ".join(rungs) or words.say("note_no_ladder")
    console.print(words.say("note_ladder", rungs=climbed), soft_wrap=True)
    console.print(words.say("terminal_figure", path=figure), soft_wrap=True)


def _note(life: Biography, words: Words) -> str:
    about = life.about
    kind = words.say("biography_sponsored" if about["is_sponsored"] else "biography_organic").lower()
    told = words.say(
        "note_about", note=life.note, kind=kind, format=words.say(f"format_{about['format']}"),
        topic=words.topic(about["topic"]), day=about["published_day"], creator=about["creator"],
        followers=words.number(about["followers"]),
    )  # fmt: skip
    return told + (words.say("comma") + words.say("note_brand", brand=about["brand"]) if about["brand"] else "")
