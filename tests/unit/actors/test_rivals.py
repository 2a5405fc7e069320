"""Rivals on a toy scene: they publish by their habit, and pay for it."""

import numpy as np
import pytest
from toy_scene import stage

from xhs_sim.actors.marketplace import Listings
from xhs_sim.actors.rivals import Rivals
from xhs_sim.scene import writers_of

ONE = ("rivals=skincare", "rivals.meibai.notes_per_week=14", "rivals.meibai.tier_shares={koc: 1}",
       "rivals.yuanshui.notes_per_week=0", "rivals.yuanshui.ads.search_cny_per_day=0", "n_days=10")  # fmt: skip


@pytest.fixture
def scene():
    scene = stage(*ONE)
    scene.world.creators.topic[:] = scene.topic_of(scene.brand("meibai"))
    return scene


@pytest.fixture
def rivals(scene):
    return Rivals(scene, Listings(scene, None, np.zeros(0, np.int64)))


def test_a_rivals_purse_holds_what_its_ads_may_cost_in_the_run(scene, rivals):
    assert scene.brand("meibai").budget_cny == 10 * (300.0 + 150.0)
    assert scene.brand("yuanshui").budget_cny == 0.0


def test_two_notes_a_day_appear_and_are_paid(scene, rivals):
    brand, log = scene.brand("meibai"), scene.world.content.log
    assert [rivals.publish(writers_of(scene, day)) for day in (0, 1)] == [2, 2]
    mine = log.brand == brand.column
    assert mine.sum() == log.is_sponsored.sum() == 4
    assert set(log.topic[mine]) == {scene.topic_of(brand)}
    ledger = scene.recorder.frame("ledger")
    assert set(ledger["brand"]) == {"meibai"}
    assert ledger["amount_cny"].sum() == pytest.approx(brand.spent_cny)
    assert scene.recorder.frame("contracts")["note"].n_unique() == 4


def test_before_day_0_nobody_sees_a_rival(scene, rivals):
    assert rivals.publish(writers_of(scene, -1)) == 0
    assert not len(scene.world.content.alive)


def test_where_nobody_is_for_hire_nothing_is_published_or_paid(scene):
    rivals = Rivals(scene, Listings(scene, None, np.arange(40)))
    assert rivals.publish(writers_of(scene, 0)) == 0
    assert scene.brand("meibai").spent_cny == 0.0
