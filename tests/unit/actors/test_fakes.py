"""Creators who buy bots, and sweeps: what everybody sees, what the counters hold, who is no longer for hire."""

import numpy as np
import pytest
from toy_scene import stage
from toy_world import notes_of

from xhs_sim.actors.disclosure import Disclosure
from xhs_sim.actors.fakes import Fakes
from xhs_sim.actors.marketplace import Buyer, Listings
from xhs_sim.scene import release
from xhs_sim.world.columns import COUNTS, PROFILE

NOBODY = np.zeros(0, np.int64)
ALL_BUY = (
    "fakes=bought", "fakes.followers.share=1", "fakes.followers.times=2", "fakes.followers.log_sd=0",
    "fakes.acts.share=1", "fakes.acts.likes_per_follower=0.01", "fakes.acts.log_sd=0", "fakes.acts.in_feed_share=0",
    "fakes.acts.days=2", "fakes.sweep.every_days=3", "fakes.sweep.recall=1", "fakes.sweep.false_share=0",
    "fakes.followers.rebuy_share=0.5",
)  # fmt: skip
LIKES = COUNTS.index("likes")


def likes_of(scene):
    return scene.world.content.counts.of(np.array([0]))[0, :, LIKES]


def acting(*overrides, unlisted=NOBODY):
    scene = stage(*ALL_BUY, *overrides)
    return scene, Fakes(scene, unlisted)


def test_bots_are_in_the_public_number_and_not_among_people_and_accounts_of_a_team_buy_none():
    scene, _ = acting(unlisted=np.array([3]))
    public = scene.world.fakes.public(scene.world.creators)
    assert public[:4].tolist() == [3000, 3000, 3000, 1000]
    assert (scene.world.followers_of() == 1000).all()
    assert scene.world.fakes.people_share(scene.world.creators, np.array([0, 3])) == pytest.approx([1 / 3, 1])


def test_bought_likes_come_in_over_the_days_and_are_no_part_of_any_day():
    scene, fakes = acting()
    release(scene, notes_of(1))
    scene.world.begin_counting()
    for day, expected in enumerate((15, 30, 30)):
        fakes.begin_day(day)
        assert likes_of(scene)[PROFILE] == expected  # 1% of 3,000, in two halves
    assert scene.world.content.today.by_surface().sum() == 0


def test_likes_are_bought_for_paid_notes_too_whoever_writes_them():
    scene, fakes = acting("fakes.acts.share=0", "fakes.acts.paid_share=1", "fakes.acts.days=1")
    release(scene, notes_of(2, is_sponsored=[0, 1]))
    fakes.begin_day(0)
    assert scene.world.content.counts.of(np.array([0, 1]))[:, PROFILE, LIKES].tolist() == [0, 30]


def test_a_sweep_that_finds_every_bot_leaves_no_trace_of_them_and_half_are_bought_again():
    scene, fakes = acting()
    release(scene, notes_of(1))
    for day in range(4):
        fakes.begin_day(day)
    assert scene.world.content.counts.by_surface().sum() == 0
    assert (scene.world.fakes.public(scene.world.creators) == 1000).all()
    fakes.begin_day(4)
    assert (scene.world.fakes.public(scene.world.creators) == 2000).all()
    days = scene.recorder.frame("fakes_daily")
    assert days["swept_followers"].to_list() == [0, 0, 0, 80_000, 0]
    assert days["rebought_followers"].to_list() == [0, 0, 0, 0, 40_000]


def test_people_who_are_taken_for_bots_are_not_counted_until_the_next_sweep_and_are_people_still():
    scene, fakes = acting("fakes.followers.share=0", "fakes.acts.share=0", "fakes.sweep.false_share=0.1")
    for day in range(4):
        fakes.begin_day(day)
    public = scene.world.fakes.public(scene.world.creators)
    assert public.mean() == pytest.approx(900, abs=5)  # 40 creators with 1,000 people: sd of the mean 1.5
    assert (scene.world.followers_of() == 1000).all()


def test_who_is_found_to_have_bought_is_not_for_hire_for_some_days():
    scene, fakes = acting("fakes.sweep.delist_share=0.3", "fakes.sweep.delist_days=5", "fakes.followers.rebuy_share=0")
    listings = Listings(scene, None, NOBODY, Disclosure(scene))
    sizes = []
    for day in range(9):
        fakes.begin_day(day)
        sizes.append(len(listings.open(Buyer("qingrou", day, ["skincare"])).row))
    assert sizes == [40, 40, 40, 0, 0, 0, 0, 0, 40]


def test_a_price_is_of_the_public_number_and_a_vendor_sees_the_bots():
    plain, bought = stage("campaign.prices.log_sd=0"), stage(*ALL_BUY, "campaign.prices.log_sd=0")
    Fakes(bought, NOBODY)
    one, other = (
        Listings(scene, None, NOBODY, Disclosure(scene)).open(Buyer("qingrou", 0, ["skincare"]))
        for scene in (plain, bought)
    )
    exponent = plain.config.campaign.prices.exponent
    assert other.price_cny == pytest.approx(one.price_cny * 3**exponent, rel=1e-4)
    assert other.audience_quality == pytest.approx(one.audience_quality / 3)


def test_bought_likes_raise_the_engagement_rate_that_the_marketplace_tells():
    scene, fakes = acting("fakes.acts.likes_per_follower=0.1")
    release(scene, notes_of(1))
    fakes.begin_day(0)
    market = Listings(scene, None, NOBODY, Disclosure(scene)).open(Buyer("qingrou", 0, ["skincare"]))
    assert market.engagement_rate[0] == pytest.approx(1.1)  # 150 bots opened, liked, and a tenth commented
    assert market.engagement_rate[1] == 0.0
