"""Figures of the platform as a whole that are aimed at: typed with their error, or as the shipped facts have them.

``target=ctr`` takes the shipped range, ``target=ctr:0.08±0.01`` an error of your own (one standard error;
``+-`` does as well), ``target=all`` every shipped figure that a run shows.
"""

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scipy.stats import norm

from ..config import ConfigError
from ..config.messages import message
from ..study.targets import load_targets

KEY: Final = "target="
_RANGE_HOLDS: Final = 0.9  # of a shipped range


@dataclass(frozen=True, slots=True)
class Aim:
    """A metric of whole runs with the value that was observed.

    Attributes
    ----------
    metric : str
    value : float
    sd : float
        Standard error of the observation.
    """

    metric: str
    value: float
    sd: float

    @property
    def name(self) -> str:
        """As a figure among those of notes."""
        return f"platform.{self.metric}"


def read_aims(texts: Sequence[str], config_dir: Path | None = None) -> tuple[Aim, ...]:
    """Return what was typed behind ``target=``.

    Raises
    ------
    ConfigError
        If a figure is not known, has no shipped range and no value, or its error is not above 0.
    """
    from ..metrics import METRICS  # late, as all that loads numba

    shipped = {each.metric: each for each in load_targets(config_dir).targets}
    words = [word.strip() for text in texts for word in text.split(",") if word.strip()]
    words = [each for word in words for each in (shipped if word == "all" else (word,))]
    aims: dict[str, Aim] = {}
    for word in words:
        metric, colon, typed = word.partition(":")
        if metric not in METRICS:
            near = difflib.get_close_matches(metric, list(METRICS), 3)
            raise ConfigError(message("calibrate.no_metric", name=metric, near=near or [*shipped][:5]))
        if colon:
            aims[metric] = _typed(metric, typed, word)
        elif metric in shipped:
            own = shipped[metric]
            half = float(norm.ppf(0.5 + _RANGE_HOLDS / 2))
            aims[metric] = Aim(metric, (own.low + own.high) / 2, (own.high - own.low) / 2 / half)
        else:
            raise ConfigError(message("calibrate.no_shipped_target", name=metric))
    return tuple(aims.values())


def _typed(metric: str, typed: str, word: str) -> Aim:
    value, sign, error = typed.replace("+-", "±").replace("+/-", "±").partition("±")
    try:
        aim = Aim(metric, float(value), float(error)) if sign else None
    except ValueError:
        aim = None
    if aim is None or not aim.sd > 0 or not math.isfinite(aim.value + aim.sd):
        raise ConfigError(message("calibrate.no_target", text=word))
    return aim
