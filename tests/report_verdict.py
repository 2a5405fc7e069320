"""What the made-up experiment of ``report_example`` was judged to have found."""

import json
from pathlib import Path

import polars as pl
from report_example import ARMS, SPEND

from xhs_sim.verdict import (
    Action,
    ArmFinding,
    Do,
    Estimate,
    Judgement,
    Lead,
    Objective,
    Per,
    Standing,
    Verdict,
    to_json,
)


def write_verdict(folder: Path, arms: tuple[str, ...] = ARMS) -> Path:
    """Judge GMV as the made-up numbers have it: the last arm leads, and every arm beats the baseline; return it."""
    effects = pl.read_parquet(folder / "effects.parquet").filter(pl.col("metric") == "gmv")
    rows = {row["arm"]: row for row in effects.to_dicts()}
    found = {"nothing": ArmFinding(level=None, effect=None, low=None, high=None, standing=Standing.BASELINE, spend=0.0)}
    for arm in arms[1:]:
        row, standing = rows[arm], Standing.LEADS if arm == arms[-1] else Standing.BETTER
        found[arm] = ArmFinding(
            level=Estimate(value=row["treatment"]), effect=row["diff"], low=row["ci_low"], high=row["ci_high"],
            standing=standing, spend=SPEND[arm], extra_spend=SPEND[arm], p_best=0.96 if arm == arms[-1] else 0.02,
        )  # fmt: skip
    gap = rows[arms[-1]]["diff"] - rows[arms[-2]]["diff"]
    verdict = Verdict(
        objective=Objective(metric="gmv", better="higher"), basis=Per.TOTAL, unit="gmv", baseline="nothing",
        n=6, level=0.95, leader=arms[-1], better=arms[1:], worse=(), open=(), equal=(), invalid=(), out_of_range=(),
        action=Action(do=Do.ADOPT, arm=arms[-1]), lead=Lead(over=arms[-2], value=gap, low=0.6 * gap, high=1.4 * gap),
        percent=96.0, more_runs=None, more_minutes=None, arms=found,
    )  # fmt: skip
    (folder / "verdict.json").write_text(json.dumps(to_json(Judgement(verdicts=(verdict,)))))
    return folder
