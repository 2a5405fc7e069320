"""The ends of a number against the defaults, seed by seed."""

import numpy as np
import pytest
from draw_cases import RULES, case

from xhs_sim.robustness.tornado import by_size, defaults_of, swing_of
from xhs_sim.verdict import Per

WORLDS = np.array([3.0, -8.0, 5.0, 1.0, -2.0, 7.0, -6.0])  # what a seed does to all arms alike


def at(koc, pyramid, n=7):
    return case({arm: (at + WORLDS[:n]).tolist() for arm, at in (("nothing", 100), ("koc", koc), ("pyramid", pyramid))})


def test_what_a_seed_does_to_all_arms_is_in_no_change():
    swing = swing_of("leak", "low", at(128, 120), defaults_of(at(130, 120), RULES), RULES)
    assert swing.gain_change.mean == pytest.approx(-2)
    assert swing.gap_change.mean == pytest.approx(-2)
    assert swing.gap.mean == pytest.approx(8)
    assert swing.first == "koc"


def test_a_number_that_does_nothing_changes_exactly_nothing():
    swing = swing_of("leak", "low", at(130, 120), defaults_of(at(130, 120), RULES), RULES)
    assert swing.gap_change == (0.0, 0.0, 0.0)


def test_an_end_at_which_another_arm_comes_first_says_which():
    swing = swing_of("leak", "high", at(120, 130), defaults_of(at(130, 120), RULES), RULES)
    assert swing.first == "pyramid"
    assert swing.gap.mean == pytest.approx(-10)


def test_ends_lived_on_fewer_seeds_are_held_against_the_same_ones():
    defaults = defaults_of(at(130, 120), RULES).on(at(130, 120, n=5), RULES)
    swing = swing_of("leak", "low", at(126, 120, n=5), defaults, RULES)
    assert (swing.n, swing.gap_change.mean) == (5, pytest.approx(-4))


def test_intervals_come_from_the_paired_differences():
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 1, 7)
    here = case(
        {"nothing": (100 + WORLDS).tolist(), "koc": (125 + WORLDS + noise).tolist(), "pyramid": (120 + WORLDS).tolist()}
    )
    found = swing_of("leak", "low", here, defaults_of(at(130, 120), RULES), RULES).gap_change
    half = 2.4469 * noise.std(ddof=1) / np.sqrt(7)  # Student, 6 degrees of freedom
    assert (found.low, found.high) == pytest.approx((found.mean - half, found.mean + half), rel=1e-4)


def test_unlike_money_moves_in_gain_by_extra_yuan():
    paid = {"koc": 100.0, "pyramid": 50.0}
    values = {"nothing": (100 + WORLDS).tolist(), "koc": (150 + WORLDS).tolist(), "pyramid": (110 + WORLDS).tolist()}
    defaults = defaults_of(case(values, paid), RULES)
    assert defaults.footing.per is Per.EXTRA_YUAN
    swing = swing_of("leak", "low", case({**values, "koc": (140 + WORLDS).tolist()}, paid), defaults, RULES)
    assert swing.gain_change.mean == pytest.approx(-0.1)


def test_the_widest_swing_comes_first():
    defaults = defaults_of(at(130, 120), RULES)
    swings = [swing_of(name, "low", at(130 - by, 120), defaults, RULES) for name, by in (("a", 1), ("b", 6), ("c", 3))]
    assert list(by_size(swings)) == ["b", "c", "a"]


def test_a_lone_arm_has_no_lead_to_move():
    assert defaults_of(case({"nothing": [1.0] * 5, "koc": [None] * 5}), RULES) is None
