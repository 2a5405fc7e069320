"""Older notes in the feed: which are shown, and where their windows lie."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.serve.circles import circle_of
from xhs_sim.phases.serve.law import MAIN, OLDER_POOL, shows_older
from xhs_sim.phases.serve.older import Placed, older_of, with_older
from xhs_sim.world.columns import NoteLog, NoteTruth
from xhs_sim.world.content import empty_notes

CONFIG = load_config(["feed.ladder.older_share=0.25", "feed.ladder.standing=0.4"])
IN_FEED, OLDER = 6, 400


def archive(m=OLDER, seed=2):
    draw = np.random.default_rng(seed)
    truth, log = empty_notes(m)
    log.key[:], log.topic[:] = draw.permutation(m) + 9, draw.integers(0, 3, m)
    log.quality_hat[:], log.day[:] = draw.normal(0, 0.4, m), -60
    return log, truth


def every(log):
    _, feed = empty_notes(IN_FEED)
    feed.key[:] = np.arange(IN_FEED) + 10_000
    return NoteLog._make(np.concatenate(pair) for pair in zip(feed, log, strict=True))


def older(log, truth, followers=1000.0, now=(3, 1, 4)):
    return older_of(every(log), (log, truth), CONFIG.feed.ladder, CONFIG.ranker, np.full(len(log.key), followers), now)


def placed(log, n_circles, **changes):
    _, feed = empty_notes(IN_FEED)
    usual = Placed(feed, np.full(IN_FEED, MAIN, np.int8), np.zeros(IN_FEED, np.float32), np.zeros(IN_FEED, np.int16))
    return with_older(usual, older(*log, **changes), n_circles)


def test_those_that_did_best_are_shown_as_many_as_the_share_says():
    log, truth = archive()
    shown = older(log, truth).is_shown
    assert shown.mean() == pytest.approx(0.25, abs=0.01)
    assert log.quality_hat[shown].min() > log.quality_hat[~shown].max()


def test_followers_bring_an_older_note_onto_the_shelf_as_they_bring_a_new_one_up_the_ladder():
    log, truth = archive()
    followers = np.where(np.arange(OLDER) % 2, 10**6, 10)
    some = older_of(every(log), (log, truth), CONFIG.feed.ladder, CONFIG.ranker, followers, (3, 1, 4))
    assert some.is_shown[followers == 10].sum() < 0.1 * some.is_shown[followers > 10].sum()


def test_older_notes_lie_behind_those_of_the_feed_in_a_pool_of_their_own():
    log, truth = archive()
    found = placed((log, truth), 4)
    assert (found.pool[:IN_FEED] == MAIN).all()
    assert set(found.pool[IN_FEED:].tolist()) == {OLDER_POOL, -1}
    assert (found.log.key[IN_FEED:] == log.key).all()
    assert (found.shelf[IN_FEED:] // 4 == log.topic).all()


def test_a_part_goes_to_the_next_circle_in_the_next_tick_and_to_all_in_time():
    log = archive()
    own = np.array([circle_of.py_func(int(key), 4) for key in log[0].key])
    ticks = [placed(log, 4, now=(3, tick, 4)).shelf[IN_FEED:] % 4 for tick in range(4)]
    assert (ticks[0] == own).all()  # the twelfth tick: three times round
    assert (np.sort(np.stack(ticks), axis=0) == np.arange(4)[:, None]).all()
    assert ((ticks[1] - ticks[0]) % 4 == 1).all()


def test_an_archive_without_notes_adds_none():
    empty = archive(0)
    assert isinstance(empty[1], NoteTruth)
    assert len(placed(empty, 4).pool) == IN_FEED


def test_older_notes_are_shown_to_those_who_ask_again_only():
    asks = ("engage.requests=1", "feed.deep_quota.older=4"), ("engage.requests=3", "feed.deep_quota.older=0")
    for overrides in asks:
        config = load_config(list(overrides))
        assert not shows_older(config.feed, config.engage)
    config = load_config(["engage.requests=3", "feed.deep_quota.older=4"])
    assert shows_older(config.feed, config.engage)
