from xhs_sim.brief.purchases import purchases
from xhs_sim.lab import Platform
from xhs_sim.sensitivity.market import smaller_market

ONLY_KOCS = ["~study.arms.head_heavy", "~study.arms.pyramid"]


def test_a_smaller_market_is_the_least_that_can_be_told_of_with_the_same_money_a_head():
    large = ["experiment=kol_mix", *ONLY_KOCS, "population.audience=1000000", "campaign.budget_cny=110000"]
    few, many = (Platform([*large, f"population.n_users={readers}"]) for readers in (2000, 20000))
    assert smaller_market(few) == ["population.audience=200000", "campaign.budget_cny=22000.0"]
    assert smaller_market(many)[1] == "population.n_users=4000"  # who stand for as many people as before


def test_a_market_that_is_small_already_stays():
    assert smaller_market(Platform(["experiment=kol_mix", "population.audience=200000"])) == []


def test_sums_that_arms_have_of_their_own_are_not_made_smaller():
    own = "study.arms.pyramid=[campaign.budget_cny=50000]"
    assert smaller_market(Platform(["experiment=kol_mix", "population.audience=1000000", own])) == []


def test_a_market_in_which_an_arm_can_not_hire_its_tiers_is_too_small():
    """Of 22,000 CNY the plan with big names has 15,400 for them, and none is to be had for that."""
    large = ["experiment=kol_mix", "population.n_users=2000"]
    chosen = smaller_market(Platform([*large, "population.audience=5000000", "campaign.budget_cny=550000"]))
    people = int(dict(text.split("=") for text in chosen)["population.audience"])
    assert 200_000 < people < 5_000_000
    assert not doubts(Platform([*large, *chosen]))
    assert doubts(Platform([*large, "population.audience=200000", "campaign.budget_cny=22000"]))


def doubts(subject):
    """Return what money of the arms may not buy what it is for."""
    bought = [each for arm in subject.arms for each in purchases(arm, subject.at({}, arm))]
    return [each.problem or each.doubt for each in bought if each.problem or each.doubt]
