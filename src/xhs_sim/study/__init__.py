"""Studies: runs on disk, arms compared, parameters swept. Nothing else submits runs."""

from .compare import (
    ComparePlan,
    Comparison,
    compute_effects,
    finish_compare,
    plan_compare,
    plan_comparisons,
    write_study,
)
from .errors import DiskFullError, OtherRunError, StudyError
from .lock import only_one
from .request import Progress, RunOutcome, RunRequest
from .run import simulate
from .seeds import replicate_seed
from .submit import run_here, submit_runs
from .sweep import SweepPlan, plan_sweep, write_plan
from .sweep_table import finish_sweep
from .worker_pool import WorkerPool

__all__ = [
    "ComparePlan",
    "Comparison",
    "DiskFullError",
    "OtherRunError",
    "Progress",
    "RunOutcome",
    "RunRequest",
    "StudyError",
    "SweepPlan",
    "WorkerPool",
    "compute_effects",
    "finish_compare",
    "finish_sweep",
    "only_one",
    "plan_compare",
    "plan_comparisons",
    "plan_sweep",
    "replicate_seed",
    "run_here",
    "simulate",
    "submit_runs",
    "write_plan",
    "write_study",
]
