import numpy as np
import pytest
from ishigami import NAMES, S1, ST, VARIANCE, ishigami, none_failed

from xhs_sim.sensitivity.index import LUCK
from xhs_sim.sensitivity.sobol import sobol_design, sobol_indices


def shares_of(outputs, design, has_failed=None):
    failed = none_failed(outputs) if has_failed is None else has_failed
    return {
        (each.measure, each.parameter): each
        for each in sobol_indices(design, NAMES, outputs, failed, output="value", level=0.95)
    }


def test_indices_of_ishigami_are_those_in_closed_form_within_their_intervals():
    design = sobol_design(3, 512, seed=1)
    found = shares_of(ishigami(design.shares), design)
    for measure, answers in (("S1", S1), ("ST", ST)):
        for name, answer in answers.items():
            index = found[measure, name]
            assert index.low <= answer <= index.high
            assert index.high - index.low < 0.25
            assert index.value == pytest.approx(answer, abs=0.05)


def test_intervals_hold_the_answer_in_nineteen_of_twenty_designs():
    held = []
    for seed in range(1, 31):
        design = sobol_design(3, 64, seed)
        found = shares_of(ishigami(design.shares), design)
        held += [found["S1", n].low <= S1[n] <= found["S1", n].high for n in NAMES]
        held += [found["ST", n].low <= ST[n] <= found["ST", n].high for n in NAMES]
    assert np.mean(held) >= 0.93


def test_the_luck_of_the_seed_has_its_share_of_the_variance():
    design = sobol_design(3, 512, seed=2)
    luck = np.random.default_rng(5).normal(0.0, np.sqrt(VARIANCE / 3), 2 * 512)[design.worlds]
    found = shares_of(ishigami(design.shares) + luck, design)
    for measure in ("S1", "ST"):
        assert found[measure, LUCK].low <= 0.25 <= found[measure, LUCK].high
        assert found[measure, "x2"].low <= 0.75 * ST["x2"] <= found[measure, "x2"].high
    assert shares_of(ishigami(design.shares), design)["ST", LUCK].value == 0.0


def test_a_failed_run_is_left_out_with_its_block_and_not_counted_as_zero():
    design = sobol_design(3, 128, seed=3)
    outputs, has_failed = ishigami(design.shares) + 1000.0, np.zeros((128, 6), dtype=bool)
    has_failed[17, 2] = True
    outputs[17, 2] = np.nan
    found = shares_of(outputs, design, has_failed)
    assert {(each.n, each.failed) for each in found.values()} == {(127, 1)}
    assert all(found["ST", name].low <= ST[name] <= found["ST", name].high for name in NAMES)
    outputs[17, 2], has_failed[17, 2] = 0.0, False
    assert shares_of(outputs, design, has_failed)["ST", "x2"].value > 0.9  # what a zero would have made of it


def test_of_an_output_that_nothing_moves_every_share_is_zero():
    design = sobol_design(3, 8, seed=1)
    found = shares_of(np.full((8, 6), 3.5), design)
    assert {(each.value, each.low, each.high) for each in found.values()} == {(0.0, None, None)}


@pytest.mark.parametrize(("n_blocks", "least_width"), [(2, 0.7), (12, 0.2), (64, 0.04)])
def test_no_interval_claims_more_than_so_few_blocks_can_tell(n_blocks, least_width):
    design = sobol_design(3, n_blocks, seed=1)
    found = shares_of(np.where(design.shares[..., 0] < 0.5, 0.0, 1.0), design)
    assert found["ST", "x2"].value == found["ST", LUCK].value == 0.0
    for each in found.values():
        assert each.high - each.low > least_width
        assert 0.0 <= each.low <= each.value <= each.high <= 1.0


def test_where_the_seed_is_known_to_have_no_part_a_lone_parameter_has_all_of_it():
    design = sobol_design(1, 12, seed=1)
    outputs = design.shares[..., 0] ** 3
    found = sobol_indices(design, ["x"], outputs, none_failed(outputs), output="value", level=0.95, has_luck=False)
    told = {(each.parameter, each.value, each.low, each.high) for each in found}
    assert told == {("x", 1.0, 1.0, 1.0), (LUCK, 0.0, 0.0, 0.0)}
    seen = sobol_indices(design, ["x"], outputs, none_failed(outputs), output="value", level=0.95)
    assert all(each.low < each.high for each in seen)  # nobody knows that it is so


def test_shares_are_never_below_zero_or_above_one():
    for seed in range(1, 20):
        design = sobol_design(3, 8, seed)
        for each in shares_of(ishigami(design.shares), design).values():
            assert 0.0 <= each.low <= each.high <= 1.0
            assert 0.0 <= each.value <= 1.0


def test_more_blocks_begin_with_those_of_fewer():
    few, many = sobol_design(4, 8, seed=1), sobol_design(4, 33, seed=1)
    assert np.array_equal(many.shares[:8], few.shares)
    assert many.shares.shape == (33, 7, 4)
    assert not np.array_equal(sobol_design(4, 8, seed=0).shares, few.shares)
    assert np.array_equal(sobol_design(4, 8, seed=0).shares, sobol_design(4, 8, seed=0).shares)


def test_a_row_has_one_factor_of_the_last_row_and_luck_is_one_of_them():
    design = sobol_design(2, 4, seed=1)
    for shares, worlds in zip(design.shares, design.worlds, strict=True):
        first, last = shares[0], shares[-1]
        assert [np.flatnonzero(row != first).tolist() for row in shares[1:-1]] == [[0], [1], []]
        assert [shares[1][0], shares[2][1]] == [last[0], last[1]]
        assert worlds.tolist() == [worlds[0], worlds[0], worlds[0], worlds[0] + 1, worlds[0] + 1]
