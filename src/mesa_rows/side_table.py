"""Attributes that somebody sets on rows without having declared a column for them.

Mesa lets any attribute be set on any agent. A row has no object to hold one, so each such name gets
one array of references (8 bytes a row, made when the name is first set).
"""

from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .rows import Rows, count, padded


class Missing(Enum):
    """Marks a row for which the attribute was never set (an enum stays itself when pickled)."""

    MISSING = 0


MISSING = Missing.MISSING


class SideTable:
    """Undeclared attributes by name, one reference per row."""

    def __init__(self) -> None:
        self._by_name: dict[str, NDArray[np.object_]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def read(self, name: str, rows: Rows, n_rows: int) -> NDArray[np.object_]:
        """Values of one name; ``MISSING`` where it was never set."""
        return self._column(name, n_rows)[rows]

    def write(self, name: str, rows: Rows, value: Any, n_rows: int) -> None:
        """Give every one of the rows the same object, as ``setattr`` in a loop would."""
        same = np.empty(count(rows), dtype=object)
        same.fill(value)  # plain assignment would spread a list over the rows
        self._column(name, n_rows)[rows] = same

    def _column(self, name: str, n_rows: int) -> NDArray[np.object_]:
        column = padded(self._by_name.get(name, np.empty(0, dtype=object)), n_rows, MISSING)
        self._by_name[name] = column
        return column
