"""Runs in parallel worker processes of this machine.

Processes are spawned, so that each sets its thread count before numba starts; one that crashes or
is killed takes its own run with it and nothing else; all of them end when the parent does. Each compiles
what it finds no code of on disk: those that begin together do so side by side, and none waits for another.
Each is a pool of its own, for only so can it be said which worker does which run (``lanes.py``).
"""

from collections.abc import Callable, Generator, Iterable, MutableSequence, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context

from pebble import ProcessExpired, ProcessPool

from ..config.messages import message
from .errors import StudyError
from .in_worker import THREADS, end_with_parent, environment, share_cores
from .lanes import Lanes
from .request import RunOutcome, RunRequest
from .run import Play, record_failure
from .shared_days import families, kept_apart
from .submit import Tick, attempt, ended_with

_POLL_S = 0.2
_AHEAD = 2  # runs with each worker: the one at work, and what it goes on with
_MOST_LOSSES = 3  # of a worker in a row, without a run that ended
_board: list[MutableSequence[int]] = []  # in a worker: the parent's board of days done, one number per run


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """A backend of ``submit_runs`` with ``workers`` processes (0 = as many as the cores allow).

    Parameters
    ----------
    workers : int
        Parallel runs.
    threads : int
        Threads of each run; 0 shares the cores out.
    timeout_s : float, optional
        A run that takes longer is stopped and counts as failed.
    """

    workers: int = 0
    threads: int = 0
    timeout_s: float | None = None

    def __call__(self, requests: Sequence[RunRequest], play: Play, tick: Tick) -> Generator[RunOutcome, None, None]:
        """Run the requests; a generator left early stops its workers."""
        n_workers, threads = share_cores(self.workers, self.threads, len(requests))
        if n_workers == len(requests):
            requests = kept_apart(requests, "there are as many workers as runs")
        spawn = get_context("spawn")
        # Shared memory without a lock: a worker killed while it holds one would hang the others.
        days_done = spawn.RawArray("q", len(requests))

        def tell(under_way: Iterable[int]) -> None:
            tick(sum(days_done[i] for i in under_way))

        def open_pool() -> ProcessPool:
            return ProcessPool(1, initializer=_begin, initargs=(days_done,), context=spawn)

        def schedule(pool: ProcessPool, i: int) -> Future[str | None]:
            request = _with_threads(requests[i], threads)
            return pool.schedule(_attempt, args=(i, request, play), timeout=self.timeout_s)

        workers = [_Worker(open_pool, schedule) for _ in range(n_workers)]
        with environment(dict.fromkeys(THREADS, str(threads))):
            try:
                yield from _collect(requests, workers, tell)
            finally:
                _stop(workers)


@dataclass(slots=True)
class _Worker:
    """A process, made anew when it is lost, and the runs that are with it."""

    open_pool: Callable[[], ProcessPool]
    schedule: Callable[[ProcessPool, int], Future[str | None]]
    runs: dict[Future[str | None], int] = field(default_factory=dict)
    pool: ProcessPool | None = None
    is_lost: bool = False  # as it is when it ends before its first task
    losses: int = 0  # in a row, without a run that ended

    @property
    def may_begin(self) -> bool:
        """Whether it has not been lost too often to be tried again."""
        return self.losses < _MOST_LOSSES

    def take(self, i: int) -> bool:
        """Go on with a run; return whether the worker is there to do so."""
        self.pool = self.pool or self.open_pool()
        try:
            self.runs[self.schedule(self.pool, i)] = i
        except RuntimeError:  # the pool takes no more
            self.is_lost = True
        return not self.is_lost

    def hand_back(self) -> list[int]:
        """Take leave of a worker that is lost; return the runs that were with it."""
        _stop([self])
        runs = list(self.runs.values())
        self.runs, self.pool, self.is_lost, self.losses = {}, None, False, self.losses + 1
        return runs


def _stop(workers: Sequence[_Worker]) -> None:
    """Stop all before any is waited for."""
    pools = [worker.pool for worker in workers if worker.pool is not None]
    for pool in pools:
        pool.stop()  # type: ignore[no-untyped-call]
    for pool in pools:
        pool.join()


def _with_threads(request: RunRequest, threads: int) -> RunRequest:
    return replace(request, config=request.seeded().model_copy(update={"threads": threads}))


def _collect(
    requests: Sequence[RunRequest], workers: Sequence[_Worker], tell: Callable[[Iterable[int]], None]
) -> Generator[RunOutcome, None, None]:
    """Keep the workers busy and yield how each run ends: a long plan waits here, not in their queues.

    What was with a worker that is lost waits again; one that is lost again and again is left out.
    """
    lanes = Lanes(families(requests), len(workers))
    while not lanes.is_empty or any(worker.runs for worker in workers):
        if not any(worker.may_begin for worker in workers):
            raise StudyError(message("study.workers_end"))
        _hand_out(lanes, workers)
        at = {future: worker for worker in workers for future in worker.runs}
        has_lost = any(worker.is_lost for worker in workers)
        done, _ = wait(at, timeout=0 if has_lost else _POLL_S, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda future: at[future].runs[future]):
            worker = at[future]
            if isinstance(future.exception(), BrokenProcessPool):
                worker.is_lost = True
            else:
                worker.losses = 0
                yield _outcome(future, requests[worker.runs.pop(future)])
        _let_go_on(lanes, workers)
        tell(i for worker in workers for i in worker.runs.values())


def _hand_out(lanes: Lanes, workers: Sequence[_Worker]) -> None:
    """Give each worker a run, and only then each the one that it goes on with: none idles while others have two."""
    for n_ahead in range(1, _AHEAD + 1):
        for lane, worker in enumerate(workers):
            if worker.is_lost or not worker.may_begin or len(worker.runs) >= n_ahead:
                continue
            i = lanes.take(lane)
            if i is not None and not worker.take(i):
                lanes.put_back(lane, [i])


def _let_go_on(lanes: Lanes, workers: Sequence[_Worker]) -> None:
    """Have the runs of workers that are lost wait again, for the one that follows or for the others."""
    for lane, worker in enumerate(workers):
        if worker.is_lost:
            lanes.put_back(lane, worker.hand_back())
            if not worker.may_begin:
                lanes.close(lane)


def _outcome(future: Future[str | None], request: RunRequest) -> RunOutcome:
    """Return how a run ended; if its process is gone, leave word in its place."""
    try:
        return ended_with(request, future.result())
    except TimeoutError:
        error: Exception = TimeoutError(message("study.stopped_slow"))
    except ProcessExpired as expired:
        error = RuntimeError(message("study.process_ended", code=expired.exitcode))
    record_failure(request.seeded(), request.out_dir, request.arm, error)
    return RunOutcome(request, "failed", str(error))


def _begin(days_done: MutableSequence[int]) -> None:
    """First thing in a worker: join the board, and see to it that it ends with the parent."""
    _board[:] = [days_done]
    end_with_parent()


def _attempt(index: int, request: RunRequest, play: Play) -> str | None:
    """Run in a worker; only words go back, for the parent has the request and keeps every answer."""

    def on_day(day: int) -> None:
        _board[0][index] = day

    return attempt(request, play, on_day)
