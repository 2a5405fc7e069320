"""Which arm is best, how probable that is, and how many runs would tell.

``probability_best`` is a posterior: the joint distribution of the arms' true means given paired runs, with
no prior opinion on their spread and a weak one on their differences (below). The baseline is an arm
like any other. What it says was calibrated by simulation; see ``tests/unit/verdict/test_best_calibration.py``.
"""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .quantiles import normal_quantile
from .statistics import LEAST_RUNS, Floats, Interval, floats, paired, t_quantile

Better = Literal["higher", "lower"]

_DRAWS = 10_000
_AT_ONCE = 64  # figures: bounds memory
_POWER = 0.8  # chance that as many runs as are asked for do tell


def probability_best(values: ArrayLike, better: Better = "higher") -> Floats | None:
    """Return how probable it is of each arm that its true mean is the best.

    Draws come from the multivariate t with n - 1 degrees of freedom around the paired runs *and one more run
    in which all arms are alike*: a prior worth one run (unit information). Without it, one of two equal arms is
    called best with 95% in 10% of studies of any size, with it in 6 to 8%; and no difference, however large,
    makes five runs say 100%. Among several arms the best must beat all others at once, which is careful by
    itself (1 to 2% of studies of three equal arms); so the weight of that run is divided by the number of
    differences. Right in 92 to 95% of studies in which it says about 90%: true differences of .3, .6 and
    1 standard deviation of an arm, 5 and 8 runs, two and three arms.

    Parameters
    ----------
    values : array-like of shape (..., n, arms)
        Paired by row; nothing missing. Leading axes: several figures.
    better : {"higher", "lower"}

    Returns
    -------
    array of shape (..., arms), optional
        Sums to 1. Arms that are equal bit for bit share what they have together. None for fewer runs than
        ``LEAST_RUNS``, or a single arm. The same data give the same answer.
    """
    table = floats(values)
    n, arms = table.shape[-2:]
    if n < LEAST_RUNS or arms < 2:
        return None
    flat = (table if better == "higher" else -table).reshape(-1, n, arms)
    prior_runs = 1 / (arms - 1)
    weights = _weights(n, prior_runs)
    found = [_share_of_wins(flat[k : k + _AT_ONCE], weights, prior_runs) for k in range(0, len(flat), _AT_ONCE)]
    joined: Floats = np.concatenate(found).reshape(*table.shape[:-2], arms)
    return joined


def probability_best_in_stages(values: ArrayLike, better: Better = "higher") -> Floats | None:
    """Return the same where arms were dropped on the way, and have no values in the last runs.

    A dropped arm keeps the probability that it had when it was dropped, by the runs that all had by then; what is left
    is shared out among the others by all their runs.

    Parameters
    ----------
    values : array-like of shape (..., n, arms)
        NaN where an arm was not run, in the same rows of all figures.
    better : {"higher", "lower"}

    Returns
    -------
    array of shape (..., arms), optional
        Sums to 1. None where ``probability_best`` gives none.
    """
    table = floats(values)
    known: NDArray[np.bool_] = np.all(~np.isnan(table.reshape(-1, *table.shape[-2:])), axis=0)
    given = np.where(known.any(axis=0), len(known) - known[::-1].argmax(axis=0), 0)
    found, left, still = (
        np.zeros((*table.shape[:-2], table.shape[-1])),
        np.ones(table.shape[:-2]),
        np.arange(len(given)),
    )
    for after in np.unique(given):
        if len(still) == 1:
            found[..., still[0]] = left
            break
        rows = np.flatnonzero(known[:after, still].all(axis=1))
        shares = probability_best(table[..., rows, :][..., still], better)
        if shares is None:
            return None
        is_last = given[still] == after
        found[..., still[is_last]] = left[..., None] * shares[..., is_last]
        left = left * (1 - shares[..., is_last].sum(axis=-1))
        still = still[~is_last]
    return found


