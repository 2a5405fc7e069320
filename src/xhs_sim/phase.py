"""``Phase``: one step of a day, with what it may touch; and what the steps of a day hand on to each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from numbers import Integral

import numpy as np
from numpy.typing import NDArray

from .actors.tactics import TACTICS
from .cast import Cast
from .config import ConfigError
from .config.messages import message
from .diary.today import Served
from .phases.convert import Expected, Orders
from .phases.search.day import Found


@dataclass
class Events:
    """What a day has brought so far; each phase finds what earlier ones left."""

    day: int
    counts: dict[str, int] = field(default_factory=dict)  # columns of the table ``daily``
    shown: Served = field(init=False)
    found: Found = field(init=False)
    orders: Orders = field(init=False)
    expected: Expected = field(init=False)  # of readers, what orders are drawn around
    ads_cny: NDArray[np.float64] = field(init=False)  # (B,) what each brand pays for ads
    figures: dict[str, float | None] = field(default_factory=dict)  # of the day when it is over

    def lacks(self, name: str) -> bool:
        """Whether nobody has left what is called so: a field, or ``counts.searches`` for one of the counts."""
        field_name, _, count = name.partition(".")
        if count:
            return not isinstance(self.counts.get(count), Integral)
        return getattr(self, field_name, None) is None


PARTS = (  # of the world, as attributes of ``World``
    "truth", "users", "creators", "graph", "friends", "content", "archive", "brands", "ads", "shelf", "interest",
    "joined_day", "safety", "fakes", "accounts",
)  # fmt: skip
Doing = Callable[[Cast, Events], None]


@dataclass(frozen=True)
class Phase:
    """A step of the day. What it reads and writes are parts of ``World``, what it hands on stands in ``Events``."""

    name: str
    do: Doing
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    rows_of: tuple[str, ...]
    hands_on: tuple[str, ...] = ()
    of_tactics: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that get rows; where tactics keep their books, also those that they bring."""
        if not self.of_tactics:
            return self.rows_of
        return (*self.rows_of, *(table for tactic in TACTICS.values() for table in tactic.tables))

    def __call__(self, cast: Cast, events: Events) -> None:
        """Let it happen.

        Raises
        ------
        ConfigError
            If something is not there afterwards that later phases ask for.
        """
        self.do(cast, events)
        if lacking := [name for name in self.hands_on if events.lacks(name)]:
            raise ConfigError(message("run.phase_lacks", phase=self.name, lacking=[_told(name) for name in lacking]))


def _told(name: str) -> str:
    """Write what a phase hands on as its author would: ``events.counts["searches"]``, a whole number."""
    field_name, _, count = name.partition(".")
    return message("run.whole_number", field=field_name, count=count) if count else f"events.{field_name}"


def phase(
    *, reads: str, writes: str = "", tables: str = "", hands_on: str = "", of_tactics: bool = False
) -> Callable[[Doing], Phase]:
    """Make a phase of a function, named like it; parts, tables and what is handed on are told apart by spaces.

    ``hands_on``: what it must leave in ``Events``, as ``shown counts.searches``; ``of_tactics``: tactics may write
    tables of their own.
    """

    def named(do: Doing) -> Phase:
        looks_at, changes, rows, leaves = (tuple(said.split()) for said in (reads, writes, tables, hands_on))
        return Phase(do.__name__, do, looks_at, changes, rows, leaves, of_tactics)

    return named


def changed(day: Sequence[Phase], **instead: Doing) -> tuple[Phase, ...]:
    """Return a day in which other things happen in phases of these names.

    What later phases find in ``Events`` must be left there as before: a phase's ``hands_on`` names it.
    """
    if unknown := set(instead) - {phase.name for phase in day}:
        raise ValueError(f"no phase is called {', '.join(sorted(unknown))}")
    return tuple(replace(phase, do=instead.get(phase.name, phase.do)) for phase in day)
