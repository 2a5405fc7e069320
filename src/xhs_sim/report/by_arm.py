"""A table of some metrics, a row each, with a column for every arm."""

from collections.abc import Sequence

from .evidence import Evidence
from .sections import Cell, Table
from .table import outcome_column
from .words import UNKNOWN, Words


def table_by_arm(name: str, metrics: Sequence[str], evidence: Evidence, words: Words, caption: str) -> Table:
    """Table of what is known of some metrics: its title is ``<name>_table`` of the strings."""
    outcomes = [outcome_column(evidence, metric, words) for metric in metrics]
    rows = [(Cell(each.name), tuple(Cell(*each.cells[arm]) for arm in evidence.arms)) for each in outcomes]
    told = tuple((called, cells) for called, cells in rows if any(cell.value != UNKNOWN for cell in cells))
    return Table(name, words.say(f"{name}_table"), ("", *map(words.arm, evidence.arms)), told, caption)
