"""Who is left out: each creator once, evenly, by a seeded hash; and all that was published from a day on."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from xhs_sim.calibrate.observed import Account, Observed
from xhs_sim.config import ConfigError
from xhs_sim.validate.split import FEWEST, TIME, by_time, folds


def accounts(n):
    return [Account(f"c{i}", 100.0, {"likes": np.ones(3)}, np.zeros(3, np.bool_)) for i in range(n)]


def published(days_of):
    """Return notes of creators, each published on some days of March 2025 and seen in June."""
    rows = [
        (f"{c}{d}", c, 100.0, datetime(2025, 3, 1) + timedelta(days=d), datetime(2025, 6, 1), False, 1.0)
        for c, days in days_of.items()
        for d in days
    ]
    names = ("note", "creator", "followers", "published", "captured", "is_video", "likes")
    return Observed(pl.DataFrame(rows, schema=names, orient="row"), ("likes",), True, "")


def test_each_creator_is_left_out_once_in_even_groups():
    sides = folds(accounts(53), 5, 0)
    left = [each.name for side in sides for each in side.left]
    assert sorted(left) == sorted(each.name for each in accounts(53))
    assert sorted(len(side.left) for side in sides) == [10, 10, 11, 11, 11]
    for side in sides:
        assert not {each.name for each in side.left} & {each.name for each in side.seen}
        assert len(side.left) + len(side.seen) == 53


def test_groups_go_by_names_and_seed_not_by_order():
    names = [{each.name for each in side.left} for side in folds(accounts(40), 2, 0)]
    assert names == [{each.name for each in side.left} for side in folds(accounts(40)[::-1], 2, 0)]
    assert names != [{each.name for each in side.left} for side in folds(accounts(40), 2, 1)]


def test_no_group_is_smaller_than_ten():
    assert len(folds(accounts(29), 5, 0)) == 2
    with pytest.raises(ConfigError, match="too small to leave anybody out: notes of 19 creators, 20 or more"):
        folds(accounts(19), 5, 0)


def test_notes_before_a_day_foretell_those_from_it_on():
    found, since = by_time(published({f"c{i}": (0, 20, 40) for i in range(FEWEST)}), 14, 7, datetime(2025, 3, 31))
    assert (found.kind, since) == (TIME, datetime(2025, 3, 31))
    assert [each.n for each in found.seen] == [1] * FEWEST  # of the last fortnight before: day 20, not day 0
    assert [each.n for each in found.left] == [1] * FEWEST


def test_the_usual_day_leaves_half_of_the_creators_a_whole_window():
    days = {f"c{i}": (0, 10 * i // 4) for i in range(24)}
    found, since = by_time(published(days), 14, 7, None)
    last = sorted(max(each) for each in days.values())[12]
    assert since == datetime(2025, 3, 1) + timedelta(days=last - 14)
    assert found is not None


def test_a_day_that_leaves_nobody_on_a_side_is_refused_if_named_and_left_if_not():
    notes = published({f"c{i}": (0,) for i in range(30)})
    assert by_time(notes, 14, 7, None)[0] is None
    with pytest.raises(ConfigError, match="--since 2025-03-20 leaves 30 creators before and 0 after: 10 or more"):
        by_time(notes, 14, 7, datetime(2025, 3, 20))
