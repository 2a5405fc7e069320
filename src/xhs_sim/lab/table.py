"""The long table of a sweep: a row per run and figure, in the order of the plan, written as it is read."""

import shlex
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import polars as pl

from ..config import Config, config_digest
from ..records.whole_file import whole_file
from ..study.engine import made_by
from .asked import whose
from .lab import SCHEMA, Asked, Lab
from .plan import POINTS, Sweep

TABLE = "sweep.parquet"
_AT_ONCE = 400  # runs in memory
_RUN = ("arm", "replicate", "seed")
_FIGURE = ("metric", "brand", "line", "tier", "value", "unit", "error")


def write_sweep(lab: Lab, sweep: Sweep, asked: Sequence[Asked]) -> Path:
    """Write ``sweep.parquet``; thousands of runs never sit in memory together.

    ``point``, a column for each parameter, ``arm, replicate, seed, metric, brand, line, tier, value, unit, error``. A
    run without figures has one row with its error; what is missing is null. Lines of a campaign have ``line`` and
    ``tier``, with what was planned and paid.
    """
    points = pl.read_parquet(sweep.folder / POINTS).drop("problem")
    parts = sweep.folder / f".{TABLE}.parts"
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True)
    try:
        files = [
            _written(frame, parts / f"{k:06d}.arrow") for k, frame in enumerate(_batches(lab, sweep, points, asked))
        ]
        with whole_file(sweep.folder / TABLE) as unfinished:
            pl.scan_ipc(files).sink_parquet(unfinished, metadata=metadata_of(sweep))
    finally:
        shutil.rmtree(parts, ignore_errors=True)
    return sweep.folder / TABLE


class Made(Protocol):
    """What is asked of a lab by a command."""

    @property
    def config(self) -> Config | None:
        """Of the study; a function has none."""
        ...

    @property
    def command(self) -> tuple[str, ...]:
        """That makes it, word by word."""
        ...


def metadata_of(made: Made) -> dict[str, str]:
    """Return what made a table, as texts: its command, configuration, seeds, what computes."""
    config = made.config
    about = {"command": shlex.join(made.command)}
    if config is not None:
        about |= {"config_digest": config_digest(config), "root_seed": str(config.seed)}
    return made_by() | {f"xhs_sim.{name}": text for name, text in about.items()}


def _written(frame: pl.DataFrame, path: Path) -> Path:
    frame.write_ipc(path)
    return path


def _batches(lab: Lab, sweep: Sweep, points: pl.DataFrame, asked: Sequence[Asked]) -> Iterator[pl.DataFrame]:
    """Read runs in parts, each row with who it is of."""
    who, order = whose(sweep, points, asked), (*points.columns, *_RUN, *_FIGURE)
    figures_of = (figures.drop("point", *_RUN) for figures in lab.answers(asked))
    if not asked:
        yield pl.DataFrame(schema=SCHEMA).drop("point", *_RUN).join(who, how="cross").select(order)
    for first in range(0, len(asked), _AT_ONCE):
        rows = islice(figures_of, _AT_ONCE)
        parts = [each.join(who[place], how="cross") for place, each in enumerate(rows, start=first)]
        yield pl.concat(parts).select(order)
