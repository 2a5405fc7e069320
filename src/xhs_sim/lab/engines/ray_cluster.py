"""A Ray cluster that was named, or one of its own on this machine.

No other is ever joined: Ray would take an address from the environment or from a file that somebody left. What Ray sets
in this process, its handler of SIGTERM above all, is given back.
"""

import logging
import os
import secrets
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

from ...config import ConfigError
from ...config.messages import message
from ...study.errors import StudyError
from ...study.in_worker import THREADS
from ...study.run import OnDay
from ..job import Job, JobEnd, tell_nobody
from .guest import as_guest, ended, home, packed, refuse_unlike
from .waiting import Waiting

OWN = "local"  # the address of a cluster of our own
_POLL_S = 1.0
_AHEAD = 2  # jobs for each place: the one at work, and what follows
_LOOK_AGAIN_S = 5.0  # at how large the cluster is
_PATIENCE_S = 60.0  # without a place for a job
_KNOCK_S = 5.0
_STORE_BYTES = 100 << 20  # of a cluster of our own: what goes through it is small


class RayCluster:
    """Does jobs on the nodes of a Ray cluster.

    Parameters
    ----------
    cluster : str, optional
        ``HOST:PORT`` of its head, or ``local`` for one that is started on this machine and ends with the command.
    workers : int
        Jobs at once; 0 = as many as the cluster has room for.
    threads : int
        Of each run, and the CPUs that it reserves.
    timeout_s : float, optional
        A run that takes longer is stopped and counts as failed.

    Raises
    ------
    ConfigError
        If no cluster is named.
    """

    def __init__(self, cluster: str | None, workers: int = 0, threads: int = 1, timeout_s: float | None = None) -> None:
        self.cluster, self.workers, self.threads = _named(cluster), workers, max(threads, 1)
        self.timeout_s = timeout_s
        self._open = ExitStack()
        self._ray: Any = None
        self._places, self._looked, self._had_place = 0, -_LOOK_AGAIN_S, 0.0

    @property
    def at_once(self) -> int:
        """As many as the nodes have CPUs for, now."""
        return max(self._room() // _AHEAD, 1)

    def __enter__(self) -> Self:
        """Join the cluster, or start it.

        Raises
        ------
        StudyError
            If Ray is not installed, or the cluster does not answer.
        """
        if self.cluster != OWN and not _answers(self.cluster):
            raise StudyError(message("engine.ray_silent", cluster=self.cluster))
        with ExitStack() as stack:
            self._ray = _load()
            self._home = tuple(
                home(self.threads, self.timeout_s)
            )  # plain: it must arrive where there is nothing of ours
            stack.callback(_read_settings)
            stack.enter_context(_surroundings_kept())
            os.environ.update(_settings(self.cluster))
            _read_settings()
            self._join(stack)
            self._task = self._ray.remote(num_cpus=self.threads, max_retries=0)(as_guest())
            self._greet()
            self._open = stack.pop_all()
        self._had_place = monotonic()
        return self

    def _join(self, stack: ExitStack) -> None:
        own = {}
        if self.cluster == OWN:
            folder = tempfile.mkdtemp(prefix="ray-")
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            n_cpus = max(self.workers * self.threads, os.cpu_count() or 1)
            own = {"num_cpus": n_cpus, "_temp_dir": folder, "object_store_memory": _STORE_BYTES}
            own["include_dashboard"] = False
        each = {"env_vars": dict.fromkeys(THREADS, str(self.threads))}
        stack.callback(self._ray.shutdown)
        try:
            with _quiet():
                self._ray.init(self.cluster, runtime_env=each, log_to_driver=False, configure_logging=False, **own)
        except (OSError, RuntimeError, ValueError, self._ray.exceptions.RayError) as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise StudyError(message("engine.ray_refused", cluster=self.cluster, reason=reason)) from error

    def _greet(self) -> None:
        """Ask each node, before anything runs, whether a job would find there what it finds here."""
        to_node = self._ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy
        asked = [
            self._task.options(num_cpus=0, scheduling_strategy=to_node(node["NodeID"], soft=False)).remote(
                b"", self._home
            )
            for node in self._ray.nodes()
            if node["Alive"]
        ]
        answered, _ = self._ray.wait(asked, num_returns=len(asked), timeout=_PATIENCE_S)
        for ref in answered:
            with suppress(self._ray.exceptions.NodeDiedError, self._ray.exceptions.WorkerCrashedError):
                refuse_unlike(self._ray.get(ref))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster, which ends what is at work for us; one of our own ends."""
        self._open.close()

    def run(self, jobs: Iterable[Job], _tell: OnDay = tell_nobody) -> Iterator[JobEnd]:
        """Do jobs; see ``Engine``."""
        waiting = Waiting(jobs)
        under_way: dict[Any, Job] = {}
        try:
            while not waiting.is_empty or under_way:
                while len(under_way) < self._room() and not waiting.is_empty:
                    job = waiting.take()
                    under_way[self._task.remote(packed(job), self._home)] = job
                for ref in self._done(under_way):
                    job = under_way.pop(ref)
                    end = self._end(ref, job)
                    yield from [end] if isinstance(end, JobEnd) else waiting.lose(job, end)
        finally:
            for ref in under_way:
                self._ray.cancel(ref, force=True)

    def _done(self, under_way: Iterable[Any]) -> list[Any]:
        """Wait a while for the first that ends; return all that have ended."""
        refs = list(under_way)
        if not refs:
            sleep(_POLL_S)
            return []
        self._ray.wait(refs, timeout=_POLL_S)
        done: list[Any] = self._ray.wait(refs, num_returns=len(refs), timeout=0)[0]
        return done

    def _end(self, ref: Any, job: Job) -> JobEnd | str:
        """Return how a job ended, or in which words it was lost."""
        try:
            return ended(job, self._ray.get(ref))
        except self._ray.exceptions.RuntimeEnvSetupError as error:
            raise StudyError(message("engine.ray_refused", cluster=self.cluster, reason=error)) from error
        except self._ray.exceptions.RayError as error:
            if self.cluster != OWN and not _answers(self.cluster):
                raise StudyError(message("engine.ray_gone", cluster=self.cluster)) from error
            return _words(error, self.timeout_s)

    def _room(self) -> int:
        """Return how many jobs may be on their way: nodes come and go.

        Raises
        ------
        StudyError
            If no node has had a place for a while.
        """
        now = monotonic()
        if now - self._looked >= _LOOK_AGAIN_S:
            nodes = [node for node in self._ray.nodes() if node["Alive"]]
            self._places = sum(int(node["Resources"].get("CPU", 0.0) // self.threads) for node in nodes)
            self._looked = now
            self._had_place = now if self._places else self._had_place
            if now - self._had_place > _PATIENCE_S:
                raise StudyError(message("engine.ray_no_place", cluster=self.cluster, threads=self.threads))
        places = min(self.workers or self._places, self._places)
        return _AHEAD * places


def _named(cluster: str | None) -> str:
    """Return the address of a cluster that was named.

    Raises
    ------
    ConfigError
        If none was; "auto" names none.
    """
    if cluster is None:
        raise ConfigError(message("engine.ray_unnamed"))
    host, _, port = cluster.rpartition(":")
    if cluster != OWN and not (host and port.isdecimal() and "/" not in host):
        raise ConfigError(message("engine.ray_no_address", cluster=cluster))
    return cluster


def _load() -> Any:
    try:
        import ray
        import ray.util.scheduling_strategies
    except ImportError:
        raise StudyError(message("engine.not_installed", on="ray", name="Ray", extra="ray")) from None
    if ray.is_initialized():
        raise StudyError(message("engine.ray_joined"))
    return ray


def _answers(cluster: str) -> bool:
    """Say whether somebody listens there: Ray itself would wait for minutes."""
    host, _, port = cluster.rpartition(":")
    with suppress(OSError), socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S):
        return True
    return False


def _settings(cluster: str) -> dict[str, str]:
    """Return what Ray reads from the environment, beside what is set already.

    A named cluster asks for a token if its head found one where we would; Ray sends it there only if told to.
    """
    settings = {"RAY_USAGE_STATS_ENABLED": "0"}
    files = (os.environ.get("RAY_AUTH_TOKEN_PATH"), Path.home() / ".ray" / "auth_token")
    has_token = bool(os.environ.get("RAY_AUTH_TOKEN")) or any(path and Path(path).is_file() for path in files)
    if cluster == OWN and not has_token:
        settings["RAY_AUTH_TOKEN"] = secrets.token_hex(32)  # else Ray leaves one in the user's home
    if has_token or cluster == OWN:
        settings["RAY_AUTH_MODE"] = os.environ.get("RAY_AUTH_MODE", "token")
    return settings


def _read_settings() -> None:
    """Let Ray see the environment as it is: it goes by what it found when it was imported, and by the first token."""
    with suppress(ImportError, AttributeError):  # as its own start does, by no name that it promises to keep
        inner = import_module("ray._raylet")
        inner.Config.initialize("")
        inner.AuthenticationTokenLoader.instance().reset_cache()


@contextmanager
def _surroundings_kept() -> Iterator[None]:
    """Leave the environment as it was: Ray puts its debugger there, among others."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _quiet() -> Iterator[None]:
    """Let Ray tell no more than errors while it starts, and keep our handlers of signals."""
    log = logging.getLogger("ray")
    level, is_main = log.level, current_thread() is main_thread()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)} if is_main else {}
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
        for number, handler in handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _words(error: Exception, timeout_s: float | None) -> str:
    reason = (str(error).strip().splitlines() or [""])[0]
    if timeout_s is not None:
        return message("engine.worker_lost_or_slow", reason=reason, seconds=timeout_s)
    return message("engine.worker_lost", reason=reason)
