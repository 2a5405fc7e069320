"""How many runs go where: to draws of all numbers, to seeds at the default values, to ends of single numbers."""

from dataclasses import dataclass

from ..config import Config, ConfigError
from ..config.messages import message
from ..lab.effort import runs_in_minutes
from ..verdict.statistics import LEAST_RUNS

LEAST_DRAWS = 10
_DRAWN, _DEFAULT = 0.4, 0.25  # of the points; the rest goes to ends
_ENDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What is asked, each of all arms.

    Attributes
    ----------
    draws : int
        Of all numbers at once, each with a seed of its own.
    seeds : int
        At the default values: how often luck alone changes the lead.
    ends : int
        Numbers that are moved to either end while the rest stands, on the first ``LEAST_RUNS`` of those seeds.
    """

    arms: int
    draws: int
    seeds: int
    ends: int

    @property
    def runs(self) -> int:
        """All runs."""
        return self.arms * (self.draws + self.seeds + _ENDS * LEAST_RUNS * self.ends)


def usual_runs(config: Config, arms: int) -> int:
    """Return the budget that takes some minutes on a small machine, or the least if that takes longer."""
    return max(runs_in_minutes(config, arms), least_runs(arms))


def least_runs(arms: int) -> int:
    """Return the budget below which nothing can be told."""
    return arms * (LEAST_DRAWS + LEAST_RUNS + _ENDS * LEAST_RUNS)


def sizes_of(budget: int, arms: int, n_axes: int) -> Sizes:
    """Divide a budget.

    Parameters
    ----------
    budget : int
        Runs, at most.
    arms : int
    n_axes : int
        Numbers that may be moved.

    Raises
    ------
    ConfigError
        If the budget is too small to tell anything.
    """
    points = budget // arms
    by_number = _ENDS * LEAST_RUNS
    ends = min(n_axes, max(1, int((1 - _DRAWN - _DEFAULT) * points / by_number)))
    seeds = max(LEAST_RUNS, min(round(_DEFAULT * points), points - by_number * ends - LEAST_DRAWS))
    draws = points - seeds - by_number * ends
    if draws < LEAST_DRAWS:
        raise ConfigError(message("robustness.too_few_runs", runs=budget, least=least_runs(arms), arms=arms))
    return Sizes(arms=arms, draws=draws, seeds=seeds, ends=ends)
