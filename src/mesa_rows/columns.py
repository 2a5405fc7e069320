"""The arrays behind one kind of agent, and which of their rows are agents now.

``Columns`` is a thin handle on arrays that somebody else owns: the model's state. Row *i* of every array
belongs to agent *i*. Rows are stable: an agent that leaves is masked, never moved or reused. It holds no
Python object per row.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .rows import Mask, Rows, numbers, padded
from .side_table import MISSING, SideTable

ROW_NUMBER = "unique_id"  # Mesa's name for what is here the row number; readable like a column


class Columns:
    """Struct of arrays for one kind of agent.

    Parameters
    ----------
    arrays : mapping of str to array, first axis = rows
        Kept by reference and read anew each time, so a live mapping may replace or lengthen its arrays.
    model : mesa.Model, optional
        What ``agent.model`` gives.
    gone : str, optional
        Name of a flag column (0 or 1) of rows that have left. Removing an agent sets it to 1, so that the
        owner of the arrays knows. Without it a mask of our own is kept.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], *, model: Any = None, gone: str | None = None):
        if not arrays:
            raise ValueError("at least one column is needed")
        lengths = {name: len(array) for name, array in arrays.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns differ in length: {lengths}")
        if gone is not None and gone not in arrays:
            raise ValueError(f"there is no column {gone} to say who is gone")
        self.arrays = arrays
        self.model = model
        self._flag = gone
        self._removed: Mask | None = None
        self._first = next(iter(arrays))
        self.side = SideTable()

    @property
    def n_rows(self) -> int:
        """Rows of the table, present or not."""
        return len(self.arrays[self._first])

    def read(self, name: str, rows: Rows) -> NDArray[Any]:
        """Read one column over some rows; read-only, and no copy if the rows are a run."""
        values = numbers(rows).view() if name == ROW_NUMBER else self.arrays[name][rows]
        values.flags.writeable = False
        return values

    def write(self, name: str, rows: Rows, value: Any) -> None:
        """Write one value, or one value per row, into a column."""
        self.arrays[name][rows] = value

    def value(self, name: str, row: int) -> Any:
        """One cell as a Python scalar; a row of a 2-D column as a read-only copy."""
        if name in self.arrays:
            return plain(self.arrays[name][row])
        if name in self.side:
            found = self.side.read(name, slice(row, row + 1), self.n_rows)[0]
            if found is not MISSING:
                return found
        raise AttributeError(f"row {row} has no attribute '{name}'")

    def set_value(self, name: str, row: int, value: Any) -> None:
        """Write one cell; an undeclared name goes to the side table."""
        if name in self.arrays:
            self.arrays[name][row] = value
        else:
            self.side.write(name, slice(row, row + 1), value, self.n_rows)

    def absent(self) -> Mask | None:
        """Mask of rows that are no agents now, or None if nobody is missing."""
        if self._flag is not None:
            flagged: Mask = self.arrays[self._flag] != 0
            return flagged
        if self._removed is not None:
            self._removed = padded(self._removed, self.n_rows, False)
        return self._removed

    def is_present(self, row: int) -> bool:
        """Whether the row is an agent now."""
        if self._flag is not None:
            return not self.arrays[self._flag][row]
        return self._removed is None or row >= len(self._removed) or not self._removed[row]

    def remove(self, rows: Rows) -> None:
        """Mask rows for good: they leave every set over these columns."""
        if self._flag is not None:
            self.arrays[self._flag][rows] = 1
            return
        removed = self.absent()
        self._removed = np.zeros(self.n_rows, dtype=np.bool_) if removed is None else removed
        self._removed[rows] = True

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrays)

    def __contains__(self, name: object) -> bool:
        return name in self.arrays


def plain(value: Any) -> Any:
    """Python scalar from a NumPy one; a row of a 2-D column as a read-only copy."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = False
    return value
