"""A worker that ends before its first task costs no run; workers that never begin are told."""

import os
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import pytest
from toy_play import play

from xhs_sim.study import StudyError, WorkerPool, plan_compare, submit_runs, worker_pool

REAL = worker_pool._begin
GRID = [
    "name=grid", "n_days=1", "study.baseline=a", "study.replicates=2",
    "++study.arms={a: [population.n_users=1000], b: [population.n_users=2000], c: [population.n_users=3000]}",
]  # fmt: skip


def end_once(days_done):
    mark = Path(os.environ["LOST_WORKER"])
    if not mark.exists():
        mark.touch()
        os._exit(9)
    REAL(days_done)


def end_always(_days_done):
    os._exit(9)


def test_all_runs_are_made_though_a_worker_ends_before_its_first_task(tmp_path, monkeypatch):
    monkeypatch.setenv("LOST_WORKER", str(tmp_path / "mark"))
    monkeypatch.setattr(worker_pool, "_begin", end_once)
    ended = submit_runs(plan_compare(GRID, tmp_path).requests, backend=WorkerPool(workers=1), play=play)
    assert [outcome.status for outcome in ended] == ["ok"] * 6
    assert (tmp_path / "mark").exists()


def test_workers_that_never_begin_are_told_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(worker_pool, "_begin", end_always)
    with pytest.raises(StudyError, match="--workers 1"):
        submit_runs(plan_compare(GRID, tmp_path).requests, backend=WorkerPool(workers=2), play=play)


class Toy:
    """A pool whose runs end at once, or that is lost with them."""

    def __init__(self, is_lost):
        self.is_lost, self.runs = is_lost, []

    def stop(self):
        pass

    join = stop


def scheduled(pool, i):
    future = Future()
    pool.runs.append(i)
    if pool.is_lost:
        future.set_exception(BrokenProcessPool())
    else:
        future.set_result(None)
    return future


def test_a_worker_that_never_begins_leaves_its_runs_to_the_others(tmp_path):
    pools = {lane: [] for lane in "ab"}

    def opened(lane):
        pools[lane].append(Toy(lane == "a"))
        return pools[lane][-1]

    plan = plan_compare(GRID, tmp_path).requests
    workers = [worker_pool._Worker(partial(opened, lane), scheduled) for lane in pools]
    ended = list(worker_pool._collect(plan, workers, list))
    assert sorted(plan.index(outcome.request) for outcome in ended) == list(range(6))
    assert len(pools["a"]) == worker_pool._MOST_LOSSES
    assert sorted(pools["b"][0].runs) == list(range(6))
