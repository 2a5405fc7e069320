"""Paid notes outside the marketplace: no fee, no label, and what is learned when the platform acts against them."""

from functools import partial

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.records.tables import TABLES
from xhs_sim.world.columns import UNLABELLED
from xhs_sim.world.safety import REMOVED

MARKET = ("campaign=face_cream", "rules=platform", "population.n_users=3000", "content.history_days=4",
          "content.window_days=12", "n_days=8", "threads=1", "campaign.budget_cny=2500", "campaign.start_day=1",
          "campaign.burst_days=5", "campaign.tier_shares={koc: 1.0}")  # fmt: skip
WILLING = "creators.outside.belief.chance=0"
FRIGHTENED = ("creators.outside.belief.chance=1", "creators.outside.loss=100", "creators.outside.caution_log_sd=0")
OUTSIDE = "campaign.disclosure.way=outside"


def play(*overrides, on_tick=None):
    model = PlatformModel(load_config([*MARKET, *overrides]))
    if on_tick is not None:
        model.cast.moderation.open_tick = partial(on_tick, model.world)
    return model.run().recorder


def catch_all(world, now):
    """Remove every paid note that does not say so."""
    log = world.content.log
    world.safety.act_on(np.flatnonzero((log.key >= 0) & (log.is_sponsored == UNLABELLED)), REMOVED)


@pytest.fixture(scope="module")
def runs():
    caught = ("campaign.disclosure.fine_cny=100", "campaign.disclosure.belief.notes=2")
    return {
        "marketplace": play(),
        "refused": play(OUTSIDE, *FRIGHTENED),
        "outside": play(OUTSIDE, WILLING),
        "caught": play(OUTSIDE, WILLING, *caught, on_tick=catch_all),
        "trusting": play(OUTSIDE, WILLING, "react.unlabelled.notice=1", "react.unlabelled.trust_loss=0"),
        "disappointed": play(OUTSIDE, WILLING, "react.unlabelled.notice=1", "react.unlabelled.trust_loss=1"),
    }


def total(recorder, table, column, **which):
    return recorder.frame(table).filter(**which)[column].sum()


def test_where_no_creator_dares_all_is_as_through_the_marketplace_bit_for_bit(runs):
    for table in TABLES.keys() - {"disclosure_daily"}:
        assert runs["refused"].frame(table).equals(runs["marketplace"].frame(table)), table


def test_notes_outside_carry_no_label_cost_no_service_fee_and_break_the_rule(runs):
    contracts = runs["outside"].frame("contracts")
    assert contracts.height > 5
    assert set(contracts["way"]) == {"outside"}
    assert contracts["service_fee_cny"].sum() == 0
    hidden = runs["outside"].frame("violations").filter(true_kind="undisclosed_ad", is_sponsored=True)
    assert set(hidden["note"]) == set(contracts["note"])
    inside = runs["marketplace"].frame("violations").filter(true_kind="undisclosed_ad", is_sponsored=True)
    assert inside.height == 0


def test_each_day_counts_the_notes_without_the_label_that_appeared(runs):
    for name in ("outside", "caught"):
        made = runs[name].frame("contracts").filter(way="outside").height
        assert total(runs[name], "disclosure_daily", "unlabelled_notes") == made
    assert runs["marketplace"].frame("disclosure_daily").height == 0


def test_what_is_caught_is_counted_once_with_its_fee_and_its_fine(runs):
    days, contracts = runs["caught"].frame("disclosure_daily"), runs["caught"].frame("contracts")
    came = contracts.filter(pl.col("publish_day") < 7)  # of the last day's it is seen on the morning after
    assert days["caught_notes"].sum() == came.height > 0
    assert days["lost_cny"].sum() == pytest.approx(came["fee_cny"].sum())
    assert days["fine_cny"].sum() == 100.0 * came.height
    assert total(runs["caught"], "ledger", "amount_cny", kind="fine") == days["fine_cny"].sum()


def test_a_brand_learns_from_what_is_caught(runs):
    hat = {name: runs[name].frame("disclosure_daily")["chance_hat"].to_list() for name in ("outside", "caught")}
    assert set(hat["outside"]) == {0.1}  # no note is old enough to be safe
    assert hat["caught"][0] == 0.1
    assert hat["caught"][-1] > 0.5
    assert hat["caught"] == sorted(hat["caught"])


def test_a_machine_that_knows_hidden_ads_catches_them_and_the_brand_gets_points():
    machine = "moderation.machine={separation: {undisclosed_ad: 10}, doubt: 5, certain: 5}"
    seen = play(OUTSIDE, WILLING, "moderation=default", machine, "moderation.desk.reviewers=0")
    came = seen.frame("contracts").filter(pl.col("publish_day") < 7).height
    assert total(seen, "disclosure_daily", "caught_notes") == came > 0
    assert total(seen, "penalties", "points", brand="qingrou", against="note") == 2 * seen.frame("contracts").height


def test_readers_who_notice_lose_interest(runs):
    def orders(name):
        return runs[name].frame("brand_daily").filter(brand="qingrou", day=7)["n_interested"].sum()

    assert total(runs["disappointed"], "disclosure_daily", "noticed_ads") > 0
    assert orders("disappointed") < orders("trusting")


def test_a_rival_may_go_outside_too_and_only_its_own_notes_are_hidden():
    rival = play("rivals=skincare", "rivals.meibai.disclosure=outside", WILLING, "n_days=4")
    ways = dict(rival.frame("contracts").group_by("brand").agg(pl.col("way").unique()).iter_rows())
    assert ways["meibai"] == ["outside"]
    assert ways["qingrou"] == ways["yuanshui"] == ["marketplace"]
    assert set(rival.frame("disclosure_daily")["brand"]) == {"meibai"}


def ways_by_day(*overrides, on_tick=None):
    """Return, of a rival that publishes every day, which ways its notes came about on each day."""
    often = ("rivals=skincare", "rivals.meibai.notes_per_week=21", "campaign.budget_cny=0", *overrides)
    contracts = play(*often, on_tick=on_tick).frame("contracts").filter(brand="meibai")
    days = contracts.group_by("publish_day", maintain_order=True).agg(pl.col("way").unique())
    return [ways for _, ways in days.iter_rows()]


def test_a_brand_that_chooses_by_gain_goes_back_to_the_marketplace_when_it_is_caught():
    gain = ("rivals.meibai.disclosure=gain", WILLING, "campaign.disclosure.belief.notes=2")
    assert set(map(tuple, ways_by_day(*gain))) == {("outside",)}
    caught = ways_by_day(*gain, on_tick=catch_all)
    assert caught[0] == ["outside"]
    assert set(map(tuple, caught[2:])) == {("marketplace",)}


def test_creators_who_see_others_caught_stay_with_the_marketplace():
    asked = ("rivals.meibai.disclosure=outside", WILLING, "creators.outside.belief={notes: 2, heed: 1}")
    assert set(map(tuple, ways_by_day(*asked))) == {("outside",)}
    caught = ways_by_day(*asked, on_tick=catch_all)
    assert caught[0] == ["outside"]
    assert set(map(tuple, caught[2:])) == {("marketplace",)}
