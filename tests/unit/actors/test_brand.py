"""A brand's purse and memory."""

import mesa
import numpy as np
import pytest

from unit.strategies.kol.test_select import market_of
from xhs_sim.actors.brand import CAMPAIGN, JOINT, SALES, Brand
from xhs_sim.config import load_config
from xhs_sim.diary.words import words_of
from xhs_sim.records.store import Recorder
from xhs_sim.strategies.campaign.launch import Contracts, due, launch

DAY = 3


def new_recorder():
    return Recorder(None, words_of(load_config()))


def brand_with(budget, recorder=None):
    brand = Brand(mesa.Model(rng=1), "qingrou", 0, recorder or new_recorder(), "launch")
    brand.grant(CAMPAIGN, budget)
    return brand


def pay(brand, cny, purpose=CAMPAIGN, kind="media"):
    brand.pay(DAY, purpose, kind, cny)


def test_a_new_brand_has_spent_and_sold_nothing():
    brand = brand_with(500.0)
    assert (brand.spent_cny, brand.orders, brand.gmv_cny, brand.reach) == (0.0, 0, 0.0, 0)


def test_payments_add_up():
    brand = brand_with(500.0)
    for cny in (120.0, 0.0, 80.5):
        pay(brand, cny)
    assert brand.spent_cny == pytest.approx(200.5)


def test_a_budget_can_be_spent_to_the_last_yuan():
    brand = brand_with(1.0)
    for _ in range(10):
        pay(brand, 0.1)  # ten tenths are not quite one
    assert brand.spent_cny == pytest.approx(1.0)
    with pytest.raises(ValueError, match="cannot pay"):
        pay(brand, 0.01)


def test_what_the_purse_does_not_hold_is_not_paid_and_not_written():
    recorder = new_recorder()
    brand = brand_with(500.0, recorder)
    pay(brand, 450.0)
    with pytest.raises(ValueError, match=r"qingrou cannot pay 50\.01 of 50\.00 CNY left \(campaign\)"):
        pay(brand, 50.01)
    assert brand.spent_cny == 450.0
    pay(brand, 50.0)
    assert recorder.frame("ledger")["amount_cny"].to_list() == [450.0, 50.0]


def test_money_for_one_purpose_pays_for_no_other():
    brand = brand_with(500.0)
    brand.grant(JOINT, 100.0)
    assert brand.budget_cny == 600.0
    with pytest.raises(ValueError, match=r"cannot pay 100\.01 of 100\.00 CNY left \(joint\)"):
        pay(brand, 100.01, JOINT)
    pay(brand, 100.0, JOINT)
    pay(brand, 500.0)


def test_what_is_paid_by_the_order_is_beside_every_budget():
    recorder = new_recorder()
    brand = brand_with(0.0, recorder)
    pay(brand, 70.0, SALES, "affiliate")
    assert brand.spent_cny == 0.0
    assert recorder.frame("ledger").select("kind", "line", "amount_cny").rows() == [("affiliate", "affiliate", 70.0)]


def test_every_payment_is_a_row_of_the_ledger():
    recorder = new_recorder()
    brand = brand_with(500.0, recorder)
    brand.pay(DAY, CAMPAIGN, ["feed_ads", "search_ads"], np.array([20.0, 30.0]))
    brand.pay(DAY + 1, CAMPAIGN, "bonus", np.array([5.0]), np.array([17]))
    columns = ("day", "campaign", "brand", "kind", "creator", "amount_cny")
    assert recorder.frame("ledger").select(columns).rows() == [
        (3, "launch", "qingrou", "feed_ads", None, 20.0),
        (3, "launch", "qingrou", "search_ads", None, 30.0),
        (4, "launch", "qingrou", "bonus", 17, 5.0),
    ]
    assert brand.spent_cny == 55.0


def test_without_a_budget_nothing_can_be_paid():
    with pytest.raises(ValueError, match="cannot pay"):
        pay(brand_with(0.0), 0.01)


def test_money_does_not_flow_back_by_paying_less_than_nothing():
    brand = brand_with(500.0)
    pay(brand, 100.0)
    with pytest.raises(ValueError, match="cannot pay"):
        pay(brand, -1.0)
    assert brand.spent_cny == 100.0


def two_contracts():
    return Contracts(
        np.array([4, 2]), np.array([1, 3], np.int8), np.array([900.0, 70_000.0]),
        np.array([200.0, 5000.0]), np.array([20.0, 500.0]), np.array([True, False]), np.array([DAY, DAY]),
        np.array([True, True]), np.zeros(2, np.int8), np.zeros(2), np.ones(2), np.array([0, 3], np.int8),
        np.zeros(2, np.bool_),
    )  # fmt: skip


def test_contracts_are_paid_with_the_platforms_part_under_their_lines():
    recorder = new_recorder()
    brand_with(5720.0, recorder).pay_contracts(DAY, CAMPAIGN, two_contracts())
    ledger = recorder.frame("ledger")
    by_kind = {kind: ledger.filter(kind=kind)["amount_cny"].to_list() for kind in ("creator_fee", "service_fee")}
    assert by_kind == {"creator_fee": [200.0, 5000.0], "service_fee": [20.0, 500.0]}
    assert ledger.height == 4
    assert set(ledger.select("line", "tier", "creator").rows()) == {("creators", "koc", 4), ("held", "waist", 2)}


def test_what_was_paid_upfront_is_not_paid_again():
    recorder = new_recorder()
    brand = brand_with(5720.0, recorder)
    brand.pay_contracts(DAY, CAMPAIGN, two_contracts(), np.array([50.0, 0.0]))
    assert recorder.frame("ledger").filter(kind="creator_fee")["amount_cny"].to_list() == [150.0, 5000.0]
    assert brand.spent_cny == 5670.0


def test_a_product_on_trial_is_paid_with_its_parcel():
    recorder = new_recorder()
    trial = two_contracts()._replace(goods_cny=np.array([80.0, 0.0]))
    brand_with(5720.0, recorder).pay_contracts(DAY, CAMPAIGN, trial)
    assert recorder.frame("ledger")["creator"].to_list() == [2, 2]


def test_what_comes_back_can_be_spent_again():
    recorder = new_recorder()
    brand = brand_with(5200.0, recorder)
    pay(brand, 5200.0)
    brand.get_back(DAY, CAMPAIGN, "fee_refund", np.array([40.0, 60.0]), two_contracts())
    assert brand.spent_cny == 5100.0
    pay(brand, 100.0)
    refunds = recorder.frame("ledger").filter(kind="fee_refund")
    assert refunds.select("creator", "amount_cny").rows() == [(4, -40.0), (2, -60.0)]


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
        brand.pay_contracts(day, CAMPAIGN, today)
    assert 0 < brand.spent_cny <= budget * (1 + 1e-9)
    assert brand.spent_cny == pytest.approx(1.1 * contracts.fee_cny.sum(), abs=0.01 * len(contracts.row))
