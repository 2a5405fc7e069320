"""Several agent sets as one: what ``model.agents`` is when some agents are objects and some are rows.

Every call goes to the parts in turn, so that the array-backed ones keep working by columns. Only what
mixes the order (``shuffle``, ``shuffle_do``, ``sort``) makes an agent for every row: on a large population
do it on ``model.agents_by_type[...]`` instead.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from random import Random
from typing import Any, Self

import numpy as np
from mesa.agent import Agent, AgentSet

from .array_set import ArrayAgentSet
from .grouping import SetGroupBy, plain_groups
from .held_set import INFINITY, HeldAgentSet, Key, Method, caller
from .row_agent import RowAgent
from .rows import limit_of
from .vectorised import Vectorised


class MixedAgentSet(HeldAgentSet):
    """Agent sets in sequence.

    Parameters
    ----------
    parts : sequence of agent sets without common agents
    random : random.Random
    roles : mapping of type to ArrayAgentSet, optional
        Second looks at rows of a part (a ram is a sheep): not counted as agents again, but
        ``select(agent_type=...)`` finds them.
    """

    def __init__(self, parts: Iterable[Any], random: Random, roles: Mapping[type, ArrayAgentSet] | None = None):
        self.parts = list(parts)
        self.random = random
        self._roles = {} if roles is None else roles

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    def __iter__(self) -> Iterator[Agent]:
        return chain.from_iterable(self.parts)

    def to_list(self) -> list[Agent]:
        """All agents as a list; makes an agent for every row."""
        return list(self)

    def __contains__(self, agent: object) -> bool:
        return any(agent in part for part in self.parts)

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return self.to_list()[index]
        size = len(self)
        position = index + size if index < 0 else index
        if not 0 <= position < size:
            raise IndexError("agent set index out of range")
        for part in self.parts:
            if position < len(part):
                return part[position] if isinstance(part, ArrayAgentSet) else list(part)[position]
            position -= len(part)
        raise AssertionError("the parts are shorter than the whole")

    def add(self, agent: Agent) -> None:
        """Add to the part that holds such agents."""
        for part in self.parts:
            if isinstance(part, ArrayAgentSet):
                if isinstance(agent, RowAgent) and agent._columns is part.columns:
                    return part.add(agent)
            elif not isinstance(agent, RowAgent):
                part.add(agent)
                return None
        raise TypeError(f"no part of this set holds agents like {agent!r}")

    def discard(self, agent: Agent) -> None:
        """Drop an agent from this set (not from the model), if it is there."""
        for part in self.parts:
            part.discard(agent)

    def copy(self) -> AgentSet:
        """Snapshot of the set."""
        return MixedAgentSet([copy.copy(part) for part in self.parts], self.random)

    def select(
        self, filter_func: Any = None, at_most: float = INFINITY, inplace: bool = False, agent_type: type | None = None
    ) -> AgentSet:
        """Select in each part; if one part is left over, that part: a type's rows stay an array set."""
        if filter_func is None and agent_type is None and at_most == INFINITY:
            return self if inplace else self.copy()
        if agent_type is not None and agent_type in self._roles and not inplace:
            return self._roles[agent_type].select(filter_func, at_most)
        left, chosen = limit_of(at_most, len(self)), []
        for part, test in zip(self.parts, self._tests(filter_func), strict=True):
            found = part.select(test, at_most=left, agent_type=agent_type)
            left -= len(found)
            chosen.append(found)
        if inplace:
            self.parts = chosen
            return self
        some = [found for found in chosen if len(found)] or chosen[:1]
        return self._joined(some)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or function on each agent, part by part."""
        for part, found in self._turns(method):
            if isinstance(part, ArrayAgentSet):
                part._do(found, method, args, kwargs)
            else:
                call_each(part, found, method, args, kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """Results of a method or function on each agent."""
        results: list[Any] = []
        for part, found in self._turns(method):
            is_array = isinstance(part, ArrayAgentSet)
            results += (part._map if is_array else partial(call_each, part))(found, method, args, kwargs)
        return results

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """One attribute (a list) or several (a list of lists) of each agent."""
        found = [part.get(attr_names, handle_missing, default_value) for part in self.parts]
        return list(chain.from_iterable(values.tolist() if is_flat(values) else values for values in found))

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute of every agent to the value."""
        for part in self.parts:
            part.set(attr_name, value)
        return self

    def groupby(self, by: Key, result_type: str = "agentset") -> Any:
        """Groups over all parts; a group from one part stays that part's kind of set."""
        merged: dict[Any, list[Any]] = {}
        for part in self._parts_for(by):
            for key, group in part.groupby(by, result_type).groups.items():
                merged.setdefault(key, []).append(group)
        if result_type != "agentset":
            return plain_groups({key: list(chain.from_iterable(groups)) for key, groups in merged.items()})
        return SetGroupBy({key: self._joined(groups) for key, groups in merged.items()})

    def _joined(self, parts: list[Any]) -> Any:
        return parts[0] if len(parts) == 1 else MixedAgentSet(parts, self.random)

    def _tests(self, filter_func: Any) -> Sequence[Any]:
        if not isinstance(filter_func, np.ndarray):
            return [filter_func for _ in self._parts_for(filter_func)]
        raise TypeError("a mask needs one kind of agents: select(agent_type=...) first")

    def _turns(self, method: Method) -> list[tuple[Any, Any]]:
        """Who is to be called, settled before the first call: newcomers wait for the next time."""
        return [
            (part, part.rows if isinstance(part, ArrayAgentSet) else list(part)) for part in self._parts_for(method)
        ]

    def _parts_for(self, method: Any) -> list[Any]:
        if isinstance(method, Vectorised) and not all(isinstance(part, ArrayAgentSet) for part in self.parts):
            raise TypeError("some of these agents have no columns: select(agent_type=...) first")
        return self.parts

    def _still_has(self, agent: Agent) -> bool:
        if not isinstance(agent, RowAgent):
            return agent in self
        return any(
            part._still_has(agent)
            for part in self.parts
            if isinstance(part, ArrayAgentSet) and part.columns is agent._columns
        )

    def _update(self, agents: Iterable[Agent]) -> Self:
        self.parts = [HeldAgentSet(agents, self.random)]
        return self

    @property
    def _agents(self) -> dict[Agent, None]:  # type: ignore[override]
        """What Mesa's own code expects; only for methods that a later Mesa may add."""
        return dict.fromkeys(self)


def call_each(
    part: Any, agents: list[Agent], method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> list[Any]:
    """Call object agents that are still in their set when their turn comes."""
    call = caller(method, args, kwargs)
    return [call(agent) for agent in agents if agent in part]


def is_flat(values: Any) -> bool:
    """Whether the values are a 1-D array, whose NumPy scalars are to become Python's."""
    return isinstance(values, np.ndarray) and values.ndim == 1
