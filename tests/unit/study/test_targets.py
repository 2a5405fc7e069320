"""Targets of the platform: read, judged, and what is off is said."""

import json
from dataclasses import replace

import polars as pl
import pytest
from toy_play import play

from xhs_sim.config import ConfigError, load_config
from xhs_sim.study import simulate
from xhs_sim.study.targets import (
    Target,
    Targets,
    Verdict,
    count_within,
    judge,
    load_targets,
    plan_targets,
    within_by_group,
)
from xhs_sim.study.validation import at_weight, hold_runs, write_validation

REST = "unit: u, source: s, confidence: low"


def target(metric: str, low: float, high: float) -> Target:
    return Target(
        metric=metric,
        target=low,
        low=low,
        high=high,
        unit="u",
        source="s",
        confidence="high",
        kind="predicted",
        group="toy",
    )


def test_shipped_targets_are_sound_and_say_where_they_come_from():
    shipped = load_targets()
    assert len(shipped.targets) >= 12
    assert all(t.source and t.confidence in ("high", "medium", "low") for t in shipped.targets)
    assert load_config(shipped.run).n_days >= 30  # monthly users need a month


def test_figures_are_judged_against_their_range(tmp_path):
    config = load_config(["n_days=2", "population.n_users=900"])
    run_dir = simulate(config, tmp_path, arm="run", play=play)  # the toy's dau is 300
    wanted = Targets((), (target("dau", 299, 301), target("dau", 301, 302), target("dau", 1, 2), target("ctr", 0, 1)))
    assert [verdict.word for verdict in judge(wanted, run_dir)] == ["ok", "low", "high", "missing"]


def test_verdicts_are_written_one_entry_a_target(tmp_path):
    config = load_config(["n_days=2", "population.n_users=900"])
    run_dir = simulate(config, tmp_path, arm="run", play=play)
    held = hold_runs(Targets((), (target("dau", 299, 301), target("dau", 1, 2), target("ctr", 0, 1))), [run_dir])
    verdicts, rows = held.verdicts, json.loads(write_validation([held], tmp_path / "new").read_text())
    assert [(row["name"], row["value"], row["within"]) for row in rows] == [
        ("dau", 300, True), ("dau", 300, False), ("ctr", None, False),
    ]  # fmt: skip
    assert {"target", "low", "high", "kind", "confidence", "source", "weight"} <= rows[0].keys()
    assert (held.seeds, held.weight) == ((config.seed,), 1)
    assert count_within(verdicts, confidence=["high"]) == (1, 3)
    assert count_within(verdicts, confidence=["low"]) == (0, 0)


def test_what_is_within_is_counted_by_group_kind_and_in_all_among_well_known_targets():
    good, off = target("dau", 1, 3), target("ctr", 8, 9)
    low = replace(good, confidence="low")
    other = replace(off, group="other", kind="calibrated", confidence="medium")
    verdicts = [Verdict(each, 2.0) for each in (good, off, low, other)]
    assert within_by_group(verdicts) == {
        "toy": (1, 2), "other": (0, 1), "calibrated": (0, 1), "predicted": (1, 2), "total": (1, 3),
    }  # fmt: skip


def test_a_file_of_the_users_own_takes_the_place_of_a_shipped_one(tmp_path):
    (tmp_path / "targets").mkdir()
    row = f"{{metric: dau, target: 3, low: 3, high: 5, {REST}, kind: predicted}}"
    (tmp_path / "targets" / "rates.yaml").write_text(f"targets:\n  - {row}\n")
    groups = {t.group: t.metric for t in load_targets(tmp_path).targets}
    assert groups["rates"] == "dau"
    assert {"people", "notes"} <= groups.keys()
    assert load_targets(tmp_path).run == load_targets().run


def test_several_runs_are_judged_by_their_mean_and_their_spread_is_kept(tmp_path):
    configs = [load_config(["n_days=2", f"population.n_users={n}"]) for n in (900, 1260)]  # the toy's dau: 300 and 420
    folders = [simulate(config, tmp_path / str(k), arm="run", play=play) for k, config in enumerate(configs)]
    wanted = Targets((), (target("dau", 359, 361),))
    (verdict,) = judge(wanted, *folders)
    assert (verdict.value, verdict.word) == (360.0, "ok")
    assert verdict.sd == pytest.approx(60 * 2**0.5)
    assert judge(wanted, folders[0])[0].sd is None


def test_as_many_runs_are_planned_as_replicates_are_asked_for(tmp_path):
    requests = plan_targets(Targets(("study.replicates=3",), ()), [], tmp_path, None)
    assert [request.replicate for request in requests] == [0, 1, 2]
    assert len({request.run_dir for request in requests}) == len({request.seed for request in requests}) == 3


def test_a_reader_may_stand_for_more_people_of_the_same_market():
    wanted = Targets(("population.audience=9000", "population.n_users=9000"), ())
    config = load_config(at_weight(wanted, ["seed=3"], 10, None))
    assert (config.population.people, config.population.n_users, config.seed) == (9000, 900, 3)
    with pytest.raises(ConfigError, match="--weight 7: 9000 people"):
        at_weight(wanted, [], 7, None)


def test_unfinished_run_is_not_judged(tmp_path):
    with pytest.raises(ConfigError, match="no finished run there"):
        judge(Targets((), ()), tmp_path)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("{metric: ctr}", "target 1: .*missing"),
        (f"{{metric: ctr, target: 3, low: 4, high: 5, {REST}, kind: predicted}}", "not between"),
        (f"{{metric: ctr, target: 3, low: 3, high: 5, {REST}, kind: guessed}}", "kind: guessed is not allowed"),
        ("{metric: ctr", "line"),
    ],
)
def test_malformed_target_is_named_by_file_and_row(tmp_path, row, text):
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "platform.yaml").write_text(f"run: []\ntargets:\n  - {row}\n")
    with pytest.raises(ConfigError, match=f"platform.yaml, {text}" if "target 1" in text else text):
        load_targets(tmp_path)


def test_metrics_of_brands_and_days_are_no_platform_figures(tmp_path):
    config = load_config(["n_days=2", "population.n_users=900"])
    run_dir = simulate(config, tmp_path, arm="run", play=play)
    frame = pl.read_parquet(run_dir / "metrics.parquet")
    assert frame.filter(pl.col("metric") == "reach")["brand"].null_count() == 0
    assert judge(Targets((), (target("reach", 0, 1e9),)), run_dir)[0].word == "missing"
