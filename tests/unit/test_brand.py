"""A brand's purse and memory."""

import mesa
import numpy as np
import pytest
from test_select import market_of

from xhs_sim.agents.brand import Brand
from xhs_sim.config import load_config
from xhs_sim.strategies.campaign.launch import due, launch


def brand_with(budget):
    return Brand(mesa.Model(rng=1), "qingrou", 0, budget)


def test_a_new_brand_has_spent_and_sold_nothing():
    brand = brand_with(500.0)
    assert (brand.spent_cny, brand.orders, brand.gmv_cny, brand.reach) == (0.0, 0, 0.0, 0)


def test_payments_add_up():
    brand = brand_with(500.0)
    brand.pay(120.0)
    brand.pay(0.0)
    brand.pay(80.5)
    assert brand.spent_cny == pytest.approx(200.5)


def test_a_budget_can_be_spent_to_the_last_yuan():
    brand = brand_with(1.0)
    for _ in range(10):
        brand.pay(0.1)  # ten tenths are not quite one
    assert brand.spent_cny == pytest.approx(1.0)
    with pytest.raises(ValueError, match="cannot pay"):
        brand.pay(0.01)


def test_what_the_purse_does_not_hold_is_not_paid():
    brand = brand_with(500.0)
    brand.pay(450.0)
    with pytest.raises(ValueError, match=r"qingrou cannot pay 50\.01 of 50\.00 CNY left"):
        brand.pay(50.01)
    assert brand.spent_cny == 450.0
    brand.pay(50.0)


def test_without_a_budget_nothing_can_be_paid():
    with pytest.raises(ValueError, match="cannot pay"):
        brand_with(0.0).pay(0.01)


def test_money_does_not_flow_back():
    brand = brand_with(500.0)
    brand.pay(100.0)
    with pytest.raises(ValueError, match="cannot pay"):
        brand.pay(-1.0)
    assert brand.spent_cny == 100.0


def test_days_add_orders_and_gmv_but_reach_is_the_latest():
    brand = brand_with(0.0)
    brand.close_day(orders=3, gmv_cny=594.0, reach=100)
    brand.close_day(orders=1, gmv_cny=198.0, reach=140)
    assert (brand.orders, brand.gmv_cny, brand.reach) == (4, 792.0, 140)


def test_a_brand_by_itself_does_nothing_on_a_day():
    brand = brand_with(500.0)
    before = {name: getattr(brand, name) for name in ("spent_cny", "orders", "gmv_cny", "reach")}
    brand.step()
    assert {name: getattr(brand, name) for name in before} == before


@pytest.mark.parametrize("budget", [330.0, 1234.5, 9999.99])
def test_a_launch_paid_day_by_day_never_empties_the_purse_below_zero(budget):
    m = 60
    market = market_of(np.linspace(400, 60_000, m), np.geomspace(90, 1500, m))
    plan = load_config(["campaign=face_cream"]).campaign.model_copy(update={"budget_cny": budget})
    contracts, brand = launch(plan, market, np.linspace(0, 0.999, m)), brand_with(budget)
    for day in range(plan.start_day + plan.burst_days):
        today = due(contracts, day)
        brand.pay(float(today.fee_cny.sum() + today.service_fee_cny.sum()))
    assert 0 < brand.spent_cny <= budget * (1 + 1e-9)
    assert brand.spent_cny == pytest.approx(1.1 * contracts.fee_cny.sum(), abs=0.01 * len(contracts.row))
