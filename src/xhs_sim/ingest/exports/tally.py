"""What became of a file's rows and cells, counted, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

STEPS = ("rows", "blank_rows", "repeated_heads", "total_rows", "cut_rows", "slices", "merged", "kept")
CELLS = ("blank", "converted", "exact", "rounded", "at_least", "missing", "refused", "recovered", "unknown_words")


@dataclass(slots=True)
class Tally:
    """Counts of one file's table.

    ``rows`` are those below the head; ``kept`` = rows - blank_rows - repeated_heads - total_rows - cut_rows - slices
    - merged, always.
    """

    rows: int = 0
    blank_rows: int = 0
    repeated_heads: int = 0
    total_rows: int = 0
    cut_rows: int = 0
    slices: int = 0
    merged: int = 0
    kept: int = 0
    wide_rows: int = 0
    strange_columns: int = 0
    dropped_columns: int = 0
    cells: dict[str, dict[str, int]] = field(default_factory=dict)  # field -> what -> how many
    sums: dict[str, tuple[float, float]] = field(default_factory=dict)  # field -> (total row's, of the rows)

    def count(self, name: str, what: str, n: int | None) -> None:
        """Count cells of a field."""
        if n:
            of_field = self.cells.setdefault(name, {})
            of_field[what] = of_field.get(what, 0) + int(n)

    def count_quality(self, name: str, quality: pl.Series) -> None:
        """Count what is known of a column of counts."""
        for row in quality.value_counts().iter_rows():
            self.count(name, str(row[0]).replace(" ", "_"), row[1])

    def n_cells(self, what: str, names: Iterable[str] | None = None) -> int:
        """Return how many cells, over some fields or all."""
        wanted = self.cells if names is None else names
        return sum(self.cells.get(name, {}).get(what, 0) for name in wanted)

    @property
    def off(self) -> dict[str, tuple[float, float]]:
        """The totals that the rows do not add up to."""
        return {
            name: (total, of_rows)
            for name, (total, of_rows) in self.sums.items()
            if abs(total - of_rows) > max(0.005 * max(1, self.rows), 1e-6 * abs(total))
        }
