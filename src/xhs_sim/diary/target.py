"""The segment that a campaign is for: how many people it has, and how far they came with each brand."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..records.store import Recorder
from ..world.columns import GENDERS
from ..world.world import World
from .audience import how_far, readers_here


def record_target(recorder: Recorder, world: World, config: Config, n_days: int) -> None:
    """Write, for each brand, the people of the target who were there in the run; nothing where it is everybody."""
    if config.target.is_everybody:
        return
    states, weight = world.brands, world.sample.weight
    there = _of_target(world, config) & readers_here(world, n_days)

    def count(which: NDArray[np.bool_]) -> int:
        return weight * int(np.count_nonzero(which & there))

    for brand in range(states.stage.shape[1]):
        came = {name: count(which) for name, which in how_far(states, brand).items()}
        recorder.add("target_reach", brand=brand, users=count(there), **came)


def _of_target(world: World, config: Config) -> NDArray[np.bool_]:
    """Return which readers are of all that the target names; (R,)."""
    target, users = config.target, world.users
    liked = world.truth.taste[:, : len(config.content.topics)].argmax(axis=1)
    found, n = np.ones(len(liked), np.bool_), len(liked)
    for named, words, own in (
        (target.genders, GENDERS, users.gender[:n]),
        (target.age_bands, list(config.population.age_bands), users.age_band[:n]),
        (target.city_tiers, list(config.population.city_tiers), users.city_tier[:n]),
        (target.education_levels, list(config.population.education_levels), users.education_level[:n]),
        (target.topics, list(config.content.topics), liked),
    ):
        found &= _is_one_of(named, words, own)
    return found


def _is_one_of(named: Sequence[str], words: Sequence[str], own: NDArray[np.integer]) -> NDArray[np.bool_]:
    if not named:
        return np.ones(len(own), np.bool_)
    return np.isin(own, [list(words).index(name) for name in named])
