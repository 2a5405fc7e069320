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
from .shared_days import begin_shared, forget, sharing, who_is_alone

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
        for request in requests:
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
    else:
        forget()
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
        Takes lines that say which finished runs are made again, which arms share no days though others do, and why.

    Raises
    ------
    OtherRunError
        Before anything runs, if a folder holds a finished run of something else.
    StudyError
        If another command is at work in the same folder.
    DiskFullError
        If the disk fills up; finished runs stay.
    """
    tell, on_ended = tell or _pass_over, on_ended or _pass_over
    with only_one(*{request.out_dir / request.experiment for request in requests}):
        outcomes = settle(requests, is_forced=is_forced, may_replace=may_replace, tell=tell)
        todo = sharing([request for request in requests if request.run_dir not in outcomes], play)
        for line in who_is_alone(todo):
            tell(line)
        board = Board(requests, outcomes, on_progress)
        _submit(todo, outcomes, partial(backend, todo, play, board.tick), board, on_ended)
        return [outcomes[request.run_dir] for request in requests]


def _pass_over(_: object) -> None:
    """Tell nobody."""


def _submit(
    todo: Sequence[RunRequest],
    outcomes: dict[Path, RunOutcome],
    run: Callable[[], Generator[RunOutcome, None, None]],
    board: Board,
    on_ended: OnEnded,
) -> None:
    """Add to the outcomes those of the runs to be made, and tell of each."""
    try:
        for outcome in list(outcomes.values()):
            on_ended(outcome)
        # Closed at once on Ctrl-C: the workers must be gone before their leftovers are swept.
        with closing(run()) as ended:
            for outcome in ended if todo else ():
                outcomes[outcome.request.run_dir] = outcome
                board.count(outcome)
                on_ended(outcome)
        board.tick(0)
    except OSError as error:
        if not todo or not is_disk_full(error):
            raise
        raise disk_full(todo[0].out_dir) from error
    finally:
        for request in todo:
            sweep_leftovers(request.run_dir)
