"""A grid over any parameters: plan, run, one long table.

A point is known by the digest of its whole configuration, without seed and names; its runs lie in
``<out>/<experiment>/points/<point>/seed=<n>/``. So the same command goes on where a killed one
stopped, a wider grid reuses what is there, and the table depends on the plan alone.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..config import Composer, Config, ConfigError, build_config, config_digest, expand_sweep
from .changes import Change, changes_of
from .origin import PLAN, all_files, command_line, write_origin
from .overrides import key_of, value_of
from .request import RunRequest, replicated

Value = float | int | str | bool | None
POINTS = "points"
NOT_PARAMETERS = ("seed",)  # has a column of its own


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """One cell of the grid; ``problem`` says why a cell cannot run."""

    point: str
    overrides: tuple[str, ...]
    values: dict[str, Value]
    root_seed: int
    replicates: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """A grid, ready to submit."""

    experiment: str
    parameters: tuple[str, ...]
    points: tuple[SweepPoint, ...]
    requests: tuple[RunRequest, ...]
    config: Config
    folder: Path
    command: tuple[str, ...] = ()  # that makes this sweep, word by word


def plan_sweep(overrides: Sequence[str], out_dir: Path, config_dir: Path | None = None) -> SweepPlan:
    """Plan a grid in Hydra's sweep syntax (``a=1,2,3``) times ``study.replicates``.

    Raises
    ------
    ConfigError
        If no cell of the grid is allowed. A single bad cell stays in the plan with its problem.
    """
    cells, composer = expand_sweep(overrides, config_dir), Composer(config_dir)
    parameters = _swept(cells)
    read = [_read_cell(cell, composer) for cell in cells]
    sound = [config for config, _ in read if config is not None]
    if not sound:
        raise next(problem for _, problem in read if problem is not None)
    first = sound[0]
    points: list[SweepPoint] = []
    requests: dict[Path, RunRequest] = {}  # by folder: a cell that says the same twice runs once
    for cell, (config, problem) in zip(cells, read, strict=True):
        point = _describe(cell, parameters, config, problem, first)
        points.append(point)
        for request in _requests(point, config, first.name, out_dir):
            requests.setdefault(request.run_dir, request)
    return SweepPlan(
        first.name, tuple(parameters), tuple(points), tuple(requests.values()), first, out_dir / first.name,
        tuple(command_line("sweep", overrides, out_dir, config_dir)),
    )  # fmt: skip


def _swept(cells: list[list[str]]) -> list[str]:
    texts: dict[str, set[str]] = {}
    for cell in cells:
        for override in cell:
            texts.setdefault(key_of(override), set()).add(value_of(override))
    return [key for key, values in texts.items() if len(values) > 1 and key not in NOT_PARAMETERS]


def _read_cell(cell: list[str], composer: Composer) -> tuple[Config | None, ConfigError | None]:
    try:
        return build_config(composer.plain(cell)), None
    except ConfigError as error:
        return None, error


def _describe(
    cell: list[str], parameters: list[str], config: Config | None, problem: ConfigError | None, first: Config
) -> SweepPoint:
    """Name a cell and its values; one that cannot run borrows seed and replicates from the first that can."""
    texts = {key_of(override): value_of(override) for override in cell}
    values = {key: _value(key, texts[key], config) for key in parameters}
    like = config or first
    if config is not None:
        name = config_digest(config)
    else:
        name = "bad-" + hashlib.sha256("\n".join(sorted(cell)).encode()).hexdigest()[:12]
    text = None if problem is None else "; ".join(problem.problems)
    return SweepPoint(name, tuple(cell), values, like.seed, like.study.replicates, text)


def _value(key: str, text: str, config: Config | None) -> Value:
    """Return the value of a swept key: from the checked configuration, or as it was typed."""
    found: Any = config
    for step in key.split("."):
        found = found.get(step) if isinstance(found, dict) else getattr(found, step, None)
    if not isinstance(found, bool | int | float | str):  # a group's option, or a cell that cannot run
        found = yaml.safe_load(text) if config is None else text
    return found if isinstance(found, bool | int | float | str) else text


def _requests(point: SweepPoint, config: Config | None, experiment: str, out_dir: Path) -> list[RunRequest]:
    first = RunRequest(
        experiment=experiment,
        arm=f"{POINTS}/{point.point}",
        replicate=0,
        seed=point.root_seed,
        out_dir=out_dir,
        config=config,
        problem=point.problem,
    )
    return replicated(first, point.replicates)


def write_plan(plan: SweepPlan, *, may_replace: bool = False) -> Path:
    """Write what is going to be run, before anything runs: ``plan.json``, and copies of what is read.

    Raises
    ------
    OtherRunError
        If the folder holds the table of another sweep already, and may not be replaced.
    """
    base = plan.config.model_dump(mode="json")
    configs = {request.arm: request.config for request in plan.requests}
    seeds: dict[str, dict[int, None]] = {}
    for point in plan.points:
        seeds.setdefault(point.point, {})[point.root_seed] = None
    points = [
        {
            "point": point.point, "values": point.values, "problem": point.problem, "replicates": point.replicates,
            "root_seeds": list(seeds.pop(point.point)), "changes": _changes(configs[f"{POINTS}/{point.point}"], base),
        }
        for point in plan.points
        if point.point in seeds
    ]  # fmt: skip
    question = {
        "points": dict.fromkeys((each["point"] for each in points), ""),
        "seeds": dict.fromkeys((str(point.root_seed) for point in plan.points), ""),
    }  # fmt: skip
    about = {
        "experiment": plan.experiment, "parameters": plan.parameters, "runs": len(plan.requests),
        "command": list(plan.command), "config": base, "points": points,
    }  # fmt: skip
    path = plan.folder / PLAN
    write_origin(path, question, all_files(configs.values()), about, may_replace=may_replace)
    return path


def _changes(config: Config | None, base: dict[str, Any]) -> list[Change]:
    """Return what a point changes; nothing for one that cannot run."""
    return [] if config is None else changes_of(config.model_dump(mode="json", exclude={"seed"}), base)
