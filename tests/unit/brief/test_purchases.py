"""What a tactic's money buys, where creators may refuse."""

import re

import pytest

from xhs_sim.brief.purchases import purchases
from xhs_sim.config import load_config

CAMPAIGN = ["campaign=face_cream", "campaign.budget_cny=100000",
            "campaign.tier_shares={head: 0, waist: 0, junior: 0, koc: 1}",
            "population.audience=1000000", "population.n_users=20000", "campaign.ads.split={creators: 1}"]  # fmt: skip


def notes_of(strength):
    (bought,) = purchases("koc", load_config([*CAMPAIGN, f"creators.offers.strength={strength}"]))
    return bought


def test_where_nobody_refuses_nothing_is_said_of_it():
    assert "refuse" not in notes_of(0).text


@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_those_asked_are_those_hired_and_the_usual_share_of_refusals(strength):
    usual = load_config(CAMPAIGN).creators.offers.usual * strength
    pattern = r"by (\d+) to (\d+) of .* creators of koc; about (\d+) of (\d+) asked refuse"
    fewest, most, refused, asked = map(int, re.search(pattern, notes_of(strength).text).groups())
    assert refused / asked == pytest.approx(usual, abs=0.003)
    assert asked - refused == pytest.approx((fewest + most) / 2, abs=1)


def test_who_refuses_cannot_be_hired_however_much_money_there_is():
    everybody = ["campaign.max_share_of_tier=1"]
    (all_of_them,) = purchases("koc", load_config([*CAMPAIGN, *everybody]))
    (willing,) = purchases("koc", load_config([*CAMPAIGN, *everybody, "creators.offers.strength=1"]))
    usual = load_config(CAMPAIGN).creators.offers.usual
    assert willing.takes_cny == pytest.approx(all_of_them.takes_cny * (1 - usual))
