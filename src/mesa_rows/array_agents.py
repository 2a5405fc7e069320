"""What a model needs so that ``model.agents`` and its kin speak of rows as well as of objects.

``class Meadow(ArrayAgents, mesa.Model)`` registers arrays where other models create agents. Object agents go
Mesa's own way.
"""

from collections.abc import Mapping
from typing import Any

from mesa.agent import Agent
from numpy.typing import NDArray

from .array_set import ArrayAgentSet, Selection
from .columns import Columns
from .mixed_set import MixedAgentSet
from .row_agent import RowAgent
from .rows import numbers


class ArrayAgents:
    """Mix in before ``mesa.Model``."""

    _agents_by_type: dict[type, Any]
    _all_agents: Any
    _mixed: MixedAgentSet
    random: Any

    def register_array(
        self,
        agent_type: type[RowAgent],
        arrays: Mapping[str, NDArray[Any]],
        rows: Selection = None,
        *,
        gone: str | None = None,
    ) -> ArrayAgentSet:
        """Make the rows of some arrays agents of this model.

        Parameters
        ----------
        agent_type : subclass of RowAgent
        arrays : mapping of str to array
            Must have every column that the type declares; may have more.
        rows : optional
            As in ``ArrayAgentSet``: all rows, fixed ones, or asked anew each time.
        gone : str, optional
            Flag column of rows that have left, where a removal is written; as in ``Columns``.
        """
        agent_set = self._register(agent_type, Columns(arrays, model=self, gone=gone), rows)
        self._mixture().parts.append(agent_set)
        return agent_set

    def register_role(self, agent_type: type[RowAgent], of: type[RowAgent], rows: Selection) -> ArrayAgentSet:
        """Give some rows of a registered type a second type.

        They get an entry in ``agents_by_type`` but are not counted again in ``agents``; the two agents of
        one row are equal, share attributes and leave together.
        """
        role = self._register(agent_type, self._agents_by_type[of].columns, rows)
        self._mixture()._roles[agent_type] = role  # type: ignore[index]
        return role

    @property
    def agents(self) -> Any:
        """All agents of the model, objects first."""
        return self._mixture()

    @agents.setter
    def agents(self, agents: Any) -> None:
        raise AttributeError("model.agents is Mesa's: it cannot be set")

    def register_agent(self, agent: Any) -> None:
        """Register an object agent; its ``unique_id`` comes behind the numbers of the rows that are there by then."""
        super().register_agent(agent)  # type: ignore[misc]
        agent.unique_id += sum(part.columns.n_rows for part in self._mixture().parts[1:])

    def deregister_agent(self, agent: Any) -> None:
        """Take an agent out of the model."""
        if isinstance(agent, RowAgent):
            agent.remove()
        else:
            super().deregister_agent(agent)  # type: ignore[misc]

    def remove_all_agents(self) -> None:
        """Remove every object and mask every row."""
        super().remove_all_agents()  # type: ignore[misc]
        for part in self._mixture().parts[1:]:
            part.columns.remove(numbers(part.rows))

    def _register(self, agent_type: type[RowAgent], columns: Columns, rows: Selection) -> ArrayAgentSet:
        if agent_type in self._agents_by_type:
            raise ValueError(f"{agent_type.__name__} is registered already")
        lacking = [name for name in agent_type.declared if name not in columns]
        if lacking:
            raise ValueError(f"{agent_type.__name__} declares columns that are missing: {', '.join(lacking)}")
        agent_set = ArrayAgentSet(agent_type, columns, rows)
        self._agents_by_type[agent_type] = agent_set
        return agent_set

    def _mixture(self) -> MixedAgentSet:
        if "_mixed" not in vars(self):
            self._mixed = MixedAgentSet([self._all_agents], self.random, {})
        return self._mixed


def free_agent_ids(model: Any) -> None:
    """Let go of a model whose run is over.

    Mesa 3.3 counts agent ids in a class-level dict that keeps every model alive (mesa#3179).
    """
    getattr(Agent, "_ids", {}).pop(model, None)
