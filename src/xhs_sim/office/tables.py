"""What goes to the office: a study's tables by name, in a form that no spreadsheet spoils.

Ids and seeds are text, because Excel keeps fifteen digits of a number; what is unknown is empty, never NaN or
infinite; no two columns differ by case alone, which Excel cannot tell apart.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from ..records.run_list import runs_of
from ..verdict.types import mark_of

IDS = ("seed", "note", "creator", "user", "host")
RESULTS = ("effects", "effects_daily", "goal", "lessons", "delivery", "sweep")  # as <name>.parquet
_ARM = ("standing", "effect", "low", "high", "at_level", "spend", "extra_spend", "p_best", "delivered", "unspent")


def study_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Return the tables of a finished study, verdict first; those without rows are left out.

    Parameters
    ----------
    folder : Path
        ``<out>/<experiment>``.

    Raises
    ------
    ConfigError
        If it holds no results.
    """
    tables = {"verdict": _verdict(folder / "verdict.json")}
    tables |= {name: pl.read_parquet(folder / f"{name}.parquet") for name in RESULTS if _is_there(folder, name)}
    tables |= {"runs": _of_runs(folder, "metrics.parquet"), "contracts": _of_runs(folder, "records/contracts.parquet")}
    full = {name: fit_for_office(table, name) for name, table in tables.items() if table.height}
    if not full:
        raise ConfigError(message("office.no_results", folder=folder))
    return full


def _is_there(folder: Path, name: str) -> bool:
    return (folder / f"{name}.parquet").is_file()


def fit_for_office(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return a table with ids as text, and nothing where a number is not known.

    Raises
    ------
    ConfigError
        If two columns differ by case alone, or a column holds lists.
    """
    lower = [column.lower() for column in table.columns]
    if len(set(lower)) < len(lower):
        twins = sorted(column for column in table.columns if lower.count(column.lower()) > 1)
        raise ConfigError(message("office.columns_alike", name=name, columns=[*twins]))
    nested = [column for column, kind in table.schema.items() if kind.is_nested()]
    if nested:
        raise ConfigError(message("office.column_of_lists", name=name, column=nested[0]))
    fractions = [column for column, kind in table.schema.items() if kind.is_float()]
    ids = [column for column in table.columns if column in IDS]
    known = pl.when(pl.col(fractions).is_finite()).then(pl.col(fractions))
    return table.with_columns(pl.col(ids).cast(pl.String), known)


def _verdict(path: Path) -> pl.DataFrame:
    """Return one row per objective and arm."""
    if not path.is_file():
        return pl.DataFrame()
    found = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        {"metric": each["objective"]["metric"], "better": each["objective"]["better"], "basis": each["basis"]}
        | {"arm": arm, "is_leader": each["leader"] == arm, "runs": each["n"], "level": each["level"]}
        | {name: finding.get(name) for name in _ARM}
        | {"standing": mark_of(arm, finding["standing"], each["better"])}
        for each in found.get("objectives") or [found]
        for arm, finding in each["arms"].items()
    ]
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(_ARM[1:], pl.Float64))


def _of_runs(folder: Path, file: str) -> pl.DataFrame:
    """Return one file of every finished run, one below the other, behind arm and seed."""
    frames = []
    for run in runs_of(folder):
        manifest, path = run / "manifest.json", run / file
        about: Mapping[str, Any] = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else {}
        if about.get("status") == "ok" and path.is_file():
            who = pl.lit(str(about["arm"])).alias("arm"), pl.lit(str(about["seed"])).alias("seed")
            frames.append(pl.read_parquet(path).select(*who, pl.all()))
    return pl.concat(frames) if frames else pl.DataFrame()
