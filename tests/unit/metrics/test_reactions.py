"""Rates of rare acts: two days that anyone can add up."""

import pytest
from metric_tables import tables

from xhs_sim.metrics import METRICS

DAYS = [
    {"day": day, "impressions": 1000, "clicks": 100, "comments": 4, "shares": 2, "follows": 5, "shares_to_friends": 1,
     "shares_elsewhere": 3} for day in range(2)
]  # fmt: skip
ACTS = [
    {"day": 0, "note": 7, "surface": "explore", "hides": 2, "reports": 1, "messages": 0, "replies": 2, "unfollows": 1},
    {"day": 0, "note": 7, "surface": "search", "hides": 1, "reports": 0, "messages": 3, "replies": 0, "unfollows": 0},
]


@pytest.mark.parametrize(
    ("name", "value"),
    [("hide_rate", 3 / 2000), ("report_rate", 1 / 200), ("message_rate", 3 / 200), ("reply_rate", 2 / 8),
     ("unfollow_rate", 1 / 10), ("friends_per_share", 2 / 4), ("share_spill", 6 / 4)],
)  # fmt: skip
def test_rare_acts_are_counted_over_what_they_follow(name, value):
    records = tables(daily=DAYS, reactions=ACTS)
    assert METRICS[name].compute(records)["value"].item() == pytest.approx(value)


def test_a_day_without_any_counts_as_none():
    assert METRICS["hide_rate"].compute(tables(daily=DAYS))["value"].item() == 0
