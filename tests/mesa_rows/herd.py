"""A toy world for the agent tests: sheep as objects, as rows of arrays, and both in one model.

Sheep number k has energy 10 + k / 2, kind k % 3 and is black if k is even, however it is stored.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import mesa
import numpy as np
from mesa.agent import Agent, AgentSet

from mesa_rows import ArrayAgents, Column, HeldAgentSet, MixedAgentSet, RowAgent, vectorised


class SheepWays:
    """What sheep do; knows nothing of how they are stored."""

    def graze(self, amount: float = 1.0) -> float:
        self.energy += amount
        return self.energy

    def leave(self) -> None:
        self.remove()

    def bite_off(self, flock: AgentSet, number: int) -> int:
        """Sheep 0 drives another one out of the flock and of the model."""
        for other in list(flock):
            if self.number == 0 and other.number == number:
                flock.discard(other)
                other.remove()
        return self.number


class ObjectSheep(SheepWays, Agent):
    """A sheep as other Mesa models have it."""

    def __init__(self, model: mesa.Model, number: int):
        super().__init__(model)
        self.number = number
        self.energy = 10 + number / 2
        self.kind = number % 3
        self.is_black = number % 2 == 0


class Sheep(SheepWays, RowAgent):
    """A sheep as a row."""

    number = Column[int]("counts from 0")
    energy = Column[float]("calories", writable=True)
    kind = Column[int]("breed", writable=True)
    is_black = Column[bool]("colour")

    @property
    def hunger(self) -> float:
        """What a class derives from its columns."""
        return 100 - self.energy

    @vectorised
    def grow(self, amount=1.0):  # here self is the columns of a selection
        self["energy"] = self["energy"] + amount


class Ram(Sheep):
    """A role that some sheep have."""


class Dog(Agent):
    """An object agent of another kind."""

    energy = 99.0


def sheep_arrays(n: int, first: int = 0) -> dict[str, np.ndarray]:
    number = np.arange(first, first + n)
    return {
        "number": number,
        "energy": 10 + number / 2,
        "kind": (number % 3).astype(np.int8),
        "is_black": number % 2 == 0,
        "wool": np.outer(number, np.ones(4, dtype=np.float32)),
    }


class Meadow(ArrayAgents, mesa.Model):
    """A model of rows and objects."""

    def __init__(self, n: int = 10, n_dogs: int = 0, rng: int | None = 0):
        super().__init__(rng=rng)
        self.arrays = sheep_arrays(n)
        self.sheep = self.register_array(Sheep, self.arrays)
        self.dogs = [Dog(self) for _ in range(n_dogs)]


class Flock(NamedTuple):
    """An agent set of ten sheep, with whatever keeps them alive."""

    model: mesa.Model
    agents: AgentSet
    keep: Any


def plain(n: int = 10) -> Flock:
    model = mesa.Model(rng=0)
    sheep = [ObjectSheep(model, k) for k in range(n)]
    return Flock(model, AgentSet(sheep, random=model.random), sheep)


def held(n: int = 10) -> Flock:
    model = mesa.Model(rng=0)
    sheep = [ObjectSheep(model, k) for k in range(n)]
    return Flock(model, HeldAgentSet(sheep, random=model.random), sheep)


def whole_array(n: int = 10) -> Flock:
    model = Meadow(n)
    return Flock(model, model.sheep, None)


def fixed_array(n: int = 10) -> Flock:
    model = Meadow(n + 5)
    return Flock(model, model.sheep.select(np.arange(n + 5) < n), None)


def mixed(n: int = 10) -> Flock:
    """The first half of the sheep are objects, the rest rows."""
    model = Meadow(1)
    sheep = [ObjectSheep(model, k) for k in range(n // 2)]
    del model._agents_by_type[Sheep]
    rows = model.register_array(Sheep, sheep_arrays(n - n // 2, first=n // 2))
    objects = AgentSet(sheep, random=model.random)
    return Flock(model, MixedAgentSet([objects, rows], model.random), sheep)


FLOCKS: dict[str, Callable[..., Flock]] = {
    "plain": plain,
    "held": held,
    "whole_array": whole_array,
    "fixed_array": fixed_array,
    "mixed": mixed,
}


def numbers_of(agents: Any) -> list[int]:
    """The sheep's numbers: how two differently stored flocks are compared."""
    return [agent.number for agent in agents]
