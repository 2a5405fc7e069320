"""Laws of rivals that answer: a launch brings less among them, what they add is in their books, no strength is none."""

import polars as pl
import pytest
from apart import differing
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

MARKET = (
    "population.n_users=2000", "content.history_days=5", "n_days=8", "threads=1", "record.panel_share=0.3",
    "campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=3", "campaign.budget_cny=6000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}", "campaign.ads.after_days=1", "campaign.ads.days=6",
    "campaign.ads.split={creators: 0.5, feed: 0.25, search: 0.25}",
    "rivals=skincare", "rivals.meibai.notes_per_week=30", "rivals.yuanshui.notes_per_week=14",
)  # fmt: skip
NAMES = ("meibai", "yuanshui")
PURSE = 8000


def answer(strength, **more):
    terms = {"strength": strength, "days": 2, "lag_days": 0, "most": 5, "purse_cny": PURSE} | more
    words = ", ".join(f"{name}: {value}" for name, value in terms.items())
    return [f"rivals.{name}.answer={{{words}}}" for name in NAMES]


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def of(model, metric, brand="qingrou"):
    return METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null(), brand=brand)["value"][0]


@pytest.fixture(scope="module")
def habit():
    return run()


@pytest.fixture(scope="module")
def answering():
    return run(*answer(20))


def test_answers_of_no_strength_are_none_bit_for_bit(habit):
    assert differing(run(*answer(0, most=20, days=9)), habit) == []
    assert habit.recorder.frame("rival_answers").is_empty()


def test_without_a_campaign_nobody_answers():
    quiet = "campaign.budget_cny=0", "campaign.brand=null", "campaign.product=null", "campaign.tactics={}"
    assert differing(run(*quiet, *answer(20)), run(*quiet)) == []


def test_a_run_with_answers_obeys_the_laws_of_runs_and_gives_the_same_on_two_threads(answering):
    check_run(answering)
    assert differing(answering, run(*answer(20), "threads=2")) == []


def test_until_it_is_heard_everything_is_as_it_was(habit, answering):
    for table in ("daily", "brand_daily", "ledger"):
        early = [model.recorder.frame(table).filter(pl.col("day") < 2) for model in (habit, answering)]
        assert early[0].equals(early[1]), table


def test_a_launch_brings_less_among_rivals_that_answer(habit, answering):
    told = answering.recorder.frame("rival_answers").filter(pl.col("day") > 2)
    assert told["factor"].min() > 1.2
    for metric in ("brand_impressions", "brand_clicks"):
        assert of(answering, metric) < 0.97 * of(habit, metric), metric
    for name in NAMES:
        assert of(answering, "brand_impressions", name) > of(habit, "brand_impressions", name)


def answered(habit, model, name):
    """Return what a rival's notes cost beyond those of its habit, and its ads beyond what the habit may spend a day."""
    notes = pl.col("kind").is_in(["creator_fee", "service_fee"])
    fees = [each.recorder.frame("ledger").filter(notes, brand=name)["amount_cny"].sum() for each in (habit, model)]
    ads, ledger = model.config.rivals[name].ads, model.recorder.frame("ledger").filter(brand=name)
    beyond = fees[1] - fees[0]
    for kind, usual in (("feed_ads", ads.feed_cny_per_day), ("search_ads", ads.search_cny_per_day)):
        by_day = ledger.filter(kind=kind).group_by("day").agg(pl.col("amount_cny").sum())
        beyond += (by_day["amount_cny"] - usual).clip(0).sum()
    return beyond


def test_rivals_spend_what_they_answer_with_out_of_their_purse(habit, answering):
    for name in NAMES:
        ledgers = [model.recorder.frame("ledger").filter(brand=name) for model in (habit, answering)]
        before, after = (ledger["amount_cny"].sum() for ledger in ledgers)
        used = (
            PURSE - answering.cast.rivals.all[NAMES.index(name)].purse_fen / 100
        )  # what the last day may spend is out
        assert before < after
        assert 0 < answered(habit, answering, name) <= used + 0.1 <= PURSE + 0.1
        assert of(answering, "spend", name) == pytest.approx(after, abs=0.01)
        kinds = [dict(ledger.group_by("kind").agg(pl.col("amount_cny").sum()).iter_rows()) for ledger in ledgers]
        assert kinds[1]["creator_fee"] > kinds[0]["creator_fee"]


def test_what_a_rival_bids_more_makes_it_spend_more_on_the_feed(habit, answering):
    feed = [model.recorder.frame("ledger").filter(brand="meibai", kind="feed_ads") for model in (habit, answering)]
    before, after = (ledger.filter(pl.col("day") > 2)["amount_cny"].sum() for ledger in feed)
    assert after > before


def test_a_small_purse_is_never_overdrawn(habit):
    poor = run(*answer(20, purse_cny=500))
    for name in NAMES:
        assert answered(habit, poor, name) <= 500.1
