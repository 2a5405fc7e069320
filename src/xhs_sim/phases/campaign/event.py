"""An offline event: who comes, and what a survey of it says.

People who know the brand come with a small probability, those who are interested with a larger one; who
lives in another city hardly does. If more would come than there are places, the keenest do.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import OfflineEventConfig
from ...records.money import units_for
from ...world.market import AWARE, INTERESTED
from .survey import Answers, said_and_true, who_is_asked


def places_bought(money_cny: float, plan: OfflineEventConfig) -> int:
    """Return how many places there are: the capacity, or as many as the money buys."""
    return min(plan.places, units_for(money_cny, plan.place_cny))


def chance_to_come(stage: NDArray[np.uint8], city: NDArray[np.int8], plan: OfflineEventConfig) -> NDArray[np.float64]:
    """Return P(comes) of each user, without a limit of places; (N,)."""
    ready = np.where(stage >= INTERESTED, plan.come_interested, np.where(stage >= AWARE, plan.come_aware, 0.0))
    return ready * np.where(city == plan.city, 1.0, plan.away_factor)


def who_comes(
    rows: NDArray[np.int64], chance: NDArray[np.float64], lots: NDArray[np.float64], n_places: int
) -> NDArray[np.int64]:
    """Return who comes, in the order of rows: the keenest, if more would come than there are places.

    Parameters
    ----------
    rows, chance, lots : arrays of shape (M,)
        User rows, P(comes) and keyed uniforms.
    """
    wants = np.flatnonzero(lots < chance)
    keenness = lots[wants] / np.maximum(chance[wants], 1e-300)
    chosen = wants[np.lexsort((lots[wants], keenness))[:n_places]]
    return np.sort(rows[chosen])


def survey(stage: NDArray[np.uint8], lots: NDArray[np.float64], plan: OfflineEventConfig) -> Answers:
    """Ask some of a group whether they are interested in the brand; some answers are the opposite of the truth.

    Parameters
    ----------
    stage : int array of shape (M,)
        Of everybody who may be asked.
    lots : float array of shape (2, M)
        Keyed uniforms: the lowest are asked; whose answer is wrong.
    """
    asked = who_is_asked(lots[0], plan.survey_size)
    return Answers(len(asked), *said_and_true(stage[asked] >= INTERESTED, lots[1][asked], plan.survey_error))
