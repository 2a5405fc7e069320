"""Functions whose answer is known, asked in the model's place: whoever doubts a method tries it on one of these.

``function=ishigami`` stands where ``experiment=kol_mix`` would. A run is one value; with ``noise`` above 0 replicates
differ as runs of the model do, by the same at all points; with ``luck`` each point by its own.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ..rng import hash_words
from .space import Axis, Values

Compute = Callable[[Mapping[str, float]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of numbers.

    Attributes
    ----------
    axes : tuple of Axis
        Its inputs, with the range of each.
    better : {"higher", "lower"}
        Which way an optimiser looks.
    answer : mapping
        What is known of it: ``"best"``, ``"S1.x1"``, ``"ST.x1"`` and the like.
    """

    axes: tuple[Axis, ...]
    compute: Compute
    better: Literal["higher", "lower"]
    answer: Mapping[str, float]


_NOISE = Axis(name="noise", low=0.0, high=1e6, default=0.0, unit="sd of the value")
_LUCK = Axis(name="luck", low=0.0, high=1e6, default=0.0, unit="sd of the value, each point's own")
CHANCE: Final = (_NOISE, _LUCK)  # inputs of every function: without them a seed has no part in it


def _ishigami(x: Mapping[str, float]) -> float:
    return float(np.sin(x["x1"]) + 7.0 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"]))


_POTS: Final = {"koc": (60.0, 0.15), "junior": (50.0, 0.2), "waist": (40.0, 0.25), "head": (30.0, 0.3)}


def _split(x: Mapping[str, float]) -> float:
    """Return what money in four pots brings, each with its own diminishing returns: size and place of saturation."""
    return float(sum(size * (1.0 - np.exp(-x[name] / at)) for name, (size, at) in _POTS.items()))


def _brittle(x: Mapping[str, float]) -> float:
    """Return x; fail where it is in [.4, .5), end the process where it is in [.8, .9)."""
    time.sleep(x["seconds"])
    if 0.4 <= x["x"] < 0.5:
        raise ZeroDivisionError("nobody clicked")
    if 0.8 <= x["x"] < 0.9:
        os._exit(11)
    return x["x"]


# Ishigami and Homma (1990), doi:10.1109/ISUMA.1990.151285, with a = 7, b = .1; indices in closed form.
_CIRCLE = {name: Axis(name=name, low=-np.pi, high=np.pi, default=0.0) for name in ("x1", "x2", "x3")}
FUNCTIONS: Final[dict[str, Function]] = {
    "ishigami": Function(
        axes=tuple(_CIRCLE.values()), compute=_ishigami, better="higher",
        answer={
            "best": 17.740909,
            "S1.x1": 0.313905, "S1.x2": 0.442411, "S1.x3": 0.0, "ST.x1": 0.557589, "ST.x2": 0.442411, "ST.x3": 0.243684,
        },
    ),
    # The best by water-filling: where the next money brings 57.93 in every pot, and all of it is spent.
    "split": Function(
        axes=tuple(Axis(name=name, low=0.0, high=4.0, default=0.25, unit="share of the money") for name in _POTS),
        compute=_split, better="higher",
        answer={
            "best": 127.860420, "best.koc": 0.289827, "best.junior": 0.292435, "best.waist": 0.253972,
            "best.head": 0.163766, "next": 57.932866,
        },
    ),
    # To try an engine with: what becomes of runs that fail, that take their process with them, that take time.
    "brittle": Function(
        axes=(
            Axis(name="x", low=0.0, high=1.0, default=0.0),
            Axis(name="seconds", low=0.0, high=60.0, default=0.0, unit="s of each run"),
        ),
        compute=_brittle, better="higher", answer={"best": 1.0},
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its inputs, in the place of a configuration."""

    function: str
    values: Values

    def value(self, seed: int) -> float:
        """Return the function's value, with the noise of a seed."""
        function = FUNCTIONS[self.function]
        given = {axis.name: float(self.values.get(axis.name, axis.default)) for axis in function.axes}  # type: ignore[arg-type]
        sd = float(self.values.get(_NOISE.name) or 0.0)
        luck = np.random.default_rng(hash_words("noise", seed)).normal(0.0, sd) if sd > 0.0 else 0.0
        own = float(self.values.get(_LUCK.name) or 0.0)
        words = [f"{name}={value}" for name, value in sorted(given.items())]
        luck += np.random.default_rng(hash_words("luck", seed, *words)).normal(0.0, own) if own > 0.0 else 0.0
        return function.compute(given) + float(luck)


def axis_of(function: str, name: str) -> Axis | None:
    """Return an input of a function; None if it has none of that name."""
    return next((axis for axis in (*FUNCTIONS[function].axes, *CHANCE) if axis.name == name), None)
