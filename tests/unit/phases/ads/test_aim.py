"""What lines of ads go by is read from their bits and their rule."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.ads.aim import aim_of, misusing
from xhs_sim.phases.ads.lines import audience_of
from xhs_sim.world.ads import BACKGROUND, BOUGHT, BRAND, BROAD, EVERYBODY, OWN, TASTE, new_lines, no_lines


def aims(*bought):
    """Return the aims of lines, each bought by overrides of ``campaign.ads`` and a rule."""
    config = load_config(["security=platform", "campaign=face_cream"])
    masks = [
        EVERYBODY if asked is None else audience_of(load_config(
            ["campaign=face_cream", "campaign.ads.age_bands=[]", "campaign.ads.genders=[]", *asked]
        ).campaign.ads, config.population)
        for asked, _ in bought
    ]  # fmt: skip
    lines = no_lines()._replace(
        audience=np.array(masks, np.uint32), rule=np.array([rule for _, rule in bought], np.int8)
    )
    return aim_of(lines, config.security.consent, config.population)


def test_lines_for_everybody_go_by_nothing():
    aim = aims((None, BROAD), ((), BROAD))
    assert aim.is_aimed.tolist() == [False, False]
    assert aim.without_consent.tolist() == aim.minors.tolist() == [0.0, 0.0]


def test_what_a_line_goes_by_lacks_the_consent_of_those_who_did_not_give_it():
    aim = aims((None, TASTE), (["campaign.ads.genders=[female]"], BROAD), (["campaign.ads.genders=[female]"], TASTE))
    assert aim.is_aimed.all()
    assert aim.without_consent == pytest.approx([0.3, 0.2, 1 - 0.8 * 0.7])


def test_minors_are_as_many_as_among_whom_the_line_is_for():
    aim = aims(
        (None, TASTE),
        (["campaign.ads.age_bands=[under_18, a18_24]"], BROAD),
        (["campaign.ads.age_bands=[a18_24]"], BROAD),
    )
    assert aim.minors == pytest.approx([0.06, 0.06 / 0.49, 0.0])


def test_of_each_brand_the_most_shown_ad_that_misuses_is_told():
    config = load_config(["security=platform"])
    n = 6
    today = np.zeros((n, 8), np.int64)
    today[:, 0] = [5, 9, 7, 99, 50, 3]
    lines = new_lines(n, **{name: np.zeros((n, *getattr(no_lines(), name).shape[1:]), getattr(no_lines(), name).dtype)
                            for name in BOUGHT})  # fmt: skip
    lines = lines._replace(
        today=today,
        source=np.array([BRAND, BRAND, BRAND, BACKGROUND, BRAND, OWN], np.int8),
        advertiser=np.array([0, 0, 2, 1, 0, 1], np.int32),
        audience=np.full(n, EVERYBODY, np.uint32),
        rule=np.array([TASTE, TASTE, TASTE, TASTE, BROAD, TASTE], np.int8),
    )
    assert misusing(lines, config.security.consent, config.population).tolist() == [1, 5, 2]
    assert len(misusing(lines, load_config().security.consent, config.population)) == 0
