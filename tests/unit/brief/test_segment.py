"""Whom a plan is for is counted, on the platform and in its slice."""

import pytest
from brief_play import checked, launch

ADS = {"ads": {"spend": {"creators": 2900, "feed_ads": 100}, "tiers": {"koc": 1}, "targeting": "broad"}}
MARKET = {"audience": 1_000_000, "n_users": 20_000}


def facts_of(**audience):
    plain = launch(market=MARKET, tactics=ADS, audience={"topics": ["skincare"], **audience})
    return [fact for fact in checked(plain).sums.facts if fact.startswith("audience")]


def test_women_of_two_ages_in_large_cities_are_counted_on_the_platform_and_in_the_market():
    (fact,) = facts_of(genders=["女"], age_bands=["18-24", "25-34"], city_tiers=["一线"])
    share = 0.7 * (0.43 + 0.36) * 0.5
    assert f"about {share * 320e6:,.0f} of these people on the platform" in fact
    assert f"the market has {share * 1e6:,.0f}" in fact


def test_educated_people_are_a_share_of_them():
    (fact,) = facts_of(education_levels=["本科"], city_tiers=["tier_1"])
    assert f"the market has {0.65 * 0.5 * 1e6:,.0f}" in fact


@pytest.mark.parametrize("both", [{"genders": ["女", "男"]}, {"city_tiers": ["tier_1", "tier_2", "tier_3"]}])
def test_all_of_a_kind_are_everybody(both):
    (fact,) = facts_of(**both)
    assert "about 320,000,000 of these people on the platform; the market has 1,000,000" in fact


def test_where_nobody_is_narrowed_down_nothing_is_counted():
    assert facts_of() == []
