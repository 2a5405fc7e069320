"""Which product a need leads to: the shares of a multinomial logit, known in closed form."""

import numpy as np
import pytest
from toy_world import log_of, states_of, truth_of

from xhs_sim.config import load_config
from xhs_sim.phases.convert import Products, convert, convert_law
from xhs_sim.rng import Streams

N = 20_000
OUTSIDE = -1
LAW = convert_law(load_config().commerce)._replace(
    need_days=1.0, choice_interest=0.5, choice_price=1.2, price_reference_cny=200.0, choice_outside=0.4,
    repurchase_days=30.0,
)  # fmt: skip
SHELF = Products(
    brand=np.array([0, 0, 1, 2]), topic=np.array([0, 0, 0, 1]), price=np.array([150.0, 300.0, 200.0, 100.0]),
    margin=np.full(4, 0.5), appeal=np.array([0.1, 0.3, 0.5, 2.0]), cart_factor=np.ones(4),
)  # fmt: skip


def taste_for(*topics):
    """Return a taste so strong that a need of these topics arises every day."""
    taste = np.zeros((N, 16), np.float32)
    taste[:, list(topics)] = 1.0
    return taste


def choices(law=LAW, products=SHELF, power=1.0, taste=None, day=100, **states):
    """Return the product that each user wants, one per user; -1 = something outside, or none."""
    truth = truth_of(N, taste=taste_for(0) if taste is None else taste, purchasing=power)
    orders = convert(
        np.arange(N), log_of(N), truth, states_of(N, 3, **states), products, law, Streams(2), day,
    )  # fmt: skip
    chosen = np.full(N, OUTSIDE)
    chosen[orders.user] = orders.product
    assert len(set(orders.user.tolist())) == len(orders.user)
    return chosen


def softmax(utilities):
    weights = np.exp(np.array(utilities))
    return weights / weights.sum()


def utility(product, interest=0.0, power=1.0, law=LAW, products=SHELF):
    price = np.log(products.price[product] / 200.0)
    return products.appeal[product] + 0.5 * interest - law.choice_price * price / power


def assert_shares(chosen, expected):
    """Compare shares of products, the outside option last, with their law."""
    found = np.array([(chosen == product).mean() for product in (0, 1, 2, OUTSIDE)])
    assert (np.abs(found - expected) <= 4 * np.sqrt(expected * (1 - expected) / N)).all(), (found, expected)


def test_choices_have_the_shares_of_the_multinomial_logit():
    assert_shares(choices(), softmax([utility(0), utility(1), utility(2), 0.4]))


def test_interest_adds_to_the_utility_of_the_brand():
    expected = softmax([utility(0, interest=2.0), utility(1, interest=2.0), utility(2), 0.4])
    assert_shares(choices(interest=[2.0, 0.0, 0.0]), expected)


@pytest.mark.parametrize("power", [0.5, 3.0])
def test_purchasing_power_softens_prices(power):
    assert_shares(choices(power=power), softmax([*(utility(p, power=power) for p in range(3)), 0.4]))


def test_what_a_user_does_not_know_is_not_chosen_and_the_rest_keep_their_odds():
    brand_0_unknown = softmax([-np.inf, -np.inf, utility(2), 0.4])
    assert_shares(choices(stage=[0, 1, 1]), brand_0_unknown)


def test_what_was_bought_lately_is_not_chosen_and_the_rest_keep_their_odds():
    assert_shares(choices(order_day=[-1000, 71, -1000]), softmax([utility(0), utility(1), -np.inf, 0.4]))
    everything = softmax([utility(0), utility(1), utility(2), 0.4])
    assert_shares(choices(order_day=[-1000, 70, -1000]), everything)  # 30 days ago


def test_a_need_of_one_topic_never_leads_to_a_product_of_another():
    assert (choices(taste=taste_for(1)) != 0).all()
    share = (choices(taste=taste_for(1)) == 3).mean()
    expected = softmax([utility(3), 0.4])[0]
    assert share == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / N))


def test_a_strong_pull_from_outside_leaves_nothing():
    assert (choices(LAW._replace(choice_outside=60.0)) == OUTSIDE).all()
    assert (choices(LAW._replace(choice_outside=-60.0)) != OUTSIDE).all()


@pytest.mark.parametrize("product", range(3))
def test_a_higher_price_loses_buyers_and_wins_none(product):
    price = SHELF.price.copy()
    price[product] *= 1.5
    cheap, dear = choices() == product, choices(products=SHELF._replace(price=price)) == product
    assert cheap[dear].all()
    assert dear.sum() < cheap.sum()


def test_a_higher_price_sends_buyers_to_rivals_and_outside():
    price = SHELF.price.copy()
    price[2] *= 3.0
    before, after = choices(), choices(products=SHELF._replace(price=price))
    for other in (0, 1, OUTSIDE):
        assert (after[before == other] == other).all()
        assert (after == other).sum() > (before == other).sum()


def test_price_plays_no_part_at_the_reference_or_without_sensitivity():
    flat = SHELF._replace(price=np.full(4, 200.0))
    assert (choices(products=flat) == choices(LAW._replace(choice_price=7.0), products=flat)).all()
    assert_shares(choices(LAW._replace(choice_price=0.0)), softmax([0.1, 0.3, 0.5, 0.4]))


def test_more_interest_changes_only_the_choices_that_it_tips():
    before, after = choices(), choices(interest=[0.5, 0.0, 0.0])
    moved = before != after
    assert 0 < moved.mean() < 0.2
    assert set(after[moved].tolist()) <= {0, 1}
    assert set(before[moved].tolist()) <= {2, OUTSIDE}


@pytest.mark.parametrize(("taste", "need_days", "expected"), [
    (0.5, 4.0, 0.125), (0.25, 1.0, 0.125), (1.0, 4.0, 0.25), (0.0, 1.0, 0.0),
])  # fmt: skip
def test_needs_arise_with_twice_the_squared_taste_over_their_days(taste, need_days, expected):
    law = LAW._replace(need_days=need_days, choice_outside=-60.0)
    share = (choices(law, taste=taste_for(0) * np.float32(taste)) != OUTSIDE).mean()
    assert share == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / N))


def test_a_visit_from_a_note_chooses_among_the_products_of_the_brand_only():
    nothing = np.zeros((N, 16), np.float32)
    chosen = choices(taste=nothing, visits=[1, 0, 0])
    expected = softmax([utility(0), utility(1)])
    assert_shares(chosen, np.array([*expected, 0.0, 0.0]))


def test_another_day_brings_other_choices_with_the_same_shares():
    today, tomorrow = choices(day=100), choices(day=101)
    assert (today != tomorrow).mean() > 0.5
    assert_shares(tomorrow, softmax([utility(0), utility(1), utility(2), 0.4]))
