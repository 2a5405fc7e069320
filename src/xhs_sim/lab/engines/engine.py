"""What an engine is: it takes jobs as fast as it can do them, and tells how each ended."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from ...study.run import OnDay
from ..job import Job, JobEnd, tell_nobody


class Engine(Protocol):
    """Does jobs; what it starts, it keeps until it is left.

    Jobs are made as they are asked for, so that thousands of configurations never sit in memory: an engine takes a few
    more than it has workers. A job that is lost with its worker is tried again, its runs one by one, before they count
    as failed.
    """

    @property
    def at_once(self) -> int:
        """How many jobs are done at once, as far as it is known once it is open."""
        ...

    def __enter__(self) -> Self:
        """Be ready to start workers."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of all workers, at once if something went wrong."""
        ...

    def run(self, jobs: Iterable[Job], tell: OnDay = tell_nobody) -> Iterator[JobEnd]:
        """Do jobs; yield how each ended, as it ends. Left early, it stops.

        Parameters
        ----------
        jobs : iterable of Job
        tell : callable
            Told now and then how many days are done in jobs that have not ended, by engines that know.
        """
        ...


def one_by_one(job: Job) -> list[Job]:
    """Return a job's runs as jobs of their own."""
    return [Job(job.folder, (run,)) for run in job.runs]


def lost(job: Job, error: str) -> JobEnd:
    """Return the end of a job whose only run never ends well."""
    return JobEnd(job, tuple((run.id, error) for run in job.runs))
