"""The part of an array-backed agent set that reads, writes and calls: by columns, or by agents if it must.

A name is read as a column if the agent class leaves it to the table (or declares it as a ``column``). What
else the class defines, for example a property, is asked of each agent; names in the side table likewise.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from mesa.agent import Agent
from numpy.typing import NDArray

from .columns import ROW_NUMBER, Columns
from .grouping import SetGroupBy, plain_groups
from .held_set import Key, Method, caller
from .row_agent import Column, RowAgent, check_settable
from .rows import Rows, count, each, groups_of, numbers
from .side_table import MISSING
from .vectorised import SelectedColumns, Vectorised

IDLE = (Agent.step, Agent.advance)  # Mesa's empty ones: calling them on a million rows does nothing, slowly


class ColumnAccess:
    """Mixed into ``ArrayAgentSet``; every method agrees with Mesa's of the same name."""

    agent_type: type[RowAgent]
    columns: Columns

    if TYPE_CHECKING:

        @property
        def rows(self) -> Rows:
            """Rows of the set."""
            ...

        def _still_has_row(self, row: int) -> bool: ...
        def _subset(self, rows: Rows) -> Any: ...
        def _shuffled(self) -> Rows: ...

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> Any:
        """One column as a read-only array (no copy over a run of rows), or several names as a list of lists.

        A name that is no column gives a list, as in Mesa.
        """
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing must be 'error' or 'default', not {handle_missing!r}")
        fallback = (default_value,) if handle_missing == "default" else ()
        if isinstance(attr_names, str):
            return self._values(attr_names, fallback)
        found = [list_of(self._values(name, fallback)) for name in attr_names]
        return [[values[i] for values in found] for i in range(count(self.rows))]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set every agent's attribute; a column also takes one value per agent."""
        if check_settable(self.agent_type, attr_name) and attr_name not in self.agent_type.declared:
            for row in each(self.rows):
                setattr(self.agent_type(self.columns, row), attr_name, value)
        elif attr_name in self.columns:
            self.columns.write(attr_name, self.rows, value)
        else:
            self.columns.side.write(attr_name, self.rows, value, self.columns.n_rows)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> Any:
        """List of results agent by agent, or what a ``@vectorised`` function returns for all of them."""
        return self._map(self.rows, method, args, kwargs)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or function on each agent, or once if it is ``@vectorised``."""
        return self._do(self.rows, method, args, kwargs)

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """``do`` in random order; a ``@vectorised`` function gets its columns in that order."""
        return self._do(self._shuffled(), method, args, kwargs)

    def groupby(self, by: Key, result_type: str = "agentset") -> Any:
        """Groups by a column, a ``@vectorised`` function of keys or a function of an agent."""
        rows = numbers(self.rows)
        groups = {key: self._subset(rows[found]) for key, found in groups_of(self._keys(by)).items()}
        if result_type == "agentset":
            return SetGroupBy(groups)
        return plain_groups({key: group.to_list() for key, group in groups.items()})

    def _is_column(self, name: str) -> bool:
        if name == ROW_NUMBER:
            return True
        return name in self.columns and isinstance(getattr(self.agent_type, name, None), Column | None)

    def _values(self, name: str, fallback: tuple[Any, ...]) -> NDArray[Any] | list[Any]:
        if self._is_column(name):
            return self.columns.read(name, self.rows)
        if name in self.columns.side and not hasattr(self.agent_type, name):
            found = list(self.columns.side.read(name, self.rows, self.columns.n_rows))
            if fallback or all(value is not MISSING for value in found):
                return [fallback[0] if value is MISSING else value for value in found]
        return [getattr(self.agent_type(self.columns, row), name, *fallback) for row in each(self.rows)]

    def _keys(self, by: Key) -> Any:
        if isinstance(by, str):
            return self._values(by, ())
        if isinstance(by, Vectorised):
            return np.asarray(by(self._selected_columns(self.rows)))
        return [by(self.agent_type(self.columns, row)) for row in each(self.rows)]

    def _passing(self, test: Callable[[Any], Any] | NDArray[Any], rows: Rows, limit: int) -> Rows:
        """Rows that pass, at least the first ``limit`` of them."""
        if isinstance(test, Vectorised):
            test = np.asarray(test(self._selected_columns(rows)))
        if isinstance(test, np.ndarray):
            if test.dtype != np.bool_ or test.shape != (count(rows),):
                raise ValueError(f"a boolean mask over the {count(rows)} agents of this set is needed")
            passing: Rows = numbers(rows)[test]
            return passing
        found: list[int] = []
        for row in each(rows):
            if len(found) >= limit:
                break
            if test(self.agent_type(self.columns, row)):
                found.append(row)
        return np.array(found, dtype=np.intp)

    def _selected_columns(self, rows: Rows) -> SelectedColumns:
        return SelectedColumns(self.columns, rows, self.agent_type)

    def _batch(self, method: Method) -> Vectorised | None:
        found = getattr(self.agent_type, method, None) if isinstance(method, str) else method
        return found if isinstance(found, Vectorised) else None

    def _map(self, rows: Rows, method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        batch = self._batch(method)
        if batch is not None:
            return batch(self._selected_columns(rows), *args, **kwargs)
        return list(self._calls(rows, method, args, kwargs))

    def _do(self, rows: Rows, method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Self:
        batch = self._batch(method)
        if batch is not None:
            batch(self._selected_columns(rows), *args, **kwargs)
        elif not (isinstance(method, str) and getattr(self.agent_type, method, None) in IDLE):
            for _ in self._calls(rows, method, args, kwargs):
                pass
        return self

    def _calls(self, rows: Rows, method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[Any]:
        call = caller(method, args, kwargs)
        for row in each(rows):
            if self._still_has_row(row):
                yield call(self.agent_type(self.columns, row))


def list_of(values: NDArray[Any] | list[Any]) -> list[Any]:
    """Python values; the rows of a 2-D column stay arrays."""
    if isinstance(values, list) or values.ndim > 1:
        return list(values)
    found: list[Any] = values.tolist()
    return found