def _weights(n: int, prior_runs: float) -> Floats:
    """Return what each run's deviation from the mean counts in a draw, (draws, n + 1): normal over a shared chi."""
    rng = np.random.default_rng(0)
    normal = rng.standard_normal((_DRAWS // 2, n + 1))
    normal[:, n] *= np.sqrt(prior_runs)
    one: Floats = normal / np.sqrt(rng.chisquare(n - 1, (_DRAWS // 2, 1)) * (n + prior_runs))
    return np.concatenate([one, -one])


def _share_of_wins(values: Floats, weights: Floats, prior_runs: float) -> Floats:
    n = values.shape[1]
    alike = np.broadcast_to(values.mean(axis=(1, 2))[:, None, None], (len(values), 1, values.shape[2]))
    means = (values.sum(axis=1, keepdims=True) + prior_runs * alike) / (n + prior_runs)
    drawn = means + weights @ (np.concatenate([values, alike], axis=1) - means)  # (figures, draws, arms)
    is_same = (values[:, :, :, None] == values[:, :, None, :]).all(axis=1)
    first = is_same.argmax(axis=2)  # of each arm, the first that equals it
    drawn = np.where((first == np.arange(values.shape[2]))[:, None, :], drawn, -np.inf)
    winner = drawn.argmax(axis=2)
    wins = (winner[:, :, None] == np.arange(values.shape[2])).mean(axis=1)
    shared: Floats = np.take_along_axis(wins, first, axis=1) / is_same.sum(axis=2)
    return shared


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who has the best mean, who is next, and whether the runs tell them apart."""

    best: int
    next: int
    lead: Interval  # of best over next, in the favourable direction: positive is ahead
    is_apart: bool  # best is told apart from every other arm
    open: tuple[int, ...]  # arms that best is not told apart from


def tell_apart(
    values: ArrayLike, better: Better, level: float, *,
    grain: float | None = None, lowest: float | None = None, highest: float | None = None,
    dropped: Collection[int] = (),
) -> Ranking:  # fmt: skip
    """Rank arms by their mean and say from whom the best is told apart.

    The best must be ahead of *every* other arm, each by its own paired interval at ``level``. To be called
    best by chance an arm has to beat all others at once, so no correction for the number of arms is needed:
    of equal arms one is called best in at most ``1 - level`` of studies. Findings about single arms against
    the baseline are another matter: see ``against``.

    Parameters
    ----------
    values : array-like of shape (n, arms)
        Paired by row; rows in which an arm has no value that was not dropped are left out.
    better : {"higher", "lower"}
    level : float
    grain : float, optional
        What one more makes, see ``statistics.paired``.
    dropped : collection of int
        Arms that were told to be behind before, and have no values in the last runs: they do not come first and are
        not open, and lie as far behind the best as in the runs that both have.
    """
    table = _complete(values, dropped)
    signed = table.mean(axis=0) if better == "higher" else -table.mean(axis=0)
    signed[list(dropped)] = -np.inf
    best = int(signed.argmax())
    leads = {
        arm: _favourable(
            paired(table[:, best], table[:, arm], level, grain=grain, lowest=lowest, highest=highest), better
        )
        for arm in range(table.shape[1])
        if arm != best
    }
    for arm in dropped:
        if leads[arm].sign > 0:
            signed[arm] = signed[best] - (leads[arm].mean or 0.0)
    following = next(int(arm) for arm in np.argsort(-signed, kind="stable") if arm != best)
    is_enough = len(table) >= LEAST_RUNS
    loose = (arm for arm in leads if arm not in dropped)
    still_open = tuple(arm for arm in loose if not (is_enough and leads[arm].sign > 0))
    return Ranking(best, following, leads[following], not still_open, still_open)


def against(
    values: ArrayLike, reference: int, level: float, *, lowest: float | None = None, highest: float | None = None
) -> list[Interval | None]:
    """Return each arm's paired difference to a reference; None for the reference itself.

    All are looked at together for findings, so they hold together at ``level`` (Bonferroni's rule).
    """
    table = floats(values)
    looks = table.shape[1] - 1
    return [
        None if arm == reference
        else paired(table[:, arm], table[:, reference], level, lowest=lowest, highest=highest, looks=looks)
        for arm in range(table.shape[1])
    ]  # fmt: skip


def runs_needed(differences: ArrayLike, level: float, *, most: int = 1000) -> int | None:
    """Return how many runs in all would tell a paired difference from nothing, at the spread seen so far.

    It is the smallest number at which a true difference of the size seen is told in four of five studies.

    Parameters
    ----------
    differences : array-like of shape (n,)
    level : float
        Of the interval that must exclude 0.
    most : int
        Beyond that the answer is None.

    Returns
    -------
    int, optional
        None where no difference, or no spread, was seen; never below ``LEAST_RUNS``.
    """
    known = floats(differences)
    known = known[~np.isnan(known)]
    if len(known) < 2 or known.mean() == 0:
        return None
    spread = float(known.std(ddof=1))
    if spread == 0:
        return LEAST_RUNS
    seen = abs(float(known.mean()))

    def is_told(n: int) -> bool:
        return bool((t_quantile(n - 1, level) + normal_quantile(_POWER)) * spread / n**0.5 <= seen)

    asked = range(LEAST_RUNS, most + 1)
    place = bisect_left(asked, True, key=is_told)
    return asked[place] if place < len(asked) else None


def _complete(values: ArrayLike, dropped: Collection[int]) -> Floats:
    table = floats(values)
    return table[~np.isnan(np.delete(table, list(dropped), axis=1)).any(axis=1)]


def _favourable(found: Interval, better: Better) -> Interval:
    if better == "higher" or found.mean is None:
        return found
    return Interval(-found.mean, None if found.high is None else -found.high, None if found.low is None else -found.low)
