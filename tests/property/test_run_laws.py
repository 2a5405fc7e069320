"""Laws that every run obeys, on markets small enough to run many times."""

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.records.tables import TABLES

MARKET = (
    "population.n_users=2000", "content.history_days=4", "record.panel_share=0.2", "record.note_share=1",
)  # fmt: skip
ACTS = ("impressions", "clicks", "likes", "saves", "comments", "shares", "follows")
CAMPAIGN = ("campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=2", "campaign.budget_cny=3000")


def run(*overrides: str, n_days: int = 4, threads: int = 1, seed: int = 0) -> dict[str, pl.DataFrame]:
    """Return all tables of a run."""
    config = load_config([*MARKET, *overrides, f"n_days={n_days}", f"threads={threads}", f"seed={seed}"])
    recorder = PlatformModel(config).run().recorder
    return {table: recorder.frame(table) for table in TABLES}


@pytest.fixture(scope="module")
def baseline():
    return run()


@pytest.fixture(scope="module")
def campaign():
    return run(*CAMPAIGN)


def differing(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> list[str]:
    return [table for table in TABLES if not one[table].equals(other[table])]


def test_what_is_written_tick_by_tick_adds_up_to_the_day(campaign):
    own = campaign["notes"]["note"].implode()
    days = campaign["note_daily"].filter(pl.col("note").is_in(own)).select("day", "note", *ACTS)
    ticks = campaign["note_ticks"].group_by("day", "note").agg(pl.col(ACTS).sum())
    ticks = ticks.filter(pl.col("impressions") > 0).select(days.columns)
    assert ticks.sort("day", "note").equals(days.sort("day", "note"))


def test_the_same_seed_gives_the_same_records(baseline):
    assert differing(baseline, run()) == []


def test_two_threads_give_the_records_of_one(baseline):
    assert differing(baseline, run(threads=2)) == []


def test_another_seed_gives_other_records(baseline):
    assert {"daily", "notes", "panel", "creators"} <= set(differing(baseline, run(seed=1)))


def test_a_campaign_without_a_budget_is_no_campaign(baseline):
    assert differing(baseline, run(*CAMPAIGN, "campaign.budget_cny=0")) == []


def test_a_campaign_with_a_budget_changes_what_it_should(baseline, campaign):
    changed = differing(baseline, campaign)
    assert {"daily", "brand_daily", "contracts", "ledger", "notes"} <= set(changed)


@pytest.mark.parametrize(
    "table", ["daily", "surface_daily", "brand_daily", "note_daily", "creator_daily", "panel", "orders"]
)
def test_a_shorter_run_is_the_beginning_of_a_longer_one(campaign, table):
    short = run(*CAMPAIGN, n_days=2)[table]
    assert short.equals(campaign[table].filter(pl.col("day") < 2))


def test_before_the_campaign_starts_both_arms_are_one(baseline, campaign):
    first = pl.col("day") < 1
    assert baseline["panel"].filter(first).equals(campaign["panel"].filter(first))
    assert baseline["note_daily"].filter(first).equals(campaign["note_daily"].filter(first))


def test_most_impressions_are_the_same_in_both_arms(baseline, campaign):
    columns = ("user", "session", "note")
    shown = [arm["panel"].filter(pl.col("day") == 1).select(columns) for arm in (baseline, campaign)]
    shared = shown[0].join(shown[1], on=["user", "session", "note"], how="semi").height
    assert campaign["contracts"].height >= 2
    assert shared / shown[0].height > 0.9


def test_the_funnel_only_narrows(campaign):
    notes, brands = campaign["note_daily"], campaign["brand_daily"]
    assert (notes["clicks"] <= notes["reads"]).all()  # in the video feed, what is read was not clicked for
    assert (notes["reads"] <= notes["impressions"]).all()
    for act in ("likes", "saves", "comments", "shares", "follows"):
        assert (notes[act] <= notes["reads"]).all()
    assert (brands["carts"] <= brands["visits"]).all()
    assert (brands["orders"] + brands["leaked_orders"] <= brands["carts"]).all()
    assert (brands["refunds"] <= brands["orders"]).all()
    assert (brands["attributed_orders"] <= brands["orders"]).all()


def test_counts_of_all_tables_agree(campaign):
    daily = campaign["daily"]
    for table in ("surface_daily", "segment_daily", "note_daily", "creator_daily"):
        by_day = campaign[table].group_by("day").agg(pl.col("impressions", "clicks").sum()).sort("day")
        of_notes = table in ("note_daily", "creator_daily")  # which know no ads of merchants
        missing = daily["merchant_impressions"] if of_notes else 0 * daily["merchant_impressions"]
        assert by_day["impressions"].to_list() == (daily["impressions"] - missing).to_list()
        rest = (daily["clicks"] - by_day["clicks"]).to_numpy()
        assert ((rest >= 0) & (rest <= missing.to_numpy())).all()


def test_the_panel_is_a_sample_of_the_impressions(campaign):
    share = campaign["panel"].height / campaign["daily"]["impressions"].sum()
    assert 0.1 < share < 0.3
    rate = campaign["panel"]["clicked"].mean()
    assert rate == pytest.approx(campaign["daily"]["clicks"].sum() / campaign["daily"]["impressions"].sum(), rel=0.15)


def test_money_adds_up_and_the_budget_holds(campaign):
    contracts, ledger = campaign["contracts"], campaign["ledger"]
    paid = ledger["amount_cny"].sum()
    assert paid == pytest.approx((contracts["fee_cny"] + contracts["service_fee_cny"]).sum())
    assert 0 < paid <= 3000
    orders = campaign["orders"].filter("on_platform")
    brands = campaign["brand_daily"]
    assert brands["gmv_cny"].sum() == pytest.approx(orders["price_cny"].sum())
    assert brands["refund_cny"].sum() == pytest.approx(orders.filter("is_refunded")["price_cny"].sum())


def test_nobody_is_shown_a_note_twice_in_a_row(baseline):
    panel = baseline["panel"]
    repeats = panel.group_by("day", "tick", "user", "session", "note").len()
    assert (repeats["len"] == 1).all()


def test_sponsored_notes_come_from_the_creators_under_contract(campaign):
    sponsored = campaign["notes"].filter("is_sponsored")
    assert set(sponsored["creator"]) == set(campaign["contracts"]["creator"])
    assert set(sponsored["note"]) == set(campaign["contracts"]["note"])
    assert set(sponsored["brand"]) == {"qingrou"}


def test_organic_notes_keep_their_keys_in_every_arm(baseline, campaign):
    first = pl.col("published_day") <= 1
    organic = campaign["notes"].filter(~pl.col("is_sponsored") & first)
    assert set(organic["note"]) == set(baseline["notes"].filter(first)["note"])


def test_clicks_follow_true_taste_and_quality(baseline):
    notes = baseline["notes"].filter(pl.col("impressions") >= 30)
    rate = (notes["clicks"] / notes["impressions"]).to_numpy()
    assert np.corrcoef(rate, notes["true_quality"].to_numpy())[0, 1] > 0.3
