"""What there is, as tables on the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Column, Table

from ..config import ParameterRow
from .console import out

_NOT_PARTS = ("experiment", "targets")  # have commands of their own


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
    """Print parameters with value, range, unit, source and confidence."""
    table = Table(
        Column("parameter", overflow="fold", min_width=24),
        "value",
        "range",
        "unit",
        "meaning",
        "source",
        "confidence",
    )
    for row in rows:
        bounds = "" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}"
        cells = (row.path, _brief(row.default), bounds, row.unit, row.description, row.source, row.confidence)
        table.add_row(*(_plain(cell) for cell in cells))
    out().print(table)


def _brief(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _plain(text: str) -> str:
    return text.replace("[", r"\[")  # rich takes brackets for its own


def show_experiments(questions: Mapping[str, str]) -> None:
    """Print the experiments with the question that each asks."""
    table = Table("experiment", "question", box=None)
    for name, question in questions.items():
        table.add_row(name, question)
    console = out()
    console.print(table)
    console.print("Ask with: xhs-sim compare experiment=NAME", soft_wrap=True)
