"""How many runs go where: a screening of many parameters first, then most of the budget to the few that matter."""

from dataclasses import dataclass
from itertools import count

from ..config import Config, ConfigError
from ..config.messages import message
from ..lab.effort import effort_of, runs_in_minutes

BALANCED = 4  # blocks are a multiple of it
LEAST_BLOCKS = 12
_SCREENING = 0.35  # of the budget, at most, where it is not known how many axes are to be moved
_SOUND_BLOCKS, _SOUND_AXES = 24, 16  # below, the gap to the next arm is not asked for
_ROWS_BESIDE, _BLOCK_BESIDE = 2, 3  # points of a trajectory, and of a block, beside one for each axis
_LONG_S, _USUAL_WORKERS = 600.0, 2  # what is long, on two cores
_OF_FUNCTION = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What is asked.

    Attributes
    ----------
    arms : int
        All are asked at the values that are used.
    asked_arms : int
        That are asked at other points: too few for the gap to the next arm if there is money for two only.
    defaults : int
        Replicates at the values that are used.
    screened : int
        Axes that are screened; 0 where there are so few that all get shares.
    trajectories : int
    strongest : int
        Axes that get shares.
    blocks : int
    """

    arms: int
    asked_arms: int
    defaults: int
    screened: int
    trajectories: int
    strongest: int
    blocks: int

    @property
    def points(self) -> int:
        """Points beside the values that are used."""
        screening = self.trajectories * (self.screened + _ROWS_BESIDE) if self.screened else 0
        return screening + self.blocks * (self.strongest + _BLOCK_BESIDE)

    @property
    def runs(self) -> int:
        """All runs."""
        return self.defaults * self.arms + self.asked_arms * self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be found out.

    Attributes
    ----------
    axes : int
        What may be moved, the first before the last.
    arms : int
    defaults : int
        Replicates at the values that are used.
    strongest : int
        How many axes get shares at most.
    must_all : bool
        Whether every axis is to be moved, as those that were typed are; else as many as there is money for.
    """

    axes: int
    arms: int
    defaults: int
    strongest: int
    must_all: bool

    def within(self, budget: int) -> Sizes | None:
        """Return what a budget of runs pays for; None if it is too small."""
        rich = self._divided(budget, min(self.arms, 3), 4)
        if rich is not None and rich.blocks >= _SOUND_BLOCKS and rich.screened >= min(_SOUND_AXES, self._to_screen):
            return rich
        return next((each for n in (4, 3) if (each := self._divided(budget, min(self.arms, 2), n)) is not None), None)

    @property
    def _to_screen(self) -> int:
        return self.axes if self.axes > self.strongest else 0

    def _divided(self, budget: int, asked: int, trajectories: int) -> Sizes | None:
        few, left = min(self.strongest, self.axes), budget - self.defaults * self.arms
        affordable = int(_SCREENING * left / (asked * trajectories)) - _ROWS_BESIDE
        beside = (left - asked * LEAST_BLOCKS * (few + _BLOCK_BESIDE)) // (asked * trajectories) - _ROWS_BESIDE
        screened = 0 if self.axes <= few else self.axes if self.must_all else min(self.axes, affordable, beside)
        screening = asked * trajectories * (screened + _ROWS_BESIDE) if screened else 0
        blocks = (left - screening) // (asked * (few + _BLOCK_BESIDE)) // BALANCED * BALANCED
        if blocks < LEAST_BLOCKS or (self.axes > few and screened <= few):
            return None
        return Sizes(
            arms=self.arms, asked_arms=asked, defaults=self.defaults, screened=screened,
            trajectories=trajectories if screened else 0, strongest=few, blocks=blocks,
        )  # fmt: skip

    @property
    def least(self) -> int:
        """The smallest budget that pays for it."""
        return next(runs for runs in count(1) if self.within(runs) is not None)


def sizes_of(wanted: Wanted, budget: int) -> Sizes:
    """Divide a budget of runs.

    Raises
    ------
    ConfigError
        If it is too small.
    """
    sizes = wanted.within(budget)
    if sizes is None:
        raise ConfigError(message("sensitivity.too_few_runs", budget=budget, least=wanted.least, n=wanted.axes))
    return sizes


def usual_budget(wanted: Wanted, config: Config | None) -> int:
    """Return the budget that takes some minutes on a small machine, or the least if that takes longer.

    Parameters
    ----------
    wanted : Wanted
    config : Config, optional
        Of the study; a function takes no time.
    """
    if config is None:
        return _OF_FUNCTION
    return max(runs_in_minutes(config, min(wanted.arms, 2)), wanted.least)


def is_long(sizes: Sizes, config: Config | None) -> bool:
    """Whether what is asked takes more than some minutes on a small machine."""
    return config is not None and effort_of(config, sizes.runs, _USUAL_WORKERS, sizes.asked_arms).seconds > _LONG_S
