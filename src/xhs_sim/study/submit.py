"""The one place that submits runs.

Compare, sweep and whatever comes later hand over a plan; finished runs are skipped, the rest goes to a
backend, failures are collected without stopping the others. A backend is a function from requests
to outcomes in the order they end: worker processes here, a cluster later.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol

from .errors import DiskFullError, disk_full, is_disk_full, short
from .lock import only_one
from .progress import Board, OnProgress
from .request import RunOutcome, RunRequest
from .run import Play, play_days, simulate
from .run_folder import sweep_leftovers
from .settle import Tell, settle
from .shared_days import begin_shared, forget, sharing

OnEnded = Callable[[RunOutcome], None]
Tick = Callable[[int], None]  # days done in runs that have not ended


class Backend(Protocol):
    """Runs requests and yields each outcome as it ends; calls ``tick`` now and then."""

    def __call__(self, requests: Sequence[RunRequest], play: Play, tick: Tick) -> Generator[RunOutcome, None, None]:
        """Run ``requests`` with ``play``; ``tick(days done in runs that have not ended)``."""
        ...


def run_here(requests: Sequence[RunRequest], play: Play, tick: Tick) -> Generator[RunOutcome, None, None]:
    """Run one after the other in this process: no start-up cost, no protection from a crash."""
    try:
        for request in sharing(requests, play, 1):
            yield ended_with(request, attempt(request, play, tick))
    finally:
        forget()


def ended_with(request: RunRequest, error: str | None) -> RunOutcome:
    """Return the outcome of a run that ended with an error, or without."""
    return RunOutcome(request, "ok" if error is None else "failed", error)


def attempt(request: RunRequest, play: Play, on_day: Callable[[int], None]) -> str | None:
    """Run one request; return what went wrong, in a line, or None."""
    shared = request.shared
    about = None if shared is None else shared.about()
    if shared is not None and shared.days > 0:
        play = partial(play_days, begin=partial(begin_shared, shared, on_day))
    try:
        simulate(request.seeded(), request.out_dir, arm=request.arm, on_day=on_day, play=play, shared=about)
    except DiskFullError:
        raise
    except Exception as error:
        return short(error)
    return None


def submit_runs(
    requests: Sequence[RunRequest],
    *,
    backend: Backend = run_here,
    play: Play = play_days,
    is_forced: bool = False,
    may_replace: bool = False,
    on_progress: OnProgress | None = None,
    on_ended: OnEnded | None = None,
    tell: Tell | None = None,
) -> list[RunOutcome]:
    """Carry out a plan and return how each run ended, in the order of the plan.

    Parameters
    ----------
    requests : sequence of RunRequest
        The plan; runs that are finished already are not run again, unless something that they read, the code or
        a library has changed, or their files are damaged.
    backend : Backend
        Where runs happen: ``run_here`` or a ``WorkerPool``.
    play : callable
        What plays the days of a run.
    is_forced : bool
        Run again what is there, whatever made it.
    may_replace : bool
        Let a run take the place of one of another configuration.
    on_progress : callable, optional
        Told how far the plan is.
    on_ended : callable, optional
        Told how each run ended, as soon as that is known; other runs go on meanwhile.
    tell : callable, optional
        Takes lines that say which finished runs are made again, and why.

    Raises
    ------
    OtherRunError
        Before anything runs, if a folder holds a finished run of something else.
    StudyError
        If another command is at work in the same folder.
    DiskFullError
        If the disk fills up; finished runs stay.
    """
    with only_one(*{request.out_dir / request.experiment for request in requests}):
        settled = settle(requests, is_forced=is_forced, may_replace=may_replace, tell=tell or _pass_over)
        return _submit(requests, settled, backend, play, on_progress, on_ended or _pass_over)


def _pass_over(_: object) -> None:
    """Tell nobody."""


def _submit(
    requests: Sequence[RunRequest],
    outcomes: dict[Path, RunOutcome],
    backend: Backend,
    play: Play,
    on_progress: OnProgress | None,
    on_ended: OnEnded,
) -> list[RunOutcome]:
    todo = [request for request in requests if request.run_dir not in outcomes]
    board = Board(requests, outcomes, on_progress)
    try:
        for outcome in list(outcomes.values()):
            on_ended(outcome)
        # Closed at once on Ctrl-C: the workers must be gone before their leftovers are swept.
        with closing(backend(todo, play, board.tick)) as ended:
            for outcome in ended if todo else ():
                outcomes[outcome.request.run_dir] = outcome
                board.count(outcome)
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
