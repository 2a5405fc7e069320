"""Small runs give the numbers on file; a change is deliberate, and told in the CHANGELOG."""

import pytest
from summary import CASES, read_baseline, summary


@pytest.mark.parametrize("case", CASES)
def test_a_small_run_gives_the_numbers_on_file(case):
    assert summary(case) == pytest.approx(read_baseline()[case], rel=1e-5)  # `make baseline` renews them
