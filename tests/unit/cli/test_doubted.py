"""What a sweep of an experiment says of the arms that it leaves alone."""

import pytest

from xhs_sim.cli.doubted import tell_arms
from xhs_sim.config import load_config


@pytest.mark.parametrize(("overrides", "said"), [
    (["experiment=kol_mix"], "a sweep varies kol_mix itself, without its arms (nothing, head_heavy, pyramid, ...)"),
    ([], ""),
])  # fmt: skip
def test_a_sweep_says_that_it_runs_no_arms(overrides, said, capsys):
    tell_arms(load_config(overrides))
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert bool(told) == bool(said)
