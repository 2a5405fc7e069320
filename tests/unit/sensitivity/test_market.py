from xhs_sim.brief.purchases import purchases
from xhs_sim.lab import Platform
from xhs_sim.sensitivity.market import smaller_markets

ONLY_KOCS = ["~study.arms.head_heavy", "~study.arms.pyramid"]


def test_a_smaller_market_is_the_least_that_can_be_told_of_with_the_same_money_a_head():
    large = ["experiment=kol_mix", *ONLY_KOCS, "population.audience=1000000", "campaign.budget_cny=110000"]
    few, many = (Platform([*large, f"population.n_users={readers}"]) for readers in (2000, 20000))
    assert smaller_markets(few) == [(["population.audience=200000", "campaign.budget_cny=22000.0"], ())]
    assert smaller_markets(many)[0].settings[1] == "population.n_users=4000"  # who stand for as many people as before


def test_a_market_that_is_small_already_stays():
    assert smaller_markets(Platform(["experiment=kol_mix", "population.audience=200000"])) == []


def test_sums_that_arms_have_of_their_own_are_not_made_smaller():
    own = "study.arms.pyramid=[campaign.budget_cny=50000]"
    assert smaller_markets(Platform(["experiment=kol_mix", "population.audience=1000000", own])) == []


def test_beside_the_least_market_stands_the_smallest_in_which_each_arm_can_hire_its_tiers():
    """Of 22,000 CNY the plan with big names has 15,400 for them, and none is to be had for that."""
    large = ["experiment=kol_mix", "population.n_users=2000"]
    least, whole = smaller_markets(Platform([*large, "population.audience=5000000", "campaign.budget_cny=550000"]))
    people = int(dict(text.split("=") for text in whole.settings)["population.audience"])
    assert 200_000 < people < 5_000_000
    assert not whole.lacking
    assert not doubts(Platform([*large, *whole.settings]))
    assert "population.audience=200000" in least.settings
    assert "head_heavy" in least.lacking
    assert not {"nothing", "koc_spread"} & set(least.lacking)
    assert doubts(Platform([*large, *least.settings]))


def doubts(subject):
    """Return what money of the arms may not buy what it is for."""
    bought = [each for arm in subject.arms for each in purchases(arm, subject.at({}, arm))]
    return [each.problem or each.doubt for each in bought if each.problem or each.doubt]
