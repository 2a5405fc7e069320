"""Where points are asked: figures of arms, paired by seed; nothing is run twice, and what is killed goes on.

A ``Lab`` keeps each run under the digest of all that decides it. So a method that goes by nothing but answers (no
clock, no luck of its own) is resumed by asking it again: it gets the answers of before, and walks on from where it was
stopped.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import polars as pl

from ..config import ConfigError
from ..config.messages import joined
from ..study.errors import disk_full
from ..study.lock import only_one
from ..study.progress import OnProgress
from ..study.request import SharedDays
from .board import Board
from .engines import Engine
from .job import Job, JobEnd
from .parts import Parts
from .platform import AskedPlatform
from .run import SCHEMA as FIGURES
from .run import Run
from .space import Values
from .subject import Planned, Subject

WHOSE = {"point": pl.Int32, "arm": pl.String, "replicate": pl.Int32, "seed": pl.Int64}
SCHEMA = pl.Schema([*WHOSE.items(), *FIGURES.items()])


class Asked(NamedTuple):
    """An arm at a point, asked with the seed of a replicate: the run that answers, or why there can be none."""

    point: int
    arm: str
    replicate: int
    seed: int
    run: str
    problem: str | None = None


@dataclass(slots=True)
class _Shared:
    """Who lives the same first days, and how many of them."""

    runs: int
    days: int


@dataclass(slots=True)
class Look:
    """What is asked, looked at run by run, and what of it is to be made.

    Attributes
    ----------
    points, arms, which : list
        Which points, which arms of them, which replicates.
    asked : list of Asked
    days : dict
        Of each run to be made, by its name.
    shared : dict
        Who lives the same first days, by seed and world.
    """

    points: list[Values]
    arms: list[str]
    which: list[int]
    asked: list[Asked] = field(default_factory=list)
    days: dict[str, int] = field(default_factory=dict)
    shared: dict[tuple[int, str], _Shared] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many runs are to be made."""
        return len(self.days)


