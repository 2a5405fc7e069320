import numpy as np
import pytest
from ishigami import none_failed

from xhs_sim.sensitivity.index import LUCK, table_of
from xhs_sim.sensitivity.morris import morris_design, morris_indices

NAMES = ("a", "b", "c")


def effects_of(outputs, design, has_failed=None):
    failed = none_failed(outputs) if has_failed is None else has_failed
    found = morris_indices(design, NAMES, outputs, failed, output="gain", level=0.95)
    return {(each.measure, each.parameter): each for each in found}


def linear(shares):
    return 10.0 + shares @ np.array([5.0, -2.0, 0.0])


def test_of_a_straight_line_an_effect_is_its_slope_from_end_to_end():
    design = morris_design(3, 4, seed=1)
    found = effects_of(linear(design.shares), design)
    assert [found["mu_star", name].value for name in NAMES] == pytest.approx([5.0, 2.0, 0.0])
    assert [found["mu", name].value for name in NAMES] == pytest.approx([5.0, -2.0, 0.0])
    assert [found["sigma", name].value for name in (*NAMES, LUCK)] == pytest.approx([0.0] * 4, abs=1e-9)
    assert found["mu_star", LUCK].value == 0.0
    assert {(found["mu_star", name].low, found["mu_star", name].high) for name in (*NAMES, LUCK)} == {(None, None)}
    assert found["mu", "a"].low is None  # four effects that agree do not say how far a fifth would be off


def test_what_acts_together_has_a_spread_of_effects_that_the_interval_of_few_trajectories_shows():
    design = morris_design(3, 5, seed=2)
    found = effects_of(8.0 * design.shares[..., 0] * design.shares[..., 1], design)
    assert found["sigma", "a"].value > 1.0
    interval = found["mu_star", "a"]
    effects = interval.high - interval.value
    assert effects == pytest.approx(2.776 * found["sigma", "a"].value / np.sqrt(5), rel=1e-3)  # all of one sign
    assert interval.low >= 0.0


def test_luck_is_what_another_world_changes_on_average():
    design = morris_design(3, 400, seed=3)
    worlds = np.random.default_rng(1).normal(0.0, 1.0, 800)
    found = effects_of(linear(design.shares) + worlds[design.worlds], design)
    expected = 2 / np.sqrt(np.pi)  # mean distance of two normal draws
    assert found["mu_star", LUCK].low <= expected <= found["mu_star", LUCK].high
    assert found["mu_star", "a"].value == pytest.approx(5.0)  # steps along an axis stay in one world


def test_a_failed_run_is_left_out_with_its_trajectory_and_not_counted_as_zero():
    design = morris_design(3, 4, seed=1)
    outputs, has_failed = linear(design.shares), np.zeros((4, 5), dtype=bool)
    outputs[2, 3], has_failed[2, 3] = np.nan, True
    found = effects_of(outputs, design, has_failed)
    assert found["mu_star", "a"].value == pytest.approx(5.0)
    assert {(each.n, each.failed) for each in found.values()} == {(3, 1)}


def test_more_trajectories_begin_with_those_of_fewer_and_each_step_moves_one_factor():
    few, many = morris_design(3, 2, seed=4), morris_design(3, 6, seed=4)
    assert np.array_equal(many.factors[:2], few.factors)
    assert ((np.diff(many.factors, axis=1) != 0).sum(axis=2) == 1).all()


def test_the_table_has_a_row_for_each_index():
    design = morris_design(3, 2, seed=1)
    table = table_of(effects_of(linear(design.shares), design).values())
    assert table.columns == ["parameter", "method", "measure", "output", "value", "low", "high", "n", "failed"]
    assert table.filter(measure="sigma")["low"].null_count() == 4
    assert table.filter(parameter="a", measure="mu_star")["value"].item() == pytest.approx(5.0)
