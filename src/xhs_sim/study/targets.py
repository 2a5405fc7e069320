"""The platform against what is known of the real one.

Targets are in ``configs/targets/platform.yaml``: figure, allowed range, source and confidence. Nothing is
judged that has no source, and what is off is shown as off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from ..config import ConfigError, configs_root
from .errors import OtherRunError
from .request import RunRequest
from .run_folder import is_finished, read_manifest
from .single import plan_single


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure of the real platform; ``note`` says why the model may miss it."""

    metric: str
    target: float
    low: float
    high: float
    unit: str
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets, and the overrides of the run to hold against them."""

    run: tuple[str, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target beside the simulated figure (None if the run has none)."""

    target: Target
    value: float | None

    @property
    def word(self) -> str:
        """``ok``, ``low``, ``high`` or ``missing``."""
        if self.value is None:
            return "missing"
        if self.value < self.target.low:
            return "low"
        return "high" if self.value > self.target.high else "ok"


def load_targets(config_dir: Path | None = None) -> Targets:
    """Read the targets, the user's own before the shipped ones.

    Raises
    ------
    ConfigError
        If the file is malformed; it names the file and the row.
    """
    folders = [*([Path(config_dir)] if config_dir else []), configs_root()]
    path = next((p for folder in folders if (p := folder / "targets" / "platform.yaml").is_file()), None)
    if path is None:
        raise ConfigError(f"{folders[-1] / 'targets' / 'platform.yaml'}: no such file")
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return Targets(
        run=tuple(content.get("run", ())),
        targets=tuple(_read_target(path, i, row) for i, row in enumerate(content.get("targets", ()), start=1)),
    )


def _read_target(path: Path, number: int, row: Any) -> Target:
    try:
        target = Target(**row)
        if not target.low <= target.target <= target.high:
            raise ValueError("target is not between low and high")
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{path}, target {number}: {error}") from None
    return target


def plan_targets(
    wanted: Targets, overrides: Sequence[str], out_dir: Path, config_dir: Path | None
) -> tuple[RunRequest, bool]:
    """Plan the run to judge; the flag says that an older one in its place must give way."""
    request = plan_single(["name=targets", *wanted.run, *overrides], out_dir, config_dir=config_dir)
    assert request.config is not None
    try:
        is_finished(request.run_dir, request.config)
    except OtherRunError:
        return request, True
    return request, False


def judge(wanted: Targets, run_dir: Path) -> list[Verdict]:
    """Hold a finished run against the targets.

    Raises
    ------
    ConfigError
        If ``run_dir`` holds no finished run.
    """
    if (read_manifest(run_dir) or {}).get("status") != "ok":
        raise ConfigError(f"{run_dir}: no finished run there")
    metrics = pl.read_parquet(run_dir / "metrics.parquet")
    whole = metrics.filter(pl.col("day").is_null() & pl.col("brand").is_null())
    values = dict(whole.select("metric", "value").iter_rows())
    return [Verdict(target, values.get(target.metric)) for target in wanted.targets]
