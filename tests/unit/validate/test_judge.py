"""Judgements on places whose law is known: right models are held, those that are off are told."""

import numpy as np
import pytest

from xhs_sim.validate.judge import Places, false_alarms, judged, place, shares

MODELS, PANELS = 400, 5


def right(rng, models=MODELS, panels=PANELS):
    """Models whose figures lie where they are foretold, with what panels of one model have in common."""
    off = np.sqrt(0.5) * (rng.normal(size=(models, 1)) + rng.normal(size=(models, panels)))
    return places_of(off)


def places_of(off):
    from scipy.stats import norm

    return Places(norm.cdf(off), off)


def test_a_figure_lies_where_it_lies():
    drawn = np.arange(1.0, 101.0)[:, None]
    found = place(np.array([90.5]), drawn)
    assert found.rank[0] == pytest.approx(0.9)
    assert found.off[0] == pytest.approx(40.0 / drawn.std())
    assert (found.within(0.5)[0], found.within(0.9)[0]) == (False, True)


def test_right_models_are_seldom_called_bad():
    rng = np.random.default_rng(1)
    known = right(rng)
    grades = [judged("f", "creators", places_of(each), known).grade for each in right(rng, 1000).off]
    assert np.mean([grade == "bad" for grade in grades]) == pytest.approx(0.02, abs=0.015)
    assert np.mean([grade == "good" for grade in grades]) == pytest.approx(0.95, abs=0.03)


def test_one_that_is_off_is_called_bad_and_told_on_which_side():
    known = right(np.random.default_rng(2))
    found = judged("f", "creators", places_of(np.full(PANELS, 2.6)), known)
    assert (found.grade, found.within, found.of) == ("bad", (0, 0), PANELS)
    assert found.off == pytest.approx(2.6)
    few = Places(known.rank[:10], known.off[:10])
    assert judged("f", "creators", places_of(np.full(PANELS, -3.1)), few).grade == "bad"  # so few models tell nothing
    assert judged("f", "creators", places_of(np.full(PANELS, 1.8)), few).grade != "bad"


def test_the_allowance_for_shares_is_that_of_right_models():
    known = [right(np.random.default_rng(k)) for k in range(3)]
    half, most = shares([places_of(np.zeros(PANELS))] * 3, known)
    assert (half.within, most.within, half.of) == (15, 15, 15)
    assert half.usual == pytest.approx(0.5, abs=0.03)
    assert most.usual == pytest.approx(0.9, abs=0.03)
    assert most.least < 0.9 * 15 < most.most
    none = shares([places_of(np.full(PANELS, 5.0))] * 3, known)
    assert [each.is_short for each in none] == [True, True]


def test_how_often_a_right_model_is_called_bad_is_counted():
    known = [right(np.random.default_rng(k)) for k in range(5)]
    assert 0.04 < false_alarms(known) < 0.14  # five figures, each in two of a hundred
    assert false_alarms([]) == 0.0
