"""Brands go outside the marketplace while more is expected of it, creators while it pays for the risk; both learn."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.strategies.campaign.disclosure import (
    Seen,
    accepts_outside,
    all_inside,
    break_even,
    chance_of,
    first_beliefs,
    offers_outside,
)

CONFIG = load_config(["creators=adaptive"])
TERMS, OUTSIDE = CONFIG.campaign.disclosure, CONFIG.creators.outside
FEES = np.array([100.0, 1000.0, 20_000.0])
SERVICE = 0.1


def terms(**changes):
    return TERMS.model_copy(update=changes)


def gains(plan, chance):
    """Return what a note through the marketplace and one outside it gain, reckoned from what is said of them."""
    inside = plan.worth * (1 - plan.label_cost) * FEES - (1 + SERVICE) * FEES
    outside = plan.worth * FEES - (1 + plan.premium) * FEES - chance * (plan.caught_loss * FEES + plan.fine_cny)
    return inside, outside


@pytest.mark.parametrize("changes", [{}, {"fine_cny": 500.0}, {"premium": 0.3}, {"label_cost": 0.0, "premium": 0.2}])
def test_at_the_break_even_both_ways_gain_the_same(changes):
    plan = terms(**changes)
    inside, outside = gains(plan, break_even(plan, SERVICE, FEES))
    assert outside == pytest.approx(inside)


@pytest.mark.parametrize("chance", [0.0, 0.1, 0.2, 0.5, 1.0])
def test_whoever_chooses_by_gain_goes_where_more_is_expected(chance):
    plan = terms(way="gain", fine_cny=200.0)
    inside, outside = gains(plan, chance)
    assert (offers_outside(plan, SERVICE, FEES, chance) == (outside > inside)).all()


def test_a_fine_frightens_off_small_notes_first():
    assert (np.diff(break_even(terms(fine_cny=500.0), SERVICE, FEES)) > 0).all()


@pytest.mark.parametrize(("way", "is_outside"), [("outside", True), ("marketplace", False)])
def test_whoever_does_not_weigh_does_the_same_whatever_is_believed(way, is_outside):
    for chance in (0.0, 1.0):
        assert (offers_outside(terms(way=way), SERVICE, FEES, chance) == is_outside).all()


def test_where_nothing_can_be_lost_the_cheaper_way_is_taken():
    free = terms(way="gain", caught_loss=0.0, fine_cny=0.0)
    assert offers_outside(free, SERVICE, FEES, 1.0).all()
    assert not offers_outside(free.model_copy(update={"label_cost": 0.0, "premium": 0.5}), SERVICE, FEES, 0.0).any()


def test_nothing_seen_leaves_the_first_belief_and_many_notes_replace_it():
    belief = TERMS.belief
    assert chance_of(0.3, belief, Seen(0, 0, 0, 0)) == pytest.approx(0.3)
    assert chance_of(0.3, belief, Seen(100_000, 20_000, 100_000, 20_000)) == pytest.approx(0.2, abs=1e-3)
    assert chance_of(0.3, belief, Seen(int(belief.notes), 0, int(belief.notes), 0)) == pytest.approx(0.15)


def test_what_happens_to_others_counts_by_heed():
    belief = TERMS.belief.model_copy(update={"heed": 0.5})
    own, others = chance_of(0.1, belief, Seen(10, 10, 10, 10)), chance_of(0.1, belief, Seen(0, 0, 20, 20))
    assert own == pytest.approx(others)
    deaf = belief.model_copy(update={"heed": 0.0})
    assert chance_of(0.1, deaf, Seen(0, 0, 20, 20)) == pytest.approx(0.1)


def test_creators_take_what_pays_for_the_risk():
    chance, careful = np.array([0.0, 0.01, 0.02, 0.2]), OUTSIDE.model_copy(update={"loss": 3.0})
    assert accepts_outside(0.05, chance, careful).tolist() == [True, True, False, False]
    assert accepts_outside(1.0, chance, careful).all()


def test_creators_differ_in_caution_and_agree_on_average():
    normals = np.random.default_rng(1).standard_normal(200_000)
    beliefs = first_beliefs(normals, OUTSIDE)
    assert beliefs.mean() == pytest.approx(OUTSIDE.belief.chance, rel=0.02)
    assert beliefs.max() <= 1.0
    same = OUTSIDE.model_copy(update={"caution_log_sd": 0.0})
    assert first_beliefs(normals, same) == pytest.approx(np.full(200_000, OUTSIDE.belief.chance))


def test_some_of_a_market_keep_their_ways():
    ways = all_inside(4)._replace(is_outside=np.array([True, False, True, False]), premium=0.1)
    assert ways.some(np.array([2, 1])).is_outside.tolist() == [True, False]
    assert ways.some(np.array([2])).premium == 0.1
