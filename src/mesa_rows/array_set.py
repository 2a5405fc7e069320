"""``ArrayAgentSet``: a ``mesa.AgentSet`` over the rows of arrays.

It knows which rows are meant (fixed, or asked anew each time) and makes agents only for those who
iterate. What reads and writes columns is in ``column_access``. Removing masks; rows never move.

Where it differs from Mesa: ``get`` of a column gives a read-only array and not a list, ``shuffle`` draws a
NumPy permutation (seeded from ``random``), a set without a fixed selection keeps the order of the rows, and
an agent removed from the model leaves every array set at once, whoever still holds it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any, Self

import numpy as np
from mesa.agent import Agent, AgentSet
from numpy.typing import NDArray

from .column_access import ColumnAccess
from .columns import Columns
from .held_set import INFINITY, Key
from .row_agent import RowAgent
from .row_algebra import RowAlgebra
from .rows import Mask, Rows, as_rows, checked, count, each, head, limit_of, numbers, order_of, padded, without

Selection = slice | NDArray[Any] | str | Callable[[], slice | NDArray[Any]] | None


class ArrayAgentSet(ColumnAccess, RowAlgebra):
    """Ordered set of row agents.

    Parameters
    ----------
    agent_type : subclass of RowAgent
        What the rows look like as agents.
    columns : Columns, or a mapping of str to array
    rows : optional
        Row numbers, a mask or a slice (fixed); or, asked each time: the name of a boolean column, or a
        function that returns a mask, row numbers or a slice. None means all rows that are present.
    random : random.Random, optional
        Taken from the model of the columns if not given.
    """

    def __init__(
        self,
        agent_type: type[RowAgent],
        columns: Columns | Mapping[str, NDArray[Any]],
        rows: Selection = None,
        *,
        random: Random | None = None,
    ):
        self.agent_type = agent_type
        self.columns = columns if isinstance(columns, Columns) else Columns(columns)
        if random is None and self.columns.model is None:
            raise ValueError("a random number generator is needed: give random=, or columns of a model")
        self.random = random if random is not None else self.columns.model.random
        fixed = isinstance(rows, slice | np.ndarray | list)
        n_rows = self.columns.n_rows
        self._selection: Selection = checked(as_rows(rows, n_rows), n_rows) if fixed else rows  # type: ignore[arg-type]
        self._discarded: Mask | None = None
        self._members: Mask | None = None  # for `in` over listed rows, made when first asked

    @property
    def rows(self) -> Rows:
        """Rows in the set now: a slice if they are a run, otherwise their numbers in order."""
        rows = self._selected()
        for gone in (self.columns.absent(), self._gone()):
            rows = rows if gone is None else without(rows, gone)
        return rows

    def __len__(self) -> int:
        return count(self.rows)

    def __iter__(self) -> Iterator[Agent]:
        return (self.agent_type(self.columns, row) for row in each(self.rows))

    def to_list(self) -> list[Agent]:
        """All agents as a list of row agents."""
        return list(self)

    def __getitem__(self, index: int | slice) -> Any:
        found = numbers(self.rows)[index]
        if isinstance(index, slice):
            return [self.agent_type(self.columns, int(row)) for row in found]
        return self.agent_type(self.columns, int(found))

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, RowAgent) and agent._columns is self.columns and self._has(agent._row)

    def add(self, agent: Agent) -> None:
        """Add a row: at the end of a fixed selection, back in its place in one that is asked anew."""
        if not (isinstance(agent, RowAgent) and agent._columns is self.columns):
            raise TypeError(f"this set holds rows of one table, {agent!r} is none of them")
        if agent in self:
            return
        if not self.columns.is_present(agent._row):
            raise ValueError(f"{agent!r} was removed from the model")
        if isinstance(self._selection, slice | np.ndarray):
            self._fix(np.append(numbers(self.rows), agent._row))
        elif (gone := self._gone()) is not None:
            gone[agent._row] = False
        if agent not in self:
            raise ValueError(f"{agent!r} is not what this set selects; copy() it first")

    def discard(self, agent: Agent) -> None:
        """Mask a row in this set (not in the model), if it is there."""
        if agent in self:
            if self._discarded is None:
                self._discarded = np.zeros(self.columns.n_rows, dtype=np.bool_)
            self._gone()[agent._row] = True  # type: ignore[index]

    def clear(self) -> None:
        """Empty this set (not the model)."""
        self._fix(slice(0, 0))

    def copy(self) -> AgentSet:
        """Snapshot of the set: the same rows, fixed."""
        return self._subset(self.rows)

    def select(
        self,
        filter_func: Callable[[Any], Any] | NDArray[Any] | None = None,
        at_most: float = INFINITY,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> AgentSet:
        """Select rows by a mask over this set, a ``@vectorised`` function or a function of an agent."""
        if filter_func is None and agent_type is None and at_most == INFINITY:
            return self if inplace else self.copy()
        rows = self.rows
        limit = limit_of(at_most, count(rows))
        if agent_type is not None and not issubclass(self.agent_type, agent_type):
            rows = slice(0, 0)
        if filter_func is not None:
            rows = self._passing(filter_func, rows, limit)
        return self._result(head(rows, limit), inplace)

    def shuffle(self, inplace: bool = False) -> AgentSet:
        """Rows in random order, seeded from ``random``."""
        return self._result(self._shuffled(), inplace)

    def sort(self, key: Key, ascending: bool = False, inplace: bool = False) -> AgentSet:
        """Rows in the order of a column, a ``@vectorised`` function or a function of an agent."""
        order = order_of(self._keys(key), ascending)
        return self._result(numbers(self.rows)[order], inplace)

    def _selected(self) -> Rows:
        chosen, n_rows = self._selection, self.columns.n_rows
        if chosen is None:
            return slice(0, n_rows)
        if isinstance(chosen, str):
            return as_rows(self.columns.arrays[chosen], n_rows)
        return as_rows(chosen(), n_rows) if callable(chosen) else chosen

    def _has(self, row: int) -> bool:
        if not (0 <= row < self.columns.n_rows and self._still_has_row(row)):
            return False
        chosen = self._selection
        if chosen is None or isinstance(chosen, slice):
            return chosen is None or chosen.start <= row < chosen.stop
        if isinstance(chosen, str):
            return bool(self.columns.arrays[chosen][row])
        if callable(chosen):
            return row in each(self._selected())
        if self._members is None:
            self._members = np.zeros(self.columns.n_rows, dtype=np.bool_)
            self._members[chosen] = True
        return row < len(self._members) and bool(self._members[row])

    def _still_has_row(self, row: int) -> bool:
        gone = self._gone()
        return self.columns.is_present(row) and (gone is None or not gone[row])

    def _still_has(self, agent: Agent) -> bool:
        return self._still_has_row(agent._row)

    def _gone(self) -> Mask | None:
        if self._discarded is not None:
            self._discarded = padded(self._discarded, self.columns.n_rows, False)
        return self._discarded

    def _fix(self, rows: Rows) -> Self:
        self._selection, self._discarded, self._members = rows, None, None
        return self

    def _subset(self, rows: Rows) -> "ArrayAgentSet":
        return ArrayAgentSet(self.agent_type, self.columns, random=self.random)._fix(rows)

    def _result(self, rows: Rows, inplace: bool) -> "ArrayAgentSet":
        return self._fix(rows) if inplace else self._subset(rows)

    def _update(self, agents: Iterable[Agent]) -> Self:
        return self._fix(np.array([agent._row for agent in agents], dtype=np.intp))

    def _shuffled(self) -> Rows:
        generator = np.random.default_rng(self.random.getrandbits(128))
        return generator.permutation(numbers(self.rows))

    @property
    def _agents(self) -> dict[Agent, None]:  # type: ignore[override]
        """What Mesa's own code expects; only for methods that a later Mesa may add."""
        return dict.fromkeys(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self):,} {self.agent_type.__name__}>"
