"""The archive: what stays in it, and what a market begins with."""

import numpy as np
import pytest
from toy_world import count_acts, notes_of

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.phases.search.archive import kept, senses_of_notes
from xhs_sim.phases.search.law import match_law
from xhs_sim.world.archive import Archive, leaving
from xhs_sim.world.columns import COUNTS, SEARCH
from xhs_sim.world.content import Content
from xhs_sim.world.note_counts import in_cells

CONFIG = load_config()
LAW, PLAN = match_law(CONFIG), CONFIG.search.archive
DAY, LIKES = 100, COUNTS.index("likes")


def archive_of(m=300, seed=1):
    draw, content = np.random.default_rng(seed), Content(m)
    content.add(notes_of(m, topic=draw.integers(0, 3, m), day=draw.integers(0, 60, m), key=draw.permutation(m) + 7))
    for slot, likes in enumerate(draw.integers(0, 1000, m)):
        count_acts(content.counts, slot, SEARCH, likes=likes)
    archive = Archive(content.notes)
    archive.put(leaving(content, content.alive))
    return archive


def test_of_each_topic_and_sense_the_best_stay():
    archive, n_senses, depth = archive_of(), 2, 7
    log, sense = archive.log, senses_of_notes(archive.log.key, n_senses)
    stays = kept(
        log, PLAN.model_copy(update={"depth": depth}), n_senses, LAW._replace(age_cost=0.0, freshness=0.0), DAY
    )
    for topic in range(3):
        for s in range(n_senses):
            mine = (log.topic == topic) & (sense == s)
            assert stays[mine].sum() == min(depth, mine.sum())
            assert log.log_likes[mine & stays].min() >= log.log_likes[mine & ~stays].max()


def test_nothing_stays_for_ever():
    log = archive_of().log
    stays = kept(log, PLAN.model_copy(update={"days": 60}), 1, LAW, DAY)
    assert stays.any()
    assert (DAY - log.day[stays]).max() <= 60


def test_age_costs_a_place():
    log = archive_of().log
    few = PLAN.model_copy(update={"depth": 20})
    ages = [(DAY - log.day[kept(log, few, 1, LAW._replace(age_cost=cost), DAY)]).mean() for cost in (0.0, 2.0)]
    assert ages[1] < ages[0] - 5


def test_likes_on_search_show_on_the_cover():
    archive = archive_of()
    before, events = archive.log.log_likes.copy(), np.zeros((1, 1, 8), np.int32)
    events[0, 0, [0, 1, LIKES]] = 9000, 9000, 5000
    archive.count(*in_cells(np.array([3]), events, SEARCH))
    assert archive.log.log_likes[3] == pytest.approx(np.log1p(archive.likes[3]), abs=1 / 32)
    assert (np.delete(archive.log.log_likes, 3) == np.delete(before, 3)).all()
    assert archive.today.of(np.array([3]), SEARCH)[0, 0] == 9000
    archive.begin_day()
    assert not len(archive.today.slots)


def test_a_market_begins_with_its_creators_most_liked_notes_of_a_year():
    small = ["population.n_users=3000", "content.history_days=2", "n_days=1", "threads=1"]
    world = PlatformModel(load_config([*small, "search.words.users_per_sense=500", "search.archive.depth=20"])).world
    log, likes = world.archive.log, world.archive.likes
    assert 0.7 * 20 * 12 * 6 < len(likes) <= 20 * 12 * 6
    assert (log.day < -CONFIG.content.window_days).all()
    assert (log.day >= -PLAN.days).all()
    assert (world.creators.rate[log.creator] != 0).all()
    assert np.median(np.log1p(likes)) > PLAN.likes_ln_mean + PLAN.likes_ln_sd
    assert len(np.unique(log.key)) == len(log.key)
    assert not np.isin(log.key, world.content.log.key).any()
