"""Run experiment 33 as reported, then say from which loss per takeover on each lesson pays within the run.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import compare, told

FOLDER = Path("outputs/security_education")
BASELINE = "nobody_taught"
TAUGHT = ("one_week", "creators_one_week", "every_visit", "guided_second_factor")


def sums(arm: str, column: str) -> NDArray[np.float64]:
    """Return a column of accounts' days added up, one value a seed."""
    runs = sorted(FOLDER.glob(f"{arm}/seed=*"))
    return np.array([pl.read_parquet(run / "records/security_daily.parquet")[column].sum() for run in runs], np.float64)


def break_even() -> None:
    """Print what each lesson prevented, what it cost, and the loss per takeover at which the two are equal."""
    before, spam = sums(BASELINE, "takeovers"), sums(BASELINE, "spam_notes")
    print(f"takeovers without lessons {told(before, ',.0f')}, notes of intruders {told(spam, ',.0f')}")
    for arm in TAUGHT:
        prevented, cost = before - sums(arm, "takeovers"), sums(arm, "education_cny")
        fewer = spam - sums(arm, "spam_notes")
        print(f"{arm}: prevented {told(prevented, ',.1f')} takeovers, {told(fewer, ',.0f')} notes,", end=" ")
        print(f"for {told(cost, ',.0f')} CNY: {cost.mean() / prevented.mean():,.0f} CNY a takeover, between", end=" ")
        low, high = (np.quantile(_ratios(cost, prevented), q) for q in (0.025, 0.975))
        print(f"{low:,.0f} and {high:,.0f}; shares {told(prevented / before, '.2%')}, {told(fewer / spam, '.2%')}")


def _ratios(cost: NDArray[np.float64], prevented: NDArray[np.float64], n: int = 10_000) -> NDArray[np.float64]:
    """Return ratios of means over seeds drawn again and again."""
    drawn = np.random.default_rng(1).integers(0, len(cost), (n, len(cost)))
    return np.asarray(cost[drawn].mean(axis=1) / np.maximum(prevented[drawn].mean(axis=1), 1e-9))


if __name__ == "__main__":  # worker processes import this module too
    compare("security_education")
    break_even()
