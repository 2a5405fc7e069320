"""A sweep of the toy, as a script: the tests kill it and start it again."""

import sys
from pathlib import Path

from toy_play import play

from xhs_sim.study import WorkerPool, finish_sweep, plan_sweep, submit_runs, write_plan


def main(out_dir: Path, overrides: list[str]) -> None:
    """Plan, run and gather."""
    plan = plan_sweep(overrides, out_dir)
    write_plan(plan)
    finish_sweep(plan, submit_runs(plan.requests, backend=WorkerPool(workers=2), play=play))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
