"""A folder knows what was asked in it: another market, or another configuration of an arm, is another question."""

import json

import pytest

from xhs_sim.optimise import kept as sought
from xhs_sim.optimise.plan import Wanted, plan_optimise
from xhs_sim.sensitivity import plan as moved
from xhs_sim.sensitivity.plan import plan_sensitivity
from xhs_sim.study import OtherRunError

SMALL = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=4", "campaign.start_day=1",
    "campaign.burst_days=1", "campaign.budget_cny=3000", "threads=1",
]  # fmt: skip


def optimised(typed, folder):
    return sought.write_plan(plan_optimise(typed, folder, None, Wanted(runs=400), typed=typed))


def screened(typed, folder):
    return moved.write_plan(plan_sensitivity(typed, folder, runs=700))


@pytest.mark.parametrize("write", [optimised, screened])
@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("n_days=5", "n_days: 4, now 5"),
        ("commerce.leak_share=0.3", r"commerce\.leak_share: 0\.8, now 0\.3"),
        ("study.arms.koc_spread=[campaign.tier_shares.koc=1.0,campaign.burst_days=2]", r"burst_days"),
    ],
)
def test_another_market_or_another_arm_is_not_answered_in_the_same_folder(tmp_path, write, other, said):
    path = write(SMALL, tmp_path)
    before = path.read_bytes()
    with pytest.raises(OtherRunError, match=said):
        write([*SMALL, other], tmp_path)
    assert path.read_bytes() == before
    write([*SMALL, "threads=2", "report.language=zh"], tmp_path)  # which decide no result


@pytest.mark.parametrize("write", [optimised, screened])
def test_a_function_with_another_input_is_another_question(tmp_path, write):
    path = write(["function=split", "noise=1"], tmp_path)
    assert json.loads(path.read_text())["function"]["given"] == {"noise": "1"}
    with pytest.raises(OtherRunError, match="noise: 1, now 2"):
        write(["function=split", "noise=2"], tmp_path)
