"""Halves of accounts that foretell each other, where what they should foretell is known."""

import numpy as np
import pytest
from scipy.stats import norm

from xhs_sim.calibrate.left_out import CUTS, cuts_of, foretell_left_out
from xhs_sim.calibrate.observed import Account
from xhs_sim.calibrate.probe import Cut
from xhs_sim.calibrate.trials import WHOLE, Trials

NAMES = ("like_ln_mean", "like_gini", "share_ln_sd")
CUT = Cut(WHOLE, "cut 0", (True, False, True))


def account(name, n=1):
    return Account(name, 10.0, {"likes": np.arange(n, dtype=np.float64)}, np.zeros(n, np.bool_))


def trials(n, noise, seed=0, draws=4):
    """What either half shows of a level that each trial has is that level and noise; the last figure is noise alone."""
    rng = np.random.default_rng(seed)
    level = rng.normal(size=(n, 1, 1))

    def shown():
        own = level + noise * rng.normal(size=(n, draws, 3))
        own[:, :, 2] = rng.normal(size=(n, draws))
        return own

    return Trials(NAMES, np.zeros((n, 1)), {name: shown() for name in CUT.names}, tuple(range(n)))


def test_a_cut_divides_a_set_by_its_places_and_loses_nobody():
    seen, held = CUT.parts([account("a"), account("b"), account("c")])
    assert seen[0] != held[0]
    assert ([each.name for each in seen[1]], [each.name for each in held[1]]) == (["b"], ["a", "c"])


def test_cuts_differ_and_those_that_leave_too_few_are_not_made():
    accounts = [account(f"c{k}") for k in range(40)]
    cuts = cuts_of(accounts, 5)
    assert len({cut.is_held for cut in cuts}) == len(cuts) == CUTS
    assert cuts_of(accounts[:8], 5) == ()


def test_intervals_are_those_of_a_normal_level_seen_through_noise():
    """Given one figure m of a level N(0, 1) and noise s, another is N(m / (1 + s^2), s^2 / (1 + s^2) + s^2).

    The two figures of likes show the same level, so their mean, of noise s^2 / 2, tells of it.
    """
    noise, observed = 0.5, {CUT.names[0]: np.array([1.0, 1.0, 0.0]), CUT.names[1]: np.array([0.2, 9.0, 0.0])}
    found = foretell_left_out([CUT], trials(400, noise), observed, 0.9)
    ahead, back = found
    assert (ahead.part, ahead.names, back.part) == (CUT.names[1], NAMES[:2], CUT.names[0])
    half = noise**2 / 2
    middle, sd = 1 / (1 + half), np.sqrt(half / (1 + half) + noise**2)
    assert ahead.middle == pytest.approx([middle] * 2, abs=0.15)
    assert ahead.high - ahead.low == pytest.approx([2 * norm.ppf(0.95) * sd] * 2, rel=0.25)
    assert ahead.is_within.tolist() == [True, False]
    assert np.all((ahead.share > 0.83) & (ahead.share < 0.98))
    assert ahead.worlds == 200


def test_a_figure_that_nobody_has_is_not_foretold():
    whole = trials(60, 0.5)
    whole.figures[CUT.names[1]][:, :, 0] = np.nan
    observed = {CUT.names[0]: np.ones(3), CUT.names[1]: np.array([np.nan, 1.0, 0.0])}
    [ahead, back] = foretell_left_out([CUT], whole, observed, 0.9)
    assert (ahead.names, back.names) == (("like_gini",), NAMES[:2])
