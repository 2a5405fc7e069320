"""Appeals: who files them, when, and how they end."""

import numpy as np
import pytest

from xhs_sim.config.schema import AppealsConfig
from xhs_sim.phases.moderate.appeal import answered, filed, granted

LAW = AppealsConfig(
    by_wronged=0.5, by_others=0.1, file_hours=12.0, least_hours=6.0, reversed_wronged=0.8, reversed_others=0.05
)
KEYS, KEY = np.arange(200_000), np.uint64(3)
WRONGED = KEYS % 2 == 0


def test_who_broke_no_rule_appeals_more_often_and_is_granted_it_more_often():
    files, grants = filed(WRONGED, KEYS, LAW, KEY).is_filed, granted(WRONGED, KEYS, LAW, KEY)
    assert (files[WRONGED].mean(), files[~WRONGED].mean()) == pytest.approx((0.5, 0.1), abs=0.005)
    assert (grants[WRONGED].mean(), grants[~WRONGED].mean()) == pytest.approx((0.8, 0.05), abs=0.005)


def test_whether_one_appeals_says_nothing_of_how_it_ends():
    files, grants = filed(WRONGED, KEYS, LAW, KEY).is_filed[WRONGED], granted(WRONGED, KEYS, LAW, KEY)[WRONGED]
    assert grants[files].mean() == pytest.approx(grants[~files].mean(), abs=0.01)


def test_appeals_come_after_an_exponential_time():
    hours = filed(WRONGED, KEYS, LAW, KEY).hours
    assert hours.mean() == pytest.approx(12.0, rel=0.01)
    assert np.median(hours) == pytest.approx(12.0 * np.log(2), rel=0.02)


@pytest.mark.parametrize(
    ("filed_hour", "looked_hour", "due"), [(10.0, 11.0, 16.0), (10.0, 16.0, 16.0), (10.0, 40.0, 40.0)]
)
def test_an_answer_takes_the_least_time_and_a_look(filed_hour, looked_hour, due):
    assert answered(filed_hour, looked_hour, LAW) == due


def test_a_law_without_appeals_has_none():
    nobody = LAW.model_copy(update={"by_wronged": 0.0, "by_others": 0.0})
    assert not filed(WRONGED, KEYS, nobody, KEY).is_filed.any()
