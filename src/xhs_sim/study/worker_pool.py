"""Runs in parallel worker processes of this machine.

Processes are spawned, so that each sets its thread count before numba starts; one that crashes or
is killed takes its own run with it and nothing else; all of them end when the parent does. Each compiles
what it finds no code of on disk: those that begin together do so side by side, and none waits for another.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, MutableSequence, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import connection, get_context, parent_process

from pebble import ProcessExpired, ProcessPool

from .errors import StudyError
from .request import RunOutcome, RunRequest
from .run import Play, record_failure
from .shared_days import sharing
from .submit import Tick, attempt, ended_with

_POLL_S = 0.2
_AHEAD = 3  # runs with each worker: the one at work, and what it goes on with
_MOST_LOSSES = 3  # of whole pools in a row, without a run that ended
_THREADS = ("NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
Schedule = Callable[[int], "Future[str | None]"]
_board: list[MutableSequence[int]] = []  # in a worker: the parent's board of days done, one number per run


def share_cores(workers: int, threads: int, runs: int) -> tuple[int, int]:
    """Return (workers, threads of each) so that together they fill the cores and no more.

    Parameters
    ----------
    workers, threads : int
        What the user asks for; 0 leaves it open.
    runs : int
        Runs to share out.
    """
    cores = os.cpu_count() or 1
    n_workers = min(workers or max(1, cores // max(1, threads)), max(1, runs))
    room = max(1, cores // n_workers)
    return n_workers, min(threads or room, room)


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
        workers, threads = share_cores(self.workers, self.threads, len(requests))
        requests = sharing(requests, play, workers)
        spawn = get_context("spawn")
        # Shared memory without a lock: a worker killed while it holds one would hang the others.
        days_done = spawn.RawArray("q", len(requests))
        waiting, losses = deque(range(len(requests))), 0

        def tell(under_way: Iterable[int]) -> None:
            tick(sum(days_done[i] for i in under_way))

        with _environment(dict.fromkeys(_THREADS, str(threads))):
            while waiting:
                before = len(waiting)
                pool = ProcessPool(workers, initializer=_begin, initargs=(days_done,), context=spawn)

                def schedule(i: int, pool: ProcessPool = pool) -> Future[str | None]:
                    request = _with_threads(requests[i], threads)
                    return pool.schedule(_attempt, args=(i, request, play), timeout=self.timeout_s)

                try:
                    yield from _collect(requests, waiting, schedule, _AHEAD * workers, tell)
                finally:
                    pool.stop()  # type: ignore[no-untyped-call]
                    pool.join()
                losses = losses + 1 if len(waiting) == before else 0
                if losses == _MOST_LOSSES:
                    raise StudyError("the worker processes end before they begin (out of memory?): try --workers 1")


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    """Set environment variables that children inherit: libraries read them when they are imported."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _with_threads(request: RunRequest, threads: int) -> RunRequest:
    return replace(request, config=request.seeded().model_copy(update={"threads": threads}))


def _collect(
    requests: Sequence[RunRequest],
    waiting: deque[int],
    schedule: Schedule,
    ahead: int,
    tell: Callable[[Iterable[int]], None],
) -> Generator[RunOutcome, None, None]:
    """Keep ``ahead`` runs with the workers and yield how each ends: a long plan waits here, not in their queue.

    Comes back early where a pool is lost, as it is when a worker ends before its first task; what was with it waits
    again.
    """
    index: dict[Future[str | None], int] = {}
    is_lost = False
    while not is_lost and (waiting or index):
        try:
            while waiting and len(index) < ahead:
                future = schedule(waiting[0])
                index[future] = waiting.popleft()
        except RuntimeError:  # the pool takes no more
            is_lost = True
        done, _ = wait(index, timeout=0 if is_lost else _POLL_S, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=index.__getitem__):
            if isinstance(future.exception(), BrokenProcessPool):
                is_lost = True
            else:
                yield _outcome(future, requests[index.pop(future)])
        tell(index.values())
    waiting.extendleft(sorted(index.values(), reverse=True))


def _outcome(future: Future[str | None], request: RunRequest) -> RunOutcome:
    """Return how a run ended; if its process is gone, leave word in its place."""
    try:
        return ended_with(request, future.result())
    except TimeoutError:
        error: Exception = TimeoutError("stopped: it took longer than the time allowed")
    except ProcessExpired as expired:
        error = RuntimeError(f"its process ended with code {expired.exitcode} (crashed, or killed for memory)")
    record_failure(request.seeded(), request.out_dir, request.arm, error)
    return RunOutcome(request, "failed", str(error))


def _begin(days_done: MutableSequence[int]) -> None:
    """First thing in a worker: join the board, and see to it that it ends with the parent."""
    _board[:] = [days_done]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the parent is gone: an orphan must not write where its successor writes."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _attempt(index: int, request: RunRequest, play: Play) -> str | None:
    """Run in a worker; only words go back, for the parent has the request and keeps every answer."""

    def on_day(day: int) -> None:
        _board[0][index] = day

    return attempt(request, play, on_day)
