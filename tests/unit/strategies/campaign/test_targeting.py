"""What a plan's ads go by, what of that lacks consent, and how the platform answers."""

import pytest

from xhs_sim.config import load_config
from xhs_sim.strategies.campaign.targeting import (
    Touched,
    expected_fines,
    goes_by,
    lawful,
    lawful_rule,
    minors_reached,
    share_without_consent,
    touched_by,
)

BROAD = ("targeting=broad", "genders=[]", "age_bands=[]", "city_tiers=[]", "education_levels=[]")


def plan_of(*ads, consent=()):
    asked = [f"campaign.ads.{each}" for each in (*BROAD, *ads)]
    law = [f"security.consent.{each}" for each in consent]
    config = load_config(["security=platform", "campaign=face_cream", *asked, *law])
    return config.campaign.ads, config.security.consent, config.population


@pytest.mark.parametrize(
    ("ads", "expected"),
    [
        ((), ()),
        (("genders=[female]",), ("gender",)),
        (("age_bands=[a18_24]", "city_tiers=[tier_1]"), ("age_band", "city_tier")),
        (("education_levels=[bachelor]", "targeting=taste"), ("education_level", "behaviour")),
        (("targeting=look_alike",), ("behaviour",)),
        (("targeting=retarget",), ("behaviour",)),
    ],
)
def test_ads_go_by_what_is_named_and_by_behaviour_unless_they_are_for_all(ads, expected):
    assert goes_by(plan_of(*ads)[0]) == expected


def test_what_needs_consent_is_told_with_the_share_who_gave_it():
    ads, consent, _ = plan_of("genders=[female]", "targeting=taste", consent=("needed=[behaviour]",))
    assert touched_by(ads, consent) == [Touched("behaviour", 0.7)]
    assert touched_by(plan_of()[0], consent) == []


def test_people_agree_to_each_attribute_by_itself():
    _, consent, _ = plan_of()
    assert share_without_consent(("gender", "behaviour"), consent) == pytest.approx(1 - 0.8 * 0.7)
    assert share_without_consent((), consent) == 0
    _, free, _ = plan_of(consent=("needed=[gender]",))
    assert share_without_consent(("behaviour",), free) == 0


@pytest.mark.parametrize(
    ("ads", "expected"),
    [
        ((), 0.0),
        (("targeting=taste",), 0.06),
        (("age_bands=[a18_24]",), 0.0),
        (("age_bands=[under_18]",), 1.0),
        (("age_bands=[under_18, a18_24]",), 0.06 / 0.49),
    ],
)
def test_minors_are_among_whom_aimed_ads_are_for_unless_they_are_left_out(ads, expected):
    assert minors_reached(*plan_of(*ads)) == pytest.approx(expected)


def test_misuse_is_fined_by_the_day_where_it_is_not_refused():
    aimed = plan_of("targeting=taste")
    assert expected_fines(*aimed, days=10) == pytest.approx(10 * 0.0005 * 100_000)
    assert expected_fines(*plan_of(), days=10) == 0
    assert expected_fines(*plan_of("targeting=taste", consent=("enforced=true",)), days=10) == 0
    agreed = plan_of("genders=[female]", "age_bands=[a18_24]", consent=("given={gender: 1.0, age_band: 1.0}",))
    assert expected_fines(*agreed, days=10) == 0


def test_a_platform_that_does_not_enforce_shows_ads_as_asked():
    aimed = plan_of("genders=[female]", "targeting=taste")
    assert lawful(*aimed) is aimed[0]
    assert lawful_rule("taste", aimed[1]) == "taste"


def test_a_platform_that_enforces_makes_ads_wider_and_leaves_minors_out_of_what_is_still_aimed():
    asked = ("genders=[female]", "city_tiers=[tier_1]", "targeting=taste")
    wider = lawful(*plan_of(*asked, consent=("enforced=true",)))
    assert goes_by(wider) == ()
    some = lawful(*plan_of(*asked, consent=("enforced=true", "needed=[behaviour, gender]")))
    assert goes_by(some) == ("age_band", "city_tier")
    assert "under_18" not in some.age_bands
    assert len(some.age_bands) == 4
    assert lawful_rule("taste", plan_of(consent=("enforced=true",))[1]) == "broad"
