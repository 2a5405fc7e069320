"""What a calibration leaves: draws, an ensemble, what was foretold and how truths ranked; and one file that tells all.

``posterior.parquet`` has a row for each draw, ``ensemble.parquet`` one for each member, in the order of replicates;
``foretold.parquet`` one for each figure of each panel, ``left_out.parquet`` one for each figure of each half of the
accounts that the other half foretells, ``coverage.parquet`` one for each synthetic truth and parameter;
``calibration.json`` the answer and what made it.
"""

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config import Config, config_digest
from ..records.whole_file import whole_file, write_whole
from ..study.engine import commit, engine_version, made_by, versions
from .coverage import DRAWS as OF_RANKS
from .inquiry import Found, Posterior, at_edge
from .plan import Plan
from .posterior import quantiles
from .prior import Unknown, default_of, usual, values_at
from .trials import WHOLE

ANSWER: Final = "calibration.json"
POSTERIOR: Final = "posterior.parquet"
ENSEMBLE: Final = "ensemble.parquet"
FORETOLD: Final = "foretold.parquet"
COVERAGE: Final = "coverage.parquet"
LEFT_OUT: Final = "left_out.parquet"
UNIDENTIFIED: Final = 0.8  # of the prior's sd: draws spread nearly as if there were no data
_UNIFORM_SD: Final = 12.0**-0.5
Array = NDArray[np.float64]


def write_found(plan: Plan, found: Found) -> dict[str, Any]:
    """Write all files, each whole or not at all, the answer last; return the answer."""
    folder, whole = plan.folder, found.posteriors[WHOLE]
    answer = answer_of(plan, found)
    made = made_of(plan.command, plan.config)
    draws = values_of(plan.parameters, whole.places)
    members = draws.head(usual().members).with_row_index("member")
    tables = {
        POSTERIOR: draws, ENSEMBLE: members, FORETOLD: foretold_table(found), LEFT_OUT: left_out_table(found),
        COVERAGE: coverage_table(plan, whole),
    }  # fmt: skip
    write_answer(folder / ANSWER, answer, tables, made)
    return answer


def write_answer(
    path: Path, answer: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], made: Mapping[str, str]
) -> None:
    """Write tables beside an answer, each whole or not at all, the answer last; all say what made them."""
    for name, table in tables.items():
        with whole_file(path.parent / name) as unfinished:
            table.write_parquet(unfinished, metadata=dict(made))
    whole = {**answer, "made": dict(made)}
    write_whole(path, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def made_of(command: Sequence[str], config: Config) -> dict[str, str]:
    """Return what made the numbers of a plan."""
    return made_by() | {
        "xhs_sim.command": shlex.join(command), "xhs_sim.config_digest": config_digest(config),
        "xhs_sim.root_seed": str(config.seed),
    }  # fmt: skip


def values_of(parameters: tuple[Unknown, ...], places: Array) -> pl.DataFrame:
    """Return places as values, a column for each parameter."""
    rows = [values_at(parameters, place) for place in places]
    return pl.DataFrame(rows, schema={each.name: pl.Float64 for each in parameters})


def foretold_table(found: Found) -> pl.DataFrame:
    """Return a row for each figure foretold: ``fitted, panel, figure, observed, low, middle, high, within, trials``."""
    rows = [
        (each.fitted, each.panel, name, *(float(v) for v in numbers), bool(within), each.n)
        for each in found.foretold
        for name, *numbers, within in zip(
            each.names, each.observed, each.low, each.middle, each.high, each.is_within, strict=True
        )
    ]  # fmt: skip
    texts, numbers = ("fitted", "panel", "figure"), ("observed", "low", "middle", "high")
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Float64)
    return pl.DataFrame(rows, schema=schema | {"within": pl.Boolean, "trials": pl.Int32}, orient="row")


def left_out_table(found: Found) -> pl.DataFrame:
    """Return a row for each figure of each half, as ``foretold_table`` has them by ``part``.

    ``share`` of known ``worlds`` have the figure in such an interval.
    """
    rows = [
        (each.part, name, *(float(v) for v in numbers), bool(within), float(share), each.worlds)
        for each in found.left_out
        for name, *numbers, within, share in zip(
            each.names, each.observed, each.low, each.middle, each.high, each.is_within, each.share, strict=True
        )
    ]  # fmt: skip
    texts, numbers = ("part", "figure"), ("observed", "low", "middle", "high")
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Float64)
    return pl.DataFrame(
        rows, schema=schema | {"within": pl.Boolean, "share": pl.Float64, "worlds": pl.Int32}, orient="row"
    )


def _left_out(found: Found) -> list[dict[str, Any]]:
    """Return for each figure in how many halves it lies where it was foretold, and in how many of known worlds."""
    table = left_out_table(found).group_by("figure", maintain_order=True).agg(
        pl.col("within").sum(), pl.len().alias("of"), pl.col("share").mean(), pl.col("worlds").max()
    )  # fmt: skip
    return table.to_dicts()


def coverage_table(plan: Plan, whole: Posterior) -> pl.DataFrame:
    """Return a row for each synthetic truth and parameter: ``truth, parameter, rank, of, is_check, is_covered``."""
    found = whole.coverage
    n, p = found.ranks.shape
    return pl.DataFrame({
        "truth": np.repeat(np.arange(n), p), "parameter": [each.name for each in plan.parameters] * n,
        "rank": found.ranks.ravel(), "of": np.full(n * p, OF_RANKS), "is_check": np.repeat(found.is_check, p),
        "is_covered": found.is_covered.ravel(),
    })  # fmt: skip


def answer_of(plan: Plan, found: Found) -> dict[str, Any]:
    """Return what a reader is told, as plain values."""
    whole = found.posteriors[WHOLE]
    low, middle, high = quantiles(whole.places, plan.level)
    spread = whole.places.std(axis=0) / _UNIFORM_SD
    parameters = [
        {
            "name": each.name, "low": each.low, "high": each.high, "is_log": each.is_log,
            "default": default_of(plan.config, each.name),
            "posterior": [each.at(float(q[j])) for q in (low, middle, high)],
            "box": [each.at(float(found.box.low[j])), each.at(float(found.box.high[j]))],
            "sd_of_prior": float(spread[j]), "is_identified": bool(spread[j] < UNIDENTIFIED),
            "coverage": float(whole.coverage.share[j]), "widen": float(whole.coverage.widen[j]),
        }
        for j, each in enumerate(plan.parameters)
    ]  # fmt: skip
    config = plan.config
    return {
        "level": plan.level, "parameters": parameters, "truths": whole.coverage.n,
        "at_edge": list(at_edge(whole.places, found.box, [each.name for each in plan.parameters])),
        "outside": list(whole.outside), "used": _used(plan, whole), "foretold": foretold_table(found).to_dicts(),
        "left_out": _left_out(found),
        "accounts": plan.accounts, "notes": plan.notes, "trials": [found.first.n, found.last.n], "asked": found.asked,
        "failed": len(found.errors), "wanted": [plan.sizes.first, plan.sizes.last, plan.sizes.checks],
        "people": config.population.people, "readers": config.population.n_users, "days": config.n_days,
        "members": min(usual().members, len(whole.places)), "command": list(plan.command),
        "config_digest": config_digest(config), "engine": engine_version(), "commit": commit(),
        "versions": versions(), "question": plan.question,
        "config": config.model_dump(mode="json"),
    }  # fmt: skip


def _used(plan: Plan, whole: Posterior) -> list[str]:
    names = (*plan.asker.names, *(aim.name for aim in plan.asker.aims))
    return [name for name, is_used in zip(names, whole.used, strict=True) if is_used]
