import numpy as np
import pytest

from xhs_sim.sensitivity.blocks import in_blocks, whole_blocks
from xhs_sim.study.errors import StudyError

NONE = np.zeros((3, 4), dtype=bool)


def test_a_block_has_two_worlds_of_its_own_and_a_row_is_of_the_first_rows_world_unless_its_last_column_differs():
    rows = np.array([[0.1, 0.5], [0.2, 0.5], [0.1, 0.9], [0.3, 0.2], [0.4, 0.7], [0.3, 0.2]])
    design = in_blocks(rows, 2)
    assert design.worlds.tolist() == [[0, 0, 1], [2, 3, 2]]
    assert design.shares[:, :, 0].tolist() == [[0.1, 0.2, 0.1], [0.3, 0.4, 0.3]]
    assert (design.n_blocks, design.n_factors) == (2, 2)


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_an_output_that_is_no_finite_number_is_refused_where_no_run_failed(odd):
    outputs = np.ones((3, 4))
    outputs[1, 2] = odd
    with pytest.raises(StudyError, match="block 1, row 2"):
        whole_blocks(outputs, NONE)


def test_a_failed_run_takes_its_block_with_it_and_no_other():
    outputs, has_failed = np.ones((3, 4)), NONE.copy()
    outputs[1, 2], has_failed[1, 2] = np.nan, True
    assert whole_blocks(outputs, has_failed).tolist() == [True, False, True]


def test_one_whole_block_is_too_few_to_tell_anything():
    has_failed = NONE.copy()
    has_failed[:2, 0] = True
    with pytest.raises(StudyError, match="only 1 of 3 blocks"):
        whole_blocks(np.ones((3, 4)), has_failed)
