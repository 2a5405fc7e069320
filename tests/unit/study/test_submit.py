"""The runner: skips what is there, survives what goes wrong, starts no second command."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from toy_play import CRASHING_USERS, FAILING_USERS, FILLING_USERS, HANGING_USERS, play

from xhs_sim.config import load_config
from xhs_sim.study import (
    DiskFullError,
    OtherRunError,
    Progress,
    RunRequest,
    StudyError,
    WorkerPool,
    run_here,
    submit_runs,
)
from xhs_sim.study.lock import only_one
from xhs_sim.study.progress import Board
from xhs_sim.study.request import RunOutcome
from xhs_sim.study.run_folder import read_manifest
from xhs_sim.study.worker_pool import share_cores

PLAIN = load_config()


def request(out_dir: Path, arm: str, n_users: int = 1000, n_days: int = 2) -> RunRequest:
    people = PLAIN.population.model_copy(update={"n_users": n_users})
    config = PLAIN.model_copy(update={"n_days": n_days, "population": people, "name": "toy"})
    return RunRequest(experiment="toy", arm=arm, replicate=0, seed=0, out_dir=out_dir, config=config)


def test_finished_runs_are_not_run_again_unless_forced(tmp_path):
    requests = [request(tmp_path, arm) for arm in "ab"]
    assert [outcome.is_reused for outcome in submit_runs(requests, play=play)] == [False, False]
    assert [outcome.is_reused for outcome in submit_runs(requests, play=play)] == [True, True]
    assert [outcome.is_reused for outcome in submit_runs(requests, play=play, is_forced=True)] == [False, False]


def test_who_asks_hears_of_each_run_as_it_ends(tmp_path):
    requests = [request(tmp_path, arm) for arm in "abc"]
    submit_runs(requests[:1], play=play)
    heard = []
    submit_runs(requests, play=play, on_ended=lambda outcome: heard.append((outcome.request.arm, outcome.is_reused)))
    assert heard == [("a", True), ("b", False), ("c", False)]


def test_another_config_in_the_same_place_is_refused_unless_forced(tmp_path):
    submit_runs([request(tmp_path, "a")], play=play)
    other = [request(tmp_path, "b"), request(tmp_path, "a", n_days=3)]
    with pytest.raises(OtherRunError):
        submit_runs(other, play=play)
    assert not (tmp_path / "toy" / "b").exists()  # said before anything ran
    assert all(outcome.status == "ok" for outcome in submit_runs(other, play=play, is_forced=True))


@pytest.mark.parametrize("backend", [run_here, WorkerPool(workers=2)])
def test_failing_run_leaves_the_others_alone(tmp_path, backend):
    requests = [request(tmp_path, "a"), request(tmp_path, "bad", FAILING_USERS), request(tmp_path, "c")]
    outcomes = submit_runs(requests, backend=backend, play=play)
    assert [outcome.status for outcome in outcomes] == ["ok", "failed", "ok"]
    assert outcomes[1].error == "ZeroDivisionError: nobody clicked"


def test_crash_and_hang_of_a_worker_take_only_their_own_run(tmp_path):
    requests = [request(tmp_path, "crash", CRASHING_USERS), request(tmp_path, "hang", HANGING_USERS)]
    requests += [request(tmp_path, arm) for arm in "abc"]
    outcomes = submit_runs(requests, backend=WorkerPool(workers=2, timeout_s=3.0), play=play)
    assert [outcome.status for outcome in outcomes] == ["failed", "failed", "ok", "ok", "ok"]
    assert "code 11" in str(outcomes[0].error)
    assert "took longer" in str(outcomes[1].error)
    assert (read_manifest(requests[0].run_dir) or {})["status"] == "failed"
    assert list((tmp_path / "toy").rglob(".seed*")) == []


def test_full_disk_stops_the_plan_and_keeps_what_is_finished(tmp_path):
    requests = [request(tmp_path, "a"), request(tmp_path, "full", FILLING_USERS)]
    with pytest.raises(DiskFullError, match=r"disk full while writing .*full/seed=0: free some space"):
        submit_runs(requests, backend=WorkerPool(workers=1), play=play)
    assert (read_manifest(requests[0].run_dir) or {})["status"] == "ok"
    assert not requests[1].run_dir.exists()


def test_impossible_cell_is_failed_without_a_run(tmp_path):
    bad = RunRequest(
        experiment="toy", arm="x", replicate=0, seed=0, out_dir=tmp_path, config=None, problem="n_days = 0 is outside"
    )
    (outcome,) = submit_runs([bad], play=play)
    assert (outcome.status, outcome.error) == ("failed", "n_days = 0 is outside")
    assert (bad.run_dir / "error.txt").read_text() == "n_days = 0 is outside\n"


@pytest.mark.parametrize("backend", [run_here, WorkerPool(workers=2)])
def test_progress_counts_days_up_to_the_end(tmp_path, backend):
    told: list[Progress] = []
    submit_runs([request(tmp_path, arm) for arm in "ab"], backend=backend, play=play, on_progress=told.append)
    assert (told[0].runs_done, told[0].days_done, told[0].days, told[0].left_s) == (0, 0, 4, None)
    assert (told[-1].runs_done, told[-1].days_done) == (2, 4)
    assert all(earlier.runs_done <= later.runs_done for earlier, later in pairwise(told))


def test_only_one_command_works_in_a_folder(tmp_path):
    wanted = [request(tmp_path, "a")]
    with only_one(tmp_path / "toy"), ThreadPoolExecutor(1) as another:
        assert isinstance(another.submit(submit_runs, wanted, play=play).exception(), StudyError)
        submit_runs(wanted, play=play)  # the holder itself may
    assert isinstance(submit_runs(wanted, play=play), list)


def test_cores_are_shared_between_workers_and_threads(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert share_cores(0, 0, runs=100) == (8, 1)
    assert share_cores(0, 0, runs=2) == (2, 4)
    assert share_cores(0, 4, runs=100) == (2, 4)
    assert share_cores(4, 4, runs=100) == (4, 2)


def test_environment_of_the_workers_is_not_left_behind(tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_NUM_THREADS", raising=False)
    submit_runs([request(tmp_path, "a")], backend=WorkerPool(workers=1), play=play)
    assert "NUMBA_NUM_THREADS" not in os.environ


def test_time_left_of_one_run_is_told_from_a_quarter_on_and_counts_no_compiling(tmp_path, monkeypatch):
    now = iter([100.0, 100.0, 101.0, 102.0, 103.0, 104.0, 105.0])
    monkeypatch.setattr("xhs_sim.study.progress.monotonic", lambda: next(now))
    told: list[Progress] = []
    submit_runs([request(tmp_path, "a", n_days=4)], play=play, on_progress=told.append)
    assert [progress.left_s for progress in told] == [None, None, 2.0, 1.0, None, None]


def test_time_left_of_a_plan_is_told_when_a_run_has_ended_and_shrinks(tmp_path, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("xhs_sim.study.progress.monotonic", lambda: now[0])
    requests, told = [request(tmp_path, arm, n_days=10) for arm in "abcde"], []
    board = Board(requests, {}, lambda progress: told.append(progress.left_s))
    for k, each in enumerate(requests):
        for day in range(1, 11):
            now[0] += 0.5 + 0.3 * day  # days get longer as a run goes on
            board.tick(day)
        board.count(RunOutcome(each, "ok"))
        if k == 0:
            assert set(told) == {None}
    known = [left for left in told if left is not None]
    assert known == sorted(known, reverse=True)
    assert known[0] == pytest.approx(now[0] * 4 / 5, rel=0.15)
