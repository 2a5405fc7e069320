"""Finished runs with hand-made tables, small enough to check by eye."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from made_tables import Rows, write_table
from report_example import BRAND, write_experiment

from xhs_sim.report.dates import calendar_of
from xhs_sim.report.evidence import Evidence
from xhs_sim.report.read import read_experiment
from xhs_sim.report.runs import Run

CONFIG: dict[str, Any] = {
    "n_days": 14,
    "calendar": {"start": "2025-06-02", "events": {}},  # a Monday
    "feed": {"ticks": 4},
    "brands": {BRAND: {"en": "Qingrou", "zh": "轻柔"}, "ciyu": {"en": "Ciyu", "zh": "瓷语"}},
    "campaign": {"brand": BRAND, "budget_cny": 100.0, "tactics": {"event": {"survey_error": 0.1}}},
}


def run_with(folder: Path, arm: str, seed: int, tables: Mapping[str, Rows], config: Mapping[str, Any] = CONFIG) -> Run:
    """Write the tables of a run, columns left out as 0, empty or the brand's; return the run."""
    place = folder / arm / f"seed={seed}"
    (place / "records").mkdir(parents=True)
    for name, rows in tables.items():
        write_table(place, name, rows)
    return Run(arm, seed, place, config)


def evidence_with(folder: Path, runs: Sequence[Run]) -> Evidence:
    """A made-up experiment whose runs hold these tables."""
    evidence, _ = read_experiment(write_experiment(folder, replicates=2), [])
    return replace(evidence, runs=tuple(runs), calendar=calendar_of(CONFIG))
