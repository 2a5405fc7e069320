"""Whom the run brought to each brand: the audience by gender, age band and tier of city, at the end."""

import numpy as np
from numpy.typing import NDArray

from ..records.names import Names
from ..records.store import Recorder
from ..world.columns import GENDERS
from ..world.market import AWARE, BOUGHT, INTERESTED
from ..world.world import World
from .platform import words


def record_brand_segments(recorder: Recorder, world: World, names: Names, n_days: int) -> None:
    """Write, for each brand and segment, how many there are and how far they came.

    Everybody who was there in the run counts, also who left; cells without anybody are written too.
    """
    users, states = world.users, world.brands
    here = users.signup_day < n_days
    shape = (len(GENDERS), len(names.age_bands), len(names.city_tiers))
    traits = (users.gender[here], users.age_band[here], users.city_tier[here])
    cell, n_cells = np.ravel_multi_index(traits, shape), int(np.prod(shape))
    gender, age, city = np.unravel_index(np.arange(n_cells), shape)
    segments = {
        "gender": words(gender, GENDERS),
        "age_band": words(age, names.age_bands),
        "city_tier": words(city, names.city_tiers),
    }

    def count(which: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(cell[which], minlength=n_cells).astype(np.int64)

    everybody = np.bincount(cell, minlength=n_cells).astype(np.int64)
    for b, brand in enumerate(names.brands):
        stage = states.stage[here, b]
        counts = {
            "users": everybody,
            "reached": count(states.impressions[here, b] > 0),
            "aware_or_more": count(stage >= AWARE),
            "interested_or_more": count(stage >= INTERESTED),
            "bought": count(stage >= BOUGHT),
        }
        recorder.add("brand_segments", {"brand": [brand] * n_cells, **segments, **counts})
