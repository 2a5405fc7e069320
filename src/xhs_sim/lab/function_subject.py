"""A function whose answer is known as a subject: one arm, one figure."""

import hashlib
import json
from collections.abc import Collection
from typing import Any, Final

from ..config import ConfigError
from ..config.messages import LANGUAGES, message
from ..study.seeds import replicate_seed
from ..verdict import Objective
from .functions import CHANCE, FUNCTIONS, Call, axis_of
from .run import Run, id_of
from .space import SEED, Axis, Value, Values
from .subject import Planned


class FunctionSubject:
    """A function whose answer is known; see ``functions``.

    Parameters
    ----------
    name : str
        In ``FUNCTIONS``.
    seed : int
        Root seed of its noise.
    replicates : int
        Of each point.
    given : mapping, optional
        Inputs that are the same at all points.
    language : str
        Of whoever reads the answer.

    Raises
    ------
    ConfigError
        If there is no such function, or language.
    """

    arms: Final = ("function",)
    baseline: Final = "function"

    def __init__(
        self, name: str, seed: int = 0, replicates: int = 1, given: Values | None = None, language: str = LANGUAGES[0]
    ) -> None:
        if name not in FUNCTIONS:
            raise ConfigError(message("sweep.no_function", name=name, allowed=[*FUNCTIONS]))
        if language not in LANGUAGES:
            raise ConfigError(message("sweep.no_language", language=language, allowed=[*LANGUAGES]))
        self.function: Final = name
        self.name: Final = f"function_{name}"
        self.replicates: Final = replicates
        self.language: Final = language
        self.objectives: Final = (Objective(metric="value", better=FUNCTIONS[name].better, is_rate=True),)
        self._seed, self._given = seed, dict(given or {})

    def about(self) -> dict[str, Any]:
        """Return what makes it again."""
        return {"name": self.function, "seed": self._seed, "replicates": self.replicates, "given": self._given}

    def axis(self, name: str) -> Axis | None:
        """Return an input; see ``Subject``."""
        return axis_of(self.function, name)

    def value(self, values: Values, name: str) -> Value:
        """Return the value of an input; see ``Subject``."""
        axis = self.axis(name)
        value = values.get(name, self._given.get(name, None if axis is None else axis.default))
        return value if self._problem(name, value) else float(value)  # type: ignore[arg-type]

    def has_luck(self, moved: Collection[str]) -> bool:
        """Return whether seeds can differ, with these inputs moved; known of a function, and not of a platform."""
        return any(axis.name in moved or float(self._given.get(axis.name) or 0.0) > 0.0 for axis in CHANCE)

    def point(self, values: Values) -> str:
        """Return the name of a point; see ``Subject``."""
        whole = sorted((self._given | dict(values)).items())
        return hashlib.sha256(json.dumps(whole, default=str).encode()).hexdigest()[:12]

    def plan(self, values: Values, arm: str, replicate: int) -> Planned:
        """Return what is known of a run; see ``Subject``."""
        run = self.run(values, arm, replicate)
        return Planned(run.id, run.seed, n_days=1)

    def run(self, values: Values, arm: str, replicate: int) -> Run:
        """Return what is run; see ``Subject``."""
        assert arm in self.arms
        whole = self._given | dict(values)
        root = whole.pop(SEED, self._seed)
        if problems := [text for name, value in whole.items() if (text := self._problem(name, value))]:
            raise ConfigError(problems)
        if not str(root).isdecimal():
            raise ConfigError(message("sweep.function_takes", wrong=[f"{SEED}={root}"], function=self.function))
        seed = replicate_seed(int(str(root)), replicate)
        call = Call(self.function, {name: float(value) for name, value in whole.items()})  # type: ignore[arg-type]
        return Run(id_of(f"{self.function} {self.point(call.values)}", seed, ()), call, seed, ())

    def _problem(self, name: str, value: Value) -> str | None:
        axis = self.axis(name)
        if axis is None:
            known = [each.name for each in FUNCTIONS[self.function].axes]
            return message("sweep.no_input", name=name, function=self.function, known=known)
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return message("sweep.input_no_number", name=name, value=value)
        assert axis.low is not None
        assert axis.high is not None
        if not axis.low <= number <= axis.high:
            return message("sweep.input_outside", name=name, value=number, low=axis.low, high=axis.high)
        return None
