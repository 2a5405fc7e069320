"""Replicates until the leader is told apart: where that stops, and that stopping and going on change nothing."""

from collections import Counter
from functools import partial

import numpy as np
import polars as pl
import pytest
from toy_play import SCHEMA

from xhs_sim.cli.until import where_it_stopped
from xhs_sim.config import ConfigError
from xhs_sim.lab import Platform
from xhs_sim.study import auto as auto_module
from xhs_sim.study import finish_compare, plan_compare, submit_runs, write_study
from xhs_sim.study.auto import FILE, looks_of, replicate_until_told
from xhs_sim.study.replay import plan_replay
from xhs_sim.verdict import Dropped

SMALL = ["experiment=kol_mix", "n_days=1", "study.decide_by=reach"]
AUTO = [*SMALL, "study.replicates=auto", "study.auto.most_runs=14"]


def lucky_play(config, records_dir, on_day, *, effect):
    """Reach of a world's luck, an arm's own, and what KOCs add."""
    records_dir.mkdir()
    shares = config.campaign.tier_shares
    own = [config.seed, *(round(10 * shares[tier]) for tier in ("koc", "head")), config.campaign.budget_cny > 0]
    reach = 5000 + 300 * np.random.default_rng(config.seed).normal() + 20 * np.random.default_rng(own).normal()
    rows = [("reach", "qingrou", None, reach + effect * shares["koc"] * (config.campaign.budget_cny > 0), "users")]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def until_told(folder, *asked, effect=60.0, stop_after=None):
    """Return the plan that was carried out, its outcomes, and where it stopped."""
    ended = []

    def killed(outcome):
        ended.append(outcome)
        if stop_after is not None and len(ended) > stop_after:
            raise KeyboardInterrupt

    run = partial(submit_runs, play=partial(lucky_play, effect=effect), on_ended=killed)
    return replicate_until_told(plan_compare([*AUTO, *asked], folder), run)


def effects_of(plan, outcomes):
    return finish_compare(plan, outcomes, {"reach": "higher"}).effects


def test_each_look_has_half_as_many_runs_again():
    assert looks_of(20) == [5, 7, 10, 14, 20]
    assert looks_of(6) == [5, 6]
    assert looks_of(5) == [5]


def test_it_stops_where_the_leader_is_told_apart_and_says_so(tmp_path):
    plan, outcomes, stop = until_told(tmp_path)
    assert (stop.why, stop.leaders) == ("told", ("koc_spread",))
    assert stop.replicates in (5, 7, 10)
    assert len(outcomes) == len(plan.requests) < 4 * stop.replicates
    assert where_it_stopped(plan, stop)[0] == f"stopped at {stop.replicates} replicates: told apart is KOC spread"
    effects_of(plan, outcomes)
    assert '"leader": "koc_spread"' in (tmp_path / "kol_mix" / "verdict.json").read_text()


def test_equal_arms_are_run_until_the_budget_is_spent(tmp_path):
    plan, _, stop = until_told(tmp_path, effect=0.0)
    assert (stop.why, stop.replicates) == ("runs", 14)
    assert "stopped at its budget of 14 replicates; not told apart: " in where_it_stopped(plan, stop)[0]


def test_with_equal_shares_the_result_is_that_of_a_fixed_number_as_large(tmp_path):
    plan, outcomes, stop = until_told(tmp_path / "auto", "study.auto.allocation=equal")
    fixed = plan_compare([*SMALL, f"study.replicates={stop.replicates}"], tmp_path / "fixed")
    same = submit_runs(fixed.requests, play=partial(lucky_play, effect=60.0))
    assert effects_of(plan, outcomes).equals(effects_of(fixed, same))


@pytest.mark.parametrize("stop_after", [1, 9, 21])
def test_killed_and_resumed_gives_the_table_of_one_never_killed(tmp_path, stop_after):
    with pytest.raises(KeyboardInterrupt):
        until_told(tmp_path / "killed", effect=30.0, stop_after=stop_after)
    plan, outcomes, stop = until_told(tmp_path / "killed", effect=30.0)
    assert any(outcome.is_reused for outcome in outcomes)
    whole = until_told(tmp_path / "whole", effect=30.0)
    assert stop == whole[2]
    assert effects_of(plan, outcomes).equals(effects_of(*whole[:2]))


