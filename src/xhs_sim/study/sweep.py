"""A grid over any parameters: plan, run, one long table.

A point is known by the digest of its whole configuration, without seed and names; its runs lie in
``<out>/<experiment>/points/<point>/seed=<n>/``. So the same command goes on where a killed one
stopped, a wider grid reuses what is there, and the table depends on the plan alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..config import Composer, Config, ConfigError, expand_sweep
from ..config.messages import joined, message
from .cells import Cell, CellReader, Value
from .changes import Change, changes_of
from .origin import PLAN, all_files, all_withheld, command_line, write_origin
from .overrides import key_of, value_of
from .request import RunRequest, fixed_replicates, replicated

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
        If no cell of the grid is allowed, or several campaigns are to be drawn in a world, which takes arms. A single
        bad cell stays in the plan with its problem.
    """
    cells = expand_sweep(overrides, config_dir)
    parameters = _swept(cells)
    reader = CellReader(Composer(config_dir), parameters)
    read = [reader.read(cell) for cell in cells]
    first = next((cell.config for cell, _ in read if cell.config is not None), None)
    if first is None:
        raise next(cell.problem for cell, _ in read if cell.problem is not None)
    if draws := {cell.config.study.draws_per_world for cell, _ in read if cell.config is not None} - {1}:
        raise ConfigError(message("study.draws_in_sweep", draws=max(draws)))
    points = [(_point(cell, seed, first), cell.config) for cell, seed in read]
    command = command_line("sweep", overrides, out_dir, config_dir)
    return plan_points(first, parameters, points, out_dir, command)


def plan_points(
    first: Config,
    parameters: Sequence[str],
    points: Sequence[tuple[SweepPoint, Config | None]],
    out_dir: Path,
    command: Sequence[str],
) -> SweepPlan:
    """Plan every replicate of points that are composed already; ``first`` is the first configuration that can run."""
    requests: dict[tuple[str, int], RunRequest] = {}  # a cell that says the same twice runs once
    for point, config in points:
        for request in _requests(point, config, first.name, out_dir):
            requests.setdefault((request.arm, request.seed), request)
    return SweepPlan(
        first.name, tuple(parameters), tuple(point for point, _ in points), tuple(requests.values()), first,
        out_dir / first.name, tuple(command),
    )  # fmt: skip


def _swept(cells: list[list[str]]) -> list[str]:
    texts: dict[str, set[str]] = {}
    for cell in cells:
        for override in cell:
            texts.setdefault(key_of(override), set()).add(value_of(override))
    return [key for key, values in texts.items() if len(values) > 1 and key not in NOT_PARAMETERS]


def _point(cell: Cell, seed: int | None, first: Config) -> SweepPoint:
    """Return a point; one that cannot run borrows seed and replicates from the first that can."""
    replicates = fixed_replicates(cell.config or first)
    text = None if cell.problem is None else joined(cell.problem.problems)
    return SweepPoint(cell.name, cell.overrides, cell.values, first.seed if seed is None else seed, replicates, text)


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
    unique = {point.point: point for point in plan.points}
    number = {name: i for i, name in enumerate(unique)}
    points = [
        {
            "point": name, "values": point.values, "problem": point.problem, "replicates": point.replicates,
            "changes": _changes(configs[f"{POINTS}/{name}"], base),
        }
        for name, point in unique.items()
    ]  # fmt: skip
    cells = [[number[point.point], point.root_seed] for point in plan.points]  # in the order of the table
    question = {
        "points": dict.fromkeys(unique, ""),
        "seeds": dict.fromkeys((str(point.root_seed) for point in plan.points), ""),
    }  # fmt: skip
    about = {
        "experiment": plan.experiment, "parameters": plan.parameters, "runs": len(plan.requests),
        "command": list(plan.command), "config": base, "points": points,
        "cells": cells,
    }  # fmt: skip
    path = plan.folder / PLAN
    files, withheld = all_files(configs.values()), all_withheld(configs.values())
    write_origin(path, question, files, about, may_replace=may_replace, withheld=withheld)
    return path


def _changes(config: Config | None, base: dict[str, Any]) -> list[Change]:
    """Return what a point changes; nothing for one that cannot run."""
    return [] if config is None else changes_of(config.model_dump(mode="json", exclude={"seed"}), base)
