"""Momentum: a note that beats its creator's notes before it lifts those after it, for a while."""

import math

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.serve.momentum import momentum_of
from xhs_sim.world.content import empty_notes


def lifted(rows, momentum=4.0, days=7.0):
    """Return what each note gains; a row is creator, day, ln(1 + likes)."""
    ladder = load_config(
        [f"feed.ladder.momentum={min(momentum, 2.0)}", f"feed.ladder.momentum_days={days}"]
    ).feed.ladder
    ladder = ladder.model_copy(update={"momentum": momentum})
    _, log = empty_notes(len(rows))
    for slot, (creator, day, likes) in enumerate(rows):
        log.key[slot], log.creator[slot], log.day[slot], log.log_likes[slot] = 100 + slot, creator, day, likes
    return momentum_of(log, ladder)


def test_a_hit_lifts_the_next_notes_of_its_creator_less_and_less() -> None:
    gains = lifted([(1, 0, 1.0), (1, 1, 3.0), (1, 2, 1.0), (1, 8, 1.0), (2, 2, 1.0)])
    assert gains[:2].tolist() == [0, 0]
    assert gains[2] == pytest.approx(4 * 2 * math.exp(-1 / 7), abs=0.125)
    assert gains[3] == pytest.approx(4 * 2 * math.exp(-1), abs=0.125)
    assert gains[4] == 0


def test_it_is_the_order_of_publication_that_counts_and_not_that_of_slots() -> None:
    rows = [(1, 0, 1.0), (1, 1, 3.0), (1, 2, 1.0), (2, 0, 2.0), (2, 3, 5.0), (2, 5, 1.0)]
    turned = np.random.default_rng(3).permutation(len(rows))
    assert lifted([rows[k] for k in turned]).tolist() == lifted(rows)[turned].tolist()


def test_a_creator_who_always_does_as_well_has_no_momentum_however_well() -> None:
    assert not lifted([(1, day, 6.0) for day in range(5)]).any()


def test_notes_from_before_the_first_day_say_nothing() -> None:
    assert not lifted([(1, -3, 0.0), (1, 0, 5.0), (1, 1, 5.0)]).any()


def test_without_strength_there_is_nothing_to_add() -> None:
    assert lifted([(1, 0, 0.0), (1, 1, 5.0), (1, 2, 0.0)], momentum=0.0) is None
