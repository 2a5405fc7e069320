"""Audience quality: what a vendor tells of a creator's followers, and what prices make of it."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.ingest.quotes import Quotes
from xhs_sim.strategies.kol.audience import active_shares, price_factors

CONFIG = load_config()
VENDOR, TIERS = CONFIG.fakes.vendor, CONFIG.graph.tiers
M = 40_000
DRAWN = np.random.default_rng(0).standard_normal(M).astype(np.float32), np.random.default_rng(1).random(M)
KOC, JUNIOR = np.ones(M, np.int8), np.full(M, 2, np.int8)


def test_the_median_and_the_tenths_are_those_of_the_vendor():
    shares = active_shares(KOC, *DRAWN, VENDOR, None, TIERS)
    low, middle, high = np.quantile(shares, [0.1, 0.5, 0.9])
    assert middle == pytest.approx(0.5, abs=0.01)
    assert high - low == pytest.approx(0.74 - 0.42, abs=0.03)  # food_creators_2025


def test_where_quotes_of_a_tier_tell_the_share_it_is_drawn_from_theirs_and_elsewhere_not():
    quotes = Quotes(
        np.array([1000.0, 2000.0, 3000.0]), np.ones(3), np.ones(3, bool), np.array([0.2, np.nan, 0.6])
    )  # all of the KOC tier
    told = active_shares(KOC, *DRAWN, VENDOR, quotes, TIERS)
    assert np.unique(told).tolist() == [0.2, 0.6]
    assert (told == 0.2).mean() == pytest.approx(0.5, abs=0.01)
    others = active_shares(JUNIOR, *DRAWN, VENDOR, quotes, TIERS)
    assert np.array_equal(others, active_shares(JUNIOR, *DRAWN, VENDOR, None, TIERS))


def test_prices_follow_the_figure_within_a_tier_by_the_exponent_and_not_at_all_at_0():
    quality, tier = np.array([0.2, 0.4, 0.8, 0.1]), np.array([1, 1, 1, 2])
    assert price_factors(quality, tier, 0.0).tolist() == [1, 1, 1, 1]
    assert price_factors(quality, tier, 1.0) == pytest.approx([0.5, 1.0, 2.0, 1.0])
    assert price_factors(quality, tier, 0.5) == pytest.approx([0.5**0.5, 1.0, 2.0**0.5, 1.0])
