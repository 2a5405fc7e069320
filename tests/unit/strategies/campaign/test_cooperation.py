"""Kinds of cooperation: what a product on trial costs, who writes about it, and how often one creator writes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.strategies.kol.test_select import market_of
from xhs_sim.actors.tactics.cocreation import sign_cocreation
from xhs_sim.actors.tactics.trial import chance_to_write, parcel_cny, send_trials
from xhs_sim.config import ConfigError, load_config
from xhs_sim.strategies.campaign.contract import fates_of
from xhs_sim.strategies.campaign.cooperation import brief_effect, keywords_of
from xhs_sim.strategies.campaign.launch import COCREATION, PAID, TRIAL, launch, series_days
from xhs_sim.strategies.campaign.money import creator_money
from xhs_sim.strategies.kol.agreed import stand_ins

CONFIG = load_config(["campaign=face_cream", "tactics=[trial,cocreation]"])
CREAM = CONFIG.brands["qingrou"].products["face_cream"]
PLAN = CONFIG.campaign.model_copy(
    update={
        "budget_cny": 1e4, "start_day": 10, "burst_days": 5, "tier_shares": {"koc": 1.0}, "selector": "followers",
        "max_share_of_tier": 1.0,
        "fill_to": 0.0,
    }
)  # fmt: skip
FIVE = market_of([1000, 2000, 3000, 4000, 4500], [100, 150, 250, 300, 350], fit=[0, 1, 0.5, 0, 1])
DAYS, NOBODY = np.arange(10, 15), np.zeros(0, np.int64)


def terms(**changes):
    return PLAN.contract.model_copy(update=changes)


def trial(**changes):
    return PLAN.tactics["trial"].model_copy(update=changes)


def with_terms(**changes):
    return PLAN.model_copy(update={"contract": terms(**changes)})


def test_a_parcel_is_the_goods_at_cost_and_its_handling_in_whole_fen():
    assert parcel_cny(CREAM, trial(handling_cny=15.0)) == 84.3  # .35 of 198, and 15
    free = CREAM.model_copy(update={"margin_share": 1.0})
    assert parcel_cny(free, trial(handling_cny=0.0)) == 0.01


def test_a_creator_whose_fee_is_the_products_price_writes_as_often_as_is_said():
    assert chance_to_write(198.0, np.array([198.0]), trial(write_even=0.37)) == pytest.approx([0.37])


def test_who_asks_more_seldom_writes_for_a_gift():
    """Creators of 1,000, 20,000 and 500,000 followers by the price law, and a cream of 198 CNY."""
    chance = chance_to_write(198.0, np.array([130.0, 1600.0, 25_000.0]), trial(write_even=0.5, write_worth=1.0))
    assert chance == pytest.approx([0.60, 0.11, 0.008], abs=0.005)


fees = st.lists(st.floats(0.0, 1e9), min_size=1, max_size=6)


@given(st.floats(1.0, 1e5), fees, st.floats(0, 1), st.floats(0, 5))
def test_the_chance_is_one_and_never_rises_with_the_fee(worth, asked, even, slope):
    chance = chance_to_write(worth, np.sort(np.array(asked)), trial(write_even=even, write_worth=slope))
    assert ((chance >= 0) & (chance <= 1)).all()
    assert (np.diff(chance) <= 1e-12).all()


def sent(cash=1e4, hired=NOBODY, **changes):
    return send_trials(PLAN, trial(**changes), FIVE, CREAM, round(100 * cash), DAYS, hired)


def test_products_are_sent_without_fee_or_marketplace_to_who_has_no_contract():
    parcels = sent(hired=np.array([4, 0]))
    assert sorted(parcels.row.tolist()) == [1, 2, 3]
    assert not parcels.fee_cny.any()
    assert not parcels.service_fee_cny.any()
    assert parcels.goods_cny.tolist() == [84.3] * 3
    assert (parcels.kind == TRIAL).all()
    expected = chance_to_write(CREAM.price_cny, FIVE.price_cny, trial())
    assert parcels.chance == pytest.approx(expected[parcels.row])
    assert (parcels.publish_day == DAYS[parcels.row]).all()


@pytest.mark.parametrize(("cash", "n"), [(0.0, 0), (84.29, 0), (84.3, 1), (200.0, 2), (1e6, 5)])
def test_as_many_products_are_sent_as_the_money_buys(cash, n):
    assert len(sent(cash).row) == n


def test_products_go_to_the_tiers_that_trials_are_for():
    assert len(sent(tiers={"koc": 0.0, "junior": 1.0}).row) == 0  # nobody there
    assert len(sent(tiers={"koc": 1.0, "waist": 1.0}, handling_cny=2_400.0).row) == 2  # half the money


def test_a_note_developed_together_costs_its_factor_of_the_fee():
    signed = sign_cocreation(PLAN, PLAN.tactics["cocreation"], FIVE, 1_000_000, DAYS, NOBODY)
    factor = PLAN.tactics["cocreation"].fee_factor
    assert signed.fee_cny == pytest.approx(factor * FIVE.price_cny[signed.row])
    assert signed.service_fee_cny == pytest.approx(PLAN.prices.service_fee_share * signed.fee_cny)
    assert (signed.kind == COCREATION).all()
    assert not signed.goods_cny.any()


def test_a_trial_comes_when_it_comes_and_if_its_creator_likes_to():
    lots = np.random.default_rng(7).random((3, 4000))
    market = market_of(np.full(4000, 1000.0), np.full(4000, 198.0))
    parcels = send_trials(PLAN, trial(write_even=0.3), market, CREAM, 10**11, np.zeros(4000, np.int64), NOBODY)
    strict = fates_of(lots, parcels, terms(late_rate=1.0, fail_rate=1.0), 4.0)
    assert (~strict.fails).mean() == pytest.approx(0.3, abs=0.03)
    assert strict.late_days.mean() == pytest.approx(3.5, abs=0.25)  # whole days of an exponential wait
    more = fates_of(lots, parcels._replace(chance=parcels.chance + 0.2), PLAN.contract, 4.0)
    assert (more.fails <= strict.fails).all()


def test_only_briefed_notes_are_briefed_and_a_trial_says_what_the_product_is_like():
    kind = np.array([PAID, TRIAL, COCREATION])
    tactics = {"trial": trial(tone=0.5), "cocreation": PLAN.tactics["cocreation"].model_copy(update={"quality": 0.3})}
    plan = PLAN.model_copy(update={"tactics": tactics, "quality_effect": -0.1})
    assert brief_effect(kind, plan, 0.2, -2.0) == pytest.approx([0.1, -1.0, 0.4])


@pytest.mark.parametrize(("briefed", "expected"), [(0.2, [0.2, 0.0, 0.5]), (0.9, [0.9, 0.0, 0.9])])
def test_keywords_come_from_the_brief_and_from_developing_together(briefed, expected):
    developed = PLAN.tactics["cocreation"].model_copy(update={"keyword_coverage": 0.5})
    plan = with_terms(cocreation=developed).model_copy(update={"keyword_coverage": briefed})
    assert [keywords_of(kind, plan) for kind in (PAID, TRIAL, COCREATION)] == expected


def test_the_creators_money_is_shared_out_by_kind_and_adds_up():
    money = creator_money(with_terms(kinds={"paid": 2.0, "trial": 1.0, "cocreation": 1.0}, bonus_reserve=0.2))
    assert (money.burst, money.trial, money.cocreation) == (400_000, 200_000, 200_000)
    assert sum(money) == 100 * PLAN.budget_cny
    assert creator_money(PLAN).burst == 100 * PLAN.budget_cny


def test_weights_that_leave_nothing_are_refused_by_name():
    with pytest.raises(ConfigError, match=r"campaign\.contract\.kinds"):
        load_config(["campaign.contract.kinds={paid: 0.0}"])
    with pytest.raises(ConfigError, match=r"campaign\.contract\.kinds.*loan"):
        load_config(["+campaign.contract.kinds.loan=1.0"])


@pytest.mark.parametrize(("most", "window", "days"), [
    (0, 30, [0, 4, 8, 12]), (1, 30, [0]), (2, 30, [0, 4]), (1, 5, [0, 8]), (2, 9, [0, 4, 12]), (1, 4, [0, 4, 8, 12]),
])  # fmt: skip
def test_no_creator_signs_more_notes_in_a_window_than_it_accepts(most, window, days):
    plan = terms(notes_each=4, gap_days=4, most_notes=most, most_days=window)
    assert series_days(plan).tolist() == days


@given(st.integers(1, 8), st.integers(1, 20), st.integers(1, 5), st.integers(1, 40))
def test_every_window_holds_at_most_the_limit(notes, gap, most, window):
    days = series_days(terms(notes_each=notes, gap_days=gap, most_notes=most, most_days=window))
    assert days[0] == 0
    assert all(((days > day - window) & (days <= day)).sum() <= most for day in days)


def test_what_a_creator_would_not_accept_goes_to_the_next():
    lots, budget = np.zeros(5), 1.1 * 700 + 1.0  # two notes of the dearest, or one of the dearest and of the next
    free, limited = (
        launch(with_terms(notes_each=2, most_notes=most).model_copy(update={"budget_cny": budget}), FIVE, lots)
        for most in (0, 1)
    )
    assert free.row.tolist() == [4, 4]
    assert limited.row.tolist() == [4, 3]


def test_nobody_under_contract_stands_for_an_agreed_creator():
    assert stand_ins(FIVE, [2000, 4400]).tolist() == [1, 4]
    assert stand_ins(FIVE, [2000, 4400], np.array([4, 1])).tolist() == [2, 3]  # nobody else is on topic
