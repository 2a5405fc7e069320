"""Union, intersection and difference of two array-backed sets over the same columns, by row numbers.

With any other set Python's general way applies: agent by agent, into a ``HeldAgentSet``.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from .held_set import HeldAgentSet
from .rows import RowNumbers, Rows, numbers


class RowAlgebra(HeldAgentSet):
    """Inherited by ``ArrayAgentSet``; the order of the results is that of Python's set mixins."""

    columns: Any

    if TYPE_CHECKING:

        @property
        def rows(self) -> Rows:
            """Rows of the set."""
            ...

        def _subset(self, rows: Rows) -> Any: ...

    def __and__(self, other: Any) -> Any:
        if not self._is_alike(other):
            return super().__and__(other)
        mine, theirs = numbers(self.rows), numbers(other.rows)
        return self._subset(common(theirs, mine))

    def __sub__(self, other: Any) -> Any:
        if not self._is_alike(other):
            return super().__sub__(other)
        return self._subset(difference(numbers(self.rows), numbers(other.rows)))

    def __or__(self, other: Any) -> Any:
        if not self._is_alike(other):
            return super().__or__(other)
        mine, theirs = numbers(self.rows), numbers(other.rows)
        return self._subset(np.concatenate([mine, difference(theirs, mine)]))

    def __xor__(self, other: Any) -> Any:
        if not self._is_alike(other):
            return super().__xor__(other)
        mine, theirs = numbers(self.rows), numbers(other.rows)
        return self._subset(np.concatenate([difference(mine, theirs), difference(theirs, mine)]))

    def __eq__(self, other: object) -> bool:
        if not self._is_alike(other):
            return bool(super().__eq__(other))
        return np.array_equal(np.sort(numbers(self.rows)), np.sort(numbers(other.rows)))  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]  # as any mutable set

    def _is_alike(self, other: object) -> bool:
        return isinstance(other, RowAlgebra) and other.columns is self.columns


def common(rows: RowNumbers, others: RowNumbers) -> RowNumbers:
    """Rows that are among the others, in their own order."""
    kept: RowNumbers = rows[np.isin(rows, others)]
    return kept


def difference(rows: RowNumbers, others: RowNumbers) -> RowNumbers:
    """Rows that are not among the others, in their own order."""
    kept: RowNumbers = rows[np.isin(rows, others, invert=True)]
    return kept