class Lab:
    """Asks a subject.

    Parameters
    ----------
    subject : Subject
    out_dir : Path
        Results go to ``<out_dir>/<name of the subject>/``, runs to its ``runs/``.
    engine : Engine
        Who runs what is not there yet.
    on_progress : callable, optional
        Told how far all is that was asked for since it was opened.
    is_retrying : bool
        Try runs again that have failed before.
    """

    def __init__(
        self,
        subject: Subject,
        out_dir: Path,
        engine: Engine,
        *,
        on_progress: OnProgress | None = None,
        is_retrying: bool = False,
    ) -> None:
        self.subject, self.folder = subject, out_dir / subject.name
        self.parts = Parts(self.folder)
        self._engine, self._is_retrying = engine, is_retrying
        usual = subject.config if isinstance(subject, AskedPlatform) else None
        self._board = Board(on_progress, usual)
        self._tried: set[str] = set()  # since it was opened: they are not tried once more
        self._open = ExitStack()
        self.n_run = 0  # made since it was opened

    def __enter__(self) -> Self:
        """Hold the folder, and be ready to run."""
        self._open.enter_context(only_one(self.folder))
        self.parts.sweep_leftovers()
        self._open.enter_context(self._engine)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of workers and folder; the engine hears whether something went wrong."""
        self._open.__exit__(kind, error, trace)

    def ask(
        self, points: Sequence[Values], *, arms: Sequence[str] | None = None, replicates: range | None = None
    ) -> pl.DataFrame:
        """Return the figures of arms at points.

        Parameters
        ----------
        points : sequence of mapping
        arms : sequence of str, optional
            Left out, all of the subject's.
        replicates : range, optional
            Which; left out, as many as the study says. Replicates of one number have one seed, at all points.

        Returns
        -------
        frame
            ``point`` (place in ``points``), ``arm, replicate, seed, metric, brand, line, tier, value, unit, error``:
            figures of whole runs. A run that failed, or is not allowed, has one row with its error and no metric.

        Raises
        ------
        DiskFullError, StudyError
            If runs cannot be made at all.
        """
        asked = self.carry_out(points, arms=arms, replicates=replicates)
        return pl.concat([pl.DataFrame(schema=SCHEMA), *self.answers(asked)])

    @property
    def at_once(self) -> int:
        """How many runs are made at once."""
        return self._engine.at_once

    def expect(self, runs: int) -> None:
        """Say how many runs a command asks for at most, in all that it asks: what progress is told of."""
        self._board.expect(runs)

    def carry_out(
        self, points: Sequence[Values], *, arms: Sequence[str] | None = None, replicates: range | None = None
    ) -> list[Asked]:
        """Make the runs that answer, unless they are there, and return what was asked; see ``ask``."""
        return self.make(self.look_at(points, arms=arms, replicates=replicates))

    def make(self, look: Look) -> list[Asked]:
        """Make what was found to be missing, and return all that was asked."""
        self._board.begin((each.run for each in look.asked), look.days)
        if look.days:
            for end in self._engine.run(self._jobs(look), self._board.tick):
                self._board.count(end)
                self._take(end)
        return look.asked

    def look_at(
        self, points: Sequence[Values], *, arms: Sequence[str] | None = None, replicates: range | None = None
    ) -> Look:
        """Look at every run before any is made: which are to be made, and who shares first days."""
        look = Look(
            list(points),
            list(self.subject.arms if arms is None else arms),
            list(range(self.subject.replicates) if replicates is None else replicates),
        )
        done, failed = self.parts.there()
        again = failed.keys() - self._tried if self._is_retrying else set()
        known = done | failed.keys() - again
        asked, days, shared = look.asked, look.days, look.shared
        for i, values in enumerate(look.points):
            for arm in look.arms:
                for replicate in look.which:
                    try:
                        planned = self.subject.plan(values, arm, replicate)
                    except ConfigError as error:
                        asked.append(Asked(i, arm, replicate, 0, "", joined(error.problems)))
                        break  # no seed makes it right
                    asked.append(Asked(i, arm, replicate, planned.seed, planned.run))
                    if planned.run in known or planned.run in days:
                        continue
                    days[planned.run] = planned.n_days
                    if planned.world:
                        group = shared.setdefault((planned.seed, planned.world), _Shared(0, planned.alike_until))
                        group.runs += 1
                        group.days = min(group.days, planned.alike_until)
        return look

    def _jobs(self, look: Look) -> Iterator[Job]:
        """Make jobs as they are asked for: of one seed after the other, so that first days are lived once for many."""
        left = set(look.days)
        self.parts.forget(left)
        for replicate in look.which:
            for values in look.points:
                runs = []
                for arm in look.arms:
                    try:
                        planned = self.subject.plan(values, arm, replicate)
                    except ConfigError:
                        continue  # told already
                    if planned.run in left:
                        left.discard(planned.run)
                        runs.append(_with_days(self.subject.run(values, arm, replicate), planned, look.shared))
                if runs:
                    yield Job(self.folder, tuple(runs))

    def _take(self, end: JobEnd) -> None:
        if end.is_disk_full:
            raise disk_full(self.folder)
        self.n_run += len(end.job.runs)
        self._tried.update(run.id for run in end.job.runs)
        for run, error in end.errors:
            if not self.parts.has(run):
                self.parts.fail(run, error)

    def answers(self, asked: Sequence[Asked]) -> Iterator[pl.DataFrame]:
        """Yield the rows of each run that was asked, in this order; one without figures has a row with its error."""
        _, failed = self.parts.there()
        for each in asked:
            figures = None if each.problem or each.run in failed else self.parts.read(each.run)
            error = each.problem or failed.get(each.run) or (None if figures is not None else "no figures")
            if figures is None:
                figures = pl.DataFrame({"error": [error]}, schema={"error": pl.String})
                figures = figures.with_columns(
                    pl.lit(None, kind).alias(name) for name, kind in FIGURES.items() if name != "error"
                )
            who = {
                "point": pl.lit(each.point, pl.Int32), "arm": pl.lit(each.arm),
                "replicate": pl.lit(each.replicate, pl.Int32), "seed": pl.lit(each.seed, pl.Int64),
            }  # fmt: skip
            yield figures.with_columns(**who).select(*SCHEMA)


def _with_days(run: Run, planned: Planned, shared: dict[tuple[int, str], _Shared]) -> Run:
    """Let a run live its first days together with others, if there are any."""
    group = shared.get((planned.seed, planned.world))
    if group is None or group.runs < 2 or group.days < 1:
        return run
    return replace(run, shared=SharedDays(group.days, planned.world))
