"""How far a command is: all that it asks a lab for, batch after batch, counted as one."""

from collections.abc import Iterable, Mapping
from time import monotonic

from ..config import Config
from ..study.progress import OnProgress
from ..study.request import Progress
from .effort import day_cost
from .job import Job, JobEnd


class Board:
    """Adds up how far a command is.

    Parameters
    ----------
    on_progress : callable, optional
        Told at every tick.
    usual : Config, optional
        What runs are mostly of: those of a smaller market are a smaller part of the work.
    """

    def __init__(self, on_progress: OnProgress | None, usual: Config | None = None) -> None:
        self._on_progress, self._usual_cost = on_progress, None if usual is None else day_cost(usual)
        self._usual_days = 1 if usual is None else usual.n_days
        self._most = 0  # runs that may be asked for in all
        self._asked: set[str] = set()
        self._reused = self._ended = self._failed = self._days = self._days_ended = 0
        self._work = 0.0  # days that have ended, as many of the usual market
        self._first: tuple[float, float] | None = None  # when there was a day first, and the work by then
        self._pace: float | None = None  # seconds a day of the usual market

    def expect(self, runs: int) -> None:
        """Say how many runs may be asked for in all, those that are there already among them."""
        self._most = runs

    def begin(self, runs: Iterable[str], days: Mapping[str, int]) -> None:
        """Take note of a batch: what it asks for, and the days of each run of it that is to be made."""
        new = {run for run in runs if run and run not in self._asked}
        self._asked |= new | days.keys()
        self._reused += len(new - days.keys())
        self._days += sum(days.values())
        self.tick(0)

    def count(self, end: JobEnd) -> None:
        """Take note of a job that ended."""
        self._ended += len(end.job.runs)
        self._failed += len(end.errors)
        self._days_ended += end.job.days
        self._work += self._work_of(end.job)
        now = monotonic()
        if self._first is None:
            self._first = (now, self._work)
        since, before = self._first
        if self._work > before:
            self._pace = (now - since) / (self._work - before)
        self.tick(0)

    def tick(self, days_under_way: int) -> None:
        """Tell how far the command is, given the days done in jobs that have not ended."""
        if self._first is None and days_under_way:  # workers compile before their first day
            self._first = (monotonic(), self._work + days_under_way)
        if self._on_progress is None:
            return
        open_runs = max(self._most - len(self._asked), 0)
        days, done = self._days + open_runs * self._usual_days, self._days_ended + days_under_way
        left = days - done
        self._on_progress(Progress(
            runs=max(self._most, len(self._asked)), runs_done=self._reused + self._ended, runs_failed=self._failed,
            runs_reused=self._reused, days=days, days_done=done,
            left_s=self._pace * left if self._pace is not None and left > 0 else None, is_most=open_runs > 0,
        ))  # fmt: skip

    def _work_of(self, job: Job) -> float:
        if self._usual_cost is None:
            return float(job.days)
        costs = (run.what.n_days * day_cost(run.what) for run in job.runs if isinstance(run.what, Config))
        return sum(costs) / self._usual_cost
