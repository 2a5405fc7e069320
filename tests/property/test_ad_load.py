"""The price of ads: the more there are, the less people like it and the fewer come back."""

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

pytestmark = pytest.mark.slow  # sixteen runs of two weeks

MARKET = (
    "population.n_users=4000", "population.signup_rate=0.02", "content.history_days=6", "n_days=14", "threads=1",
    "record.panel_share=0", "record.note_daily=false", "ads.slots.gap=4", "ads.background.budget_cny_per_user=1",
    "ads.auction.frequency_cap=12", "retain.joy_reference=0.02", "retain.satisfaction_rate=0.3", "retain.ad_effect=1",
    "retain.satisfaction_effect=6",
)  # fmt: skip
LOADS = (0.0, 0.06, 0.12, 0.25)
SEEDS = (0, 1, 2, 3)  # one alone says little of a load of .06


def felt(load: float, seed: int) -> tuple[float, float, float]:
    """Return satisfaction on the last day, D7 retention, and the ad load that came about."""
    model = PlatformModel(load_config([*MARKET, f"ads.slots.load={load}", f"seed={seed}"])).run()
    frame = model.recorder.frame
    week = frame("cohorts").filter(pl.col("age_days") == 7).select(pl.col("active_users", "size").sum()).row(0)
    shown = frame("surface_daily").group_by("surface").agg(pl.col("impressions").sum())
    shown = dict(shown.iter_rows())
    realised = shown["feed_ads"] / (shown["feed_ads"] + shown["explore"])
    return frame("daily")["true_satisfaction"][-1], week[0] / week[1], realised


@pytest.fixture(scope="module")
def loads():
    return np.array([[felt(load, seed) for load in LOADS] for seed in SEEDS]).mean(axis=0)


def test_the_load_came_about(loads):
    assert loads[:, 2] == pytest.approx(LOADS, rel=0.15)


def test_more_ads_lower_satisfaction_smoothly(loads):
    per_load = (loads[0, 0] - loads[1:, 0]) / np.array(LOADS[1:])
    assert (np.diff(loads[:, 0]) < 0).all()
    assert 0.03 < per_load.min() < per_load.max() < 0.6  # of satisfaction after two weeks, at a load of 1
    assert per_load.max() / per_load.min() < 2.5  # no step


def test_more_ads_lower_retention_after_a_week_smoothly(loads):
    slope, level = np.polyfit(LOADS, loads[:, 1], 1)
    assert -0.3 < slope < -0.02  # D7 retention, at a load of 1
    assert np.abs(loads[:, 1] - level - slope * np.array(LOADS)).max() < 0.01  # no step: a few of 1,120 newcomers
    assert loads[3, 1] < loads[0, 1]
