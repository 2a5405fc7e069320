"""Hiring: selectors rank, budgets cut, tiers pass down what they cannot spend."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.ingest.quotes import Quotes
from xhs_sim.strategies.kol.marketplace import TIER_NAMES, Marketplace, prices_of, tiers_of
from xhs_sim.strategies.kol.select import SELECTORS, hire

TIERS = load_config().graph.tiers


def market_of(followers, prices, fit=None, lot=None) -> Marketplace:
    followers, prices = np.asarray(followers, float), np.asarray(prices, float)
    m = len(followers)
    return Marketplace(
        np.arange(m), np.arange(m), tiers_of(followers, TIERS), followers, followers * 0.1,
        np.zeros(m) if fit is None else np.asarray(fit, float), prices, np.zeros(m, bool),
        np.linspace(0, 0.9, m) if lot is None else np.asarray(lot, float),
    )  # fmt: skip


FOUR = market_of([1000, 2000, 4000, 60_000], [100, 150, 250, 4000], fit=[0, 1, 0, 1])


def test_tiers_go_by_total_followers():
    followers = np.array([10, 300, 4999, 5000, 50_000, 500_000])
    names = [TIER_NAMES[t] for t in tiers_of(followers, TIERS)]
    assert names == ["ordinary", "koc", "koc", "junior", "waist", "head"]


@pytest.mark.parametrize(
    ("name", "first"), [("followers", 2), ("price_efficiency", 2), ("audience_fit", 1), ("random", 3)]
)
def test_a_selector_puts_first_what_it_is_for(name, first):
    score = SELECTORS[name](FOUR)
    koc = score[:3]
    assert (3 if name == "random" else int(np.argmax(koc))) == first


@pytest.mark.parametrize("name", SELECTORS)
def test_every_selector_scores_each_creator_and_touches_nothing(name):
    before = [column.copy() for column in FOUR]
    score = SELECTORS[name](FOUR)
    assert score.shape == (4,)
    assert np.isfinite(score).all()
    assert all(np.array_equal(a, b) for a, b in zip(before, FOUR, strict=True))
    assert SELECTORS[name](market_of([], [])).shape == (0,)


def test_a_tier_gets_its_share_of_the_budget():
    hired = hire(FOUR, SELECTORS["followers"], 8800.0, {"koc": 0.5, "waist": 0.5}, 0.1, 1.0)
    assert sorted(hired.creators) == [0, 1, 2, 3]
    assert hired.spent_cny == pytest.approx(1.1 * 4500)


def test_what_a_tier_cannot_spend_passes_down():
    hired = hire(FOUR, SELECTORS["followers"], 550.0, {"head": 1.0}, 0.1, 1.0)
    assert sorted(hired.creators) == [0, 1, 2]
    assert hired.unspent_cny["head"] == 550.0


def test_no_more_than_the_allowed_share_of_a_tier_is_hired():
    assert len(hire(FOUR, SELECTORS["followers"], 1e6, {"koc": 1.0}, 0.1, 0.67).creators) == 2


def test_nothing_is_hired_for_nothing():
    assert len(hire(FOUR, SELECTORS["random"], 0.0, {"koc": 1.0}, 0.1, 1.0).creators) == 0


@given(
    st.lists(st.tuples(st.floats(300, 1e6), st.floats(10, 1e5)), max_size=30),
    st.floats(0, 1e6), st.sampled_from(sorted(SELECTORS)), st.floats(0, 0.5),
    st.dictionaries(st.sampled_from(TIER_NAMES[1:]), st.floats(0, 1), min_size=1),
)  # fmt: skip
def test_the_budget_is_never_overspent(creators, budget, selector, fee, shares):
    market = market_of([f for f, _ in creators], [p for _, p in creators])
    hired = hire(market, SELECTORS[selector], budget, shares, fee, 1.0)
    assert hired.spent_cny <= budget * (1 + 1e-9)
    assert len(set(hired.creators)) == len(hired.creators)
    assert hired.spent_cny == pytest.approx(market.price_cny[hired.creators].sum() * (1 + fee))


PRICES = load_config(["campaign.prices.log_sd=0.0"])


def priced(followers, quotes=None):
    followers, tiers = np.asarray(followers, float), PRICES.graph.tiers
    normals = np.zeros(len(followers), np.float32)
    return prices_of(followers, tiers_of(followers, tiers), normals, PRICES.campaign.prices, quotes, tiers)


def test_without_quotes_the_price_law_holds():
    price, quoted = priced([2236, 22360])
    assert price == pytest.approx([275, 275 * 10**0.85])
    assert not quoted.any()


def test_a_quote_prices_its_tier_along_the_price_law():
    quotes = Quotes(np.array([2000.0]), np.array([100.0]), np.array([False]))
    price, quoted = priced([2000, 4000, 60_000], quotes)
    assert price[:2] == pytest.approx([100, 100 * 2**0.85])
    assert quoted.tolist() == [True, True, False]


def test_verified_quotes_go_before_estimates():
    quotes = Quotes(np.array([1000.0, 3000.0]), np.array([10.0, 900.0]), np.array([False, True]))
    assert priced([1000], quotes)[0] == pytest.approx(900 * 3**-0.85)
