"""What may be decided of a campaign, and how a split is written into its configuration."""

import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.optimise.decided import choice_of

SMALL = ["experiment=kol_mix", "population.audience=0", "population.n_users=1000", "n_days=8", "campaign.start_day=2"]
KFS = ["campaign.budget_cny=1000", "campaign.ads.split={creators: 0.5, feed: 0.3, search: 0.2}"]


def choice(*overrides, over=("mix",), limits=None, given=()):
    return choice_of(load_config([*SMALL, *overrides]), over, (), limits or {}, given)[0]


def test_a_mix_is_written_as_shares_of_tiers_and_the_budget_stays():
    found = choice("campaign.budget_cny=1000")
    values = found.write({"koc": 0.25, "junior": 0.75, "waist": 0.0, "head": 0.0})
    assert values["campaign.tier_shares.junior"] == 0.75
    assert values["campaign.budget_cny"] == 1000.0
    assert not [name for name in values if "split" in name]


def test_more_money_in_a_tier_leaves_the_ads_their_money():
    values = choice(*KFS).write({"koc": 0.7, "junior": 0.5, "waist": 0.0, "head": 0.0})
    whole = values["campaign.budget_cny"]
    assert whole == 1100.0
    assert values["campaign.ads.split.feed"] * whole == pytest.approx(300, abs=0.01)
    assert values["campaign.ads.split.creators"] * whole == pytest.approx(600, abs=0.01)


def test_lines_of_the_budget_are_those_that_somebody_can_be_paid_for():
    assert [pot.name for pot in choice(*KFS, over=("budget",)).pots] == ["creators", "feed", "search"]


def test_mix_and_budget_together_have_tiers_beside_the_other_lines():
    found = choice(*KFS, over=("mix", "budget"))
    assert {pot.name for pot in found.pots} == {"koc", "junior", "waist", "head", "feed", "search"}
    values = found.write({"koc": 0.2, "junior": 0.2, "waist": 0.0, "head": 0.0, "feed": 0.6, "search": 0.0})
    assert values["campaign.ads.split.creators"] == pytest.approx(0.4)
    assert values["campaign.tier_shares.koc"] == pytest.approx(0.5)


def test_the_search_begins_with_what_the_arms_do():
    arm = load_config([*SMALL, "campaign.tier_shares={head: 0.7, waist: 0.3, junior: 0.0, koc: 0.0}"])
    point = choice(given=[arm]).thought_of()[0]
    assert point.tolist() == pytest.approx([0.0, 0.0, 0.3, 0.7])


def test_a_calendar_needs_days():
    assert [axis.name for axis in choice(over=("calendar",)).axes] == ["campaign.start_day", "campaign.burst_days"]
    with pytest.raises(ConfigError, match=r"5 days leave no choice"):
        choice("n_days=5", over=("calendar",))


@pytest.mark.parametrize(("limits", "said"), [
    ({"heads": (0.0, 0.5)}, "heads takes no money here"),
    ({"head": (0.6, 0.5)}, "at least 0.6 and at most 0.5 of the money can't hold together"),
    ({"koc": (1.5, 1.0)}, r"koc=1.5: 1.5 is no share \(0 to 1\)"),
    ({"koc": (0.0, -0.1)}, r"koc=-0.1: -0.1 is no share \(0 to 1\)"),
    ({"head": (0.6, 1.0), "koc": (0.6, 1.0)}, "at least 1.2"),
])  # fmt: skip
def test_limits_that_cannot_hold_are_refused(limits, said):
    with pytest.raises(ConfigError, match=said):
        choice(limits=limits)


def test_no_money_is_refused():
    with pytest.raises(ConfigError, match="the campaign has no money"):
        choice("campaign.budget_cny=0")
