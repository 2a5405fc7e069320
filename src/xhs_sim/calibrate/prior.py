"""What is not known, and where it may lie: parameters with bounds, moved by themselves or by their logarithm.

A point has a place between the bounds, 0 to 1 in each parameter, and a *score*, the normal quantile of that place: all
scores of the prior are independent standard normal, which is what a regression likes best, and no score leads out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy.stats import norm, qmc

from ..config import Config, ConfigError, configs_root
from ..config.messages import message
from ..config.param import Name, Part, Share
from ..config.yaml_text import read_yaml
from ..lab.platform import AskedPlatform
from ..lab.space import Axis, Values

Array = NDArray[np.float64]
_EDGE = 1e-4  # of a place: scores stay finite
_DIGITS = 6  # of a value that is tried: more than matter, few enough to be read


class Unknown(Part):
    """A parameter that is not known, with the bounds of its prior."""

    name: str
    low: float
    high: float
    is_log: bool = False

    def at(self, place: float) -> float:
        """Return the value at a place between the bounds."""
        ratio, width = self.high / self.low if self.is_log else 1.0, self.high - self.low
        value = self.low * ratio**place if self.is_log else self.low + place * width
        return min(max(float(f"{value:.{_DIGITS}g}"), self.low), self.high)

    def place_of(self, value: float) -> float:
        """Return where a value lies between the bounds."""
        if self.is_log:
            return float(np.log(value / self.low) / np.log(self.high / self.low))
        return (value - self.low) / (self.high - self.low)


class Stage(Part):
    """A market that trials are made in, and its share of the budget's time."""

    share: Share
    run: list[str]


class Usual(Part):
    """How ``priors.yaml`` is written."""

    parameters: dict[Name, list[Unknown]] = Field(description="by what data must hold to tell of them")
    stages: list[Stage]
    usual: list[str]
    grown_days: Annotated[int, Field(ge=0)]
    draws: Annotated[int, Field(ge=2)]
    members: Annotated[int, Field(ge=2)]
    level: Share


@cache
def usual() -> Usual:
    """Return what ``priors.yaml`` says."""
    return Usual.model_validate(read_yaml(configs_root() / "priors.yaml"))


def unknowns(subject: AskedPlatform, given: Sequence[Axis], counts: Sequence[str]) -> tuple[Unknown, ...]:
    """Return the parameters that are to be calibrated.

    Parameters
    ----------
    subject : AskedPlatform
    given : sequence of Axis
        What was typed; if anything was, nothing else is moved.
    counts : sequence of str
        What the data hold, ``format`` among it.

    Raises
    ------
    ConfigError
        If something typed is no number with two bounds, or nothing is left.
    """
    if wrong := [axis.name for axis in given if axis.choices or axis.low is None or axis.high is None]:
        raise ConfigError([message("calibrate.no_interval", name=name) for name in wrong])
    known = {each.name: each for part in usual().parameters.values() for each in part}
    if given:
        chosen = [_typed(axis, known.get(axis.name)) for axis in given]
    else:
        chosen = [each for part in counts for each in usual().parameters.get(part, ())]
    if not chosen:
        raise ConfigError(message("calibrate.nothing_unknown"))
    for each in chosen:
        for end in (each.low, each.high):
            subject.at({each.name: end})  # refuses what the schema does not allow, before anything runs
    return tuple(chosen)


def _typed(axis: Axis, known: Unknown | None) -> Unknown:
    assert axis.low is not None
    assert axis.high is not None
    is_log = known is not None and known.is_log and axis.low > 0
    return Unknown(name=axis.name, low=axis.low, high=axis.high, is_log=is_log)


def default_of(config: Config, name: str) -> float:
    """Return the value that a configuration has for a parameter."""
    found: object = config
    for step in name.split("."):
        found = found[step] if isinstance(found, dict) else getattr(found, step)
    return float(found)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the prior: places of P parameters.

    Attributes
    ----------
    low, high : float arrays of shape (P,)
    """

    low: Array
    high: Array

    @classmethod
    def whole(cls, n: int) -> "Box":
        """Return all of the prior."""
        return cls(np.zeros(n), np.ones(n))

    def places(self, scores: Array) -> Array:
        """Return the places of scores; (n, P)."""
        inside = np.clip(norm.cdf(scores), 0.0, 1.0)
        return np.asarray(self.low + inside * (self.high - self.low))

    def scores(self, places: Array) -> Array:
        """Return the scores of places; (n, P)."""
        inside = (places - self.low) / (self.high - self.low)
        return np.asarray(norm.ppf(np.clip(inside, _EDGE, 1 - _EDGE)))

    def holds(self, places: Array) -> NDArray[np.bool_]:
        """Return which places lie inside; (n,)."""
        return np.asarray(((places >= self.low - 1e-9) & (places <= self.high + 1e-9)).all(axis=1))

    def points(self, n: int, seed: int) -> Array:
        """Return places of a Sobol' sequence; the first are the same however many are asked for."""
        drawn = qmc.Sobol(len(self.low), rng=np.random.default_rng(seed)).random_base2(max(n - 1, 1).bit_length())
        return np.asarray(self.low + drawn[:n] * (self.high - self.low))


def values_at(parameters: Sequence[Unknown], place: Array) -> Values:
    """Return the values of parameters at a place."""
    return {each.name: each.at(float(at)) for each, at in zip(parameters, place, strict=True)}
