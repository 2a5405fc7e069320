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
    with pytest.raises(ConfigError, match="--runs 99 is too few: 100 or more"):
        sizes_of(99, 4, 14)
    assert sizes_of(100, 4, 14).runs == 100
