"""Tune parameters to targets: the procedure behind the shipped numbers.

A trial is some runs (the same seeds for all trials) with other values of a few parameters; its loss says how far their
mean figures lie from the targets. A search goes through stages, cheap markets first. In each, batches of trials are
chosen where the figures of all trials so far lead (``surface``), within a radius around the best one, which grows
after a batch that found a better one and shrinks after one that did not. Trials are kept in a journal, so that a killed
search goes on where it was, and what is still true of an older one is used.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.stats import qmc

from ..config import ConfigError, build_config, compose_plain
from ..config.messages import message
from .engine import engine_version
from .loss import Aims
from .request import RunOutcome, RunRequest, fixed_replicates, replicated
from .single import ALONE
from .surface import Surface, fit_surface
from .targets import Targets, judge
from .trials import Journal, Trial, best_of

FIRST_RADIUS, LEAST_RADIUS, MOST_RADIUS = 0.2, 0.04, 0.5  # of a parameter's bounds
GROWS, SHRINKS = 1.3, 0.7  # of the radius, after a batch
MOST_DRAWS = 2  # of a surface, for each trial of a batch: then any point will do
DIGITS = 3  # of a value that is tried: what is shipped is what was tried

Array = NDArray[np.float64]
Carry = Callable[[Sequence[RunRequest]], list[RunOutcome]]
Bounds = Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A market to try parameters in, and how often.

    Parameters
    ----------
    run : tuple of str
        Overrides of every trial; ``study.replicates`` is how many seeds a trial has.
    trials : int
        In all.
    """

    run: tuple[str, ...]
    trials: int


@dataclass(frozen=True, slots=True)
class Search:
    """What may be changed, between which bounds, and the markets that are judged.

    Parameters
    ----------
    stages : tuple of Stage
        Cheap ones first.
    bounds : mapping of str to (float, float, float)
        Dotted path to (low, start, high).
    leave_out : tuple of str
        Targets that no parameter of the search can move.
    batch : int
        Trials that are chosen together.
    """

    stages: tuple[Stage, ...]
    bounds: Bounds
    leave_out: tuple[str, ...] = ()
    batch: int = 8

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters."""
        return tuple(self.bounds)

    def to_point(self, values: Mapping[str, float]) -> Array:
        """Return where values lie between their bounds; what an older search left alone is where it starts."""
        ends = self.bounds.items()
        return np.array([(values.get(name, start) - low) / (high - low) for name, (low, start, high) in ends])

    def to_points(self, trials: Sequence[Trial]) -> Array:
        """Return where trials lie; (trials, P)."""
        return np.array([self.to_point(trial.values) for trial in trials])

    def to_values(self, point: Array) -> dict[str, float]:
        """Return the values of a point, of few digits, within the bounds."""
        ends = zip(self.bounds.items(), np.clip(point, 0.0, 1.0).tolist(), strict=True)
        values = {
            name: (low, float(f"{low + at * (high - low):.{DIGITS}g}"), high) for (name, (low, _, high)), at in ends
        }
        return {name: min(max(value, low), high) for name, (low, value, high) in values.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best trial on its last ground, and what all trials say around it."""

    best: Trial
    surface: Surface


def load_search(path: Path) -> Search:
    """Read a search from YAML.

    Raises
    ------
    ConfigError
        If a bound is no (low, start, high) in that order.
    """
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    bounds = {}
    for name, values in content["bounds"].items():
        ordered = isinstance(values, list) and len(values) == 3 and values[0] <= values[1] <= values[2]
        if not ordered or values[0] == values[2]:
            raise ConfigError(message("study.no_bounds", path=path, name=name, values=values))
        bounds[name] = (float(values[0]), float(values[1]), float(values[2]))
    always = content.get("run", ())
    stages = tuple(Stage((*always, *stage["run"]), int(stage["trials"])) for stage in content["stages"])
    return Search(stages, bounds, tuple(content.get("leave_out", ())), int(content.get("batch", 8)))


def plan_trial(base: Mapping[str, Any], values: Mapping[str, float], name: str, folder: Path) -> list[RunRequest]:
    """Return the runs of one trial: ``base``, composed once, with other values; one for each of its seeds."""
    plain = deepcopy(dict(base))
    plain["name"] = name
    for path, value in values.items():
        *parents, last = path.split(".")
        part = plain
        for parent in parents:
            part = part[parent]
        part[last] = value
    config = build_config(plain)
    first = RunRequest(experiment=name, arm=ALONE, replicate=0, seed=config.seed, out_dir=folder, config=config)
    return replicated(first, fixed_replicates(config))


