"""What ``xhs-sim robustness`` left beside the runs: how often the leader stays first, and what moves its lead."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

ANSWER, TORNADO, REGISTER, DRAWS = "robustness.json", "tornado.parquet", "assumptions.parquet", "robustness.parquet"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What was found of the numbers that a result leans on.

    Attributes
    ----------
    answer : mapping
        Of ``robustness.json``.
    tornado, register, draws : frame
        As the files have them.
    """

    answer: Mapping[str, Any]
    tornado: pl.DataFrame
    register: pl.DataFrame
    draws: pl.DataFrame


def read_assumptions(folder: Path) -> Assumptions | None:
    """Read a study's folder; None where it holds no finished answer."""
    if not all((folder / name).is_file() for name in (ANSWER, TORNADO, REGISTER, DRAWS)):
        return None
    answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    return Assumptions(answer, *(pl.read_parquet(folder / name) for name in (TORNADO, REGISTER, DRAWS)))
