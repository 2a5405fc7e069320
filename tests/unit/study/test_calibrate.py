"""Calibration: the search finds parameters that are known, cheap markets help dear ones, a killed one goes on."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml

from xhs_sim.config import ConfigError, compose_plain
from xhs_sim.study import RunOutcome
from xhs_sim.study.calibrate import FIRST_RADIUS, Bench, Search, Stage, calibrate, load_search, plan_trial, radius_after
from xhs_sim.study.targets import Target, Targets
from xhs_sim.study.trials import Journal, Trial

SMALL, LARGE = ("population.n_users=1000",), ("population.n_users=2000",)
BOUNDS = {"engage.social_proof": (0.0, 0.5, 1.0), "feed.rerank_penalty": (0.0, 4.0, 8.0)}


def target(metric, low, high):
    return Target(
        metric=metric, target=(low + high) / 2, low=low, high=high, unit="share", source="made up",
        confidence="high", kind="calibrated", group="rates",
    )  # fmt: skip


TARGETS = Targets((), (target("ctr", 0.09, 0.11), target("depth", 18.0, 22.0)))


def write_run(request, **metrics):
    """Leave what a finished run leaves."""
    request.run_dir.mkdir(parents=True)
    rows = [{"metric": name, "day": None, "brand": None, "value": value} for name, value in metrics.items()]
    schema = {"metric": pl.String, "day": pl.Int32, "brand": pl.String, "value": pl.Float64}
    pl.DataFrame(rows, schema=schema).write_parquet(request.run_dir / "metrics.parquet")
    (request.run_dir / "manifest.json").write_text(json.dumps({"status": "ok"}))
    return RunOutcome(request, "ok")


def same(figures):
    return 1.0


class Platform:
    """Figures made from two parameters, with the luck of a seed, and a level that hangs on the size."""

    def __init__(self):
        self.runs = []

    def __call__(self, plan):
        return [self.run(request) for request in plan]

    def run(self, request):
        self.runs.append(request)
        config = request.config
        luck = np.random.default_rng(request.seed).normal(0.0, 0.02)
        size = np.log(config.population.n_users / 2000)
        ctr = np.exp(2.5 * config.engage.social_proof - 2.8 - 0.2 * size + luck)
        return write_run(request, ctr=ctr, depth=10 * config.feed.rerank_penalty + 3.0 * size + luck)


def search_of(*stages, batch=4):
    return Search(tuple(Stage(run, trials) for run, trials in stages), BOUNDS, batch=batch)


def test_known_parameters_are_found(tmp_path):
    best = calibrate(Bench(search_of((LARGE, 24)), TARGETS, tmp_path, Platform()), tell=print).best
    assert best.loss == 0.0
    assert best.values["engage.social_proof"] == pytest.approx((np.log(0.1) + 2.8) / 2.5, abs=0.05)
    assert best.values["feed.rerank_penalty"] == pytest.approx(2.0, abs=0.25)


def test_cheap_markets_teach_what_dear_ones_need_few_runs_for(tmp_path):
    platform = Platform()
    found = calibrate(Bench(search_of((SMALL, 20), (LARGE, 6), batch=2), TARGETS, tmp_path, platform), tell=print)
    assert found.best.loss == 0.0
    assert sum(request.config.population.n_users == 2000 for request in platform.runs) == 6
    ctr, depth = found.surface.slopes
    assert ctr[0] > 10 * abs(ctr[1])
    assert depth[1] > 10 * abs(depth[0])


def test_a_search_goes_on_where_it_was_and_runs_nothing_twice(tmp_path):
    whole, halves, said = Platform(), Platform(), []
    straight = calibrate(Bench(search_of((LARGE, 16)), TARGETS, tmp_path / "a", whole), tell=print)
    calibrate(Bench(search_of((LARGE, 8)), TARGETS, tmp_path / "b", halves), tell=print)
    resumed = calibrate(Bench(search_of((LARGE, 16)), TARGETS, tmp_path / "b", halves), tell=said.append)
    assert resumed.best.values == straight.best.values
    assert len(halves.runs) == len(whole.runs) == 16
    assert said[0].startswith("stage 1: 12 of 16")


def test_all_trials_meet_the_same_seeds_and_count_by_their_mean(tmp_path):
    platform = Platform()
    calibrate(Bench(search_of(((*LARGE, "study.replicates=2"), 4)), TARGETS, tmp_path, platform), tell=print)
    seeds = [request.seed for request in platform.runs]
    assert seeds == seeds[:2] * 4
    assert seeds[0] != seeds[1]


def test_runs_are_gone_once_they_are_read(tmp_path):
    calibrate(Bench(search_of((LARGE, 4)), TARGETS, tmp_path, Platform()), tell=print)
    assert [path.name for path in tmp_path.iterdir()] == ["trials.jsonl"]


def test_a_failed_run_is_no_trial_to_follow(tmp_path):
    platform = Platform()

    def carry(plan):
        return [RunOutcome(plan[0], "failed", "luck"), *platform(plan[1:])]

    def fail(plan):
        return [RunOutcome(request, "failed", "luck") for request in plan]

    calibrate(Bench(search_of((LARGE, 8)), TARGETS, tmp_path, carry), tell=print)
    assert [trial.loss is None for trial in Journal(tmp_path / "trials.jsonl", same).trials].count(True) == 2
    with pytest.raises(ConfigError, match="every trial"):
        calibrate(Bench(search_of((SMALL, 4)), TARGETS, tmp_path / "none", fail), tell=print)


def test_half_a_line_of_a_killed_search_is_no_trial(tmp_path):
    trial = Trial(ground="g", batch=0, values={"a": 1.0}, figures={"ctr": 0.1}, loss=1.0)
    Journal(tmp_path / "t.jsonl", same).add([trial])
    with (tmp_path / "t.jsonl").open("a") as file:
        file.write('{"ground": "g", "ba')
    journal = Journal(tmp_path / "t.jsonl", same)
    journal.add([trial])
    assert Journal(tmp_path / "t.jsonl", same).trials == [trial, trial]


def test_the_radius_grows_with_success_and_shrinks_without():
    def trials(*losses):
        return [Trial(ground="g", batch=b, values={}, figures={}, loss=x) for b, x in enumerate(losses)]

    assert radius_after(trials()) == radius_after(trials(5.0)) == FIRST_RADIUS
    assert radius_after(trials(5.0, 4.0)) > FIRST_RADIUS > radius_after(trials(5.0, 6.0))


def test_the_shipped_search_has_only_allowed_values(tmp_path):
    search = load_search(Path(__file__).parents[3] / "experiments" / "02_calibration" / "search.yaml")
    for stage in search.stages:
        base = compose_plain(stage.run)
        for end in range(3):
            assert plan_trial(base, {name: bound[end] for name, bound in search.bounds.items()}, f"t{end}", tmp_path)


def test_bounds_out_of_order_are_named(tmp_path):
    path = tmp_path / "search.yaml"
    path.write_text(yaml.safe_dump({"stages": [], "bounds": {"engage.social_proof": [0.5, 0.1, 1.0]}}))
    with pytest.raises(ConfigError, match=r"search.yaml, bounds.engage.social_proof: .*expected"):
        load_search(path)