@dataclass(frozen=True, slots=True)
class Ground:
    """All that decides a trial's figures but the parameters that are searched for."""

    name: str
    stage: int
    base: Mapping[str, Any]

    @classmethod
    def of(cls, stage: Stage, number: int, names: Sequence[str]) -> Self:
        """Compose a stage's configuration and name it, and the code, by a digest."""
        base = compose_plain(stage.run)
        rest = deepcopy(dict(base))
        for path in names:
            *parents, last = path.split(".")
            part = rest
            for parent in parents:
                part = part[parent]
            part.pop(last, None)
        text = json.dumps([rest, engine_version()], sort_keys=True, default=str)
        return cls(hashlib.sha256(text.encode()).hexdigest()[:12], number, base)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where trials are carried out and judged.

    Parameters
    ----------
    folder : Path
        Holds the journal and, until they are read, the runs.
    carry : callable
        Carries out a plan of runs (``submit_runs`` with a backend).
    """

    search: Search
    targets: Targets
    folder: Path
    carry: Carry

    def batch(self, journal: Journal, ground: Ground, most: int) -> list[Trial]:
        """Choose the next trials, at most ``most``, run them, and return what they came to."""
        search, aims = self.search, Aims.of(self.targets, self.search.leave_out)
        here = journal.on(ground.name)
        points = choose_points(search, aims, journal, ground.name, min(search.batch, most))
        tried = [search.to_values(point) for point in points]
        names = [f"stage_{ground.stage}_{len(here) + k:04d}" for k in range(len(tried))]
        plans = [plan_trial(ground.base, v, name, self.folder) for v, name in zip(tried, names, strict=True)]
        outcomes = self.carry([request for plan in plans for request in plan])
        failed = {outcome.request.run_dir for outcome in outcomes if outcome.status != "ok"}
        batch, trials = 1 + max((trial.batch for trial in here), default=-1), []
        for plan, values in zip(plans, tried, strict=True):
            is_whole = failed.isdisjoint(request.run_dir for request in plan)
            figures = self.figures(plan) if is_whole else {}
            loss = aims.loss_of(figures) if is_whole else None
            trials.append(Trial(ground=ground.name, batch=batch, values=values, figures=figures, loss=loss))
            shutil.rmtree(self.folder / plan[0].experiment, ignore_errors=True)
        return trials

    def figures(self, plan: Sequence[RunRequest]) -> dict[str, float | None]:
        """Return the mean figures of a trial's runs."""
        verdicts = judge(self.targets, *(request.run_dir for request in plan))
        return {verdict.target.metric: verdict.value for verdict in verdicts}


def calibrate(bench: Bench, *, tell: Callable[[str], None]) -> Found:
    """Go through the stages of a search and return what it found.

    Parameters
    ----------
    tell : callable
        Takes one line after each batch.

    Raises
    ------
    ConfigError
        If all trials of a first batch failed.
    """
    search, aims = bench.search, Aims.of(bench.targets, bench.search.leave_out)
    journal = Journal(bench.folder / "trials.jsonl", aims.loss_of)
    best, grounds = None, [Ground.of(stage, i, search.names) for i, stage in enumerate(search.stages, start=1)]
    for stage, ground in zip(search.stages, grounds, strict=True):
        while (n_done := len(journal.on(ground.name))) < stage.trials:
            journal.add(bench.batch(journal, ground, stage.trials - n_done))
            best = best_of(journal.on(ground.name))
            if best is None:
                raise ConfigError(message("study.all_trials_failed", folder=bench.folder))
            tell(f"stage {ground.stage}: {len(journal.on(ground.name))} of {stage.trials} trials, loss {best.loss:.3f}")
    best = best_of(journal.on(grounds[-1].name))
    assert best is not None
    centre = search.to_point(best.values)
    points = search.to_points(journal.trials)
    return Found(best, fit_surface(journal.trials, points, aims, grounds[-1].name, centre, FIRST_RADIUS))


def choose_points(search: Search, aims: Aims, journal: Journal, ground: str, n: int) -> list[Array]:
    """Choose the next batch: where the trials lead, and where they may lead for all that is known.

    The first of a search are spread around the start, as many as there are parameters.
    """
    here, names = journal.on(ground), search.names
    start = search.to_point({})
    rng = np.random.default_rng(len(journal.trials))
    if len(journal.trials) < len(names):
        spread = start + FIRST_RADIUS * (2.0 * qmc.LatinHypercube(len(names), rng=rng).random(n) - 1.0)
        return list(np.clip(spread if journal.trials else np.vstack([start, spread[1:]]), 0.0, 1.0))
    best = best_of(here) or best_of(journal.on(journal.trials[-1].ground))
    assert best is not None
    centre, radius = search.to_point(best.values), radius_after(here)
    surface = fit_surface(journal.trials, search.to_points(journal.trials), aims, ground, centre, radius)
    points = [] if here else [centre]  # what was best elsewhere is tried as it was
    taken = [search.to_values(point) for point in points] + [dict(trial.values) for trial in here]
    for k in range(MOST_DRAWS * n):
        if len(points) == n:
            break
        point = (surface.drawn(rng) if k else surface).lowest(radius, rng)
        if search.to_values(point) not in taken:
            points.append(point)
            taken.append(search.to_values(point))
    while len(points) < n:
        points.append(rng.uniform(np.maximum(centre - radius, 0.0), np.minimum(centre + radius, 1.0)))
    return points


def radius_after(trials: Sequence[Trial]) -> float:
    """Return how far from the best the next batch may go, by what the batches on this ground have found."""
    radius, least = FIRST_RADIUS, np.inf
    for batch in dict.fromkeys(trial.batch for trial in trials):
        best = best_of([trial for trial in trials if trial.batch == batch])
        if best is None or best.loss is None:
            continue
        if np.isfinite(least):
            radius *= GROWS if best.loss < least else SHRINKS
        least = min(least, best.loss)
    return float(np.clip(radius, LEAST_RADIUS, MOST_RADIUS))
