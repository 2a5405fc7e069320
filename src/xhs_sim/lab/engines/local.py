"""Worker processes of this machine.

Processes are spawned, so that each sets its threads before numba starts; one that crashes takes its own job with it and
nothing else; all of them end when their parent does.
"""

from collections import deque
from collections.abc import Iterable, Iterator, MutableSequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from ...config.messages import message
from ...study.errors import StudyError
from ...study.in_worker import THREADS, end_with_parent, environment, share_cores
from ...study.run import OnDay
from ..job import Job, JobEnd, do, tell_nobody
from .engine import lost, one_by_one

_POLL_S = 0.5
_MOST_LOSSES = 6  # workers in a row, without a job that ended
_board: list[MutableSequence[int]] = []  # in a worker: the parent's board of days done, a number for each job under way


class Local:
    """Does jobs in processes that stay until the engine is left.

    Parameters
    ----------
    workers : int
        How many; 0 = as many as the cores allow.
    threads : int
        Of each run; 0 shares the cores out.
    timeout_s : float, optional
        A run that takes longer is stopped and counts as failed.
    """

    def __init__(self, workers: int = 0, threads: int = 0, timeout_s: float | None = None) -> None:
        self.workers, self.threads = share_cores(workers, threads, runs=1 << 30)
        self.timeout_s = timeout_s
        self._pool: ProcessPool | None = None
        # Shared memory without a lock, as a worker that is killed while it holds one would hang the others.
        self._days: MutableSequence[int] = get_context("spawn").RawArray("q", 2 * self.workers)
        self._open = ExitStack()

    @property
    def at_once(self) -> int:
        """As many as there are workers."""
        return self.workers

    def __enter__(self) -> Self:
        """Workers start with the first job; those that follow a lost one inherit the same environment."""
        self._open.enter_context(environment(dict.fromkeys(THREADS, str(self.threads))))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the workers."""
        with self._open:
            self._stop()

    def run(self, jobs: Iterable[Job], tell: OnDay = tell_nobody) -> Iterator[JobEnd]:
        """Do jobs; see ``Engine``."""
        waiting, again = iter(jobs), deque[Job]()
        under_way: dict[Future[JobEnd], tuple[Job, int]] = {}
        free = [*range(len(self._days))]
        losses = 0
        try:
            while True:
                while free and (job := _next(again, waiting)) is not None:
                    slot = free.pop()
                    under_way[self._schedule(job, slot)] = job, slot
                if not under_way:
                    return
                done, _ = wait(under_way, timeout=_POLL_S, return_when=FIRST_COMPLETED)
                if not done:
                    tell(sum(self._days[slot] for _, slot in under_way.values()))
                for future in done:
                    job, slot = under_way.pop(future)
                    free.append(slot)
                    problem = _problem(future)
                    losses = 0 if problem is None else losses + 1
                    if losses > _MOST_LOSSES:
                        raise StudyError(message("study.workers_end"))
                    if problem is None:
                        yield future.result()
                    elif len(job.runs) > 1:
                        again.extend(one_by_one(job))
                    else:
                        yield lost(job, problem)
        finally:
            if under_way:
                self._stop()

    def _schedule(self, job: Job, slot: int) -> "Future[JobEnd]":
        self._days[slot] = 0
        if self._pool is None or not self._pool.active:
            self._stop()
            self._pool = ProcessPool(
                self.workers, initializer=_begin, initargs=(self._days,), context=get_context("spawn")
            )
        timeout = None if self.timeout_s is None else self.timeout_s * len(job.runs)
        future: Future[JobEnd] = self._pool.schedule(_do, args=(job, self.threads, slot), timeout=timeout)
        return future

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def _begin(days: MutableSequence[int]) -> None:
    """First thing in a worker: join the board, and see to it that it ends with the parent."""
    _board[:] = [days]
    end_with_parent()


def _do(job: Job, threads: int, slot: int) -> JobEnd:
    """Do a job in a worker, and tell its days on the board."""
    return do(job, threads, partial(_board[0].__setitem__, slot))


def _next(again: deque[Job], waiting: Iterator[Job]) -> Job | None:
    return again.popleft() if again else next(waiting, None)


def _problem(future: "Future[JobEnd]") -> str | None:
    """Say what became of a worker; None if it told how its job ended."""
    error = future.exception()
    if isinstance(error, TimeoutError):
        return message("study.stopped_slow")
    if isinstance(error, ProcessExpired):
        return message("study.process_ended", code=error.exitcode)
    return None if error is None else f"{type(error).__name__}: {error}"
