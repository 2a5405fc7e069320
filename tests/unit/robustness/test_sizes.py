"""How a budget is divided."""

import pytest

from xhs_sim.config import ConfigError
from xhs_sim.robustness.sizes import LEAST_DRAWS, sizes_of


@pytest.mark.parametrize("budget", [100, 160, 320, 777, 4000])
@pytest.mark.parametrize("arms", [2, 4])
@pytest.mark.parametrize("axes", [1, 14, 214])
def test_a_budget_is_spent_and_never_passed(budget, arms, axes):
    sizes = sizes_of(budget, arms, axes)
    assert budget - 2 * arms < sizes.runs <= budget
    assert sizes.draws >= LEAST_DRAWS
    assert sizes.seeds >= 5
    assert 1 <= sizes.ends <= axes


def test_too_small_a_budget_is_refused_with_the_least_that_will_do():
    with pytest.raises(ConfigError, match="--runs 61 is too few: 62 or more"):
        sizes_of(61, 4, 14)
    assert sizes_of(62, 4, 14).runs == 62


def test_a_usual_budget_of_four_arms_has_ten_draws_and_two_numbers_at_both_ends_within_80_runs():
    for budget in range(74, 81):
        sizes = sizes_of(budget, 4, 214)
        assert sizes.runs <= budget
        assert (sizes.draws, sizes.ends) >= (10, 2)
        assert (sizes.in_draws, sizes.at_ends) == (3, 2)


def test_a_large_budget_asks_all_arms_everywhere():
    sizes = sizes_of(1200, 4, 214)
    assert (sizes.in_draws, sizes.at_ends, sizes.end_seeds) == (4, 4, 5)


def test_fewer_arms_than_there_is_room_for_are_asked_more_often():
    sizes = sizes_of(104, 4, 214)
    assert sizes.draws_of(2) == sizes.draws * 3 // 2
    assert sizes.ends_of(3) == 2
    assert sizes_of(62, 4, 214).ends_of(3) == 1
