"""Through the lab, as the model is asked: Ishigami's function, with and without luck, and one that fails."""

from dataclasses import replace

import polars as pl
import pytest
from ishigami import S1, ST, VARIANCE

from xhs_sim.lab import Here, Lab
from xhs_sim.sensitivity.index import LUCK
from xhs_sim.sensitivity.inquiry import Inquiry, strongest
from xhs_sim.sensitivity.plan import plan_sensitivity, write_found
from xhs_sim.study.errors import StudyError

MIX = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=2", "campaign.start_day=0",
    "campaign.budget_cny=5000", "study.replicates=1", "threads=1",
    "study.arms.pyramid=['campaign.tier_shares={head: 0.0, waist: 0.0, koc: 1.0}', campaign.budget_cny=2500]",
]  # fmt: skip


def inquire(overrides, folder, **sizes):
    plan = plan_sensitivity(overrides, folder, **sizes)
    with Lab(plan.subject, folder, Here()) as lab:
        found = Inquiry(lab, plan.axes, plan.sizes, plan.level).find()
        return plan, found, lab.n_run


def indices(found):
    return {(each.measure, each.parameter): each for each in found.indices}


def test_indices_of_ishigami_through_the_lab_are_those_in_closed_form_within_their_intervals(tmp_path):
    plan, found, n_run = inquire(["function=ishigami"], tmp_path, runs=800)
    assert n_run == plan.sizes.runs == 6 * plan.sizes.blocks + 1
    got = indices(found)
    for measure, answers in (("S1", S1), ("ST", ST)):
        for name, answer in answers.items():
            assert got[measure, name].low <= answer <= got[measure, name].high
            assert got[measure, name].value == pytest.approx(answer, abs=0.12)
    assert got["ST", LUCK].value == 0.0


def test_the_luck_of_the_seed_has_its_share_beside_the_parameters(tmp_path):
    _, found, _ = inquire(["function=ishigami", f"noise={(VARIANCE / 3) ** 0.5}"], tmp_path, runs=800)
    got = indices(found)
    assert got["ST", LUCK].low <= 0.25 <= got["ST", LUCK].high
    assert got["ST", "x2"].low <= 0.75 * ST["x2"] <= got["ST", "x2"].high


def test_an_inquiry_asked_again_runs_nothing_and_finds_the_same(tmp_path):
    _, first, _ = inquire(["function=ishigami"], tmp_path, runs=200)
    _, again, n_run = inquire(["function=ishigami"], tmp_path, runs=200)
    assert (n_run, again.indices) == (0, first.indices)
    _, _, n_more = inquire(["function=ishigami"], tmp_path, runs=400)
    assert 0 < n_more <= 210  # more blocks begin with those that are there


def test_failed_runs_are_told_and_left_out_with_their_blocks(tmp_path):
    plan, found, _ = inquire(["function=brittle", "x=interval(0.42,0.79)", "seconds=0"], tmp_path, runs=160)
    got, n = indices(found), plan.sizes.blocks
    assert len(found.errors) > 0
    assert all("nobody clicked" in error for error in found.errors)
    assert got["ST", "x"].failed == len(found.errors)
    assert got["ST", "x"].n < n
    assert got["ST", "x"].value == pytest.approx(1.0, abs=0.25)
    table = write_found(plan, found)
    assert table.filter(parameter="x", measure="ST")["failed"].item() == len(found.errors)
    points = pl.read_parquet(plan.folder / "sensitivity_sobol.parquet")
    assert points.columns == ["method", "block", "row", "seed", "x", "value", "error"]
    assert points["value"].null_count() == points["error"].drop_nulls().len() == len(found.errors)


def test_where_nothing_ends_well_at_the_values_that_are_used_nothing_is_said(tmp_path):
    with pytest.raises(StudyError, match="nobody clicked"):
        inquire(["function=brittle", "x=0.45", "seconds=interval(0,0.001)"], tmp_path, runs=100)


def test_the_platform_is_asked_for_the_gain_of_its_leading_arm_and_its_distance_to_the_next(tmp_path):
    plan = plan_sensitivity([*MIX, "commerce.leak_share=interval(.2,.9)"], tmp_path)
    sizes = replace(plan.sizes, blocks=2)
    with Lab(plan.subject, tmp_path, Here()) as lab:
        found = Inquiry(lab, plan.axes, sizes, plan.level).find()
        assert lab.n_run <= sizes.runs
    gain, gap = found.outputs  # half the money is the next arm
    assert (gain.name, gain.over, gap.name, gap.arm) == ("gain", "nothing", "gap", gain.arm)
    assert {gain.arm, gap.over} == {"koc_spread", "pyramid"}
    got = {(each.output, each.measure, each.parameter): each for each in found.indices}
    assert len(got) == 2 * 2 * 2
    assert {each.n for each in got.values()} == {2}
    known = [
        each for each in got.values() if each.low is not None
    ]  # none of an output that so small a market leaves still
    assert all(0 <= each.low <= each.high <= 1 for each in known)
    seeds = found.asked[0].points["seed"].to_numpy().reshape(2, 4)
    assert [len(set(block)) for block in seeds] == [2, 2]  # pairs are within a world
    assert found.errors == []


def test_the_strongest_are_those_that_move_any_output_most():
    from xhs_sim.lab import Axis
    from xhs_sim.sensitivity.index import Index

    def effect(parameter, output, value):
        return Index(parameter=parameter, method="morris", measure="mu_star", output=output, value=value, n=4, failed=0)

    axes = [Axis(name=name, low=0.0, high=1.0) for name in "abc"]
    found = [
        *(effect("a", "gain", 100.0), effect("b", "gain", 60.0), effect("c", "gain", 10.0)),
        *(effect("a", "gap", 0.1), effect("b", "gap", 0.2), effect("c", "gap", 1.0)),
        effect(LUCK, "gain", 1000.0),
    ]
    assert [axis.name for axis in strongest(axes, found, 2)] == ["a", "c"]
