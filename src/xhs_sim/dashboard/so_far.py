"""What a running sweep has so far: the rows of its finished runs, as its table will have them, and its answer.

A sweep says before it begins which run answers what (``asked.parquet``); runs come in as files. They are put into one
table in the dashboard's own folder, which grows by the new ones at each look, and goes when the sweep's own is there.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl

from ..config import Config, ConfigError, build_config
from ..lab.asked import ASKED
from ..lab.leads import leads_of
from ..lab.led import lead_sentence, range_sentence
from ..lab.parts import FOLDER as RUNS
from ..lab.parts import Parts
from ..lab.plan import POINTS
from ..lab.run import SCHEMA
from ..lab.table import TABLE
from ..records.whole_file import whole_file
from ..report.words import Words
from ..study.objectives import objectives_of
from ..study.origin import PLAN
from .frames import table
from .kept import Kept
from .shelf import OWN, Study

_MOST_JUDGED: Final = 120  # cells at each look: a second's work
_SO_FAR: Final = "sweep-so-far.parquet"


def sweep_rows(root: Path, study: Study) -> pl.DataFrame | None:
    """Return the rows of a sweep: of its table, or of the runs that are there while it has none."""
    path = rows_path(root, study)
    return None if path is None else table(path)


def rows_path(root: Path, study: Study) -> Path | None:
    """Return where the rows of a sweep lie; None where there are none yet."""
    own, kept = study.folder / TABLE, root / OWN / study.key / _SO_FAR
    if study.is_finished:
        kept.unlink(missing_ok=True)
        return own if own.is_file() else None
    asked = table(study.folder / ASKED)
    if asked is None:
        return own if own.is_file() else None
    return _gathered(study, asked, kept)


def _gathered(study: Study, asked: pl.DataFrame, kept: Path) -> Path | None:
    """Put the rows of runs that came in since the last look to the others; None while no run is there."""
    done, failed = Parts(study.folder).there()
    before = table(kept)
    known = set() if before is None else set(before["run"])
    wanted = asked.filter(pl.col("problem").is_null())
    if not known <= set(wanted["run"]):  # of another question
        before, known = None, set()
    new = wanted.filter(pl.col("run").is_in(done - known)).unique("run")["run"].to_list()
    broken = wanted.filter(pl.col("run").is_in(failed.keys() - known)).unique("run")["run"].to_list()
    if not (new or broken):
        return None if before is None else kept
    figures = [_figures(study.folder / RUNS / f"{run}.parquet", run) for run in new]
    figures += [_failure(run, failed[run]) for run in broken]
    rows = pl.concat(figures).join(wanted, on="run", how="inner")
    order = (*asked.drop("run", "problem").columns, *SCHEMA, "run")
    whole = pl.concat([*([] if before is None else [before]), rows.select(order)])
    with whole_file(kept) as unfinished:
        whole.write_parquet(unfinished, statistics=False)
    return kept


def _figures(path: Path, run: str) -> pl.DataFrame:
    """Return a run's rows; none where its file is being written anew, or damaged, so that it is looked at again."""
    try:
        figures = pl.read_parquet(path, use_statistics=False).cast(SCHEMA)
    except (OSError, pl.exceptions.PolarsError):
        figures = pl.DataFrame(schema=SCHEMA)
    return figures.with_columns(run=pl.lit(run))


def _failure(run: str, error: str) -> pl.DataFrame:
    row = dict.fromkeys(SCHEMA) | {"error": error}
    return pl.DataFrame([row], schema=SCHEMA).with_columns(run=pl.lit(run))


def ended(root: Path, study: Study) -> pl.DataFrame | None:
    """Return what a running sweep asks, and whether each run has ended (``has_ended``); None where it is not told."""
    return _ended(study, sweep_rows(root, study))


def _ended(study: Study, rows: pl.DataFrame | None) -> pl.DataFrame | None:
    asked = table(study.folder / ASKED)
    if asked is None:
        return None
    there = [] if rows is None or "run" not in rows.columns else rows["run"].unique().to_list()
    return asked.filter(pl.col("problem").is_null()).with_columns(has_ended=pl.col("run").is_in(there))


def n_whole(root: Path, study: Study) -> int:
    """Return how many points of a running sweep have all their runs."""
    runs = ended(root, study)
    return 0 if runs is None else int(runs.group_by("point").agg(pl.col("has_ended").all())["has_ended"].sum())


def answer_so_far(root: Path, study: Study, words: Words) -> str:
    """Return who leads so far, marked as unfinished; empty while there is no cell to tell of.

    Runs are made seed by seed: a cell counts on the seeds with which all arms have been run there.
    """
    path, points = rows_path(root, study), table(study.folder / POINTS)
    if path is None or points is None:
        return ""
    runs = _ended(study, table(path))
    if runs is None:
        return ""
    pairs = runs.group_by("point", "replicate", maintain_order=True).agg(pl.col("has_ended").all())
    pairs = pairs.filter(pl.col("has_ended")).drop("has_ended")
    if not pairs.height:
        return ""
    each = runs.unique("run")  # arms that a parameter does not touch share a run
    n = {"runs": int(each["has_ended"].sum()), "of": each.height, "cells": pairs["point"].n_unique()}
    marked = words.say("dashboard_so_far", **n, points=runs["point"].n_unique())
    if n["cells"] > _MOST_JUDGED:
        return words.say("gap").join((marked, words.say("dashboard_so_far_many")))
    return words.say("gap").join((marked, _told(study, path, points, pairs, words)))


def _told(study: Study, path: Path, points: pl.DataFrame, pairs: pl.DataFrame, words: Words) -> str:
    config = _config_of(study)
    with TemporaryDirectory(dir=path.parent, prefix=".whole-") as folder:
        here = Path(folder) / TABLE
        rows = pl.scan_parquet(path).join(pairs.lazy(), on=["point", "replicate"], how="semi")
        rows.drop("run").collect().write_parquet(here)
        if config is not None and len(study.origin.get("arms") or {}) > 1:
            leads = leads_of(here, points, config, objectives_of(config)[0])
            return lead_sentence(leads, words, is_unfinished=True)
        metric = str((study.origin.get("question") or {}).get("metric") or "value")
        return range_sentence(here, points, metric, study.brand, words)


def _built(path: Path) -> Config | None:
    plain = json.loads(path.read_text(encoding="utf-8")).get("config")
    return build_config(plain) if plain else None


_configs = Kept(_built, most=16)


def _config_of(study: Study) -> Config | None:
    """Return the configuration of a sweep; None of a function, or of one that today's schema does not know."""
    try:
        return _configs(study.folder / PLAN)
    except (OSError, ConfigError, ValueError, KeyError, TypeError, AttributeError):
        return None
