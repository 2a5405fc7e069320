"""Studies: runs on disk, arms compared, parameters swept. Nothing else submits runs."""

from typing import TYPE_CHECKING

from ..late import late_names

if TYPE_CHECKING:
    from .compare import ComparePlan, plan_compare, plan_comparisons, write_study
    from .comparison import Comparison, compute_effects, finish_compare
    from .errors import DiskFullError, OtherRunError, StudyError
    from .lock import only_one
    from .request import Progress, RunOutcome, RunRequest
    from .run import simulate
    from .seeds import replicate_seed
    from .submit import run_here, submit_runs
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
    "WorkerPool",
    "better_by_metric",
    "compute_effects",
    "finish_compare",
    "only_one",
    "plan_compare",
    "plan_comparisons",
    "replicate_seed",
    "run_here",
    "simulate",
    "submit_runs",
    "write_study",
]

__getattr__, __dir__ = late_names(
    __name__,
    {
        "compare": ["ComparePlan", "plan_compare", "plan_comparisons", "write_study"],
        "comparison": ["Comparison", "better_by_metric", "compute_effects", "finish_compare"],
        "errors": ["DiskFullError", "OtherRunError", "StudyError"],
        "lock": ["only_one"],
        "request": ["Progress", "RunOutcome", "RunRequest"],
        "run": ["simulate"],
        "seeds": ["replicate_seed"],
        "submit": ["run_here", "submit_runs"],
        "worker_pool": ["WorkerPool"],
    },
)
