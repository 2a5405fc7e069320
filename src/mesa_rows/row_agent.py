"""One row seen as a ``mesa.Agent``: a flyweight of two words, made when somebody looks at it.

Two of them are equal if they stand for the same row of the same columns, so it does not matter that
each look makes a new one. Attributes are looked up in this order: what the class defines (its declared
columns first of all), other columns of the table, the side table.
"""

from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from mesa.agent import Agent

from .columns import Columns

T = TypeVar("T")


class Column(Generic[T]):
    """A documented column of a row agent: ``age_band = Column[int]("index into the age bands")``.

    Parameters
    ----------
    doc : str
        Meaning and unit.
    writable : bool
        Whether ``agent.age_band = 3`` and ``agents.set("age_band", 3)`` may write the array.
    """

    def __init__(self, doc: str, *, writable: bool = False):
        self.__doc__ = doc
        self.writable = writable

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, agent: None, owner: type) -> Self: ...
    @overload
    def __get__(self, agent: "RowAgent", owner: type) -> T: ...
    def __get__(self, agent: "RowAgent | None", owner: type) -> Self | T:
        if agent is None:
            return self
        value: T = agent._columns.value(self.name, agent._row)
        return value

    def __set__(self, agent: "RowAgent", value: T) -> None:
        agent._columns.set_value(self.name, agent._row, value)


class RowAgent(Agent):  # type: ignore[misc]
    """A row of ``Columns`` as an agent; ``unique_id`` is the row number.

    The rows of a table are all there is: calling the class does not create a new one.
    """

    __slots__ = ("_columns", "_row")
    _columns: Columns
    _row: int
    declared: ClassVar[dict[str, Column[Any]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = {name: found for name, found in vars(cls).items() if isinstance(found, Column)}
        cls.declared = {**cls.declared, **own}

    def __init__(self, columns: Columns, row: int):
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_row", row)

    @property
    def model(self) -> Any:
        """The model that the columns were registered with."""
        return self._columns.model

    @property
    def unique_id(self) -> int:
        """Row number; unique in a model with one table of rows, whose objects are numbered behind its rows."""
        return self._row

    @property
    def pos(self) -> Any:
        """Position in a space, None unless somebody placed the agent."""
        try:
            return self._columns.value("pos", self._row)
        except AttributeError:
            return None

    @pos.setter
    def pos(self, value: Any) -> None:
        self._columns.set_value("pos", self._row, value)

    def remove(self) -> None:
        """Take the row out of the model and of every set; its cells stay where they are."""
        if self._columns.is_present(self._row):
            self._columns.remove(slice(self._row, self._row + 1))

    @classmethod
    def create_agents(cls, model: Any, n: int, *args: Any, **kwargs: Any) -> Any:
        """Refuse: rows come from arrays, see ``ArrayAgents.register_array``."""
        raise TypeError(f"{cls.__name__} agents are rows of arrays: use model.register_array")

    def __getattr__(self, name: str) -> Any:
        try:
            return self._columns.value(name, self._row)
        except AttributeError:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'") from None

    def __setattr__(self, name: str, value: Any) -> None:
        if check_settable(type(self), name):
            object.__setattr__(self, name, value)
        else:
            self._columns.set_value(name, self._row, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowAgent) and self._columns is other._columns and self._row == other._row

    def __hash__(self) -> int:
        return hash((id(self._columns), self._row))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._columns, self._row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._row})"


def check_settable(agent_type: type[RowAgent], name: str) -> bool:
    """Whether the class itself takes the attribute; an error if setting it would be lost or is forbidden."""
    found = getattr(agent_type, name, agent_type)
    if found is agent_type:
        return False
    if isinstance(found, Column) and not found.writable:
        raise AttributeError(f"{agent_type.__name__}.{name} is read-only")
    if not hasattr(found, "__set__"):
        raise AttributeError(f"{agent_type.__name__} defines {name}; it cannot be changed on one row")
    return True
