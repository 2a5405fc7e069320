"""A toy run's words, and a toy day to write down."""

import numpy as np
from toy_world import creators_of, log_of, notes_of, truth_of, world_of

from xhs_sim.diary.today import Served, Today, note_days
from xhs_sim.diary.words import WORDS
from xhs_sim.phases.convert import Orders
from xhs_sim.phases.search.day import Found
from xhs_sim.records.store import Recorder
from xhs_sim.world.columns import ADS, COUNTED, COUNTS, REACTIONS
from xhs_sim.world.note_counts import NoteCounts, in_cells

DAY = 3
NAMED = WORDS | {
    "age_bands": ("young", "old"), "brands": ("loud", "quiet"), "city_tiers": ("tier_1", "tier_2"),
    "education_levels": ("bachelor", "school"), "violation_kinds": ("undisclosed_ad", "vulgar"),
    "events": ("feast",), "goals": ("money", "fame"), "products": ("cream", "mask", "soap"), "topics": ("food", "pets"),
}  # fmt: skip
NO_ORDERS = Orders(*(np.zeros(0, np.int64) for _ in range(10)), *(np.zeros(0, np.bool_) for _ in range(6)))


def new_recorder():
    """Return an empty record of the toy run."""
    return Recorder(None, NAMED)


def written(write, *arguments, table):
    """Return the rows that a function writes into a table."""
    recorder = new_recorder()
    write(recorder, *arguments)
    return recorder.frame(table).to_dicts()


def small_world():
    """Return five users: 0 and 1 write, 3 left, 4 signs up today; 0 and 1 are followed by 2 and 30 in all."""
    world = world_of(
        5, ((0, 1), (0, 2), (1, 0)),
        log=log_of(5, signup_day=[-31, -31, -31, -31, DAY], is_gone=[0, 0, 0, 1, 0], is_active=[1, 0, 1, 0, 1],
                   gender=[0, 1, 1, 0, 1], age_band=[0, 1, 1, 0, 0]),
        truth=truth_of(5, satisfaction=[0.2, 0.9, 0.4, 0.9, 0.9]),
        creators=creators_of(5, followers=[2, 30, 0, 0, 0], rate=[0.1, 0.2, 0, 0, 0]),
        capacity=5,
    )  # fmt: skip
    world.add_notes(
        notes_of(4, creator=[0, 1, 1, 0], day=[2, DAY, DAY, -5], topic=[0, 1, 1, 0], is_sponsored=[0, 0, 1, 0],
                 brand=[-1, -1, 1, -1], is_video=[0, 1, 0, 1], quality=[0.1, 0.2, 0.3, 0.4])
    )  # fmt: skip
    return world


def no_counts(world):
    """Return zeros, a row for each slot of a note, surface and kind."""
    return np.zeros((len(world.content.log.key), len(COUNTED), len(COUNTS)), np.int32)


def counts_of(world):
    """Return a day on which note n had 10 (n + 1) impressions, n clicks, and so on; note 3 had none."""
    counts = no_counts(world)
    for n in range(3):
        counts[n, 0] = [8 * (n + 1), n, 1, 0, 1, 4, 0, 900]
        counts[n, 1] = [2 * (n + 1), 0, 0, 1, 0, 0, n, 900]
    return counts


def today_of(world, counts, orders=NO_ORDERS, day=DAY, **changes):
    """Return a day on which notes were counted so."""
    noted = NoteCounts(len(counts), counts.shape[1])
    noted.add(*in_cells(np.arange(len(counts)), counts))
    none = NoteCounts(len(counts), 3, len(REACTIONS))
    shown = Served(noted, np.arange(12).reshape(2, 2, 3), 17, 20, [], none, none)._replace(**changes)
    queries = np.arange(16).reshape(4, 4)
    old = none, np.zeros((ADS, 8), np.int64)
    found = Found(None, *old, None, queries, np.array([5, 0]), 0, 0, [])
    return Today(day, shown, note_days(world, noted, day), found, orders)


def small_day(world, day=DAY):
    """Return the day of ``counts_of``, with some rare acts."""
    acts = np.zeros((2, 3, len(REACTIONS)), np.int32)
    acts[0, 0], acts[1, 1] = [3, 1, 0, 2, 0], [0, 0, 4, 0, 5]
    reactions = NoteCounts(len(world.content.log.key), 3, len(REACTIONS))
    reactions.add(*in_cells(np.array([1, 2]), acts))
    return today_of(world, counts_of(world), day=day, reactions=reactions)
