"""Users: cohorts day by day; at the end how often they came, and whom the run brought to each brand."""

import numpy as np
from numpy.typing import NDArray

from ..records.store import Recorder
from ..world.columns import AWARE, BOUGHT, GENDERS, INTERESTED, BrandStates
from ..world.world import World

FOLLOWER_BANDS = (-1, 0, 10, 100, 1000, 10_000)  # users with more than so many followers
WINDOW = 30  # last days in which visits count


def record_cohorts(recorder: Recorder, world: World, day: int) -> None:
    """Write, for each sign-up day so far, how many are there today."""
    is_new = world.users.signup_day >= 0
    born, active = world.users.signup_day[is_new], world.users.is_active[is_new] > 0
    size = np.bincount(born[born <= day], minlength=day + 1)
    there = np.bincount(born[active], minlength=day + 1)
    days = np.flatnonzero(size)
    recorder.add("cohorts", cohort_day=days, age_days=day - days, size=size[days], active_users=there[days])


def record_users(recorder: Recorder, world: World, n_days: int) -> None:
    """Write how often users came, and how many have how many followers, when the run ends."""
    users, here, weight = world.users, readers_here(world, n_days), world.sample.weight
    window = min(WINDOW, n_days)
    bits = np.uint32((1 << window) - 1)
    past = users.active_days[here] >> np.uint32(1)  # the lowest bit is the day that is never simulated
    days = np.bitwise_count(past & bits)
    looked = (users.search_days[here] & bits) > 0
    per_days = np.bincount(days, minlength=window + 1) * weight
    searchers = weight * np.bincount(days, weights=looked, minlength=window + 1).astype(np.int64)
    recorder.add("activity_days", active_days=np.arange(len(per_days)), users=per_days, searchers=searchers)
    followers = world.followers_of()[_was_here(world, n_days)]
    more = [int((followers > least).sum()) for least in FOLLOWER_BANDS]
    recorder.add("follower_bands", more_than=FOLLOWER_BANDS, users=more)


def record_reach(recorder: Recorder, world: World, n_days: int) -> None:
    """Write, for each brand, how many saw its notes how often."""
    here = readers_here(world, n_days)
    for brand in range(world.brands.impressions.shape[1]):
        users = world.sample.weight * np.bincount(world.brands.impressions[here, brand])
        recorder.add("reach_frequency", brand=brand, frequency=np.arange(len(users)), users=users)


def record_brand_segments(recorder: Recorder, world: World, bands: tuple[int, int, int], n_days: int) -> None:
    """Write, for each brand and segment, how many there are and how far they came.

    Everybody who was there in the run counts, also who left; cells without anybody are written too. ``bands``: how many
    ages, city tiers and levels of education there are.
    """
    users, states, weight = world.users, world.brands, world.sample.weight
    here = readers_here(world, n_days)
    shape = (len(GENDERS), *bands)
    n = len(here)
    traits = (
        users.gender[:n][here],
        users.age_band[:n][here],
        users.city_tier[:n][here],
        users.education_level[:n][here],
    )
    cell, n_cells = np.ravel_multi_index(traits, shape), int(np.prod(shape))
    gender, age, city, education = np.unravel_index(np.arange(n_cells), shape)

    def count(which: NDArray[np.bool_]) -> NDArray[np.int64]:
        return weight * np.bincount(cell[which], minlength=n_cells)

    for brand in range(states.stage.shape[1]):
        recorder.add(
            "brand_segments",
            brand=brand,
            gender=gender,
            age_band=age,
            city_tier=city,
            education_level=education,
            users=weight * np.bincount(cell, minlength=n_cells),
            **{name: count(which[here]) for name, which in how_far(states, brand).items()},
        )


def readers_here(world: World, n_days: int) -> NDArray[np.bool_]:
    """Return which readers were there in the run, also who left; (R,). Each stands for as many as all others."""
    return _was_here(world, n_days)[: world.sample.n_readers]


def how_far(states: BrandStates, brand: int) -> dict[str, NDArray[np.bool_]]:
    """Return who came how far with a brand, by the columns of the tables; (R,) each."""
    stage = states.stage[:, brand]
    return {
        "reached": states.impressions[:, brand] > 0,
        "aware_or_more": stage >= AWARE,
        "interested_or_more": stage >= INTERESTED,
        "bought": stage >= BOUGHT,
    }


def _was_here(world: World, n_days: int) -> NDArray[np.bool_]:
    """Return who was there in the run, also who left; (N,)."""
    return np.asarray(world.users.signup_day < n_days)
