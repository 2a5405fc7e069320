import numpy as np
import polars as pl
import pytest

from xhs_sim.config.messages import told
from xhs_sim.lab import Here, Lab, Platform
from xhs_sim.sensitivity.outputs import Output, outputs_of, readings
from xhs_sim.verdict import Objective, Per

GMV = Objective(metric="gmv", better="higher")
VALUES, SPEND = {"nothing": 100.0, "koc": 160.0, "head": 130.0}, {"nothing": 0.0, "koc": 30.0, "head": 10.0}


def output(name="gain", over="nothing", **more):
    return Output(**({"name": name, "arm": "koc", "over": over, "baseline": "nothing", "objective": GMV} | more))


def test_a_gain_is_over_the_baseline_and_a_gap_to_the_next_arm():
    assert output().at(VALUES, SPEND) == 60.0
    assert output("gap", "head").at(VALUES, SPEND) == 30.0


def test_where_less_is_better_a_gain_is_what_there_is_less():
    assert output(objective=Objective(metric="cpm", better="lower")).at(VALUES, SPEND) == -60.0


def test_by_extra_yuan_a_gain_is_a_return_and_a_gap_the_difference_of_two():
    assert output(per=Per.EXTRA_YUAN).at(VALUES, SPEND) == pytest.approx(2.0)
    assert output("gap", "head", per=Per.EXTRA_YUAN).at(VALUES, SPEND) == pytest.approx(2.0 - 3.0)
    assert output("gap", "head", per=Per.EXTRA_YUAN).arms == ("koc", "head", "nothing")


def test_by_yuan_an_arm_is_held_against_a_baseline_that_pays_and_stands_alone_beside_one_that_does_not():
    assert output(per=Per.YUAN).at(VALUES, SPEND | {"nothing": 50.0}) == pytest.approx(160 / 30 - 100 / 50)
    assert output(per=Per.YUAN).at(VALUES, SPEND) == pytest.approx(160 / 30)


def test_what_is_not_defined_is_no_number_and_not_zero():
    assert np.isnan(output(per=Per.EXTRA_YUAN).at(VALUES, {"nothing": 0.0, "koc": 0.0}))
    assert np.isnan(output("gap", "head", per=Per.YUAN).at(VALUES, SPEND | {"head": 0.0}))
    assert np.isnan(output().at({"koc": 160.0}, SPEND))


def test_readings_are_of_the_brand_in_focus_and_lines_of_a_campaign_are_none():
    rows = pl.DataFrame(
        [
            (0, "koc", "gmv", "ours", None, 5.0),
            (0, "nothing", "gmv", "ours", None, 2.0),
            (0, "koc", "gmv", "theirs", None, 50.0),
            (0, "koc", "gmv", "ours", "feed", 500.0),
            (1, "koc", None, None, None, None),
            (1, "nothing", "gmv", "ours", None, 2.0),
        ],
        schema=["point", "arm", "metric", "brand", "line", "value"],
        orient="row",
    )
    found = readings(rows, 2, [output()], "ours")
    assert found["gain"][0] == 3.0
    assert np.isnan(found["gain"][1])


def test_where_nobody_competes_each_arm_that_does_not_is_named_with_its_reason(tmp_path):
    subject = Platform([
        "experiment=kol_mix", "population.audience=0", "population.n_users=300", "n_days=3", "campaign.start_day=1",
        "campaign.budget_cny=20", "threads=1",
    ])  # fmt: skip
    with Lab(subject, tmp_path, Here()) as lab:
        first = outputs_of(subject, lab.ask([{}], replicates=range(2)))[0]
    assert first.unranked == tuple(f"{arm} is the baseline once more" for arm in subject.arms if arm != "nothing")
    assert told(first.unranked[0], "zh") == "head_heavy 与基线完全相同"
    assert output().unranked == ()
