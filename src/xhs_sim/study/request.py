"""What is asked of the runner and what comes back."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ..config import Config, ConfigError
from ..config.messages import message
from ..config.schema.study import AUTO
from .run_folder import run_folder
from .seeds import replicate_seed


@dataclass(frozen=True, slots=True)
class SharedDays:
    """Days before the campaign acts that a run has in common with others of its seed; none where it lives alone."""

    days: int
    world: str = ""  # digest of all that they have in common
    why: str = ""  # it lives alone

    def about(self) -> dict[str, Any]:
        """Return what the manifest says of it."""
        return {"days": self.days} | ({"why": self.why} if self.why else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """One run of a plan: a configuration with its seed, and where it goes.

    ``config`` is shared by the replicates of an arm, so that a long plan stays small; ``seeded`` is the run's own.
    It is None for a cell whose values are not allowed (``problem`` says why): the cell stays in the plan, so that
    the rest of a sweep stands and the table shows the hole.
    """

    experiment: str
    arm: str
    replicate: int
    seed: int
    out_dir: Path
    config: Config | None
    problem: str | None = None
    draws: int = 1  # replicates that share its world, of which it is one
    shared: SharedDays | None = field(default=None, compare=False)

    @property
    def run_dir(self) -> Path:
        """The folder of the run."""
        return run_folder(self.out_dir, self.experiment, self.arm, self.seed)

    def seeded(self) -> Config:
        """Return the configuration with the seed and the experiment of this run."""
        assert self.config is not None
        return self.config.model_copy(update={"seed": self.seed, "name": self.experiment})


def fixed_replicates(config: Config) -> int:
    """Return how many replicates a plan has that cannot go on until something is told.

    Raises
    ------
    ConfigError
        If that is left to what the runs tell.
    """
    if config.study.replicates == AUTO:
        raise ConfigError(message("study.auto_for_compare"))
    return config.study.replicates


def replicated(first: RunRequest, replicates: int) -> list[RunRequest]:
    """Return a run and its replicates, each with the seed of its own; ``first`` has the root seed."""
    return [replace(first, replicate=r, seed=replicate_seed(first.seed, r)) for r in range(replicates)]


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How one run ended."""

    request: RunRequest
    status: Literal["ok", "failed"]
    error: str | None = None
    is_reused: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan is, told to whoever shows it."""

    runs: int
    runs_done: int
    runs_failed: int
    runs_reused: int
    days: int
    days_done: int
    left_s: float | None  # at the pace so far; None while there is none
    is_most: bool = False  # whether runs, days and time may turn out to be fewer
