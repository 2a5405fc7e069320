"""What a part of the page is made of: a heading, sentences, and tables whose cells say a value and its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ..metrics import is_percent
from .evidence import Evidence
from .summary import as_lucky, mean_interval
from .words import UNKNOWN, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and the lines beneath it."""

    value: str
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to print; the first head is that of the rows' names."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, tuple[Cell, ...]], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A card of the page."""

    name: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]


def brand_name(evidence: Evidence, brand: str, words: Words) -> str:
    """A brand as its owner writes it in the page's language."""
    for run in evidence.runs:
        known: Mapping[str, Any] = (run.config.get("brands") or {}).get(brand) or {}
        if known.get(words.language):
            return str(known[words.language])
    return brand


def per_run_cells(
    frame: pl.DataFrame, by: str, metric: str, evidence: Evidence, words: Words, *, lowest: float | None = 0.0
) -> dict[str, Cell]:
    """Mean over runs of ``value`` for each ``by``, as cells; the number is read as the metric's.

    Intervals are cut at ``lowest``, the least that is possible (None for what may be below zero), and shares at 1.
    """
    bounds = pl.col("ci_low", "ci_high").clip(lowest, 1.0 if is_percent(metric) else None)
    told = as_lucky(evidence, frame) if by == "arm" and "seed" in frame.columns else frame
    found = mean_interval(told, [by], evidence.level).filter(pl.col("mean").is_not_null()).with_columns(bounds)
    return {str(row[by]): row_cell(metric, row, words) for row in found.to_dicts()}


def row_cell(metric: str, row: Mapping[str, Any] | None, words: Words, *, at: str = "mean", sign: bool = False) -> Cell:
    """A cell of a row with an estimate and bounds; no bounds where they are unknown or say nothing more."""
    if row is None or row[at] is None:
        return Cell(UNKNOWN)
    value = words.value(metric, row[at], sign=sign)
    is_known = row["ci_low"] is not None and row["ci_low"] < row["ci_high"]
    return Cell(value, (words.span(metric, row["ci_low"], row["ci_high"], sign=sign),) if is_known else ())


def dense(heads: Sequence[str], rows: Sequence[tuple[Cell, Sequence[Cell]]]) -> tuple[Any, Any]:
    """Heads and rows without the columns in which nobody has a value."""
    kept = [i for i in range(len(heads) - 1) if any(cells[i].value != UNKNOWN for _, cells in rows)]
    return (heads[0], *(heads[i + 1] for i in kept)), tuple(
        (name, tuple(cells[i] for i in kept)) for name, cells in rows
    )
