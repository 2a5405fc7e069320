"""The lab: answers of functions and of the platform, kept, paired, and gone on with."""

import json
from pathlib import Path

import polars as pl
import pytest

from xhs_sim.config import Composer, ConfigError
from xhs_sim.lab import FunctionSubject, Here, Lab, Platform, axis_at, read_axes
from xhs_sim.lab.designs import drawn, grid

SMALL = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=3", "campaign.start_day=1",
    "campaign.budget_cny=5000", "study.replicates=2", "threads=1",
]  # fmt: skip


def asked(subject, points, folder: Path, **how) -> tuple[pl.DataFrame, int]:
    with Lab(subject, folder, Here()) as lab:
        return lab.ask(points, **how), lab.n_run


def test_a_function_answers_with_its_value(tmp_path):
    answers, n_run = asked(FunctionSubject("ishigami"), [{"x1": 0.0, "x2": 1.5, "x3": 0.0}, {"x2": -1.5}], tmp_path)
    assert n_run == 2
    assert answers["point"].to_list() == [0, 1]
    assert answers["value"].to_list() == pytest.approx([7 * 0.99499625] * 2)


def test_what_is_there_is_not_run_again(tmp_path):
    points = [{"x1": k / 10} for k in range(5)]
    first, n_first = asked(FunctionSubject("ishigami"), points[:3], tmp_path)
    whole, n_more = asked(FunctionSubject("ishigami"), points, tmp_path)
    assert (n_first, n_more) == (3, 2)
    assert whole.filter(pl.col("point") < 3).equals(first)


def test_a_value_that_is_not_allowed_is_told_and_no_number(tmp_path):
    answers, _ = asked(FunctionSubject("ishigami"), [{"x1": 9.0}, {"x9": 1.0}, {"x1": 1.0}], tmp_path)
    assert answers["value"].null_count() == 2
    errors = answers["error"].to_list()
    assert errors[0].startswith("x1 = 9 is outside its range, -3.14")
    assert errors[1] == "x9 is no input of ishigami (it has: x1, x2, x3)"
    assert errors[2] is None


def test_noise_is_the_seed_s_and_the_same_at_all_points(tmp_path):
    points = [{"x1": 0.0, "noise": 2.0}, {"x1": 1.0, "noise": 2.0}]
    answers, _ = asked(FunctionSubject("ishigami"), points, tmp_path, replicates=range(6))
    wide = answers.pivot("point", index="replicate", values="value")
    assert wide["0"].n_unique() == 6
    assert (wide["1"] - wide["0"]).to_numpy() == pytest.approx(0.8414709848)


def test_a_damaged_run_is_made_again(tmp_path):
    before, _ = asked(FunctionSubject("ishigami"), [{"x1": 1.0}], tmp_path)
    [file] = tmp_path.rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:40])
    hurt, _ = asked(FunctionSubject("ishigami"), [{"x1": 1.0}], tmp_path)
    again, n_run = asked(FunctionSubject("ishigami"), [{"x1": 1.0}], tmp_path)
    assert hurt.equals(before) or n_run == 1
    assert again.equals(before)


@pytest.fixture(scope="module")
def mix(tmp_path_factory) -> tuple[pl.DataFrame, Path]:
    folder = tmp_path_factory.mktemp("mix")
    answers, n_run = asked(Platform(SMALL), [{"commerce.leak_share": 0.2}, {"commerce.leak_share": 0.9}], folder)
    assert n_run == 16
    return answers, folder


def test_arms_are_asked_at_every_point_with_the_same_seeds(mix):
    answers, _ = mix
    runs = answers.select("point", "arm", "replicate", "seed").unique()
    assert runs.height == 2 * 4 * 2
    assert runs.group_by("replicate").agg(pl.col("seed").n_unique())["seed"].to_list() == [1, 1]
    assert answers["error"].null_count() == answers.height


def test_figures_are_those_of_a_run_with_its_records_on_disk(mix, tmp_path):
    from xhs_sim.study import simulate

    answers, _ = mix
    config = Platform(SMALL).at({"commerce.leak_share": 0.9}, "pyramid")
    whole = pl.read_parquet(simulate(config, tmp_path, arm="pyramid") / "metrics.parquet")
    kept = answers.filter(point=1, arm="pyramid", replicate=0).drop_nulls("metric")
    alike = kept.filter(pl.col("line").is_null()).join(
        whole.filter(pl.col("day").is_null()), on=["metric", "brand"], nulls_equal=True, suffix="_whole"
    )
    assert alike.height > 20
    assert alike["value"].eq_missing(alike["value_whole"].fill_nan(None)).all()


def test_plans_and_payments_are_kept_by_line(mix):
    answers, _ = mix
    lines = answers.filter(pl.col("metric") == "planned_cny", arm="pyramid", replicate=0, point=0, brand="qingrou")
    assert lines["value"].sum() == pytest.approx(5000.0)


def test_a_configuration_is_run_once_whichever_arm_or_point_it_is(tmp_path):
    points = [{"campaign.budget_cny": 2000.0}, {"campaign.budget_cny": 4000.0}]
    with Lab(Platform([*SMALL, "study.replicates=1"]), tmp_path, Here()) as lab:
        asked = lab.carry_out(points, arms=["nothing"])
    assert len({each.run for each in asked}) == 1
    assert lab.n_run == 1


def test_a_run_that_failed_keeps_its_error_until_it_is_tried_again(tmp_path, monkeypatch):
    from xhs_sim.lab import job

    usual = job.figures_of
    monkeypatch.setattr(job, "figures_of", lambda *_: 1 / 0)
    failed, _ = asked(FunctionSubject("ishigami"), [{"x1": 1.0}], tmp_path)
    assert failed["error"].to_list() == ["ZeroDivisionError: division by zero"]
    monkeypatch.setattr(job, "figures_of", usual)
    still, n_run = asked(FunctionSubject("ishigami"), [{"x1": 1.0}], tmp_path)
    assert (still["error"].to_list(), n_run) == (failed["error"].to_list(), 0)
    with Lab(FunctionSubject("ishigami"), tmp_path, Here(), is_retrying=True) as lab:
        assert lab.ask([{"x1": 1.0}])["error"].to_list() == [None]
    assert json.dumps([path.name for path in tmp_path.rglob("*.failed.json")]) == "[]"


def test_designs():
    axes, fixed = read_axes(
        ["n_days=3", "commerce.leak_share=interval(.5,.9)", "population.n_users=interval(500,503)"], Composer()
    )
    assert fixed == ["n_days=3"]
    assert [axis.is_whole for axis in axes] == [False, True]
    for design in ("lhs", "sobol"):
        points = drawn(design, axes, 9, seed=1)
        assert len(points) == 9
        assert all(0.5 <= point["commerce.leak_share"] <= 0.9 for point in points)
        assert {point["population.n_users"] for point in points} == {500, 501, 502, 503}
        assert points == drawn(design, axes, 9, seed=1) != drawn(design, axes, 9, seed=2)
    with pytest.raises(ConfigError, match=r"commerce.leak_share is an interval, from 0.5 to 0.9: a grid takes listed"):
        grid(axes)


def test_an_axis_goes_from_end_to_end():
    axis = axis_at("commerce.leak_share", 0.8)
    assert (axis.at(0.0), axis.at(1.0), axis.confidence) == (axis.low, axis.high, "low")
    assert axis_at("ranker") is None
