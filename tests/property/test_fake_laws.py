"""Laws of fake engagement: none is none; bots raise numbers and prices, not reach; likes can buy reach in the feed."""

import numpy as np
import polars as pl
import pytest
from apart import differing
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

MARKET = ("population.n_users=2500", "content.history_days=5", "n_days=8", "threads=1")
LAUNCH = (
    "campaign=face_cream", "campaign.start_day=2", "campaign.burst_days=2", "campaign.budget_cny=9000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}",
)  # fmt: skip
NO_BUYER = ("fakes=bought", "fakes.followers.share=0", "fakes.acts.share=0", "fakes.acts.paid_share=0",
            "fakes.sweep.false_share=0")  # fmt: skip
FOLLOWERS = ("fakes=bought", "fakes.followers.share=0.5", "fakes.acts.share=0", "fakes.acts.paid_share=0",
             "fakes.sweep.every_days=0")  # fmt: skip
LIKES = ("fakes=bought", "fakes.followers.share=0", "fakes.acts.share=0.3", "fakes.acts.likes_per_follower=0.5",
         "fakes.acts.in_feed_share=1", "fakes.sweep.every_days=0")  # fmt: skip


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


@pytest.fixture(scope="module")
def honest():
    return run()


def test_nobody_who_buys_and_nobody_taken_for_a_bot_is_no_fakes_bit_for_bit():
    assert differing(run(*LAUNCH, *NO_BUYER), run(*LAUNCH)) == []


def test_runs_with_fakes_obey_the_laws_of_runs_and_give_the_same_on_two_threads():
    config = (*LAUNCH, "fakes=bought", "fakes.sweep.every_days=2", "fakes.acts.share=0.5")
    bought = run(*config)
    check_run(bought)
    assert bought.recorder.frame("fakes_daily")["swept_likes"].sum() > 0
    assert differing(bought, run(*config, "threads=2")) == []


def test_followers_that_are_bought_change_what_everybody_sees_of_creators_and_no_reach_at_all(honest):
    bought = run(*FOLLOWERS)
    assert set(differing(bought, honest)) == {"creators", "creator_daily", "fake_followers", "fakes_daily"}
    followers = [model.recorder.frame("creators")["followers"].sum() for model in (bought, honest)]
    assert followers[0] > 1.2 * followers[1]


def test_likes_of_bots_that_pass_for_readers_bring_their_buyers_readers(honest):
    """More of those who see a note with likes open it, and what is opened is shown more."""
    bought = run(*LIKES)
    buyers = np.flatnonzero((bought.cast.fakes.lots < 0.3) & (honest.world.followers_of() > 100))
    days = [
        model.recorder.frame("creator_daily").filter(pl.col("creator").is_in(buyers.tolist()))
        for model in (bought, honest)
    ]
    assert days[0]["impressions"].sum() > 1.01 * days[1]["impressions"].sum()
    assert days[0]["clicks"].sum() > 1.04 * days[1]["clicks"].sum()
