"""Mesa's ``GroupBy``, wherever this Mesa keeps it, and one that aggregates by whole columns."""

from collections.abc import Callable
from typing import Any

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
