"""``Phase``: one step of a day, with what it may touch; and what the steps of a day hand on to each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .actors.tactics import TACTICS
from .cast import Cast
from .diary.today import Served
from .phases.convert import Orders
from .phases.search.day import Found


@dataclass
class Events:
    """What a day has brought so far; each phase finds what earlier ones left."""

    day: int
    counts: dict[str, int] = field(default_factory=dict)  # columns of the table ``daily``
    shown: Served = field(init=False)
    found: Found = field(init=False)
    orders: Orders = field(init=False)
    ads_cny: NDArray[np.float64] = field(init=False)  # (B,) what each brand pays for ads
    figures: dict[str, float | None] = field(default_factory=dict)  # of the day when it is over


PARTS = (  # of the world, as attributes of ``World``
    "truth", "users", "creators", "graph", "content", "brands", "ads", "shelf", "interest", "joined_day",
)  # fmt: skip
Doing = Callable[[Cast, Events], None]


@dataclass(frozen=True)
class Phase:
    """A step of the day. The parts that it reads and writes are attributes of ``World``."""

    name: str
    do: Doing
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    rows_of: tuple[str, ...]
    of_tactics: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that get rows; where tactics keep their books, also those that they bring."""
        if not self.of_tactics:
            return self.rows_of
        return (*self.rows_of, *(table for tactic in TACTICS.values() for table in tactic.tables))

    def __call__(self, cast: Cast, events: Events) -> None:
        """Let it happen."""
        self.do(cast, events)


def phase(*, reads: str, writes: str = "", tables: str = "", of_tactics: bool = False) -> Callable[[Doing], Phase]:
    """Make a phase of a function, named like it; parts and tables are told apart by spaces.

    ``of_tactics``: tactics may write tables of their own.
    """

    def named(do: Doing) -> Phase:
        parts = tuple(reads.split()), tuple(writes.split())
        return Phase(do.__name__, do, *parts, tuple(tables.split()), of_tactics)

    return named


def changed(day: Sequence[Phase], **instead: Doing) -> tuple[Phase, ...]:
    """Return a day in which other things happen in phases of these names.

    What later phases find in ``Events`` must be left there as before: ``record`` asks for each count.
    """
    if unknown := set(instead) - {phase.name for phase in day}:
        raise ValueError(f"no phase is called {', '.join(sorted(unknown))}")
    return tuple(replace(phase, do=instead.get(phase.name, phase.do)) for phase in day)
