"""What an engine hands to a worker: some runs of one seed, done one after the other, each put in place by itself.

A worker may be killed at any moment, and a job may be done twice, by two workers at once: what is in place is whole,
and the same whoever wrote it.
"""

import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..config import Config
from ..study.errors import is_disk_full, short
from ..study.memory import peak_mb
from ..study.run import OnDay
from .parts import Parts
from .run import Run, figures_of


@dataclass(frozen=True, slots=True)
class Job:
    """Runs to be made.

    Attributes
    ----------
    folder : Path
        Of the study, as the worker sees it.
    runs : tuple of Run
    """

    folder: Path
    runs: tuple[Run, ...]

    @property
    def days(self) -> int:
        """Days that its runs live, added up; a function takes one."""
        return sum(map(_days_of, self.runs))


@dataclass(frozen=True, slots=True)
class JobEnd:
    """How a job ended.

    Attributes
    ----------
    job : Job
    errors : tuple of (str, str)
        Run and error of those that failed.
    is_disk_full : bool
        Whether it was given up because nothing can be written any more.
    wall_s : float
        Seconds that it took.
    peak_mb : float
        Most memory that its process has had.
    """

    job: Job
    errors: tuple[tuple[str, str], ...] = ()
    wall_s: float = 0.0
    peak_mb: float = 0.0
    is_disk_full: bool = False


def tell_nobody(_days: int) -> None:
    """Tell nobody."""


def do(job: Job, threads: int = 1, on_day: OnDay = tell_nobody) -> JobEnd:
    """Make the runs of a job that are not there yet.

    Parameters
    ----------
    job : Job
    threads : int
        Of each run; results do not depend on it.
    on_day : callable
        Told how many days are done, of all that its runs live.
    """
    parts, began = Parts(job.folder), time.perf_counter()
    errors: list[tuple[str, str]] = []
    before = 0
    for run, days in zip(job.runs, map(_days_of, job.runs), strict=True):
        on_day(before)
        before, begun = before + days, before
        if parts.has(run.id):
            continue
        try:
            figures = figures_of(_threaded(run, threads), partial(_further, on_day, begun))
            parts.keep(run.id, figures, {"seed": str(run.seed), "run": run.id})
        except Exception as error:
            if is_disk_full(error):
                return JobEnd(job, tuple(errors), time.perf_counter() - began, peak_mb() or 0.0, is_disk_full=True)
            errors.append((run.id, short(error)))
            parts.fail(run.id, short(error))
    return JobEnd(job, tuple(errors), time.perf_counter() - began, peak_mb() or 0.0)


def _days_of(run: Run) -> int:
    return run.what.n_days if isinstance(run.what, Config) else 1


def _further(on_day: OnDay, before: int, day: int) -> None:
    on_day(before + day)


def _threaded(run: Run, threads: int) -> Run:
    if not isinstance(run.what, Config):
        return run
    return replace(run, what=run.what.model_copy(update={"threads": threads}))
