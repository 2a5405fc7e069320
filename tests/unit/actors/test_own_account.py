"""Whose account is taken over, and what its dashboard says."""

import numpy as np
import pytest
from toy_world import creators_of, log_of, world_of

from xhs_sim.actors.disclosure import Disclosure
from xhs_sim.actors.marketplace import Buyer, Listings
from xhs_sim.actors.own_account import row_for
from xhs_sim.config import ConfigError, load_config
from xhs_sim.model import PlatformModel
from xhs_sim.rng import Streams

SMALL = ("population.n_users=800", "n_days=3", "content.history_days=3", "threads=1", "record.panel_share=0")
TOTAL = [5, 90, 100, 1100, 40]
STREAMS = Streams(2)


def world(rate=1.0, topic=(0, 1, 2, 1, 1), n_initial=5):
    log = log_of(5, signup_day=np.where(np.arange(5) < n_initial, -31, 0))
    return world_of(5, creators=creators_of(5, followers=TOTAL, rate=rate, topic=topic), log=log)


CASES = [(1000, None, 3), (94, None, 1), (94, 2, 2), (94, 1, 1), (0, 1, 4)]


@pytest.mark.parametrize(("wanted", "topic", "row"), CASES)
def test_the_nearest_by_followers_on_the_topic_stands_for_the_account(wanted, topic, row):
    assert row_for(world(), wanted, topic, STREAMS) == row


def test_who_does_not_publish_or_is_not_there_yet_stands_for_nobody_while_others_do():
    assert row_for(world(rate=[1, -1, 1, 1, 1]), 90, None, STREAMS) == 2
    assert row_for(world(n_initial=3), 1100, None, STREAMS) == 2
    assert row_for(world(), 90, 9, STREAMS) == 1  # nobody on the topic
    assert row_for(world(rate=-1.0), 90, 1, STREAMS) == 1  # nobody publishes


def test_ties_go_by_a_lot_of_the_seed():
    alike = world_of(60, creators=creators_of(60, followers=10, rate=1.0))
    assert len({row_for(alike, 10, None, Streams(seed)) for seed in range(6)}) > 3


@pytest.mark.parametrize(("override", "saying"), [
    ("account.plan.rhythm=daily", "account.plan.rhythm = daily is no rhythm (allowed: even, bursts)"),
    ("account.plan.planner=genius", "account.plan.planner = genius is no planner (allowed: fixed, iterate)"),
    ("account.topic=opera", "account.topic = opera is no topic (allowed: "),
    ("account.plan.topics=[food,opera]", "account.plan.topics has opera"),
    ("account.brand=nobody", "account.brand = nobody is no brand"),
    ("account.owner=brand", "account.owner = brand needs account.brand (allowed: qingrou, meibai, yuanshui)"),
    ("account.plan.notes_per_week=99", "account.plan.notes_per_week = 99 is outside [0, 70] notes per week"),
    ("account.plan.hours=[24]", "account.plan.hours"),
])  # fmt: skip
def test_what_cannot_be_planned_is_refused_by_name(override, saying):
    with pytest.raises(ConfigError) as error:
        PlatformModel(load_config([*SMALL, "account=creator", override]))
    assert any(saying in problem for problem in error.value.problems)


@pytest.fixture(scope="module")
def planned():
    return PlatformModel(load_config([*SMALL, "account=brand", "account.plan.notes_per_week=14"])).run()


def test_the_account_publishes_the_plan_and_nothing_else(planned):
    days = planned.recorder.frame("account_daily")
    assert days["day"].to_list() == [1, 2]
    assert days["notes_published"].to_list() == [2, 2]
    assert days["hours"].to_list() == pytest.approx([15 / 7, 15 / 7])
    assert set(days["owner"]) == {"brand"}
    assert set(days["brand"]) == {"qingrou"}
    notes = planned.recorder.frame("notes").filter(creator=planned.cast.account.row)
    mine = notes.filter(notes["published_day"] >= 1)
    assert mine.height == 4
    assert set(mine["brand"]) == {"qingrou"}
    assert set(mine["topic"]) == {"skincare"}
    assert not mine["is_sponsored"].any()
    assert planned.world.creators.rate[planned.cast.account.row] == 0


def test_followers_grow_by_follows_less_unfollows(planned):
    days = planned.recorder.frame("account_daily")
    change = (days["follows"] - days["unfollows"]).to_list()
    assert np.diff(days["followers"]).tolist() == change[1:]


def test_notes_of_a_longer_plan_begin_with_those_of_a_shorter_one():
    def keys(per_week):
        model = PlatformModel(load_config([*SMALL, "account=creator", f"account.plan.notes_per_week={per_week}"])).run()
        notes = model.recorder.frame("notes").filter(creator=model.cast.account.row)
        return set(notes.filter(notes["published_day"] >= 1)["note"])

    assert keys(7) < keys(21)


def test_the_account_is_not_for_hire_and_nobody_else_is_missing(planned):
    buyer = Buyer("qingrou", 0, [])
    market = planned.cast.listings.open(buyer)
    everybody = Listings(planned.scene, None, np.zeros(0, np.int64), Disclosure(planned.scene)).open(buyer)
    assert set(everybody.row) - set(market.row) == {planned.cast.account.row}
    left_alone = PlatformModel(load_config([*SMALL, "account=brand", "account.plan.notes_per_week=0"]))
    assert left_alone.cast.listings.unlisted.tolist() == [planned.cast.account.row]
