"""Standing: measures keep notes out of pools, or hold them back."""

import numpy as np
from toy_world import notes_of, world_of

from xhs_sim.config import load_config
from xhs_sim.phases.serve.pools import Authors
from xhs_sim.phases.serve.score import signals_of
from xhs_sim.phases.serve.standing import recommended
from xhs_sim.world.safety import DEMOTED, LIMITED, REMOVED, UNSEARCHABLE


def signals(m=4):
    world = world_of(1)
    world.add_notes(notes_of(m))
    log, counts = world.content.log, world.content.counts
    return signals_of(log, counts, load_config().feed.ladder, np.ones(len(log.key)), (0, 1, 4))


def stood(measures, momentum=None):
    before = signals()
    bits = np.zeros(len(before.log.key), np.uint8)
    bits[: len(measures)] = measures
    return before, *recommended(before, Authors(momentum=momentum), bits, 1.5)


def test_without_measures_nothing_changes():
    before, after, authors = stood([0, 0, 0, 0])
    assert after is before
    assert authors.momentum is None


def test_what_is_limited_or_removed_has_no_key_for_pools():
    before, after, _ = stood([LIMITED, REMOVED, UNSEARCHABLE, 0])
    assert (after.log.key[:4] >= 0).tolist() == [False, False, True, True]
    assert (before.log.key[:4] >= 0).all()


def test_what_is_demoted_loses_merit_and_its_guarantee():
    before, after, authors = stood([DEMOTED, 0, 0, DEMOTED])
    assert before.is_fresh[:4].all()
    assert after.is_fresh[:4].tolist() == [False, True, True, False]
    assert authors.momentum[:4].tolist() == [-1.5, 0.0, 0.0, -1.5]


def test_demotion_comes_on_top_of_momentum():
    n = len(signals().log.key)
    _, _, authors = stood([DEMOTED, 0], np.full(n, 0.5, np.float32))
    assert authors.momentum[:2].tolist() == [-1.0, 0.5]
