"""Functions over many rows at once.

``@vectorised`` marks a function whose first argument is the columns of a whole selection instead of one
agent. Agent sets then call it once. It can be a plain function or, in the body of a ``RowAgent`` class,
a method: ``agents.do("step")`` runs it once over all rows, ``agent.step()`` over that single row.
"""

import functools
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from numpy.typing import NDArray

from .columns import ROW_NUMBER, Columns
from .row_agent import RowAgent, check_settable
from .rows import Rows


class SelectedColumns(MutableMapping[str, NDArray[Any]]):
    """Columns of the selected rows, in the order of the selection.

    Reading gives read-only arrays (not copied if the rows are a run); writing is assignment,
    ``columns["energy"] = columns["energy"] + 1``, so that it means the same for every selection.
    """

    def __init__(self, columns: Columns, rows: Rows, agent_type: type[RowAgent]):
        self._columns = columns
        self._rows = rows
        self._agent_type = agent_type

    @property
    def model(self) -> Any:
        """The model, for its clock and its random numbers."""
        return self._columns.model

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns.read(name, self._rows)

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self._columns:
            raise KeyError(name)
        check_settable(self._agent_type, name)
        self._columns.write(name, self._rows, value)

    def __delitem__(self, name: str) -> None:
        raise TypeError("columns cannot be deleted")

    def __iter__(self) -> Iterator[str]:
        yield ROW_NUMBER
        yield from self._columns

    def __len__(self) -> int:
        return 1 + len(self._columns.arrays)


class Vectorised:
    """A function that takes the columns of a selection and not one agent."""

    __qualname__: str

    def __init__(self, function: Callable[..., Any]):
        functools.update_wrapper(self, function)
        self._function = function

    def __call__(self, columns: SelectedColumns, *args: Any, **kwargs: Any) -> Any:
        """Call the function over columns."""
        return self._function(columns, *args, **kwargs)

    def __get__(self, agent: RowAgent | None, owner: type) -> Callable[..., Any]:
        if agent is None:
            return self
        row = slice(agent._row, agent._row + 1)
        return functools.partial(self._function, SelectedColumns(agent._columns, row, type(agent)))

    def __reduce__(self) -> str:
        return self.__qualname__  # pickled by name, like any function


def vectorised(function: Callable[..., Any]) -> Vectorised:
    """Mark a function that takes ``SelectedColumns`` first and works on all rows at once."""
    return Vectorised(function)
