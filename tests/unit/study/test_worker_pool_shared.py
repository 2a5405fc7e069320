"""A worker killed amid runs that share their days takes its own run with it; the others come out as if alone."""

import os
from collections import Counter
from pathlib import Path

import polars as pl

from xhs_sim.config import load_config
from xhs_sim.records.tables import TABLES
from xhs_sim.study import WorkerPool, submit_runs, worker_pool
from xhs_sim.study.request import RunRequest

REAL = worker_pool._begin
SMALL = [
    "experiment=cooperation",
    "population.n_users=1000",
    "population.audience=0",
    "n_days=4",
    "threads=1",
    "content.history_days=3",
]
DEADLY_CNY = 9000.0
ARMS = {"nothing": 0.0, "less": 4000.0, "deadly": DEADLY_CNY, "more": 20000.0}
SEEDS = (7, 3)


def begin_killing(days_done):
    """Begin a worker that notes the days that it lives, and is killed in the run of one arm."""
    from xhs_sim import copies

    live, go_on = copies.live_before, copies.go_on

    def noted(config, *args):
        with Path(os.environ["LIVED"]).open("a") as file:
            file.write(f"{config.seed}\n")
        return live(config, *args)

    def killed(lived, config, *args):
        if (config.campaign.budget_cny, config.seed) == (DEADLY_CNY, SEEDS[0]):
            os._exit(9)
        return go_on(lived, config, *args)

    copies.live_before, copies.go_on = noted, killed
    REAL(days_done)


def requests(out_dir, *own):
    about = {"experiment": "toy", "replicate": 0, "out_dir": out_dir}
    configs = {arm: load_config([*SMALL, f"campaign.budget_cny={money}", *own]) for arm, money in ARMS.items()}
    return [RunRequest(arm=arm, seed=seed, config=its, **about) for arm, its in configs.items() for seed in SEEDS]


def test_a_killed_worker_takes_one_run_and_the_rest_of_its_seed_goes_on_as_if_alone(tmp_path, monkeypatch):
    lived = tmp_path / "lived"
    monkeypatch.setenv("LIVED", str(lived))
    monkeypatch.setattr(worker_pool, "_begin", begin_killing)
    shared = submit_runs(requests(tmp_path / "shared"), backend=WorkerPool(workers=2))
    assert [each.request.arm for each in shared if each.status == "failed"] == ["deadly"]
    assert "code 9" in next(str(each.error) for each in shared if each.status == "failed")
    days = Counter(lived.read_text().split())
    assert days["7"] >= 2  # by the one that was killed, and by who went on
    assert days["3"] <= 2  # by its own worker, and by the other once that had nothing left
    alone = submit_runs(requests(tmp_path / "alone", "study.share_days=0"))
    for one, other in zip(shared, alone, strict=True):
        if one.status == "ok":
            for file in ["metrics.parquet", *(f"records/{table}.parquet" for table in TABLES)]:
                frames = [pl.read_parquet(each.request.run_dir / file) for each in (one, other)]
                assert frames[0].equals(frames[1]), (one.request.run_dir, file)
