"""Run the search whose result is shipped: ``python experiments/02_calibration/run.py [TRIALS] [OUT]``."""

import sys
from pathlib import Path

import yaml

from xhs_sim.study import WorkerPool, submit_runs
from xhs_sim.study.calibrate import calibrate, load_search
from xhs_sim.study.targets import load_targets

HERE = Path(__file__).parent


def main(n_trials: int = 240, out: Path = Path("outputs/calibration")) -> None:
    """Search, and write the best values to ``best.yaml``."""
    best = calibrate(
        load_search(HERE / "search.yaml"), load_targets(), out, n_trials,
        lambda plan: submit_runs(plan, backend=WorkerPool(0, 1)), tell=lambda line: print(line, flush=True),
    )  # fmt: skip
    (out / "best.yaml").write_text(yaml.safe_dump(best))
    print(yaml.safe_dump(best))


if __name__ == "__main__":  # worker processes import this module too
    main(*(cast(argument) for cast, argument in zip((int, Path), sys.argv[1:], strict=False)))
