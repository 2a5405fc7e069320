"""Hiring: selectors rank, budgets cut, tiers keep what they cannot spend or pass it down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.ingest.quotes import Quotes
from xhs_sim.records.money import fen_of
from xhs_sim.strategies.campaign.disclosure import all_inside
from xhs_sim.strategies.kol.acceptance import Answers
from xhs_sim.strategies.kol.demand import NO_DEMAND
from xhs_sim.strategies.kol.influence import page_rank
from xhs_sim.strategies.kol.marketplace import TIER_NAMES, Audience, Marketplace, prices_of, tiers_of
from xhs_sim.strategies.kol.select import SELECTORS, Costs, Purse

TIERS = load_config().graph.tiers


def audience_of(followers: list[list[int]], n_users: int | None = None) -> Audience:
    """Return the audience of creators 0, 1, ... given as lists of users."""
    n_users = n_users or max([1, len(followers), *(1 + max(users, default=0) for users in followers)])
    rows = [*followers, *[[]] * (n_users - len(followers))]
    indptr = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    return Audience(indptr, np.array([user for users in rows for user in users], np.int32))


def market_of(
    followers, prices, fit=None, lot=None, audience=None, reads=None, engagement_rate=None, audience_quality=None
) -> Marketplace:
    followers, prices = np.asarray(followers, float), np.asarray(prices, float)
    m = len(followers)
    return Marketplace(
        np.arange(m), np.arange(m), tiers_of(followers, TIERS), followers,
        np.zeros(m) if fit is None else np.asarray(fit, float), prices, np.zeros(m, bool),
        np.linspace(0, 0.9, m) if lot is None else np.asarray(lot, float),
        np.zeros(m) if reads is None else np.asarray(reads, float),
        np.zeros(m) if engagement_rate is None else np.asarray(engagement_rate, float),
        np.ones(m) if audience_quality is None else np.asarray(audience_quality, float),
        audience_of([[i, i + 1] for i in range(m)]) if audience is None else audience,
        NO_DEMAND, Answers(np.ones(m, np.bool_)), all_inside(m),
    )  # fmt: skip


# Creators 0 and 1 have the same three followers, creator 2 two others; the last is a waist creator.
FOUR = market_of(
    [1000, 2000, 4000, 60_000], [100, 150, 250, 4000], fit=[0, 1, 0, 1], reads=[90, 10, 5, 1000],
    engagement_rate=[0.1, 0.05, 0.2, 0.3], audience_quality=[0.9, 0.5, 0.2, 1.0],
    audience=audience_of([[4, 5, 6], [4, 5, 6], [7, 8], [4, 5, 6, 7, 8, 9]]),
)  # fmt: skip
COST = fen_of(FOUR.price_cny)
KOCS = Purse(np.arange(3), 100_000, Costs(COST), 3, np.zeros(0, np.intp))


def test_tiers_go_by_followers():
    followers = np.array([10, 300, 4999, 5000, 50_000, 500_000])
    names = [TIER_NAMES[t] for t in tiers_of(followers, TIERS)]
    assert names == ["ordinary", "koc", "koc", "junior", "waist", "head"]


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("random", [2, 1, 0]), ("followers", [2, 1, 0]), ("price_efficiency", [2, 1, 0]), ("audience_fit", [1, 2, 0]),
        ("engagement_rate", [2, 0, 1]), ("read_efficiency", [0, 1, 2]), ("engagement_efficiency", [0, 1, 2]),
        ("influence", [0, 1, 2]), ("least_overlap", [0, 2]), ("audience_quality", [1, 0, 2]),
    ],
)  # fmt: skip
def test_a_selector_puts_first_what_it_is_for(name, order):
    assert SELECTORS[name](FOUR)(KOCS).tolist() == order


@pytest.mark.parametrize("name", SELECTORS)
def test_every_selector_keeps_to_its_purse_and_touches_nothing(name):
    columns = (*FOUR[: FOUR._fields.index("audience")], *FOUR.audience)
    before = [np.copy(column) for column in columns]
    assert SELECTORS[name](FOUR)(KOCS._replace(cash_fen=9900)).tolist() == []
    assert len(SELECTORS[name](FOUR)(KOCS._replace(most=1))) == 1
    assert COST[SELECTORS[name](FOUR)(KOCS._replace(cash_fen=26_000))].sum() <= 26_000
    assert all(np.array_equal(a, b) for a, b in zip(before, columns, strict=True))
    nobody = KOCS._replace(members=np.zeros(0, np.intp))
    assert SELECTORS[name](market_of([], [], audience=audience_of([], 1)))(nobody).shape == (0,)


def test_a_portfolio_counts_whom_higher_tiers_reach_already():
    purse = KOCS._replace(chosen=np.array([3]))  # the waist creator has all of their followers
    assert SELECTORS["least_overlap"](FOUR)(purse).tolist() == []


@given(st.lists(st.tuples(st.sets(st.integers(0, 11), max_size=6), st.integers(1, 9)), min_size=1, max_size=6),
       st.integers(0, 25))  # fmt: skip
def test_a_portfolio_of_least_overlap_is_the_plain_greedy_one(creators, cash):
    audience = audience_of([sorted(users) for users, _ in creators], 12)
    market = market_of([1000.0] * len(creators), [float(price) for _, price in creators], audience=audience)
    covered, left, plain = set(), cash, []
    while True:
        gains = [
            (len(users - covered) / price, -k)
            for k, (users, price) in enumerate(creators)
            if k not in plain and price <= left and users - covered
        ]
        if not gains:
            break
        k = -max(gains)[1]
        plain, covered, left = [*plain, k], covered | creators[k][0], left - creators[k][1]
    purse = Purse(np.arange(len(creators)), 100 * cash, Costs(fen_of(market.price_cny)), 99, np.zeros(0, np.intp))
    assert SELECTORS["least_overlap"](market)(purse).tolist() == plain


def test_page_rank_is_that_of_networkx():
    import networkx as nx

    graph = nx.gnp_random_graph(30, 0.1, seed=1, directed=True)
    audience = audience_of([sorted(graph.predecessors(node)) for node in range(30)], 30)
    expected = nx.pagerank(graph, alpha=0.85, tol=1e-10)
    assert page_rank(audience) == pytest.approx([expected[node] for node in range(30)], abs=1e-6)


PRICES = load_config(["campaign.prices.log_sd=0.0"])


def priced(followers, quotes=None):
    followers, tiers = np.asarray(followers, float), PRICES.graph.tiers
    normals = np.zeros(len(followers), np.float32)
    return prices_of(followers, tiers_of(followers, tiers), normals, PRICES.campaign.prices, quotes, tiers)


def test_without_quotes_the_price_law_holds():
    price, quoted = priced([2236, 22360])
    assert price == pytest.approx([275, 275 * 10**0.85], abs=0.005)
    assert not quoted.any()


def test_a_quote_prices_its_tier_along_the_price_law():
    quotes = Quotes(np.array([2000.0]), np.array([100.0]), np.array([False]), np.array([np.nan]))
    price, quoted = priced([2000, 4000, 60_000], quotes)
    assert price[:2] == pytest.approx([100, 100 * 2**0.85], abs=0.005)
    assert quoted.tolist() == [True, True, False]


def test_verified_quotes_go_before_estimates():
    quotes = Quotes(np.array([1000.0, 3000.0]), np.array([10.0, 900.0]), np.array([False, True]), np.full(2, np.nan))
    assert priced([1000], quotes)[0] == pytest.approx(900 * 3**-0.85, abs=0.005)
