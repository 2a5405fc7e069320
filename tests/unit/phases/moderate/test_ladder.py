"""Ladders, case by case: the brands' as in the rule's text, the creators' as the trade tells it."""

import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.moderate.ladder import (
    Charge,
    brands_ladder,
    creators_ladder,
    holds,
    is_held_back,
    last_day,
    penalties_of,
    total_on,
    without,
)


@pytest.fixture(scope="module")
def moderation():
    return load_config(["moderation=default"]).moderation


@pytest.fixture(scope="module")
def brands(moderation):
    return brands_ladder(moderation.brands)


@pytest.fixture(scope="module")
def creators(moderation):
    return creators_ladder(moderation.creators)


def charges(*of):
    return [Charge(day, weight, cause) for cause, (day, weight) in enumerate(of)]


def told(penalties):
    return [(each.rung.at, each.rung.measure, each.first_day, each.end_day) for each in penalties]


RULE = {  # points -> what the rule's text says of who reaches them on day 0: measure, days
    1: None, 2: ("notice", 0), 3: ("notice", 0), 4: ("limit_recent", 7), 5: ("limit_recent", 7), 6: ("limit", 7),
    7: ("limit", 7), 8: ("limit", 28), 9: ("limit", 28), 10: ("ban", 28), 12: ("ban", 28), 30: ("ban", 28),
}  # fmt: skip


@pytest.mark.parametrize(("points", "due"), RULE.items())
def test_a_brand_gets_what_the_rule_says_of_its_points(points, due, brands):
    found = penalties_of(charges((0, points)), brands)
    assert [(each.rung.measure, each.rung.days) for each in found] == ([] if due is None else [due])


CASES = {  # charges (day, points) -> penalties (rung, measure, first day, end)
    "rung by rung": (
        [(0, 2), (1, 2), (2, 2), (3, 2), (4, 2)],
        [(2, "notice", 0, 0), (4, "limit_recent", 1, 8), (6, "limit", 2, 9), (8, "limit", 3, 31), (10, "ban", 4, 39)],
    ),
    "between rungs nothing is new": ([(0, 4), (2, 1)], [(4, "limit_recent", 0, 7)]),
    "rungs may be skipped": ([(0, 1), (5, 6)], [(6, "limit", 5, 12)]),
    "beyond the last rung each case is one anew": ([(0, 10), (50, 2)], [(10, "ban", 0, 35), (10, "ban", 50, 85)]),
    "points are forgotten": ([(0, 4), (365, 4)], [(4, "limit_recent", 0, 7), (4, "limit_recent", 365, 372)]),
    "and not a day too early": ([(0, 4), (364, 4)], [(4, "limit_recent", 0, 7), (8, "limit", 364, 392)]),
    "a case without points brings nothing": ([(0, 10), (1, 0)], [(10, "ban", 0, 35)]),
}


@pytest.mark.parametrize("name", CASES)
def test_the_brands_ladder_follows_the_rule_case_by_case(name, brands):
    given, due = CASES[name]
    assert told(penalties_of(charges(*given), brands)) == due


HELD_BACK = [  # points on day 100; a note of day, on day, on brand search -> held back?
    (2, 99, 100, False, False),
    (4, 72, 100, False, True),  # of the last 28 days
    (4, 71, 100, False, False),
    (4, 103, 103, False, True),  # published meanwhile
    (4, 103, 103, True, True),
    (4, 99, 106, False, True),
    (4, 99, 107, False, False),  # seven days are over
    (6, 0, 100, False, True),  # of any age
    (6, 0, 100, True, False),  # but who searches for the brand finds it
    (6, 0, 107, False, False),
    (8, 0, 127, False, True),
    (8, 0, 127, True, False),
    (8, 0, 128, False, False),
    (10, 0, 100, True, True),  # also there
    (10, 0, 127, True, True),
    (10, 0, 134, True, True),  # until what was changed is checked
    (10, 0, 135, True, False),
]


@pytest.mark.parametrize(("points", "published", "day", "on_brand_search", "due"), HELD_BACK)
def test_which_notes_a_penalty_means_is_as_in_the_rule(points, published, day, on_brand_search, due, brands):
    penalties = penalties_of(charges((100, points)), brands)
    assert is_held_back(published, day, penalties, on_brand_search=on_brand_search) == due


def test_only_a_ban_takes_ads_and_the_marketplace(brands):
    barred = {points: holds("ban", 100, penalties_of(charges((100, points)), brands)) for points in RULE}
    assert {points for points, is_barred in barred.items() if is_barred} == {10, 12, 30}


STRIKES = {  # days of strikes -> penalties (rung, measure, first day, end)
    "the first is a notice": ([0], [(1, "notice", 0, 0)]),
    "then limits grow": ([0, 1, 2], [(1, "notice", 0, 0), (2, "limit", 1, 8), (3, "limit", 2, 32)]),
    "then silence": ([0, 0, 0, 9], [(1, "notice", 0, 0), (2, "limit", 0, 7), (3, "limit", 0, 30), (4, "mute", 9, 39)]),
    "strikes are forgotten after 90 days": ([0, 90], [(1, "notice", 0, 0), (1, "notice", 90, 90)]),
}


@pytest.mark.parametrize("name", STRIKES)
def test_the_creators_ladder_climbs_case_by_case(name, creators):
    days, due = STRIKES[name]
    assert told(penalties_of(charges(*((day, 1) for day in days)), creators)) == due


def test_six_strikes_are_the_end_of_an_account(creators):
    found = penalties_of(charges(*((day, 1) for day in range(6))), creators)
    assert (found[-1].rung.measure, found[-1].end_day - found[-1].first_day) == ("ban", 3650)


def test_what_is_taken_back_leaves_what_there_would_be_without_it(brands):
    given = charges((0, 2), (1, 2), (2, 2))
    assert told(penalties_of(without(given, 1), brands)) == told(penalties_of([given[0], given[2]], brands))
    assert total_on(2, without(given, 1), brands) == 4
    assert penalties_of(without(without(without(given, 0), 1), 2), brands) == []


def test_a_measure_ends_with_the_last_of_the_penalties_that_bring_it(brands):
    penalties = penalties_of(charges((0, 6), (3, 2)), brands)
    assert (last_day("limit", 3, penalties), last_day("limit", 40, penalties)) == (30, None)
