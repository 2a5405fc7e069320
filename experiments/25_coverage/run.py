"""Run experiment 25, then count how often intervals of five paired runs hold the mean over all runs.

More overrides may follow on the command line (fewer replicates, a smaller market); results stay in ``outputs/``.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import by_seed, compare

from xhs_sim.verdict.best import probability_best
from xhs_sim.verdict.statistics import LEAST_RUNS, Floats, paired

CONFIGS = Path(__file__).with_name("configs")
FOLDER, BRAND = Path("outputs/coverage"), "qingrou"
METRICS = {"reach": 1.0, "brand_engagements": 1.0, "orders": 1.0, "gmv": np.nan}  # what one more makes
STUDIES, LEVEL = 200, 0.95


def studies_of(n_runs: int, n_studies: int = STUDIES) -> list[Floats]:
    """Return which runs each study draws: without replacement inside a study."""
    rng = np.random.default_rng(0)
    return [rng.choice(n_runs, LEAST_RUNS, replace=False) for _ in range(n_studies)]


def coverage(campaign: Floats, nothing: Floats, grain: float, studies: list[Floats]) -> tuple[float, float]:
    """Return how often the interval holds the mean over all runs, and its width on average."""
    truth = np.mean(campaign - nothing)
    found = [paired(campaign[runs], nothing[runs], LEVEL, grain=grain, lowest=0.0) for runs in studies]
    bounded = [each for each in found if each.low is not None]
    holds = [each.low <= truth <= each.high for each in bounded]
    return sum(holds) / len(found), float(np.mean([each.high - each.low for each in bounded]))


def told() -> None:
    """Print coverage of each outcome, and how much runs vary."""
    pairs = {metric: [by_seed(FOLDER, arm, metric, BRAND) for arm in ("campaign", "nothing")] for metric in METRICS}
    n_runs = len(pairs["reach"][0])
    studies = studies_of(n_runs)
    print(f"{n_runs} paired runs, {len(studies)} studies of {LEAST_RUNS}")
    for metric, (campaign, nothing) in pairs.items():
        added = campaign - nothing
        share, width = coverage(campaign, nothing, METRICS[metric], studies)
        print(
            f"{metric}: {nothing.mean():.4g} without, {added.mean():+.4g} (sd {added.std(ddof=1):.3g}); "
            f"covered in {share:.1%}, mean width {width:.3g}"
        )
    gain = np.stack(pairs["reach"], axis=1)
    said = np.array([probability_best(gain[runs])[0] for runs in studies])
    print(f"campaign called best on reach with 95% or more in {np.mean(said >= LEVEL):.0%} of studies")


if __name__ == "__main__":  # worker processes import this module too
    sys.argv += ["--config-dir", str(CONFIGS)]
    compare("coverage")
    told()
