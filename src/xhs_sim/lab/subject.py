"""Who answers: the platform with the arms of a question, or a function whose answer is known.

A subject knows what may vary, which arms there are and what decides between them; and it makes the run of an arm at a
point with the seed of a replicate.
"""

from typing import NamedTuple, Protocol

from ..verdict import Objective
from .run import Run
from .space import Axis, Value, Values


class Planned(NamedTuple):
    """What is known of a run before it is made, with what says which others live its first days."""

    run: str
    seed: int
    n_days: int
    world: str = ""  # digest of what is common; empty: it lives alone
    alike_until: int = 0


class Subject(Protocol):
    """Who answers."""

    @property
    def name(self) -> str:
        """Of the study: its folder's."""
        ...

    @property
    def arms(self) -> tuple[str, ...]:
        """In the order of the plan."""
        ...

    @property
    def baseline(self) -> str:
        """One of the arms."""
        ...

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """What decides, first things first."""
        ...

    @property
    def replicates(self) -> int:
        """Of each arm at each point, unless somebody says otherwise."""
        ...

    @property
    def language(self) -> str:
        """Of whoever reads the answer."""
        ...

    def axis(self, name: str) -> Axis | None:
        """Return what is known of something that may vary; None if there is no number of that name."""
        ...

    def value(self, values: Values, name: str) -> Value:
        """Return what an axis is at a point, as it was understood."""
        ...

    def point(self, values: Values) -> str:
        """Return the name of a point: a digest of all that it says, but the seed."""
        ...

    def plan(self, values: Values, arm: str, replicate: int) -> Planned:
        """Return what is known of a run before it is made.

        Raises
        ------
        ConfigError
            If the values are not allowed.
        """
        ...

    def run(self, values: Values, arm: str, replicate: int) -> Run:
        """Return what is run; see ``plan``."""
        ...