def test_an_interval_narrow_enough_ends_it(tmp_path):
    _, _, stop = until_told(tmp_path, "study.auto.width=500", effect=0.0)
    assert (stop.why, stop.replicates) == ("width", 5)


def test_an_end_that_minutes_decided_is_kept_for_the_same_question(tmp_path, monkeypatch):
    hurried = "study.auto.most_minutes=1e-9"
    assert until_told(tmp_path, hurried, effect=0.0)[2].why == "minutes"
    assert '"why": "minutes"' in (tmp_path / "kol_mix" / FILE).read_text()
    monkeypatch.setattr(auto_module, "minutes_per_run", lambda outcomes: 0.0)  # a faster machine
    assert until_told(tmp_path, hurried, effect=0.0)[2].replicates == 5
    assert until_told(tmp_path, "study.auto.most_minutes=1.0", effect=0.0)[2].replicates == 14


def test_an_arm_that_cannot_win_gets_no_further_runs_and_the_baseline_keeps_all(tmp_path):
    plan, outcomes, stop = until_told(tmp_path)
    given = Counter(outcome.request.arm for outcome in outcomes)
    assert stop.dropped["head_heavy"] == Dropped(after=5, behind="koc_spread")
    assert given == dict.fromkeys(plan.config.study.arms, stop.replicates) | {"head_heavy": 5}
    found = finish_compare(plan, outcomes, {"reach": "higher"})
    pairs = dict(found.effects.select("arm", "n_pairs").iter_rows())
    assert (pairs["head_heavy"], pairs["nothing"], pairs["koc_spread"]) == (5, stop.replicates, stop.replicates)
    assert found.judgement.main.dropped == stop.dropped
    said = where_it_stopped(plan, stop)
    assert f"Head-heavy after 5 replicates, behind KOC spread; {len(outcomes)} runs in all" in said[1]
    assert "in at least 95% of such studies the truly best arm is not dropped" in said[2]


def test_an_end_that_minutes_decided_keeps_which_arms_were_dropped(tmp_path, monkeypatch):
    behind = {"head_heavy": Dropped(after=5, behind="koc_spread")}
    monkeypatch.setattr(auto_module, "cannot_win", lambda case, rules, looks: behind)
    monkeypatch.setattr(auto_module, "minutes_per_run", lambda outcomes: 1.0 if len(outcomes) > 20 else 0.0)
    asked = "study.auto.most_minutes=5"
    plan, outcomes, stop = until_told(tmp_path, asked, effect=0.0)
    assert (stop.why, stop.replicates, stop.dropped) == ("minutes", 7, behind)
    again, same, kept = until_told(tmp_path, asked, effect=0.0)
    assert (kept, again.requests, again.dropped) == (stop, plan.requests, behind)
    assert [each.request for each in same] == [each.request for each in outcomes]


def test_a_replay_gives_dropped_arms_no_more_than_they_had(tmp_path):
    plan, _, stop = until_told(tmp_path)
    write_study(plan)
    (again,) = plan_replay(plan.folder, tmp_path / "again")
    runs = [[(each.arm, each.seed) for each in one.requests] for one in (plan, again)]
    assert (runs[0], again.dropped) == (runs[1], stop.dropped)


@pytest.mark.slow
def test_looking_often_finds_no_more_than_looking_once(tmp_path):
    told = 0
    for study in range(30):
        asked = f"seed={1000 + study}", "study.interval_level=0.8"
        told += until_told(tmp_path / str(study), *asked, effect=0.0)[2].why == "told"
    assert told <= 6  # 20% of 30, of four looks


def test_only_a_comparison_knows_when_to_stop(tmp_path):
    with pytest.raises(ConfigError, match=r"study.replicates = auto: only compare"):
        Platform(["study.replicates=auto", "n_days=1"]).replicates  # noqa: B018
