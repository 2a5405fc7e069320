"""What there is, as tables on the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.table import Column, Table

from ..config import ParameterRow
from ..config.bibliography import Work, tell_source
from .console import out

_NOT_PARTS = ("experiment", "targets")  # have commands of their own
_MOST_LETTERS = 40  # of a value


def show_parts(choices: Mapping[str, Sequence[str]]) -> None:
    """Print the parts of the model and what each may be."""
    table = Table("part", "choices", box=None)
    for group, options in choices.items():
        if group not in _NOT_PARTS:
            table.add_row(group, ", ".join(options))
    console = out()
    console.print(table)
    console.print("Choose with part=choice, such as: xhs-sim run ranker=popular", soft_wrap=True)


def show_parameters(rows: Sequence[ParameterRow]) -> None:
    """Print parameters with value and confidence, and in words: meaning, unit, range and source."""
    path = Column("parameter", overflow="fold", ratio=10)
    value, meaning = Column("value", overflow="fold", ratio=4), Column("meaning; range; source", ratio=12)
    table = Table(path, value, Column("confidence", no_wrap=True), meaning, box=SIMPLE, show_lines=False, expand=True)
    for row in rows:
        table.add_row(row.path, _brief(row.default), row.confidence, _meaning(row))
    out().print(table)


def _meaning(row: ParameterRow) -> str:
    """``P(look at slot k+1 | looked at slot k); 0.5 to 1 per position; Craswell et al. 2008: the cascade``."""
    bounds = "" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}"
    return "; ".join(
        part for part in (row.description, f"{bounds} {row.unit}".strip(), tell_source(row.source)) if part
    )


def _brief(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 3]}..."


def show_sources(works: Mapping[str, Work]) -> None:
    """Print where numbers come from: the id, what kind of source it is, and what it is."""
    table = Table("source", "kind", Column("what; used for", overflow="fold"), box=None)
    for name, work in works.items():
        table.add_row(name, work.kind, f"{work.authors}: {work.title}; {work.used_for}")
    out().print(table)


def show_experiments(questions: Mapping[str, str]) -> None:
    """Print the experiments with the question that each asks."""
    table = Table("experiment", "question", box=None)
    for name, question in questions.items():
        table.add_row(name, question)
    console = out()
    console.print(table)
    console.print("Ask with: xhs-sim compare experiment=NAME", soft_wrap=True)
