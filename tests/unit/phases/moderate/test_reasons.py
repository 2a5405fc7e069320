"""Why people look at a note, how urgent that is, and how long it takes."""

import numpy as np
import pytest

from xhs_sim.config.schema import DeskConfig
from xhs_sim.phases.moderate.reasons import reports_come, reviewers_of, service_hours, surged, urgencies

DESK = DeskConfig(
    reviewers=20.0, minutes=3.0, hit_rate=0.9, false_rate=0.02, priority=["report", "surge"], reports=2,
    report_hours=12.0, surges=[100],
)  # fmt: skip
KEYS, KEY = np.arange(100_000), np.uint64(5)


def desk(**change):
    return DESK.model_copy(update=change)


@pytest.mark.parametrize(
    ("per_million", "people", "due"), [(20, 200_000, 4), (20, 1_000_000, 20), (1, 1000, 1), (0, 10**6, 0)]
)
def test_a_market_has_its_share_of_reviewers_and_at_least_one_if_any(per_million, people, due):
    assert reviewers_of(desk(reviewers=float(per_million)), people) == due


def test_what_is_named_first_is_most_urgent_and_what_is_left_out_comes_last():
    assert urgencies(DESK) == [1, 0, 2, 2]  # surge, report, machine, appeal


def test_a_case_takes_an_exponential_time():
    hours = service_hours(KEYS, DESK, KEY)
    assert hours.mean() == pytest.approx(0.05, rel=0.02)
    assert hours.std() == pytest.approx(0.05, rel=0.03)


def test_reports_of_a_day_come_after_its_midnight_evenly():
    came = reports_come(KEYS, 3, DESK, KEY)
    assert (came.min() >= 96.0, came.max() <= 108.0) == (True, True)
    assert came.mean() == pytest.approx(102.0, abs=0.05)


@pytest.mark.parametrize(
    ("before", "now", "levels", "due"),
    [
        (0, 99, [9, 100], True),
        (9, 99, [100], False),
        (99, 100, [100], True),
        (100, 500, [100], False),
        (0, 9, [], False),
    ],
)
def test_a_note_surges_when_it_passes_a_level(before, now, levels, due):
    assert surged(np.array([before]), np.array([now]), levels).tolist() == [due]
