"""Groups of agents, and what values add up to.

Mesa's ``GroupBy`` is taken from wherever this Mesa keeps it; built-in aggregates run in NumPy and give what
Python's own would.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    from mesa.agentset import GroupBy
except ImportError:  # mesa < 3.4
    from mesa.agent import GroupBy


class SetGroupBy(GroupBy):  # type: ignore[misc]
    """Groups that are agent sets; aggregating asks each set, which may read a column."""

    def agg(self, attr_name: str, func: Callable[[Any], Any]) -> dict[Any, Any]:
        """Apply a function to the values of an attribute in each group."""
        return {key: group.agg(attr_name, func) for key, group in self.groups.items()}


def plain_groups(groups: dict[Any, list[Any]]) -> GroupBy:
    """Groups that are lists of agents, as Mesa makes them."""
    return GroupBy(groups)


def reduced(func: Callable[[Any], Any], values: NDArray[Any] | list[Any]) -> Any:
    """Apply an aggregate; built-in ones in NumPy, since they would walk an array value by value."""
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind in "biuf":
        func = FAST.get(func, func)
    result = func(values)
    return result.item() if isinstance(result, np.generic) else result


def sum_of(values: NDArray[Any]) -> Any:
    """Sum in double precision, and exactly for integers."""
    return np.sum(values, dtype=np.float64 if values.dtype.kind == "f" else None)


FAST: dict[Callable[[Any], Any], Callable[[Any], Any]] = {sum: sum_of, min: np.min, max: np.max}
