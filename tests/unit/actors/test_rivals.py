"""Rivals on a toy scene: they publish by their habit, and pay for it."""

import numpy as np
import pytest
from toy_scene import stage

from xhs_sim.actors.ad_business import AdBusiness
from xhs_sim.actors.disclosure import Disclosure
from xhs_sim.actors.marketplace import Listings
from xhs_sim.actors.rivals import Rivals
from xhs_sim.phases.engagement.law import engage_law
from xhs_sim.phases.search.day import search_law
from xhs_sim.scene import writers_of
from xhs_sim.world.ads import FEN, is_of_brand

NOBODY = np.zeros(0, np.int64)
ONE = ("rivals=skincare", "rivals.meibai.notes_per_week=14", "rivals.meibai.tier_shares={koc: 1}",
       "rivals.yuanshui.notes_per_week=0", "rivals.yuanshui.ads.search_cny_per_day=0", "n_days=10")  # fmt: skip


def rivals_of(scene, unlisted=NOBODY):
    config = scene.config
    feed = engage_law(config.engage, config.react, config.commerce, config.feed)
    business = AdBusiness(scene, NOBODY, (feed, search_law(config, feed).look))
    return Rivals(scene, Listings(scene, None, unlisted, Disclosure(scene)), business)


@pytest.fixture
def scene():
    scene = stage(*ONE)
    scene.world.creators.topic[:] = scene.topic_of(scene.brand("meibai"))
    return scene


@pytest.fixture
def rivals(scene):
    return rivals_of(scene)


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
    rivals = rivals_of(scene, np.arange(40))
    assert rivals.publish(writers_of(scene, 0)) == 0
    assert scene.brand("meibai").spent_cny == 0.0


def answering(purse=5000.0, *more):
    """Return a rival that does three times as much from day 2 on, and its scene."""
    scene = stage(*ONE, f"rivals.meibai.answer={{strength: 20, days: 2, lag_days: 0, most: 3, purse_cny: {purse}}}",
                  "campaign=face_cream", "campaign.start_day=1", *more)  # fmt: skip
    scene.world.creators.topic[:] = scene.topic_of(scene.brand("meibai"))
    return scene, rivals_of(scene)


def days_of(scene, rivals, n_days=4, loud=50):
    """Let days pass on which the campaign's brand is seen more and more; return the notes of each."""
    notes = []
    for day in range(n_days):
        notes.append(rivals.publish(writers_of(scene, day)))
        rivals.all[0].ad_business.begin_day(day)
        rivals.buy_ads()
        scene.world.brands.impressions[:, :2] += np.array([loud if day > 0 else 1, 1], np.uint16)
    return notes


def test_a_rival_answers_a_loud_campaign_with_more_notes_budgets_and_bids():
    scene, rivals = answering()
    usual = scene.config.rivals["meibai"].ads
    assert days_of(scene, rivals, 2) == [2, 2]
    lines = scene.world.ads.lines
    mine = lambda: is_of_brand(scene.world.ads.lines) & (scene.world.ads.lines.advertiser == 1)  # noqa: E731
    before = lines.bid_cny[mine()].max(), lines.daily[mine()].sum()
    rivals.publish(writers_of(scene, 2))
    rivals.all[0].ad_business.begin_day(2)
    rivals.buy_ads()
    lines = scene.world.ads.lines
    assert lines.bid_cny[mine()].max() == pytest.approx(3 * before[0])
    assert lines.bid_cny[mine()].max() == pytest.approx(3 * usual.search_cpc_cny)
    assert lines.daily[mine()].sum() == pytest.approx(3 * before[1], rel=1e-6)


def test_answers_are_paid_out_of_the_purse_which_they_never_overdraw():
    (scene, rivals), (calm, none) = answering(900.0), answering(0.0)
    assert sum(days_of(scene, rivals, 6)) > sum(days_of(calm, none, 6)) == 12
    told = scene.recorder.frame("rival_answers")
    assert told["factor"].to_list() == [1, 1, 3, 3, 3, 3]
    assert (told["purse_fen"] >= 0).all()
    assert 0 <= rivals.all[0].purse_fen < 90_000
    brand, quiet = scene.brand("meibai"), calm.brand("meibai")
    more = brand.spent_cny - quiet.spent_cny
    assert 0 < more <= 900.0
    assert scene.recorder.frame("ledger")["amount_cny"].sum() == pytest.approx(brand.spent_cny)
    assert calm.recorder.frame("rival_answers")["factor"].max() == 3.0  # it would, and has no money


def test_what_ads_leave_of_an_answer_goes_back_to_the_purse():
    scene, rivals = answering(5000.0, "rivals.meibai.notes_per_week=7")
    days_of(scene, rivals, 3)
    rival = rivals.all[0]
    assert rival.set_aside == [60_000, 30_000]
    aside, left, granted = sum(rival.set_aside), rival.purse_fen, scene.brand("meibai").budget_cny
    scene.world.ads.brand_spent[1, 0] += (30_000 + 12_345) * FEN  # of the feed, beyond the habit
    rival.listen([*rivals.heard, rivals.heard[-1]], 3)
    assert rival.purse_fen == left + aside - 12_345
    assert scene.brand("meibai").budget_cny == pytest.approx(granted - (aside - 12_345) / 100)


def test_notes_of_an_answer_leave_those_of_the_habit_as_they_are():
    (scene, rivals), (calm, none) = answering(), answering(0.0)
    days_of(scene, rivals, 5)
    days_of(calm, none, 5)
    with_answer, without = (each.recorder.frame("contracts")["note"] for each in (scene, calm))
    assert set(without) < set(with_answer)
