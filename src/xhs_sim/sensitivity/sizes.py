"""How many runs go where: a screening of many parameters first, then most of the budget to the few that matter."""

from dataclasses import dataclass
from itertools import count

from ..config import ConfigError
from ..config.messages import message

TRAJECTORIES = 4  # of a screening
BALANCED = 4  # blocks are a multiple of it
LEAST_BLOCKS = 8
_SCREENING = 0.35  # of the budget, at most, where it is not known how many axes are to be moved
_ASKED = 3  # arms: the first, the next, and the baseline
_ROWS_BESIDE, _BLOCK_BESIDE = 2, 3  # points of a trajectory, and of a block, beside one for each axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What is asked.

    Attributes
    ----------
    defaults : int
        Replicates at the values that are used.
    screened : int
        Axes that are screened; 0 where there are so few that all get shares.
    strongest : int
        Axes that get shares.
    blocks : int
    asked_arms : int
        Arms that outputs need; all arms are asked at the values that are used.
    """

    arms: int
    asked_arms: int
    defaults: int
    screened: int
    strongest: int
    blocks: int

    @property
    def runs(self) -> int:
        """All runs."""
        screening = TRAJECTORIES * (self.screened + _ROWS_BESIDE) if self.screened else 0
        shares = self.blocks * (self.strongest + _BLOCK_BESIDE)
        return self.defaults * self.arms + self.asked_arms * (screening + shares)


def sizes_of(budget: int, n_axes: int, *, arms: int, defaults: int, strongest: int, must_all: bool) -> Sizes:
    """Divide a budget.

    Parameters
    ----------
    budget : int
        Runs, at most.
    n_axes : int
        What may be moved, the first before the last.
    arms : int
    defaults : int
        Replicates at the values that are used.
    strongest : int
        How many axes get shares at most.
    must_all : bool
        Whether every axis is to be moved, as those that were typed are; else as many as there is money for.

    Raises
    ------
    ConfigError
        If the budget is too small.
    """

    def divided(runs: int) -> Sizes | None:
        few, asked = min(strongest, n_axes), min(arms, _ASKED)
        left = runs - defaults * arms
        affordable = int(_SCREENING * left / (asked * TRAJECTORIES)) - _ROWS_BESIDE
        screened = 0 if n_axes <= few else n_axes if must_all else min(n_axes, affordable)
        screening = screened and asked * TRAJECTORIES * (screened + _ROWS_BESIDE)
        blocks = (left - screening) // (asked * (few + _BLOCK_BESIDE)) // BALANCED * BALANCED
        is_enough = blocks >= LEAST_BLOCKS and (n_axes <= few or screened > few)
        return Sizes(
            arms=arms, asked_arms=asked, defaults=defaults, screened=screened, strongest=few, blocks=blocks,
        ) if is_enough else None  # fmt: skip

    sizes = divided(budget)
    if sizes is None:
        least = next(runs for runs in count(0, 10) if divided(runs) is not None)
        raise ConfigError(message("sensitivity.too_few_runs", budget=budget, least=least, n=n_axes))
    return sizes
