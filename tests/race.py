"""Made-up studies of arms whose best is known, and what they end with: as ``study.auto`` goes, without runs.

Arm 0 is the baseline, which keeps all runs; the last arm is the best, or as good as any.
"""

from typing import NamedTuple

import numpy as np

from xhs_sim.study.auto import looks_of
from xhs_sim.verdict.best import tell_apart
from xhs_sim.verdict.elimination import told_behind
from xhs_sim.verdict.statistics import joint_level

LEVEL = 0.95
NOBODY = -1
PLACES = {  # means, in units of the gap between the best and the next
    "slippage": (0, 0, 0, 0, 1),
    "equal steps": (0, 1, 2, 3, 4),
    "two ahead": (0, 0, 0, 2, 3),
    "one clear winner": (0, 0.1, 0.2, 0.3, 2.5),
    "tie of two": (0, 0, 0, 2, 2),
    "all alike": (0, 0, 0, 0, 0),
}


class Raced(NamedTuple):
    """How one study ended."""

    named: int
    runs: int
    is_best_in: bool  # the last arm was not dropped


def noise(rng, studies, n, arms, *, shared=0.0, kind="normal"):
    """Return (studies, n, arms) of variance 1; ``shared`` of it is the same in all arms of a run."""
    own = _skewed if kind == "skewed" else np.random.Generator.standard_normal
    return np.sqrt(shared) * own(rng, (studies, n, 1)) + np.sqrt(1 - shared) * own(rng, (studies, n, arms))


def _skewed(rng, shape, sigma=0.8):
    """Lognormal with mean 0 and variance 1: skewness 3.7."""
    drawn, grown = np.exp(sigma * rng.standard_normal(shape)), np.exp(sigma**2)
    return (drawn - np.sqrt(grown)) / np.sqrt(grown * (grown - 1))


def studies_of(place, gap, n_studies, n, *, shared=0.0, kind="normal", seed=0):
    """Return values of studies with a gap in standard deviations of a paired difference."""
    rng = np.random.default_rng([seed, n_studies])
    means = gap * np.sqrt(2 * (1 - shared)) * np.array(PLACES[place])
    return noise(rng, n_studies, n, len(means), shared=shared, kind=kind) + means


def race(values, most, *, is_equal=False, level=LEVEL):
    """Let a study go until its leader is told apart, or ``most`` runs of each arm are made."""
    looks, arms = looks_of(most), values.shape[1]
    dropped, runs = {}, arms * looks[0]
    for n, following in zip(looks, [*looks[1:], None], strict=True):
        seen = values[:n].copy()
        for arm, after in dropped.items():
            seen[after:, arm] = np.nan
        at = level if following is None else joint_level(level, len(looks))
        found = tell_apart(seen, "higher", at, dropped=[*dropped])
        if found.is_apart or following is None:
            return Raced(found.best if found.is_apart else NOBODY, runs, arms - 1 not in dropped)
        if not is_equal:
            out = told_behind(seen, "higher", level, len(looks), dropped=[*dropped])
            dropped |= {arm: n for arm in out if arm != 0}
        runs += (arms - len(dropped)) * (following - n)
    raise AssertionError


def named_at(studies, n, level=LEVEL):
    """Return whom a verdict on ``n`` runs of every arm names in each study."""
    found = (tell_apart(values[:n], "higher", level) for values in studies)
    return np.array([each.best if each.is_apart else NOBODY for each in found])


def runs_for(studies, promise=LEVEL, least=5):
    """Return how many runs of each arm name the last one in so many studies: the smallest such number."""
    most = studies.shape[1]
    while least < most:
        n = (least + most) // 2
        is_enough = np.mean(named_at(studies, n) == studies.shape[2] - 1) >= promise
        least, most = (least, n) if is_enough else (n + 1, most)
    return least
