"""How many runs go where: to seeds at the default values, to draws of all numbers, to ends of single numbers.

A large budget asks all arms everywhere. A small one asks all arms at the default values, and from there on only those
that decide: draws of the leader, the next best and the baseline, ends of the leader and the next best.
"""

from dataclasses import dataclass
from typing import Final

from ..config import Config, ConfigError
from ..config.messages import message
from ..lab.effort import runs_in_minutes
from ..verdict.statistics import LEAST_RUNS

LEAST_DRAWS: Final = 10
GOOD_DRAWS, GOOD_ENDS = 10, 2  # what a usual budget has at least: with four arms 74 runs
_DRAWN, _DEFAULT = 0.4, 0.25  # of the points; the rest goes to ends
_ENDS = 2
_FEW_SEEDS = 3  # of an end, where a budget is small: changes are paired by seed
_IN_DRAWS, _AT_ENDS = 3, 2  # arms, where a budget is small


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What is asked.

    Attributes
    ----------
    arms : int
        All.
    seeds : int
        At the default values, of all arms: how often luck alone changes the lead.
    in_draws, draws : int
        Arms that are asked there, and draws of all numbers at once, each with a seed of its own.
    at_ends, ends, end_seeds : int
        Arms that are asked there, and numbers that are moved to either end while the rest stands, on the first so many
        of the default values' seeds.
    """

    arms: int
    seeds: int
    in_draws: int
    draws: int
    at_ends: int
    ends: int
    end_seeds: int = LEAST_RUNS

    @property
    def runs(self) -> int:
        """All runs."""
        ends = _ENDS * self.end_seeds * self.ends * self.at_ends
        return self.arms * self.seeds + self.in_draws * self.draws + ends

    def draws_of(self, arms: int) -> int:
        """How many draws there may be of so many arms."""
        return self.in_draws * self.draws // arms

    def ends_of(self, arms: int) -> int:
        """How many numbers may be moved in so many arms."""
        return max(1, self.at_ends * self.ends // arms)


def usual_runs(config: Config, arms: int) -> int:
    """Return the budget that takes some minutes on a small machine, or what is worth asking if that takes longer."""
    return max(runs_in_minutes(config, arms), _few(arms, GOOD_DRAWS, GOOD_ENDS).runs)


def least_runs(arms: int) -> int:
    """Return the budget below which nothing can be told."""
    return _few(arms, LEAST_DRAWS, 1).runs


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
    if budget < least_runs(arms):
        raise ConfigError(message("robustness.too_few_runs", runs=budget, least=least_runs(arms), arms=arms))
    whole = _of_all(budget // arms, arms, n_axes)
    if whole.draws >= GOOD_DRAWS and whole.ends >= min(GOOD_ENDS, n_axes):
        return whole
    return _of_few(budget, arms, n_axes)


def _of_all(points: int, arms: int, n_axes: int) -> Sizes:
    """Ask all arms everywhere."""
    by_number = _ENDS * LEAST_RUNS
    ends = min(n_axes, max(1, int((1 - _DRAWN - _DEFAULT) * points / by_number)))
    seeds = max(LEAST_RUNS, min(round(_DEFAULT * points), points - by_number * ends - LEAST_DRAWS))
    return Sizes(
        arms=arms, seeds=seeds, in_draws=arms, draws=points - seeds - by_number * ends, at_ends=arms, ends=ends
    )


def _few(arms: int, draws: int, ends: int, seeds: int = LEAST_RUNS) -> Sizes:
    return Sizes(
        arms=arms, seeds=seeds, in_draws=min(arms, _IN_DRAWS), draws=draws, at_ends=min(arms, _AT_ENDS), ends=ends,
        end_seeds=_FEW_SEEDS,
    )  # fmt: skip


def _of_few(budget: int, arms: int, n_axes: int) -> Sizes:
    """Ask what is worth asking first, then as much more of each as there is budget."""
    spare = max(budget - _few(arms, GOOD_DRAWS, min(GOOD_ENDS, n_axes)).runs, 0)
    seeds = max(LEAST_RUNS, min(int(_DEFAULT * budget / arms), LEAST_RUNS + spare // arms))
    none = _few(arms, 0, 0, seeds)
    by_draw, left = none.in_draws, budget - none.runs
    by_number = _few(arms, 0, 1, seeds).runs - none.runs
    worth = (left - GOOD_DRAWS * by_draw) // by_number
    share = int((1 - _DRAWN - _DEFAULT) * budget / by_number)
    ends = max(1, min(n_axes, worth, max(GOOD_ENDS, share)))
    return _few(arms, (left - by_number * ends) // by_draw, ends, seeds)
