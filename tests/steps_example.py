"""A made-up experiment whose arms nest one another, with differences that are known: for tests of what parts add."""

import dataclasses
from pathlib import Path
from typing import Any

import polars as pl
from report_example import BRAND, write_experiment

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.read import read_experiment
from xhs_sim.report.runs import Run

LUCK = (0.0, 30.0, -10.0, 5.0, -25.0, 0.0)  # of a run: the same in all arms
# what each arm has above the first, run by run; in the row the ads' own differences sway, so that they are open
ROW = {"nothing": [0.0] * 6, "notes": [100.0, 110.0, 90.0, 105.0, 95.0, 100.0],
       "feed": [130.0, 80.0, 120.0, 75.0, 125.0, 130.0],
       "whole": [150.0, 105.0, 140.0, 96.0, 143.0, 152.0],
       }  # fmt: skip
APART = {"nothing": [0.0] * 6, "notes": [100.0, 110.0, 90.0, 105.0, 95.0, 100.0],
         "search": [40.0, 45.0, 35.0, 42.0, 38.0, 40.0],
         "whole": [120.0, 135.0, 105.0, 127.0, 113.0, 120.0]}  # fmt: skip
PLANS: dict[str, dict[str, dict[str, float]]] = {
    "row": {"nothing": {}, "notes": {"creators": 2000}, "feed": {"creators": 2000, "feed": 1000},
            "whole": {"creators": 2000, "feed": 1000, "search": 500}},
    "apart": {"nothing": {}, "notes": {"creators": 2000}, "search": {"search": 500},
              "whole": {"creators": 2000, "search": 500}},
}  # fmt: skip


def config_of(uses: dict[str, float], **more: Any) -> dict[str, Any]:
    """Return the settings of an arm that spends so much on each use."""
    budget = {"budget_cny": sum(uses.values()), "ads": {"split": dict(uses) or {"creators": 1.0}, "days": 10}}
    return {"name": "steps", "campaign": {"brand": BRAND, **budget, **more}}


def stepped(out: Path, kind: str) -> Evidence:
    """Return the evidence of a study of six runs an arm, decided by expected GMV."""
    base = read_experiment(write_experiment(out, arms=("nothing", "pyramid"), replicates=1), [])[0]
    values = ROW if kind == "row" else APART
    rows = [
        {"arm": arm, "seed": seed, "metric": "gmv", "brand": BRAND, "day": None, "value": 500.0 + LUCK[seed] + value,
         "unit": "CNY"}
        for arm, own in values.items() for seed, value in enumerate(own)
    ]  # fmt: skip
    runs = [Run(arm, seed, out, config_of(PLANS[kind][arm])) for arm in values for seed in range(6)]
    return dataclasses.replace(
        base, arms=tuple(values), runs=tuple(runs), outcomes=("gmv",), judgement=None,
        metrics=pl.DataFrame(rows, schema=base.metrics.schema),
    )  # fmt: skip
