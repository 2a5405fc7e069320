"""Laws of ads, on markets small enough to run many times."""

import polars as pl
import pytest
from apart import differing
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

MARKET = ("population.n_users=3000", "content.history_days=6", "n_days=4", "threads=1", "record.panel_share=0.5")
CAMPAIGN = ("campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=1", "campaign.budget_cny=5000")
SPLIT = "campaign.ads.split={creators: 0.5, feed: 0.3, search: 0.2}"
KFS = (*CAMPAIGN, SPLIT, "campaign.ads.after_days=1", "campaign.ads.days=3")
CLOSED = ("ads.slots.load=0", "ads.slots.search_most=0")


def run(*overrides: str) -> PlatformModel:
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def of(model: PlatformModel, metric: str) -> float:
    return METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null())["value"][0]


@pytest.fixture(scope="module")
def usual():
    return run()


@pytest.fixture(scope="module")
def none():
    return run("ads=none")


@pytest.fixture(scope="module")
def kfs():
    return run(*KFS)


def test_no_slots_are_no_ads_bit_for_bit(none):
    assert differing(run(*CLOSED), none) == []


def test_slots_that_nobody_buys_stay_organic(none):
    unsold = run("ads.background.per_topic=0", "ads.boost.share=0")
    assert set(differing(unsold, none)) <= {"surface_daily"}  # two surfaces more, both empty
    ads = unsold.recorder.frame("surface_daily").filter(pl.col("surface").str.ends_with("_ads"))
    assert ads["impressions"].sum() == 0


def test_ads_give_the_same_on_two_threads(kfs):
    assert differing(kfs, run(*KFS, "threads=2")) == []


@pytest.mark.parametrize("model", ["usual", "kfs", "none"])
def test_runs_with_ads_obey_the_laws_of_runs(model, request):
    check_run(request.getfixturevalue(model))


def test_ads_stand_apart_and_never_first(usual):
    ads = usual.recorder.frame("panel").filter(surface="feed_ads")
    gap = usual.config.ads.slots.gap
    assert ads.height > 500
    assert ads["slot"].min() >= 1
    between = ads.sort("day", "user", "session", "slot").with_columns(
        apart=pl.col("slot").diff().over("day", "user", "session")
    )
    assert between["apart"].drop_nulls().min() >= gap


def test_ads_on_search_stand_at_their_ranks(usual):
    ads = usual.recorder.frame("panel").filter(surface="search_ads")
    assert ads.height > 20
    assert set(ads["slot"].unique()) <= {2, 12, 22}


@pytest.mark.parametrize("cap", [1, 2])
def test_nobody_sees_an_advertiser_more_often_than_the_cap(cap):
    ads = run(f"ads.auction.frequency_cap={cap}").recorder.frame("panel").filter(surface="feed_ads")
    times = ads.group_by("day", "user", "note").len()["len"]
    assert times.max() == cap


@pytest.mark.parametrize("load", [0.02, 0.06, 0.1])
def test_the_ad_load_is_the_one_asked_for(load):
    assert of(run(f"ads.slots.load={load}"), "ad_load") == pytest.approx(load, rel=0.12)


def test_an_ad_takes_an_organic_slot():
    short = ("engage.requests=1", "engage.continue_rate=0.8", "content.notes_per_active_day=0.5", "n_days=1")  # no lack
    shown = [run(*short, *ads).recorder.frame("surface_daily") for ads in ((), ("ads=none",))]
    slots = pl.col("surface").is_in(["explore", "following", "feed_ads"])
    feed = [frame.filter(slots)["impressions"].sum() for frame in shown]
    assert feed[0] == pytest.approx(feed[1], rel=0.005)
    explore = [frame.filter(surface="explore")["impressions"].sum() for frame in shown]
    assert 0.03 < 1 - explore[0] / explore[1] < 0.08


def test_budgets_hold_and_revenue_is_what_advertisers_spend(usual):
    days = usual.recorder.frame("ad_daily")
    money = pl.col("spend_fen", "budget_fen").sum()
    lines = days.filter(source="background").group_by("advertiser", "placement").agg(money)
    assert (lines["spend_fen"] <= lines["budget_fen"]).all()
    assert of(usual, "ad_revenue") * 100 == pytest.approx(days["spend_fen"].sum())
    paid = of(usual, "commission_revenue") + of(usual, "service_fee_revenue") + of(usual, "ad_revenue")
    assert of(usual, "platform_revenue") == pytest.approx(paid, abs=0.01)


def test_a_campaign_amplifies_its_notes_within_its_budget(kfs):
    ledger = kfs.recorder.frame("ledger")
    paid = dict(ledger.group_by("kind").agg(pl.col("amount_cny").sum()).iter_rows())
    assert paid["creator_fee"] + paid["service_fee"] <= 2500
    assert 0 < paid["feed_ads"] <= 1500
    assert 0 < paid["search_ads"] <= 1000
    notes = kfs.recorder.frame("notes").filter("is_sponsored")
    assert 0 < (notes["impressions_ads"] > 0).sum() <= kfs.config.campaign.ads.notes + 3
    alone = run(*CAMPAIGN, "campaign.budget_cny=2500")
    gain = of_brand(kfs, "brand_impressions") - of_brand(alone, "brand_impressions")
    assert gain > 0.5 * of_brand(kfs, "ad_impressions") > 50


def of_brand(model: PlatformModel, metric: str) -> float:
    whole = METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null(), brand="qingrou")
    return whole["value"][0]


@pytest.mark.parametrize("pacing", ["none", "multiplicative"])
def test_other_ways_of_pacing_obey_the_laws_too(pacing):
    check_run(run(f"ads.auction.pacing={pacing}"))


def test_a_boost_brings_a_note_impressions():
    boosted = run("ads.boost.share=0.3", "ads.background.per_topic=0")
    creators = boosted.recorder.frame("ad_daily").filter(source="boost", placement="feed")
    assert creators["impressions"].sum() > 100
    spent, shown = creators["spend_fen"].sum(), creators["impressions"].sum()
    assert spent / shown == pytest.approx(boosted.config.ads.boost.cpm_cny / 10, rel=0.05)  # a package: fen each
    check_run(boosted)
