"""Laws of accounts: hazards by protection, times of a case, spam by the hour, lessons by lot."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.secure import (
    HOURS,
    NO_END,
    Cases,
    draw_cases,
    draw_protection,
    hazards,
    hours_in_hands,
    no_cases,
    spam_notes,
    teach,
    who_leaks,
)
from xhs_sim.rng import Streams
from xhs_sim.world.accounts import LEAKED, PLAIN, STRONG, TWO_FACTOR

KEYS, STREAMS = np.arange(200_000), Streams(3)


def law_of(*changes):
    return load_config(["security=platform", *(f"security.{change}" for change in changes)]).security


def cases_of(law, chance=1.0, day=0):
    return draw_cases(KEYS, KEYS, np.full(len(KEYS), chance), day, law, STREAMS)


def test_each_protection_has_its_share_apart_from_the_others():
    bits = draw_protection(KEYS, law_of("strong_share=0.4", "two_factor_share=0.2"), STREAMS)
    strong, second = bits & STRONG > 0, bits & TWO_FACTOR > 0
    assert (strong.mean(), second.mean()) == pytest.approx((0.4, 0.2), abs=0.005)
    assert (strong & second).mean() == pytest.approx(0.08, abs=0.004)
    assert (bits & LEAKED == 0).all()


def test_a_larger_share_keeps_all_who_were_in_it():
    less, more = (draw_protection(KEYS, law_of(f"strong_share={share}"), STREAMS) for share in (0.3, 0.6))
    assert ((less & STRONG) <= (more & STRONG)).all()


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (0, 0.01),
        (STRONG, 0.003),
        (TWO_FACTOR, 0.0002),
        (STRONG | TWO_FACTOR, 0.00006),
        (PLAIN, 0.01),
        (LEAKED, 1 - 0.99 * 0.9),
        (STRONG | LEAKED, 1 - 0.997 * 0.9),
        (TWO_FACTOR | LEAKED, 1 - 0.9998 * 0.998),
    ],
)
def test_takeover_hazard_by_protection(bits, expected):
    """A second factor guards a password that was read, a strong password does not."""
    law = law_of("takeover_rate=0.01", "strong_ratio=0.3", "two_factor_ratio=0.02", "transit.leaked_rate=0.1")
    assert hazards(law)[bits] == pytest.approx(expected, rel=1e-12)


def test_where_the_platform_encrypts_no_password_is_read():
    protection = np.array([0, STRONG, PLAIN, PLAIN | LEAKED, PLAIN | TWO_FACTOR], np.uint8)
    rows, never_lucky = np.arange(5), np.zeros(5)
    assert who_leaks(rows, protection, never_lucky, law_of()).tolist() == [2, 4]
    assert len(who_leaks(rows, protection, never_lucky, law_of("transit.leak_rate=0"))) == 0


def test_cases_come_with_their_chance_and_more_of_it_adds_to_them():
    few, many = (cases_of(law_of(), chance) for chance in (0.01, 0.02))
    assert len(few.row) == pytest.approx(2000, abs=150)
    assert set(few.row) < set(many.row)
    again = many.some(np.isin(many.row, few.row))
    assert all(np.array_equal(mine, same) for mine, same in zip(few, again, strict=True))


def test_locks_and_recoveries_are_exponential_and_some_never_come_back():
    cases = cases_of(law_of("lock_hours=24", "recovery_hours=48", "recovered_share=0.79"), day=3)
    assert ((cases.taken_at >= 3 * HOURS) & (cases.taken_at < 4 * HOURS)).all()
    back = cases.some(cases.back_at < NO_END)
    assert len(back.row) / len(cases.row) == pytest.approx(0.79, abs=0.005)
    for waits, mean in ((cases.lock_at - cases.taken_at, 24), (back.back_at - back.lock_at, 48)):
        assert (waits.mean(), waits.std()) == pytest.approx((mean, mean), rel=0.02)
        assert np.median(waits) == pytest.approx(mean * np.log(2), rel=0.02)


def test_an_intruder_has_an_account_from_the_takeover_to_the_lock():
    cases = Cases(np.arange(3), np.array([30.0, 10.0, 50.0]), np.array([60.0, 20.0, 51.0]), np.full(3, NO_END))
    assert [hours_in_hands(cases, day).tolist() for day in range(3)] == [[0, 10, 0], [18, 0, 0], [12, 0, 1]]
    assert len(hours_in_hands(no_cases(), 0)) == 0


def test_spam_has_its_mean_by_the_hour_and_a_most():
    lots = (np.arange(1000) + 0.5) / 1000
    assert spam_notes(np.full(1000, 8.0), lots, 2.0, 16).mean() == pytest.approx(2 / 3, abs=0.002)
    assert spam_notes(np.full(1000, 24.0), lots, 20.0, 16).max() == 16
    assert spam_notes(np.full(1000, 24.0), lots, 0.0, 16).sum() == 0


def lesson(reach=0.5, protection=0, **gains):
    plan = law_of(f"education.reach={reach}", *(f"education.{name}={gain}" for name, gain in gains.items())).education
    return teach(KEYS, KEYS, np.full(len(KEYS), protection, np.uint8), plan, STREAMS.key("education", 1))


def test_who_hears_a_lesson_takes_it_up_by_lot_and_nobody_else_does():
    taught = lesson(strong_gain=0.2, two_factor_gain=0.1)
    heard = len(taught.contacts)
    assert heard / len(KEYS) == pytest.approx(0.5, abs=0.005)
    assert (len(taught.strong) / heard, len(taught.two_factor) / heard) == pytest.approx((0.2, 0.1), abs=0.006)
    assert set(taught.strong) | set(taught.two_factor) <= set(taught.contacts)


def test_who_is_protected_already_changes_nothing_and_is_paid_for_all_the_same():
    taught = lesson(strong_gain=1, two_factor_gain=1, protection=STRONG)
    assert len(taught.strong) == 0
    assert np.array_equal(taught.two_factor, taught.contacts)


def test_more_reach_adds_people_and_takes_none_away():
    assert set(lesson(0.2, strong_gain=0.3).strong) < set(lesson(0.4, strong_gain=0.3).strong)
    assert len(lesson(0.0).contacts) == 0
