"""Jobs that wait for a worker on a cluster, where workers come and go."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from ..job import Job, JobEnd
from ..parts import Parts
from .engine import lost, one_by_one

MOST_LOSSES = 3  # of a run, before it counts as failed


class Waiting:
    """Jobs, made as they are taken; what was lost with its worker comes first.

    Parameters
    ----------
    jobs : iterable of Job
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs, self._ahead = iter(jobs), deque[Job]()  # one at most, looked at
        self._again = deque[Job]()
        self._losses: Counter[str] = Counter()

    @property
    def is_empty(self) -> bool:
        """Whether there are no more."""
        if not self._again and not self._ahead and (job := next(self._jobs, None)) is not None:
            self._ahead.append(job)
        return not self._again and not self._ahead

    @property
    def has_suspects(self) -> bool:
        """Whether the next was lost with a worker before: others should not be done together with it."""
        return bool(self._again)

    def take(self) -> Job:
        """Return the next; there must be one."""
        assert not self.is_empty
        return (self._again or self._ahead).popleft()

    def lose(self, job: Job, words: str, *, is_alone: bool = True) -> Iterator[JobEnd]:
        """Let what is left of a job that was lost wait again, run by run; yield the end of one that needs no more.

        A machine may fail any run; a run that is lost again and again, and alone, is to blame itself.

        Parameters
        ----------
        job : Job
        words : str
            What became of its worker.
        is_alone : bool
            Whether its worker had no other.
        """
        parts = Parts(job.folder)
        left = [each for each in one_by_one(job) if not parts.has(each.runs[0].id)]
        if not left:
            yield JobEnd(job)
        elif len(job.runs) > 1 or not is_alone:
            self._again.extend(left)
        else:
            run = job.runs[0].id
            self._losses[run] += 1
            if self._losses[run] < MOST_LOSSES:
                self._again.append(job)
            else:
                yield lost(job, words)
