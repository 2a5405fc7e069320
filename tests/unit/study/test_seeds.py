"""Seeds of replicates."""

import pytest

from xhs_sim.study import replicate_seed

SEEDS = [2065226826, 1059314918, 1290006086]


def test_first_replicate_runs_with_the_root_seed():
    assert replicate_seed(7, 0) == 7


def test_seeds_are_the_same_in_every_process_and_version():
    assert [replicate_seed(0, r) for r in range(1, 4)] == SEEDS


def test_replicates_and_neighbouring_roots_share_no_seed():
    seeds = [replicate_seed(root, r) for root in range(20) for r in range(1, 50)]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_negative_replicate_is_refused():
    with pytest.raises(ValueError, match="negative"):
        replicate_seed(0, -1)
