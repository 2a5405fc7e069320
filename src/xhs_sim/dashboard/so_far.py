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


def _whole(asked: pl.DataFrame, rows: pl.DataFrame | None) -> list[str]:
    """Return the points of which every run has ended, in their order."""
    if rows is None:
        return []
    there = pl.col("run").is_in(rows["run"].unique().to_list()) & pl.col("problem").is_null()
    each = asked.group_by("point", maintain_order=True).agg(is_whole=there.all())
    return each.filter(pl.col("is_whole"))["point"].to_list()


def answer_so_far(root: Path, study: Study, words: Words) -> str:
    """Return who leads in the cells that are whole so far, marked as unfinished; empty while none is."""
    asked, rows, points = table(study.folder / ASKED), sweep_rows(root, study), table(study.folder / POINTS)
    path = rows_path(root, study)
    if asked is None or rows is None or points is None or path is None or "run" not in rows.columns:
        return ""
    whole = _whole(asked, rows)
    if not whole:
        return ""
    marked = words.say("dashboard_so_far", cells=len(whole), of=asked["point"].n_unique())
    return words.say("gap").join((marked, _told(study, path, points, whole, words)))


def _told(study: Study, path: Path, points: pl.DataFrame, whole: list[str], words: Words) -> str:
    config = _config_of(study)
    with TemporaryDirectory(dir=path.parent, prefix=".whole-") as folder:
        here = Path(folder) / TABLE
        pl.scan_parquet(path).filter(pl.col("point").is_in(whole)).drop("run").sink_parquet(here)
        if config is not None and len(study.origin.get("arms") or {}) > 1:
            return lead_sentence(leads_of(here, points, config, objectives_of(config)[0]), words)
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
