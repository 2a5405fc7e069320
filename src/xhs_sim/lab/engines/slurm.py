"""A SLURM cluster, through submitit: jobs go there by the chunk, as tasks of arrays.

Each chunk is a file in ``<study>/slurm/`` until it is done, so that what waits in SLURM's queue sits in nobody's
memory. What was handed in is taken back when the engine is left; if it cannot be, it goes on and writes the same runs.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

from ...config import ConfigError
from ...config.grammar import read_value
from ...config.messages import message
from ...study.errors import StudyError
from ...study.in_worker import THREADS, environment
from ...study.run import OnDay
from ..job import Job, JobEnd, tell_nobody
from .guest import Answer, as_guest, ended, home, packed
from .waiting import Waiting

FOLDER = "slurm"
_AT_ONCE = 64  # tasks that are handed in, unless --workers says how many
_SHARE = 4  # an array is at least this part of them, as long as there is so much to do
_POLL_S = 0.5
_ASK_S = 60.0  # submitit itself asks every ten minutes: so long would a lost task be waited for
_OURS = {"cluster": "slurm", "jobs": 8}  # where (slurm, or local to try it without), and how many jobs make a task
_USUAL = {"name": "xhs_sim", "timeout_min": 60}  # submitit itself would allow five minutes
_PREFIX = "slurm_"


class Slurm:
    """Does jobs on the nodes of a SLURM cluster; to be started where ``sbatch`` is.

    Parameters
    ----------
    options : sequence of str
        ``NAME=VALUE`` of submitit (``partition=short``, ``timeout_min=120``, ``mem_gb=8``), and two of ours: ``jobs``
        that make one task, and ``cluster=local``, which tries it on this machine without SLURM.
    workers : int
        Tasks at once; 0 = 64.
    threads : int
        Of each run, and CPUs of a task.
    timeout_s : float, optional
        A run that takes longer is stopped and counts as failed.

    Raises
    ------
    ConfigError
        If an option is none.
    """

    def __init__(
        self, options: Sequence[str] = (), workers: int = 0, threads: int = 1, timeout_s: float | None = None
    ) -> None:
        given: dict[str, Any] = _USUAL | {"cpus_per_task": max(threads, 1)} | _OURS | dict(map(_option, options))
        self.cluster, self.jobs = str(given.pop("cluster")), max(int(given.pop("jobs")), 1)
        self.workers, self.threads, self.timeout_s = workers or _AT_ONCE, max(threads, 1), timeout_s
        self._given = {"slurm_array_parallelism": self.workers} | given
        self._executor: Any = None
        self._folder: Path | None = None
        self._open = ExitStack()
        self._has_lost, self._asked = False, monotonic()

    @property
    def at_once(self) -> int:
        """As many as may be handed in, if SLURM lets them all run."""
        return self.workers

    def __enter__(self) -> Self:
        """See to it that there is what takes jobs.

        Raises
        ------
        StudyError
            If submitit is not installed, or SLURM not to be found.
        ConfigError
            If submitit knows no such option.
        """
        _submitit()
        if self.cluster == FOLDER and shutil.which("sbatch") is None:
            raise StudyError(message("engine.slurm_absent"))
        with TemporaryDirectory() as folder:  # refuses what it does not know
            self._made(Path(folder))
        self._open.enter_context(environment(dict.fromkeys(THREADS, str(self.threads))))
        self._home = home(self.threads, self.timeout_s)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what lay between here and there; where jobs were lost, their logs stay."""
        self._open.close()
        if self._folder is not None and not self._has_lost:
            shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, jobs: Iterable[Job], _tell: OnDay = tell_nobody) -> Iterator[JobEnd]:
        """Do jobs; see ``Engine``."""
        waiting = Waiting(jobs)
        under_way: dict[Any, list[Job]] = {}
        try:
            while not waiting.is_empty or under_way:
                free = self.workers - len(under_way)
                if not under_way or free >= max(self.workers // _SHARE, 1):
                    under_way |= self._hand_in([*self._chunks(waiting, free)])
                done = self._done(under_way)
                for task in done:
                    yield from self._ended(task, under_way.pop(task), waiting)
                if not done:
                    sleep(_POLL_S)
        finally:
            for task in under_way:
                with suppress(Exception):  # whatever SLURM says of it: it is left
                    task.cancel(check=False)

    def _done(self, under_way: Iterable[Any]) -> list[Any]:
        """Return the tasks that have ended; SLURM itself is asked now and then, for those that left no answer."""
        is_time = monotonic() - self._asked >= _ASK_S
        if is_time:
            self._asked = monotonic()
        return [task for k, task in enumerate(under_way) if task.done(force_check=is_time and k == 0)]

    def _chunks(self, waiting: Waiting, most: int) -> Iterator[list[Job]]:
        """Take chunks of jobs; what was lost before is done alone."""
        for _ in range(most):
            room = 1 if waiting.has_suspects else self.jobs
            if chunk := [waiting.take() for _ in takewhile(lambda _: not waiting.is_empty, range(room))]:
                yield chunk

    def _hand_in(self, chunks: list[list[Job]]) -> dict[Any, list[Job]]:
        """Hand chunks in, as one array."""
        if not chunks:
            return {}
        work, executor = _work(), self._ready(chunks[0][0].folder)
        try:
            with executor.batch():
                tasks = [executor.submit(work, [packed(job) for job in chunk], tuple(self._home)) for chunk in chunks]
        except (OSError, RuntimeError) as error:
            raise StudyError(message("engine.slurm_refused", reason=error)) from error
        return dict(zip(tasks, chunks, strict=True))

    def _ready(self, study: Path) -> Any:
        """Return what takes tasks, with its files beside the study."""
        folder = study.absolute() / FOLDER
        if self._executor is None or self._folder != folder:
            self._folder = folder
            self._executor = self._made(folder)
        return self._executor

    def _made(self, folder: Path) -> Any:
        submitit = _submitit()
        try:
            known = submitit.SlurmExecutor._valid_parameters()
            executor = submitit.AutoExecutor(folder, cluster=self.cluster)
            names = {name: _PREFIX + name if name in known else name for name in self._given}
            executor.update_parameters(**{names[name]: value for name, value in self._given.items()})
        except (AssertionError, NameError, TypeError, ValueError) as error:
            reason = (str(error).strip().splitlines() or [""])[0]
            raise ConfigError(message("engine.slurm_no_option", reason=reason)) from error
        return executor

    def _ended(self, task: Any, chunk: list[Job], waiting: Waiting) -> Iterator[JobEnd]:
        """Yield how the jobs of a task ended; those that were lost wait again."""
        try:
            answers: list[Answer | str] = [*task.results()[0]]
        except Exception as error:  # submitit has several, for a task that was killed, never began or left nothing
            reason = _reason(error)
            answers = [message("engine.worker_lost", reason=reason)] * len(chunk)
        for job, answer in zip(chunk, answers, strict=True):
            end = answer if isinstance(answer, str) else ended(job, answer)
            if isinstance(end, JobEnd):
                yield end
            else:
                self._has_lost = True
                yield from waiting.lose(job, end, is_alone=len(chunk) == 1)


def _work() -> Callable[[list[bytes], tuple[Any, ...]], list[Answer]]:
    """Return what does a chunk of jobs."""
    guest = as_guest()

    def work(chunk: list[bytes], home: tuple[Any, ...]) -> list[Answer]:
        return [guest(asked, home) for asked in chunk]

    return work


def _reason(error: Exception) -> str:
    """Return what ended a task, in a line: that of its own error, where submitit tells the whole stack trace."""
    first, *more = str(error).strip().splitlines() or [type(error).__name__]
    traced = [line for line in more if line and not line.startswith((" ", "-", "You can", "Traceback"))]
    return traced[-1] if first.endswith("trace:") and traced else first


def _option(typed: str) -> tuple[str, Any]:
    name, equals, text = typed.partition("=")
    if not (name.strip() and equals):
        raise ConfigError(message("engine.slurm_option", typed=typed))
    return name.strip(), read_value(text.strip())


def _submitit() -> Any:
    try:
        import submitit
    except ImportError:
        raise StudyError(message("engine.not_installed", on="slurm", name="submitit", extra="slurm")) from None
    return submitit
