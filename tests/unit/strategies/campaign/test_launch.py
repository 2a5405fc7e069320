"""Launches: what is signed, what it costs and on which day each note is due."""

import numpy as np
import pytest

from unit.strategies.kol.test_select import market_of
from xhs_sim.config import ConfigError, load_config
from xhs_sim.config.schema.plan import AgreedConfig
from xhs_sim.strategies.campaign.disclosure import all_inside
from xhs_sim.strategies.campaign.launch import due, launch

PLAN = load_config(["campaign=face_cream"]).campaign.model_copy(
    update={
        "budget_cny": 1e6, "start_day": 10, "burst_days": 5, "tier_shares": {"koc": 1.0}, "selector": "followers",
        "max_share_of_tier": 1.0,
        "fill_to": 0.0,
    }
)  # fmt: skip
FIVE = market_of([1000, 2000, 3000, 4000, 4500], [100, 150, 250, 300, 350], fit=[0, 1, 0.5, 0, 1])
LOTS = np.array([0.0, 0.19, 0.2, 0.55, 0.999])


def signed(market=FIVE, lots=LOTS, **changes):
    """Return contracts in the order of their creators."""
    contracts = launch(PLAN.model_copy(update=changes), market, lots)
    order = np.argsort(contracts.row)
    return type(contracts)(*(column[order] for column in contracts))


def test_notes_are_due_on_the_day_of_their_lot():
    assert signed().publish_day.tolist() == [10, 10, 11, 12, 14]


def test_a_burst_of_one_day_is_the_first_day():
    assert (signed(burst_days=1).publish_day == 10).all()


def test_notes_spread_evenly_over_the_burst():
    m = 1000
    many = market_of(np.full(m, 1000.0), np.full(m, 10.0))
    days = signed(many, (np.arange(m) + 0.5) / m).publish_day
    assert np.bincount(days)[10:].tolist() == [200] * 5


def test_a_contract_is_due_on_one_day_only():
    contracts = signed()
    by_day = {day: due(contracts, day).row.tolist() for day in range(20)}
    assert {day: rows for day, rows in by_day.items() if rows} == {10: [0, 1], 11: [2], 12: [3], 14: [4]}


def test_what_is_due_keeps_all_terms_of_the_contract():
    today = due(signed(), 12)
    assert [column.tolist() for column in today[:5]] == [[3], [1], [4000.0], [300.0], pytest.approx([30.0])]
    assert today.publish_day.tolist() == [12]


def test_a_note_outside_the_marketplace_costs_the_premium_and_no_service_fee():
    ways = all_inside(5)._replace(is_outside=np.array([True, False, True, False, False]), premium=0.05)
    both = signed(FIVE._replace(ways=ways))
    assert both.is_outside.tolist() == ways.is_outside.tolist()
    assert both.fee_cny.tolist() == [105.0, 150.0, 262.5, 300.0, 350.0]
    assert both.service_fee_cny.tolist() == pytest.approx([0.0, 15.0, 0.0, 30.0, 35.0])


def test_what_the_marketplace_does_not_get_hires_others():
    outside = FIVE._replace(ways=all_inside(5)._replace(is_outside=np.ones(5, np.bool_)))
    money = {"budget_cny": 1150.0, "selector": "followers"}
    assert len(signed(outside, **money).row) == 5
    assert len(signed(FIVE, **money).row) < 5


def test_who_is_agreed_publishes_through_the_marketplace():
    outside = FIVE._replace(ways=all_inside(5)._replace(is_outside=np.ones(5, np.bool_), premium=0.05))
    contracts = signed(outside, agreed=[AgreedConfig(followers=4000, price_cny=100.0, after_days=1)])
    assert contracts.is_outside.tolist() == [True, True, True, True, False]  # the nearest on topic stands for it
    assert contracts.fee_cny[4] == 100.0
    assert contracts.service_fee_cny[4] == pytest.approx(10.0)


def test_contracts_name_creators_by_their_row_in_the_world():
    elsewhere = FIVE._replace(row=np.array([70, 71, 72, 73, 74]))
    assert signed(elsewhere).row.tolist() == [70, 71, 72, 73, 74]


def test_the_service_fee_is_a_share_of_the_fee():
    prices = PLAN.prices.model_copy(update={"service_fee_share": 0.2})
    contracts = signed(prices=prices)
    assert contracts.fee_cny == pytest.approx(FIVE.price_cny)
    assert contracts.service_fee_cny == pytest.approx(0.2 * FIVE.price_cny)


def test_creators_of_the_campaigns_topics_are_on_topic():
    assert signed().is_on_topic.tolist() == [False, True, True, False, True]


@pytest.mark.parametrize("budget", [0.0, 99.0, 500.0, 640.0, 1234.0, 1e6])
def test_a_launch_never_costs_more_than_its_budget(budget):
    contracts = signed(budget_cny=budget)
    spent = contracts.fee_cny.sum() + contracts.service_fee_cny.sum()
    assert spent <= budget * (1 + 1e-12)
    assert (len(contracts.row) == 0) == (budget < 1.1 * FIVE.price_cny.min())


def test_the_selector_decides_whom_a_small_budget_hires():
    budget = 1.1 * 350 + 1.0  # the dearest, or cheaper ones by followers per CNY
    assert signed(budget_cny=budget, selector="followers").row.tolist() == [4]
    assert 4 not in signed(budget_cny=budget, selector="price_efficiency").row


def test_no_creator_signs_twice():
    rows = signed(tier_shares={"koc": 0.5, "junior": 0.25, "head": 0.25}).row
    assert len(set(rows.tolist())) == len(rows) == 5


def test_a_share_of_a_tier_stays_free():
    assert len(signed(max_share_of_tier=0.6).row) == 3


def test_a_later_start_moves_every_note_by_as_much():
    assert (signed(start_day=17).publish_day == signed().publish_day + 7).all()


def test_a_lot_belongs_to_the_creator_whoever_else_is_hired():
    few, all_of_them = signed(budget_cny=600.0), signed()
    assert 0 < len(few.row) < 5
    assert (few.publish_day == all_of_them.publish_day[few.row]).all()


def test_nobody_for_hire_means_no_contracts():
    assert {len(column) for column in signed(market_of([], []), np.array([]))} == {0}


def agreed(*terms):
    return [AgreedConfig(followers=followers, price_cny=price, after_days=day) for followers, price, day in terms]


def test_who_is_agreed_is_hired_first_at_the_price_and_on_the_day_agreed():
    contracts = signed(agreed=agreed((4400, 999.0, 3)), budget_cny=1150.0)
    assert contracts.row.tolist() == [4]
    assert contracts.fee_cny.tolist() == [999.0]
    assert contracts.publish_day.tolist() == [13]
    assert contracts.is_quoted.all()


def test_nobody_stands_for_two_and_nobody_agreed_is_hired_again():
    contracts = signed(agreed=agreed((2100, 0.0, 0), (2100, 0.0, 1)))
    assert contracts.row.tolist() == [0, 1, 2, 3, 4]
    assert contracts.fee_cny.tolist() == [100, 0, 0, 300, 350]  # creator 2 is the next on topic


def test_what_is_agreed_must_fit_into_the_budget():
    with pytest.raises(ConfigError, match="costs 1,100 CNY with the fee, for creators there are 1,000"):
        signed(agreed=agreed((2000, 1000.0, 0)), budget_cny=1000.0)


def test_nothing_agreed_changes_nothing():
    assert [column.tolist() for column in signed(agreed=[])] == [column.tolist() for column in signed()]
