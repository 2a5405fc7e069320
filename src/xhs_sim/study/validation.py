"""The platform held against all targets, in one market or with its readers standing for fewer and more people."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..config import ConfigError, load_config
from ..config.messages import message
from ..records.whole_file import write_whole
from .run_folder import read_manifest
from .targets import Targets, Verdict, judge


@dataclass(frozen=True, slots=True)
class Held:
    """The runs of one market, and how they do."""

    run_dirs: tuple[Path, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def weight(self) -> int:
        """How many people a reader stands for."""
        return int(self._manifests()[0].get("weight") or 1)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of the runs."""
        return tuple(int(manifest["seed"]) for manifest in self._manifests())

    def _manifests(self) -> list[dict[str, Any]]:
        return [read_manifest(run_dir) or {} for run_dir in self.run_dirs]


def hold_runs(wanted: Targets, run_dirs: Sequence[Path]) -> Held:
    """Judge the runs of one market by their mean."""
    return Held(tuple(run_dirs), tuple(judge(wanted, *run_dirs)))


def at_weight(wanted: Targets, overrides: Sequence[str], weight: int, config_dir: Path | None) -> tuple[str, ...]:
    """Return overrides that let a reader of the market of ``wanted`` stand for ``weight`` people.

    Raises
    ------
    ConfigError
        If the people are no multiple of it.
    """
    people = load_config([*wanted.run, *overrides], config_dir).population.people
    if people % weight:
        raise ConfigError(message("study.no_weight", weight=weight, people=people))
    market = (f"population.audience={people}", f"population.n_users={people // weight}")
    return (*overrides, *market, f"name=targets_w{weight}")


def write_validation(held: Sequence[Held], folder: Path) -> Path:
    """Write ``validation.json``: one entry a target and market."""
    path = folder / "validation.json"
    rows = [verdict.as_row() | {"weight": each.weight} for each in held for verdict in each.verdicts]
    write_whole(path, json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    return path
