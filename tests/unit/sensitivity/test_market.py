from xhs_sim.config import load_config
from xhs_sim.sensitivity.market import smaller_market


def test_a_smaller_market_is_the_least_that_can_be_told_of_with_the_same_money_a_head():
    large = ["experiment=kol_mix", "population.audience=1000000", "campaign.budget_cny=110000"]
    few, many = (load_config([*large, f"population.n_users={readers}"]) for readers in (2000, 20000))
    assert smaller_market(few) == ["population.audience=200000", "campaign.budget_cny=22000.0"]
    assert smaller_market(many)[1] == "population.n_users=4000"  # who stand for as many people as before


def test_a_market_that_is_small_already_stays():
    assert smaller_market(load_config(["experiment=kol_mix", "population.audience=200000"])) == []


def test_sums_that_arms_have_of_their_own_are_not_made_smaller():
    own = "study.arms.pyramid=[campaign.budget_cny=50000]"
    assert smaller_market(load_config(["experiment=kol_mix", "population.audience=1000000", own])) == []
