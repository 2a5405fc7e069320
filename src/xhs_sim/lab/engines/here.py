"""In this process: nothing to start, no protection from a crash."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from ...study.run import OnDay
from ...study.shared_days import forget
from ..job import Job, JobEnd, do, tell_nobody


class Here:
    """Does jobs one after the other.

    Parameters
    ----------
    threads : int
        Of each run.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = max(threads, 1)

    @property
    def at_once(self) -> int:
        """One."""
        return 1

    def __enter__(self) -> Self:
        """Nothing is needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of days that runs shared."""
        forget()

    def run(self, jobs: Iterable[Job], tell: OnDay = tell_nobody) -> Iterator[JobEnd]:
        """Do jobs; see ``Engine``."""
        for job in jobs:
            yield do(job, self.threads, tell)
