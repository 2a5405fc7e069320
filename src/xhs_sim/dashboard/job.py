"""The process that runs a what-if: ``python -m xhs_sim.dashboard.job FOLDER``."""

import json
import os
import sys
from pathlib import Path

from ..config import build_config
from ..report import build_report
from ..study import WorkerPool, better_by_metric, finish_compare, only_one, submit_runs, write_study
from ..study.compare import plan_arms
from ..study.request import Progress
from .what_if import ASKED, NOW, write_state

WORKERS = 0  # as many as the cores allow


def run(home: Path) -> None:
    """Run what was asked in a folder and judge it; how far it is stands in the folder all the while."""
    asked = json.loads((home / ASKED).read_text(encoding="utf-8"))
    arms = {arm: build_config(plain) for arm, plain in asked.items()}
    plan = plan_arms(arms[NOW], arms, home)
    about = {"pid": os.getpid(), "runs": len(plan.requests)}

    def tell(progress: Progress) -> None:
        write_state(home, {**about, "state": "running", "done": progress.runs_done, "days": progress.days,
                           "days_done": progress.days_done, "left_s": progress.left_s})  # fmt: skip

    with only_one(plan.folder):
        write_study(plan, may_replace=True)
        outcomes = submit_runs(plan.requests, backend=WorkerPool(WORKERS, 1, None), on_progress=tell)
        failed = [str(each.error) for each in outcomes if each.status == "failed"]
        if len(failed) == len(outcomes):
            write_state(home, {**about, "state": "failed", "error": failed[0]})
            return
        finish_compare(plan, outcomes, better_by_metric())
        build_report(plan.folder, language=plan.config.report.language)
    write_state(home, {**about, "state": "done", "done": len(outcomes), "failed": len(failed)})


def main() -> None:
    """Run, and leave the reason where it fails."""
    home = Path(sys.argv[1])
    try:
        run(home)
    except Exception as error:
        write_state(home, {"state": "failed", "error": f"{type(error).__name__}: {error}"})
        raise


if __name__ == "__main__":
    main()
