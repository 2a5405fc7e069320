"""What a job meets on another machine: it is done there only if code, libraries and folder are the same as here.

Plain data goes there and comes back. What goes wrong comes back in words: exceptions may lose their class on the way,
and a run that ends by ``sys.exit`` would take its worker along.
"""

import os
import pickle
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Timer
from time import monotonic, sleep
from typing import Any, NamedTuple

from ...config.messages import message
from ...kept import own_sources
from ...study.engine import versions
from ...study.errors import StudyError, short
from ..job import Job, JobEnd, do
from ..parts import Parts

TOO_SLOW = 75  # exit code of a worker whose time is over
_SEEN_S = 10.0  # until what one machine wrote is seen by another, at most
_LOOK_S = 0.2


class Home(NamedTuple):
    """Where jobs come from, told to whoever does them."""

    code: dict[str, str]  # version of each thing that decides a result
    folder: str  # in which paths begin
    threads: int  # of each run
    timeout_s: float | None = None  # of each run


class Answer(NamedTuple):
    """What comes back."""

    node: str
    end: JobEnd | None = None  # without its job, which is known at home
    unlike: str = ""  # why nothing can be done there
    problem: str = ""  # what ended the job before its time


Guest = Callable[[bytes, tuple[Any, ...]], Answer]


def home(threads: int, timeout_s: float | None) -> Home:
    """Return what others are told of this machine."""
    return Home(_code(), str(Path.cwd()), threads, timeout_s)


def packed(job: Job) -> bytes:
    """Return a job as it is sent; its folder is written out whole."""
    return pickle.dumps(replace(job, folder=job.folder.absolute()))


def as_guest() -> Guest:
    """Return what is sent to do a job: it needs nothing of ours to arrive, and can tell that there is nothing."""
    ours = __name__

    def guest(asked: bytes, home: tuple[Any, ...]) -> Any:
        from importlib import import_module
        from socket import gethostname

        try:
            serve = import_module(ours).serve
        except ImportError as error:
            return gethostname(), None, f"{type(error).__name__}: {error}", ""
        return serve(asked, home)

    return guest


def serve(asked: bytes, told: tuple[Any, ...]) -> Answer:
    """Do a job for another machine; asked for nothing, say only whether anything can be done here."""
    home, node = Home(*told), socket.gethostname()
    if why := _unlike(home):
        return Answer(node, unlike=why)
    if not asked:
        return Answer(node)
    os.chdir(home.folder)
    job: Job = pickle.loads(asked)
    if not job.folder.is_dir():
        return Answer(node, unlike=message("engine.node_no_folder", folder=job.folder))
    try:
        with _no_longer_than(home.timeout_s, len(job.runs)):
            end = do(job, home.threads)
    except BaseException as error:  # SystemExit among them: the worker stays
        return Answer(node, problem=short(error))
    return Answer(node, replace(end, job=Job(job.folder, ())))


def _code() -> dict[str, str]:
    """Return versions, and a digest of all sources: jobs must be understood there, too."""
    return {**versions(), "sources of xhs_sim": own_sources().hex()[:8]}


def _unlike(home: Home) -> str:
    here = _code()
    other = [
        message("engine.node_version", name=name, there=here.get(name), here=version)
        for name, version in home.code.items()
        if here.get(name) != version
    ]
    if other:
        return message("engine.node_versions", versions=other)
    return "" if Path(home.folder).is_dir() else message("engine.node_no_folder", folder=home.folder)


@contextmanager
def _no_longer_than(timeout_s: float | None, runs: int) -> Iterator[None]:
    """End this process when its time is over."""
    if timeout_s is None:
        yield
        return
    clock = Timer(timeout_s * runs, os._exit, (TOO_SLOW,))
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def ended(job: Job, answer: Answer) -> JobEnd | str:
    """Return how a job ended; if it was lost, the words for it.

    Raises
    ------
    StudyError
        If nothing can be done there, or what was written there is not seen here.
    """
    answer = refuse_unlike(answer)
    if answer.end is None:
        return answer.problem
    end = replace(answer.end, job=job)
    if not end.is_disk_full:
        failed = {run for run, _ in end.errors}
        _await(Parts(job.folder), [run.id for run in job.runs if run.id not in failed], answer.node)
    return end


def refuse_unlike(answer: Answer) -> Answer:
    """Return an answer, if it comes from where jobs can be done.

    Raises
    ------
    StudyError
        If it does not.
    """
    answer = Answer(*answer)
    if answer.unlike:
        raise StudyError(message("engine.node_unlike", node=answer.node, why=answer.unlike))
    return answer


def _await(parts: Parts, runs: list[str], node: str) -> None:
    """Wait for files that another machine has written: a shared folder may show them late."""
    until = monotonic() + _SEEN_S
    while missing := [run for run in runs if not parts.has(run)]:
        if monotonic() > until:
            raise StudyError(message("engine.node_own_folder", node=node, folder=parts.folder, run=missing[0]))
        sleep(_LOOK_S)
