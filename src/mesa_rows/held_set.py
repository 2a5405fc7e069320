"""An ``AgentSet`` that keeps its agents itself, instead of by weak references.

A row agent is made when somebody looks at it, so in Mesa's own weak ``AgentSet`` it would vanish at
once. Here is the whole AgentSet API, written on three things only: the list of agents, their number and
membership. The array-backed and the mixed set inherit it and replace what arrays do better.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import attrgetter, methodcaller
from random import Random
from typing import Any, Self, overload

from mesa.agent import Agent, AgentSet

from .grouping import SetGroupBy, plain_groups, reduced
from .rows import groups_of, limit_of, order_of

INFINITY = float("inf")
Method = str | Callable[..., Any]
Key = str | Callable[[Any], Any]


def caller(method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[Agent], Any]:
    """One function of an agent from a method's name or a function, and the arguments to pass."""
    if isinstance(method, str):
        return methodcaller(method, *args, **kwargs)
    return lambda agent: method(agent, *args, **kwargs)


class HeldAgentSet(AgentSet):  # type: ignore[misc]
    """Ordered set of agents with strong references.

    Parameters
    ----------
    agents : iterable of mesa.Agent
    random : random.Random, optional
        As in Mesa: taken from the first agent's model if not given.
    """

    random: Random

    def __init__(self, agents: Iterable[Agent], random: Random | None = None):
        held = dict.fromkeys(agents)
        super().__init__(held, random)  # Mesa settles `random`, and warns if it cannot
        self._agents = held

    def to_list(self) -> list[Agent]:
        """All agents as a list."""
        return list(self._agents)

    def __len__(self) -> int:
        return len(self._agents)

    def __contains__(self, agent: object) -> bool:
        return agent in self._agents

    def __iter__(self) -> Iterator[Agent]:
        yield from self.to_list()

    def __reversed__(self) -> Iterator[Agent]:
        yield from reversed(self.to_list())

    @overload
    def __getitem__(self, index: int) -> Agent: ...
    @overload
    def __getitem__(self, index: slice) -> list[Agent]: ...
    def __getitem__(self, index: int | slice) -> Agent | list[Agent]:
        return self.to_list()[index]

    def add(self, agent: Agent) -> None:
        """Add an agent at the end, if it is not there."""
        self._agents[agent] = None

    def discard(self, agent: Agent) -> None:
        """Drop an agent from this set (not from the model), if it is there."""
        self._agents.pop(agent, None)

    def remove(self, agent: Agent) -> None:
        """Drop an agent from this set; KeyError if it is not there."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def copy(self) -> AgentSet:
        """Snapshot of the set."""
        return HeldAgentSet(self.to_list(), self.random)

    def __copy__(self) -> AgentSet:
        return self.copy()

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: float = INFINITY,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> AgentSet:
        """Agents that pass the filter and are of the type; at most so many (a number or a fraction)."""
        if filter_func is None and agent_type is None and at_most == INFINITY:
            return self if inplace else self.copy()
        chosen = (
            agent
            for agent in self
            if (filter_func is None or filter_func(agent)) and (agent_type is None or isinstance(agent, agent_type))
        )
        return self._chosen(list(islice(chosen, limit_of(at_most, len(self)))), inplace)

    def shuffle(self, inplace: bool = False) -> AgentSet:
        """Agents in random order, drawn from ``random``."""
        agents = self.to_list()
        self.random.shuffle(agents)
        return self._chosen(agents, inplace)

    def sort(self, key: Key, ascending: bool = False, inplace: bool = False) -> AgentSet:
        """Agents in the order of an attribute or a function; the largest first unless ``ascending``."""
        agents = self.to_list()
        find = attrgetter(key) if isinstance(key, str) else key
        order = order_of([find(agent) for agent in agents], ascending)
        return self._chosen([agents[position] for position in order], inplace)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or a function on each agent; those that leave meanwhile are skipped."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """``do`` in random order."""
        agents = self.to_list()
        self.random.shuffle(agents)
        self._call(agents, method, args, kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> Any:
        """Results of a method or a function on each agent."""
        return self._call(self.to_list(), method, args, kwargs)

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> Any:
        """One attribute (a list) or several (a list of lists) of each agent."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing must be 'error' or 'default', not {handle_missing!r}")
        fallback = (default_value,) if handle_missing == "default" else ()
        if isinstance(attr_names, str):
            return [getattr(agent, attr_names, *fallback) for agent in self]
        return [[getattr(agent, name, *fallback) for name in attr_names] for agent in self]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute of every agent to the value."""
        for agent in self:
            setattr(agent, attr_name, value)
        return self

    def agg(self, attribute: str | list[str], func: Any) -> Any:
        """Aggregate an attribute; a list for several functions, a dict of results for several names."""
        if not isinstance(attribute, str):
            return {name: self.agg(name, func) for name in attribute}
        values = self.get(attribute)
        if callable(func):
            return reduced(func, values)
        return [reduced(one, values) for one in func]

    def groupby(self, by: Key, result_type: str = "agentset") -> Any:
        """Agents that share an attribute or a function's result, as agent sets or lists."""
        agents = self.to_list()
        find = attrgetter(by) if isinstance(by, str) else by
        groups = groups_of([find(agent) for agent in agents])
        lists = {key: [agents[position] for position in found] for key, found in groups.items()}
        if result_type != "agentset":
            return plain_groups(lists)
        return SetGroupBy({key: HeldAgentSet(found, self.random) for key, found in lists.items()})

    @classmethod
    def _from_iterable(cls, agents: Iterable[Agent]) -> AgentSet:
        return HeldAgentSet(agents)  # what Python's set operators make

    def _update(self, agents: Iterable[Agent]) -> Self:
        self._agents = dict.fromkeys(agents)
        return self

    def _chosen(self, agents: list[Agent], inplace: bool) -> AgentSet:
        return self._update(agents) if inplace else HeldAgentSet(agents, self.random)

    def _still_has(self, agent: Agent) -> bool:
        """Whether an agent of a moment ago is to be called: it may have left by what others did."""
        return agent in self

    def _call(
        self, agents: Iterable[Agent], method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> list[Any]:
        call = caller(method, args, kwargs)
        return [call(agent) for agent in agents if self._still_has(agent)]

    def __getstate__(self) -> dict[str, Any]:
        return dict(vars(self))

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self):,}>"
