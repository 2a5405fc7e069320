"""What is expected of a day has the mean of the draws, and hardly their noise."""

import numpy as np
import pytest
from toy_world import log_of, states_of, truth_of

from xhs_sim.config import load_config
from xhs_sim.phases.convert import DayOdds, Expected, Products, as_drawn, convert, convert_law, expect
from xhs_sim.rng import Streams
from xhs_sim.world.columns import NEVER

N, DAY, SEEDS = 3000, 100, range(60)
RATES = np.array([0.3, 0.5])  # P(visit | click): in the feed, on search
LAW = convert_law(load_config().commerce)._replace(
    need_days=4.0, cart_rate=0.2, order_rate=0.6, leak_share=0.3, repurchase_days=30.0, choice_outside=0.5,
)  # fmt: skip
SHELF = Products(
    brand=np.array([0, 0, 1, 2]), topic=np.array([0, 0, 0, 1]), price=np.array([150.0, 300.0, 200.0, 100.0]),
    margin=np.full(4, 0.5), appeal=np.array([0.1, 0.3, 0.5, 2.0]), cart_factor=np.array([1.0, 1.5, 1.0, 1.0]),
)  # fmt: skip
WHO = np.random.default_rng(1)
CLICKS = WHO.poisson(0.4, (N, 3, 2))
TASTE = np.abs(WHO.normal(0.0, 0.4, (N, 16))).astype(np.float32)
STATES = states_of(
    N, 3, clicks=CLICKS, interest=WHO.exponential(1.0, (N, 3)),
    stage=np.maximum(WHO.integers(0, 2, (N, 3)), CLICKS.sum(axis=2) > 0),
    order_day=WHO.choice([NEVER, 95, 60], (N, 3), p=[0.7, 0.2, 0.1]),
)  # fmt: skip
TRUTH = truth_of(N, taste=TASTE, purchasing=np.exp(WHO.normal(0, 0.3, N)))


def drawn(seed, products=SHELF, law=LAW):
    """Return visits by brand, and orders, GMV and buyers by product, of one draw of the day."""
    rng = np.random.default_rng(seed)
    states = STATES._replace(visits=rng.binomial(CLICKS, RATES).sum(axis=2).astype(np.uint8))
    orders = convert(np.arange(N), log_of(N), TRUTH, states, products, law, Streams(seed), DAY)
    here, first, n = orders.is_order & orders.on_platform, orders.is_order & orders.is_first, len(products.brand)
    return np.concatenate([
        np.bincount(orders.brand, orders.visits, 3), np.bincount(orders.product[here], minlength=n),
        np.bincount(orders.product[here], orders.price[here], n), np.bincount(orders.product[first], minlength=n),
    ])  # fmt: skip


def expected(seed, products=SHELF, law=LAW, rows=None, states=STATES):
    odds = DayOdds(DAY, Streams(seed).key("need", DAY), RATES)
    return expect(np.arange(N) if rows is None else rows, log_of(N), TRUTH, states, products, law, odds)


def both(**changes):
    """Return draws and expectations of many days alike, (seeds, figures) each."""
    draws = np.array([drawn(seed, **changes) for seed in SEEDS])
    return draws, np.array([np.concatenate(expected(seed, **changes)) for seed in SEEDS])


@pytest.mark.parametrize("changes", [
    {}, {"law": LAW._replace(visit_fit=0.0, repurchase_days=0.0)}, {"law": LAW._replace(need_days=1e9)},
    {"products": SHELF._replace(appeal=np.array([0.1, -np.inf, 0.5, 2.0]))},
])  # fmt: skip
def test_what_is_expected_is_the_mean_of_the_draws(changes):
    draws, hoped = both(**changes)
    gap = draws - hoped
    error = gap.std(axis=0, ddof=1) / np.sqrt(len(SEEDS))
    assert (np.abs(gap.mean(axis=0)) <= 4.0 * error).all()
    assert (error[3:] < 0.1 * draws.mean(axis=0)[3:] + 1e-12).all()  # so that the test can fail


def test_it_hardly_varies():
    draws, hoped = both()
    assert (hoped.var(axis=0)[3:] < 0.25 * draws.var(axis=0)[3:]).all()


def test_half_of_the_visits_would_be_told_apart():
    """The negative control: with other rates the means are not the same."""
    wrong = expect(
        np.arange(N), log_of(N), TRUTH, STATES, SHELF, LAW, DayOdds(DAY, Streams(0).key("need", DAY), RATES / 2)
    )
    draws = np.array([drawn(seed) for seed in SEEDS])
    assert (draws.mean(axis=0)[:3] > wrong.visits + 4 * draws.std(axis=0)[:3]).all()


def test_nothing_is_expected_of_who_does_not_come_or_neither_clicks_nor_needs():
    nobody = expected(1, rows=np.zeros(0, np.int64))
    idle = expected(1, law=LAW._replace(need_days=1e12), states=STATES._replace(clicks=np.zeros((N, 3, 2), np.uint8)))
    assert not np.concatenate([*nobody, *idle]).any()


def test_who_bought_before_is_no_new_buyer():
    found = expected(1, states=STATES._replace(order_day=np.full((N, 3), 10, np.int16)))
    assert found.orders.all()
    assert not found.buyers.any()


def test_of_what_there_is_only_so_much_as_many_are_expected_as_were_sold():
    orders = convert(np.arange(N), log_of(N), TRUTH, STATES._replace(visits=CLICKS.sum(axis=2).astype(np.uint8)),
                     SHELF, LAW, Streams(1), DAY)  # fmt: skip
    hoped = expected(1)
    found = as_drawn(hoped, orders, np.array([1]))
    here = orders.is_order & orders.on_platform & (orders.product == 1)
    assert found.orders[1] == here.sum() > 0
    assert found.gmv_cny[1] == 300.0 * here.sum()
    assert found.buyers[1] == (orders.is_order & orders.is_first & (orders.product == 1)).sum()
    for mine, its in zip(found[1:], hoped[1:], strict=True):
        assert (np.delete(mine, 1) == np.delete(its, 1)).all()


def test_products_add_up_to_their_brands():
    told = Expected(np.arange(3.0), *(np.array([1.0, 2.0, 4.0, 8.0]) * k for k in (1, 2, 3))).of_brands(SHELF.brand)
    assert told.visits.tolist() == [0.0, 1.0, 2.0]
    assert told.gmv_cny.tolist() == [6.0, 8.0, 16.0]
