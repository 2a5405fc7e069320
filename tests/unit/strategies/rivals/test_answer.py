"""Answers to share of voice: what is heard, when, and how much more a rival does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.strategies.rivals.answer import Heard, excess_voice, raised_by, share_of_voice

TERMS = (
    load_config(["rivals=skincare"])
    .rivals["meibai"]
    .answer.model_copy(update={"strength": 2.0, "days": 3, "lag_days": 2, "most": 1.8})
)
# Three brands, the last on another topic; brand 0 campaigns from day 4 and gets three times the others' impressions.
QUIET, LOUD = np.array([10, 30, 500]), np.array([90, 30, 500])


def heard(start_day=4, n_days=20, on_topic=(True, True, False), loud=0):
    days = [QUIET if day < start_day else LOUD for day in range(n_days)]
    impressions = [np.zeros(3, np.int64), *np.cumsum(days, axis=0)]
    return Heard(impressions, loud, np.array(on_topic), start_day)


def test_the_share_is_among_brands_of_the_topic():
    assert share_of_voice(heard(), 0, 4) == 0.25
    assert share_of_voice(heard(), 4, 9) == 0.75
    assert share_of_voice(heard(), 4, 4) == 0.0


def test_a_campaign_on_another_topic_is_not_heard():
    assert excess_voice(heard(loud=2), 12, TERMS) == 0.0
    assert share_of_voice(heard(loud=2), 0, 9) == 0.0


def test_the_excess_comes_after_the_lag_and_is_over_the_days_asked():
    found = [excess_voice(heard(), day, TERMS) for day in range(12)]
    assert found[:7] == [0.0] * 7  # the campaign's first day ends in the morning of day 5, and is heard of on day 7
    assert found[7] == pytest.approx(110 / 200 - 0.25 - (110 / 200 - 110 / 200))  # one loud day of three
    assert found[9] == found[11] == 0.5


def test_of_a_campaign_from_the_first_day_on_the_usual_share_is_an_equal_one():
    assert excess_voice(heard(start_day=0), 8, TERMS) == pytest.approx(0.75 - 0.5)


def test_an_answer_rises_with_the_excess_up_to_the_most_and_never_falls_below_the_habit():
    assert [raised_by(excess, TERMS) for excess in (-0.3, 0.0, 0.25, 0.9)] == [1.0, 1.0, 1.5, 1.8]


@given(st.floats(-1, 1), st.floats(0, 20), st.floats(1, 20))
def test_no_strength_is_no_answer_and_no_answer_is_over_the_most(excess, strength, most):
    terms = TERMS.model_copy(update={"strength": strength, "most": most})
    assert 1.0 <= raised_by(excess, terms) <= most
    assert raised_by(excess, terms.model_copy(update={"strength": 0.0})) == 1.0
