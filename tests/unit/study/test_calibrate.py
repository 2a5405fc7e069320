"""Calibration: what a loss is, and that the search finds parameters that are known."""

import json
from pathlib import Path

import polars as pl
import pytest
import yaml

from xhs_sim.config import ConfigError, compose_plain
from xhs_sim.study import RunOutcome
from xhs_sim.study.calibrate import WORST, Search, calibrate, load_search, loss_of, plan_trial
from xhs_sim.study.targets import Target, Targets, Verdict

pytest.importorskip("optuna")
pytest.importorskip("cmaes")


def target(metric="ctr", low=0.06, high=0.10, confidence="high"):
    return Target(
        metric=metric, target=(low + high) / 2, low=low, high=high, unit="share", source="made up",
        confidence=confidence, kind="calibrated", group="rates",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"), [(0.08, 0.0), (0.095, 0.0), (0.10, 0.04), (0.12, 1.44), (0.04, 1.44), (None, WORST)]
)
def test_loss_is_the_square_beyond_most_of_the_range(value, expected):
    assert loss_of([Verdict(target(), value)]) == pytest.approx(expected)


def test_weak_figures_count_less_and_some_not_at_all():
    off = [Verdict(target(confidence="low"), 0.12), Verdict(target("likes"), 0.12)]
    assert loss_of(off) == pytest.approx(1.25 * 1.44)
    assert loss_of(off, leave_out=["likes"]) == pytest.approx(0.25 * 1.44)


def test_a_hopeless_target_does_not_drown_the_rest():
    assert loss_of([Verdict(target(), 55.0)]) == WORST


def write_run(request, **metrics):
    """Leave what a finished run leaves: figures made from two parameters."""
    request.run_dir.mkdir(parents=True)
    rows = [{"metric": name, "day": None, "brand": None, "value": value} for name, value in metrics.items()]
    schema = {"metric": pl.String, "day": pl.Int32, "brand": pl.String, "value": pl.Float64}
    pl.DataFrame(rows, schema=schema).write_parquet(request.run_dir / "metrics.parquet")
    (request.run_dir / "manifest.json").write_text(json.dumps({"status": "ok"}))
    return RunOutcome(request, "ok")


def carry(plan):
    return [
        write_run(request, ctr=request.config.engage.social_proof / 2, depth=10 * request.config.feed.rerank_penalty)
        for request in plan
    ]


SEARCH = Search((), {"engage.social_proof": (0.0, 0.5, 1.0), "feed.rerank_penalty": (0.0, 4.0, 8.0)}, batch=10)
TARGETS = Targets((), (target(low=0.09, high=0.11), target("depth", low=18.0, high=22.0)))


def test_known_parameters_are_found_and_a_search_goes_on_where_it_was(tmp_path):
    said = []
    calibrate(SEARCH, TARGETS, tmp_path, 20, carry, tell=said.append)
    best = calibrate(SEARCH, TARGETS, tmp_path, 120, carry, tell=said.append)
    assert best["engage.social_proof"] == pytest.approx(0.2, abs=0.02)
    assert best["feed.rerank_penalty"] == pytest.approx(2.0, abs=0.2)
    assert said[1].startswith("20 of 20")
    assert said[2].startswith("30 of 120")


def test_the_shipped_search_has_only_allowed_values(tmp_path):
    search = load_search(Path(__file__).parents[3] / "experiments" / "02_calibration" / "search.yaml")
    base = compose_plain(search.run)
    for end in range(3):
        assert plan_trial(base, {name: bound[end] for name, bound in search.bounds.items()}, end, tmp_path)


def test_bounds_out_of_order_are_named(tmp_path):
    path = tmp_path / "search.yaml"
    path.write_text(yaml.safe_dump({"run": [], "bounds": {"engage.social_proof": [0.5, 0.1, 1.0]}}))
    with pytest.raises(ConfigError, match=r"search.yaml, bounds.engage.social_proof: .*expected"):
        load_search(path)
