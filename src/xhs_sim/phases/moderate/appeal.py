"""Appeal: who objects to a measure, when, and how that ends."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import AppealsConfig
from ...world.population import draw_uniforms

_FILES, _WHEN, _GRANTED = range(3)  # columns of the draws


class Filed(NamedTuple):
    """Appeals against measures; M rows, one a measure."""

    is_filed: NDArray[np.bool_]  # (M,)
    hours: NDArray[np.float64]  # (M,) from the measure to the appeal


def filed(is_wronged: NDArray[np.bool_], keys: NDArray[np.int64], law: AppealsConfig, stream: np.uint64) -> Filed:
    """Return who appeals, and when: those who broke no rule more often than others.

    Parameters
    ----------
    is_wronged : bool array of shape (M,)
        Whether the note that a measure was taken against broke no rule.
    """
    chance = np.where(is_wronged, law.by_wronged, law.by_others)
    late = -np.log1p(-draw_uniforms(keys, stream, _WHEN)) * law.file_hours
    return Filed(draw_uniforms(keys, stream, _FILES) < chance, late)


def granted(
    is_wronged: NDArray[np.bool_], keys: NDArray[np.int64], law: AppealsConfig, stream: np.uint64
) -> NDArray[np.bool_]:
    """Return which appeals a second reviewer grants."""
    chance = np.where(is_wronged, law.reversed_wronged, law.reversed_others)
    return np.asarray(draw_uniforms(keys, stream, _GRANTED) < chance)


def answered(filed_hour: float, looked_hour: float, law: AppealsConfig) -> float:
    """Return when an appeal is answered: once somebody has looked, and not before the least time has passed."""
    return max(looked_hour, filed_hour + law.least_hours)
