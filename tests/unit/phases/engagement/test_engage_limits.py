"""Engagement where theory knows the answer: depth of a session, rates of acts, following once."""

import numpy as np
import polars as pl
import pytest
from plain import NO_REACTIONS, NOTHING_BEYOND

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.phases.engagement.law import engage_law
from xhs_sim.phases.serve.sessions import MAX_SLOTS
from xhs_sim.world.columns import LIKE_STEPS

MANY_NOTES = ("population.n_users=3000", "content.history_days=6", "content.notes_per_active_day=0.5", "threads=1")
SAME_TOPICS = [
    f"content.topics.{topic}.{act}_log=0"
    for topic in load_config().content.topics
    for act in ("save", "comment", "share")
]
RATES = {"like": 0.30, "save": 0.2, "comment": 0.1, "share": 0.05, "follow": 0.0}


def panel_of(*overrides: str) -> pl.DataFrame:
    feed_only = ("engage.requests=1", "record.panel_share=1.0", "search.intent.searcher_share=0", *NOTHING_BEYOND)
    config = load_config([*MANY_NOTES, "n_days=2", *feed_only, *overrides])
    return PlatformModel(config).run().recorder.frame("panel")


@pytest.mark.parametrize("continue_rate", [0.6, 0.8])
def test_depth_is_geometric_in_the_chance_to_look_on(continue_rate):
    panel = panel_of(f"engage.continue_rate={continue_rate}", "feed.following_share=0.0")
    depth = panel.group_by("day", "user", "session").agg(pl.len())["len"].to_numpy()
    assert depth.mean() == pytest.approx(1 / (1 - continue_rate), rel=0.04)  # a Bernoulli stop after each slot
    for k in (2, 5, 10):
        assert (depth >= k).mean() == pytest.approx(continue_rate ** (k - 1), abs=0.02)
    assert depth.max() <= MAX_SLOTS


def test_acts_follow_a_click_at_the_rates_asked_for():
    rates = ",".join(f"{act}:{rate}" for act, rate in RATES.items())
    flat = "{like: 0.0, save: 0.0, comment: 0.0, share: 0.0}"
    panel = panel_of(
        f"engage.rates={{{rates}}}", "engage.affinity_effect=0.0", f"content.kind_log_sd={flat}",
        f"content.video_kind_effect={flat}", "population.engage_log_sd=0.0", "engage.click_intercept=-3",
        f"content.creator_kind_log_sd={flat}", f"engage.crowding={flat}", "content.resonance_log_sd=0",
        "engage.tie_acts=0", *NO_REACTIONS, *SAME_TOPICS,
    )  # fmt: skip
    clicked = panel.filter("clicked")
    for act, column in (("like", "liked"), ("save", "saved"), ("comment", "commented"), ("share", "shared")):
        error = np.sqrt(RATES[act] * (1 - RATES[act]) / clicked.height)
        assert clicked[column].mean() == pytest.approx(RATES[act], abs=4 * error)
    assert not clicked["followed"].any()
    acts = ("liked", "saved", "commented", "shared", "followed")
    assert not panel.filter(~pl.col("clicked")).select(pl.any_horizontal(acts).any()).item()


def test_nobody_follows_the_same_creator_twice():
    panel = panel_of("engage.rates.follow=0.5", "engage.click_intercept=-3")
    pairs = panel.filter("followed").select("user", "creator")
    assert pairs.height > 100
    assert pairs.is_duplicated().sum() == 0


def test_acts_thin_out_on_hits_alone():
    """By the power asked for far above ``crowding_likes``; one like in ten of it takes less than a tenth away."""
    crowding = "engage.crowding={like: 0.0, save: 1.0, comment: 0.5, share: 2.0}"
    config = load_config([crowding, "engage.crowding_likes=200"])
    law = engage_law(config.engage, config.react, config.commerce, config.feed)
    few, many = (int(np.log1p(likes) * LIKE_STEPS) for likes in (20, 200_000))
    shown = np.expm1(np.array([few, many]) / LIKE_STEPS)
    assert law.left[:, 0].tolist() == [1.0, 1.0, 1.0, 1.0]
    assert law.left[0, many] == 1.0
    assert law.left[1, few] > 0.9
    assert law.left[1:, many] == pytest.approx((shown[1] / 200.0) ** -np.array([1.0, 0.5, 2.0]), rel=0.01)
