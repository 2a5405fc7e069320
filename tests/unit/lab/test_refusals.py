"""Values that are wrong by themselves are refused before anything runs; those that do not go together stay a cell."""

import re

import pytest

from xhs_sim.config import ConfigError
from xhs_sim.config.messages import told
from xhs_sim.lab.plan import Asking, plan_sweep
from xhs_sim.optimise.plan import Wanted, plan_optimise
from xhs_sim.sensitivity.plan import plan_sensitivity

SMALL = ["experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=3", "campaign.start_day=1"]
LEAK = "commerce.leak_share"
BEYOND = r"^commerce\.leak_share = -1\.0 is outside \[0, 1\] share of orders$"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([f"{LEAK}=0.5,99999"], f"{LEAK} = 99999 is outside [0, 1] share of orders"),
        ([f"{LEAK}=0.5,many"], "unable to parse string as a number (allowed: [0, 1] share of orders)"),
        (["ranker=default,foo"], "ranker=foo: no such option (allowed: ces, chronological"),
        (["campaign.brand=qingrou,foo"], "campaign.brand = foo is no brand (allowed: qingrou"),
    ],
)
def test_one_wrong_value_among_good_ones_refuses_the_sweep(tmp_path, typed, said):
    with pytest.raises(ConfigError, match=re.escape(said)):
        plan_sweep([*SMALL, *typed], tmp_path)


def test_an_interval_beyond_what_a_parameter_takes_is_refused_by_every_command(tmp_path):
    wide = [*SMALL, f"{LEAK}=interval(-1,0.5)"]
    with pytest.raises(ConfigError, match=BEYOND):
        plan_sweep(wide, tmp_path, asking=Asking(points=4))
    with pytest.raises(ConfigError, match=BEYOND):
        plan_sensitivity(wide, tmp_path)
    with pytest.raises(ConfigError, match=BEYOND):
        plan_optimise(wide, tmp_path, None, Wanted(), typed=wide)


def test_values_that_do_not_go_together_stay_cells_with_their_problem(tmp_path):
    mixed = [*SMALL[:1], *SMALL[3:], "population.n_users=600,800", "population.audience=600,800"]
    plan = plan_sweep(mixed, tmp_path)
    assert [*plan.problems] == [1, 2]
    assert "must be a whole multiple" in plan.problems[1]


def test_of_a_file_the_row_and_the_column_are_named_and_of_a_wrong_name_a_near_one(tmp_path):
    file = tmp_path / "points.csv"
    file.write_text(f"{LEAK},commerce.visit_rate\n0.5,0.3\n0.6,abc\n999,0.2\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        plan_sweep(SMALL, tmp_path, asking=Asking(design="file", file=file))
    first, second = refused.value.problems
    assert first.startswith(f"{file}, row 3, column commerce.visit_rate: commerce.visit_rate = 'abc' is not allowed")
    assert second == f"{file}, row 4, column {LEAK}: {LEAK} = 999 is outside [0, 1] share of orders"
    assert told(second, "zh") == f"{file} 第 4 行、{LEAK} 列：{LEAK} = 999 超出范围 [0, 1]（占订单）"
    file.write_text("commerce.leak_shar\n0.5\n0.6\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        plan_sweep(SMALL, tmp_path, asking=Asking(file=file))
    assert refused.value.problems == [
        f"{file}, column commerce.leak_shar: unknown parameter: commerce.leak_shar (did you mean {LEAK}?)"
    ]


def test_many_wrong_values_are_counted(tmp_path):
    with pytest.raises(ConfigError) as refused:
        plan_sweep(["function=ishigami", "x1=range(1,12)"], tmp_path)
    assert refused.value.problems[0] == "x1 = 4 is outside its range, -3.14159 to 3.14159"
    assert refused.value.problems[5:] == ["... and 3 more"]
    with pytest.raises(ConfigError, match="seed=x is not for function=ishigami"):
        plan_sweep(["function=ishigami", "seed=1,x"], tmp_path)
