"""Expectations of a whole market: the mean of its draws, with far less noise, whoever stands for whom."""

from functools import cache

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

MARKET = (
    "population.n_users=800", "n_days=4", "content.history_days=3", "threads=1", "record.panel_share=0", "ads=none",
    "record.note_daily=false", "record.note_share=0", "campaign=face_cream", "campaign.budget_cny=2000",
    "campaign.start_day=1", "campaign.burst_days=2", "commerce.leak_share=0.2", "commerce.order_rate=0.6",
    "campaign.tier_shares={head: 0, waist: 0, junior: 0, koc: 1}",
)  # fmt: skip
LIVE = ("live=face_cream", "live.on_days=[2]", "live.invited_share=1", "live.enter=2", "live.basket_units=1.4")
SALE = ("promotion=face_cream", "promotion.start_day=1", "promotion.days=3", "promotion.stock_units=100")
PAIRS = {"visits": "product_visits", "orders": "orders", "gmv": "gmv", "buyers": "buyers"}


@cache
def figures(weight, *overrides, seeds=16):
    """Return what was drawn and what was expected of the brand, (seeds, 4) each."""
    rows = []
    for seed in range(seeds):
        config = load_config([*MARKET, f"population.audience={800 * weight}", f"seed={seed}", *overrides])
        records = Records(PlatformModel(config).run().recorder)
        names = [*PAIRS.values(), *(f"expected_{name}" for name in PAIRS)]
        found = [METRICS[name].compute(records).filter(pl.col("day").is_null(), brand="qingrou") for name in names]
        rows.append([each["value"].item() for each in found])
    return np.split(np.array(rows), 2, axis=1)


@pytest.mark.parametrize(("weight", "overrides"), [(1, ()), (10, ()), (1, LIVE), (1, SALE)])
def test_the_expectation_is_the_mean_of_the_draws(weight, overrides):
    drawn, hoped = figures(weight, *overrides)
    gap = drawn - hoped
    assert (drawn.sum(axis=0) > 0).all()
    assert (np.abs(gap.mean(axis=0)) <= 3.5 * gap.std(axis=0, ddof=1) / np.sqrt(len(gap))).all()


@pytest.mark.parametrize("weight", [1, 10])
def test_it_varies_far_less(weight):
    drawn, hoped = figures(weight)
    assert (hoped.var(axis=0)[1:] < 0.4 * drawn.var(axis=0)[1:]).all()
    assert (hoped.var(axis=0) < drawn.var(axis=0)).all()


def test_it_counts_people():
    """What comes of needs grows with the market; visits are also of notes that the same budget buys."""
    one, ten = (figures(weight)[1].mean(axis=0) for weight in (1, 10))
    assert (np.abs(ten / one / 10 - 1) < 0.4)[1:].all()
    assert 1 < ten[0] / one[0] < 10
