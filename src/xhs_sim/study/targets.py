"""The platform against what is known of the real one.

Targets are in ``configs/targets/``, a file for each group: figure, allowed range, source and confidence.
Nothing is judged that has no source, and what is off is shown as off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from ..config import ConfigError, configs_root
from ..config.messages import message
from ..config.own_files import broken_yaml
from ..config.param import WELL_KNOWN
from .ensemble import with_member
from .request import RunRequest, fixed_replicates, replicated
from .run_folder import read_manifest
from .single import plan_single

_ALLOWED = {"confidence": ("high", "medium", "low"), "kind": ("calibrated", "predicted")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure of the real platform; ``note`` says why the model may miss it.

    A *calibrated* target is one that parameters were tuned or set for; a *predicted* one came out by itself.
    """

    metric: str
    target: float
    low: float
    high: float
    unit: str
    source: str
    confidence: str  # as in _ALLOWED
    kind: str
    group: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets, and the overrides of the run to hold against them."""

    run: tuple[str, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target beside the simulated figure: the mean over runs (None if they have none), and how far runs lie apart."""

    target: Target
    value: float | None
    sd: float | None = None  # between runs; None for a single one

    @property
    def word(self) -> str:
        """``ok``, ``low``, ``high`` or ``missing``."""
        if self.value is None:
            return "missing"
        if self.value < self.target.low:
            return "low"
        return "high" if self.value > self.target.high else "ok"

    @property
    def is_within(self) -> bool:
        """Whether the simulated figure lies in the allowed range."""
        return self.word == "ok"

    def as_row(self) -> dict[str, Any]:
        """Return the verdict as ``validation.json`` holds it."""
        wanted = self.target
        return {
            "name": wanted.metric,
            "value": self.value,
            "target": wanted.target,
            "low": wanted.low,
            "high": wanted.high,
            "within": self.is_within,
            "kind": wanted.kind,
            "confidence": wanted.confidence,
            "source": wanted.source,
            "unit": wanted.unit,
            "group": wanted.group,
            "note": wanted.note,
            "sd": self.sd,
        }


def load_targets(config_dir: Path | None = None) -> Targets:
    """Read the targets; a file of the user's own takes the place of a shipped one of its name.

    Raises
    ------
    ConfigError
        If the file is malformed; it names the file and the row.
    """
    folders = [configs_root(), *([Path(config_dir)] if config_dir else [])]
    files = {path.name: path for folder in folders for path in sorted((folder / "targets").glob("*.yaml"))}
    if not files:
        raise ConfigError(message("study.no_targets", folder=folders[-1] / "targets"))
    run: tuple[str, ...] = ()
    targets: list[Target] = []
    for path in files.values():
        content = _read_yaml(path)
        run = tuple(content.get("run", run))
        targets += [_read_target(path, i, row) for i, row in enumerate(content.get("targets", ()), start=1)]
    return Targets(run, tuple(targets))


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise ConfigError(broken_yaml(error, path)) from None
    return content


def _read_target(path: Path, number: int, row: Any) -> Target:
    try:
        target = Target(group=path.stem, **row)
    except TypeError as error:
        raise ConfigError(message("study.wrong_target", path=path, number=number, problem=error)) from None
    problem = "" if target.low <= target.target <= target.high else message("study.target_outside")
    for name, allowed in _ALLOWED.items():
        if getattr(target, name) not in allowed:
            problem = message("study.target_not_allowed", name=name, value=getattr(target, name), allowed=[*allowed])
    if problem:
        raise ConfigError(message("study.wrong_target", path=path, number=number, problem=problem))
    return target


def plan_targets(wanted: Targets, overrides: Sequence[str], out_dir: Path, config_dir: Path | None) -> list[RunRequest]:
    """Plan ``study.replicates`` runs to judge."""
    first = plan_single(["name=targets", *wanted.run, *overrides], out_dir, config_dir=config_dir, member=None)
    config = first.config
    assert config is not None
    runs = replicated(first, fixed_replicates(config))
    return [replace(each, config=with_member(config, each.replicate)) for each in runs]


def judge(wanted: Targets, *run_dirs: Path) -> list[Verdict]:
    """Hold finished runs against the targets: the mean over runs, as a single one's rarest notes are luck.

    Raises
    ------
    ConfigError
        If one of ``run_dirs`` holds no finished run.
    """
    for run_dir in run_dirs:
        if (read_manifest(run_dir) or {}).get("status") != "ok":
            raise ConfigError(message("study.no_finished_run", folder=run_dir))
    return hold(wanted, pl.concat(pl.read_parquet(run_dir / "metrics.parquet") for run_dir in run_dirs))


def hold(wanted: Targets, metrics: pl.DataFrame) -> list[Verdict]:
    """Hold the figures of runs (``metric, brand, day, value``) against the targets."""
    whole = metrics.filter(pl.col("day").is_null() & pl.col("brand").is_null())
    found = whole.group_by("metric").agg(pl.col("value").mean(), sd=pl.col("value").std())
    values = {metric: (value, sd) for metric, value, sd in found.iter_rows()}
    return [Verdict(target, *values.get(target.metric, (None, None))) for target in wanted.targets]


def count_within(verdicts: Sequence[Verdict], *, confidence: Sequence[str]) -> tuple[int, int]:
    """Count the targets within their range, and all, among those of the given confidence."""
    chosen = [verdict for verdict in verdicts if verdict.target.confidence in confidence]
    return sum(verdict.is_within for verdict in chosen), len(chosen)


def within_by_group(verdicts: Sequence[Verdict]) -> dict[str, tuple[int, int]]:
    """Count as ``count_within`` among well-known targets: for each group, for each kind, and in ``total``."""
    groups = list(dict.fromkeys(verdict.target.group for verdict in verdicts))
    parts = {group: [v for v in verdicts if v.target.group == group] for group in groups}
    parts |= {kind: [v for v in verdicts if v.target.kind == kind] for kind in _ALLOWED["kind"]}
    parts["total"] = list(verdicts)
    return {name: count_within(part, confidence=WELL_KNOWN) for name, part in parts.items()}
