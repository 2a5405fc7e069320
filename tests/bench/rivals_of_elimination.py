"""Procedures of ranking and selection that were measured beside elimination; each is kept as short as it can be told.

KN: Kim and Nelson 2001, with the variance of the first runs; KN++: 2006, with that of all so far. Both are told the
true gap as the difference worth finding, which nobody knows. OCBA: Chen et al. 2000. Top-two: Russo 2020. The last two
stop where they hold the leader for right with the promised probability, and do not know of pairs.
"""

import numpy as np
from race import LEVEL, NOBODY, Raced
from scipy.special import ndtr

FIRST, AT_ONCE, _DRAWS = 5, 5, 1000
_ERROR = 1 - LEVEL


def kim_nelson(values, gap, *, is_updated=False):
    """Drop arms whose sum is too far behind that of any other; the boundary closes at a number set by ``gap``."""
    most, arms = values.shape
    still, n, runs = [*range(arms)], FIRST, FIRST * arms
    rivals = arms - 1
    while True:
        seen = n if is_updated else FIRST
        error = 1 - LEVEL ** (1 / rivals) if is_updated else _ERROR / rivals
        h2 = ((2 * error) ** (-2 / (seen - 1)) - 1) * (seen - 1)
        spread, sums = np.cov(values[:seen].T), values[:n].sum(axis=0)
        room = gap / 2 * np.maximum(h2 * (np.diag(spread)[:, None] + np.diag(spread) - 2 * spread) / gap**2 - n, 0)
        kept = [one for one in still if all(sums[one] >= sums[other] - room[one, other] for other in still)]
        still = kept or still
        if len(still) == 1 or n == most:
            return Raced(max(still, key=lambda arm: sums[arm]), runs, arms - 1 in still)
        n, runs = n + 1, runs + len({*still, 0})


def _moments(values, given):
    own = [values[:n, arm] for arm, n in enumerate(given)]
    return np.array([each.mean() for each in own]), np.array([each.var(ddof=1) for each in own])


def ocba(values, budget):
    """Share runs out so that the chance of a right choice grows most, until that is held for as high as promised."""
    most, arms = values.shape
    given = np.full(arms, FIRST)
    while True:
        mean, var = _moments(values, given)
        best = int(mean.argmax())
        others = np.arange(arms) != best
        lead = (mean[best] - mean)[others]
        right = 1 - ndtr(-lead / np.sqrt(var[best] / given[best] + (var / given)[others])).sum()
        if right >= LEVEL or given.sum() >= budget:
            return Raced(best if right >= LEVEL else NOBODY, int(given.sum()), True)
        share = np.ones(arms)
        share[others] = var[others] / np.maximum(lead, 1e-6) ** 2
        share[best] = np.sqrt(var[best] * (share[others] ** 2 / var[others]).sum())
        for _ in range(AT_ONCE):
            wanted = share / share.sum() * (given.sum() + 1) - given
            given[np.where(given < most, wanted, -np.inf).argmax()] += 1


def top_two(values, budget, rng):
    """Run the best or its challenger, each drawn from the posterior, until the best is so with the promised chance."""
    most, arms = values.shape
    given = np.full(arms, FIRST)
    while True:
        mean, var = _moments(values, given)
        winner = (mean + np.sqrt(var / given) * rng.standard_t(given - 1, (_DRAWS, arms))).argmax(axis=1)
        best = int(np.bincount(winner, minlength=arms).argmax())
        is_right = np.mean(winner == best) >= LEVEL
        if is_right or given.sum() >= budget:
            return Raced(best if is_right else NOBODY, int(given.sum()), True)
        challengers = winner[winner != best]
        given[best] = min(given[best] + 1, most)
        other = challengers[rng.integers(len(challengers))]
        given[other] = min(given[other] + 1, most)
