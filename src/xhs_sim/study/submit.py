"""The one place that submits runs.

Compare, sweep and whatever comes later hand over a plan; finished runs are skipped, the rest goes to a
backend, failures are collected without stopping the others. A backend is a function from requests
to outcomes in the order they end: worker processes here, a cluster later.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from time import monotonic
from typing import Protocol

from .errors import DiskFullError, disk_full, is_disk_full, short
from .lock import only_one
from .request import Progress, RunOutcome, RunRequest
from .run import Play, leave_failure, play_days, simulate
from .run_folder import is_finished, sweep_leftovers

OnProgress = Callable[[Progress], None]
OnEnded = Callable[[RunOutcome], None]
Tick = Callable[[int], None]  # days done in runs that have not ended


class Backend(Protocol):
    """Runs requests and yields each outcome as it ends; calls ``tick`` now and then."""

    def __call__(self, requests: Sequence[RunRequest], play: Play, tick: Tick) -> Generator[RunOutcome, None, None]:
        """Run ``requests`` with ``play``; ``tick(days done in runs that have not ended)``."""
        ...


def run_here(requests: Sequence[RunRequest], play: Play, tick: Tick) -> Generator[RunOutcome, None, None]:
    """Run one after the other in this process: no start-up cost, no protection from a crash."""
    for request in requests:
        yield attempt(request, play, tick)


def attempt(request: RunRequest, play: Play, on_day: Callable[[int], None]) -> RunOutcome:
    """Run one request; what goes wrong becomes its outcome."""
    assert request.config is not None
    try:
        simulate(request.config, request.out_dir, arm=request.arm, on_day=on_day, play=play)
    except DiskFullError:
        raise
    except Exception as error:
        return RunOutcome(request, "failed", short(error))
    return RunOutcome(request, "ok")


def submit_runs(
    requests: Sequence[RunRequest],
    *,
    backend: Backend = run_here,
    play: Play = play_days,
    is_forced: bool = False,
    on_progress: OnProgress | None = None,
    on_ended: OnEnded | None = None,
) -> list[RunOutcome]:
    """Carry out a plan and return how each run ended, in the order of the plan.

    Parameters
    ----------
    requests : sequence of RunRequest
        The plan; runs that are finished already are not run again.
    backend : Backend
        Where runs happen: ``run_here`` or a ``WorkerPool``.
    play : callable
        What plays the days of a run.
    is_forced : bool
        Run again what is there, whatever made it.
    on_progress : callable, optional
        Told how far the plan is.
    on_ended : callable, optional
        Told how each run ended, as soon as that is known; other runs go on meanwhile.

    Raises
    ------
    OtherRunError
        Before anything runs, if a folder holds a finished run of something else.
    StudyError
        If another command is at work in the same folder.
    DiskFullError
        If the disk fills up; finished runs stay.
    """
    with ExitStack() as locks:
        for folder in sorted({request.out_dir / request.experiment for request in requests}):
            locks.enter_context(only_one(folder))
        return _submit(requests, backend, play, is_forced, on_progress, on_ended or _pass_over)


def _pass_over(_: RunOutcome) -> None:
    """Tell nobody."""


def _submit(
    requests: Sequence[RunRequest],
    backend: Backend,
    play: Play,
    is_forced: bool,
    on_progress: OnProgress | None,
    on_ended: OnEnded,
) -> list[RunOutcome]:
    outcomes = {request.run_dir: outcome for request in requests if (outcome := _settled(request, is_forced))}
    todo = [request for request in requests if request.run_dir not in outcomes]
    board = _Board(requests, outcomes, on_progress)
    try:
        for outcome in list(outcomes.values()):
            on_ended(outcome)
        # Closed at once on Ctrl-C: the workers must be gone before their leftovers are swept.
        with closing(backend(todo, play, board.tick)) as ended:
            for outcome in ended if todo else ():
                outcomes[outcome.request.run_dir] = outcome
                on_ended(outcome)
        board.tick(0)
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise disk_full(requests[0].out_dir) from error
    finally:
        for request in todo:
            sweep_leftovers(request.run_dir)
    return [outcomes[request.run_dir] for request in requests]


def _settled(request: RunRequest, is_forced: bool) -> RunOutcome | None:
    """Return the outcome of a request that needs no run: impossible, or finished before."""
    if request.config is None:
        problem = request.problem or "not a valid configuration"
        leave_failure(request.run_dir, _about_problem(request, problem), problem + "\n", None)
        return RunOutcome(request, "failed", problem)
    if not is_forced and is_finished(request.run_dir, request.config):
        return RunOutcome(request, "ok", is_reused=True)
    return None


def _about_problem(request: RunRequest, problem: str) -> dict[str, object]:
    return {
        "config_digest": None,
        "seed": request.seed,
        "arm": request.arm,
        "experiment": request.experiment,
        "status": "failed",
        "error": problem,
    }


class _Board:
    """Adds up how far a plan is."""

    def __init__(
        self, requests: Sequence[RunRequest], outcomes: dict[Path, RunOutcome], on_progress: OnProgress | None
    ) -> None:
        self._requests = requests
        self._outcomes = outcomes
        self._on_progress = on_progress
        self._settled = set(outcomes)
        self._first: tuple[float, int] | None = None
        self.tick(0)

    def tick(self, days_under_way: int) -> None:
        """Tell how far the plan is, given the days done in runs that have not ended."""
        if self._on_progress is None:
            return
        ended = self._outcomes.values()
        days = {r.run_dir: r.config.n_days for r in self._requests if r.config and r.run_dir not in self._settled}
        days_ended = sum(n for run_dir, n in days.items() if run_dir in self._outcomes)
        progress = Progress(
            runs=len(self._requests),
            runs_done=len(ended),
            runs_failed=sum(outcome.status == "failed" for outcome in ended),
            runs_reused=sum(outcome.is_reused for outcome in ended),
            days=sum(days.values()),
            days_done=days_ended + days_under_way,
            left_s=self._left(sum(days.values()), days_ended + days_under_way),
        )
        self._on_progress(progress)

    def _left(self, days: int, days_done: int) -> float | None:
        """Seconds left at the pace since the first day was done: compiling before it says nothing."""
        now = monotonic()
        if self._first is None:
            self._first = (now, days_done) if days_done > 0 else None
            return None
        since, before = self._first
        return (now - since) * (days - days_done) / (days_done - before) if days_done > before else None
