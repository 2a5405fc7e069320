"""A tier's money against the lumps of its prices: told in a brief before anything is hired."""

import pytest

from xhs_sim.brief.capacity import stock_of
from xhs_sim.brief.lumps import SURE, spent_in
from xhs_sim.brief.purchases import purchases
from xhs_sim.config import load_config

MARKET = ["campaign=face_cream", "population.audience=1000000", "population.n_users=20000",
          "campaign.tier_shares={head: 1, waist: 0, junior: 0, koc: 0}"]  # fmt: skip


def market(money, *overrides):
    return load_config([*MARKET, f"campaign.budget_cny={money}", *overrides])


def spent(money, *overrides):
    config = market(money, *overrides)
    stock = stock_of(config.campaign, config.graph, config.population.people)["head"]
    return spent_in("head", money, 1, config, stock.share * config.population.people)


def test_a_single_note_of_a_head_seldom_costs_what_was_planned_for_it():
    small = spent(30_000)
    assert 0.75 < small.share < 0.95  # .87 of 60 markets that were built, and of 2,000 drawn
    assert 40_000 < small.enough_cny < 80_000


def test_money_for_several_heads_is_spent_nearly_always():
    assert spent(80_000).share >= SURE
    assert spent(80_000).enough_cny == 80_000


def test_a_brief_tells_the_money_that_is_enough():
    (bought,) = purchases("heads", market(32_000))
    assert "of markets of this size" in bought.doubt
    assert not bought.problem
    enough = spent(32_000).enough_cny
    (rich,) = purchases("heads", market(enough))
    assert not rich.doubt


@pytest.mark.parametrize("tiers", ["{head: 0, waist: 0, junior: 0, koc: 1}", "{head: 0, waist: 0, junior: 1, koc: 0}"])
def test_tiers_of_many_creators_have_prices_of_every_size(tiers):
    (bought,) = purchases("many", market(5000, f"campaign.tier_shares={tiers}"))
    assert not bought.doubt
