"""Measures of what differs from note to note: how unequal a count is, how its tail falls, how far rates lie apart."""

import numpy as np
from numpy.typing import NDArray

LOWEST_START = 6  # below, the discrete estimator's approximation is off by more than a percent [1]_
SMALLEST_TAIL = 50  # fewer values do not tell an exponent [1]_


def gini(values: NDArray[np.int64]) -> float | None:
    """Gini coefficient: 0 = all the same, near 1 = one has all.

    Parameters
    ----------
    values : int array of shape (n,)
        Counts, none negative.

    Returns
    -------
    float or None
        ``2 * sum(i * x_i) / (n * sum(x)) - (n + 1) / n`` with x ascending and i from 1; None if the
        counts are all 0.
    """
    x = np.sort(values).astype(np.float64)
    n, whole = len(x), x.sum()
    if whole == 0:
        return None
    return float(2.0 * (np.arange(1, n + 1) * x).sum() / (n * whole) - (n + 1) / n)


def mean_of(values: NDArray[np.floating]) -> float | None:
    """Return the mean; None of nothing."""
    return float(values.mean()) if len(values) else None


def sd_of(values: NDArray[np.floating]) -> float | None:
    """Return the standard deviation; None of less than two values."""
    return float(values.std(ddof=1)) if len(values) > 1 else None


def top_share(ascending: NDArray[np.int64], share: float) -> float | None:
    """Return what the largest values have of all, at least one of them; None if the counts are all 0."""
    whole, most = ascending.sum(), max(round(share * len(ascending)), 1)
    return float(ascending[-most:].sum() / whole) if whole else None


def hill_exponent(ascending: NDArray[np.int64], share: float) -> float | None:
    """Return the exponent of the density of the largest values, Hill's estimator; None of less than 50 of them.

    ``1 + n / sum(ln(x / x_min))`` over a fixed share of values: unlike ``tail_exponent`` it takes the tail as it is
    told, as what it is held against does.
    """
    n = round(share * len(ascending))
    if n < SMALLEST_TAIL:
        return None
    tail = ascending[-n:].astype(np.float64)
    logs = float(np.log(tail / tail[0]).sum())
    return 1.0 + n / logs if logs > 0 else None


def spread_without_noise(successes: NDArray[np.int64], trials: NDArray[np.int64]) -> float | None:
    """Standard deviation of the logits of rates, the luck of few trials taken out of it.

    The variance of the empirical logits ``ln((k + 1/2) / (n - k + 1/2))``, less the mean of their own variances
    ``(n + 1) (n + 2) / (n (k + 1) (n - k + 1))`` [1]_; 0 if luck explains all.

    Parameters
    ----------
    successes, trials : int arrays of shape (n,)
        Of each note; at least one trial.

    Returns
    -------
    float or None
        None of less than two notes.

    References
    ----------
    .. [1] Gart, Zweifel (1967), On the bias of various estimators of the logit and its variance,
       doi:10.1093/biomet/54.1-2.181.
    """
    if len(trials) < 2:
        return None
    k, n = successes.astype(np.float64), trials.astype(np.float64)
    logits = np.log((k + 0.5) / (n - k + 0.5))
    luck = (n + 1.0) * (n + 2.0) / (n * (k + 1.0) * (n - k + 1.0))
    return float(np.sqrt(max(logits.var(ddof=1) - luck.mean(), 0.0)))


def tail_exponent(values: NDArray[np.int64]) -> float | None:
    """Exponent of the density of a power-law tail, by maximum likelihood.

    ``alpha = 1 + n / sum(ln(x / (x_min - 1/2)))`` over the n values from ``x_min`` on, the discrete
    approximation of [1]_ (eq. 3.7). The tail starts where the fitted law is nearest to what is seen
    (Kolmogorov-Smirnov distance, their section 3.3).

    Parameters
    ----------
    values : int array of shape (n,)
        Counts.

    Returns
    -------
    float or None
        None if no tail that starts at 6 or later has 50 values.

    References
    ----------
    .. [1] Clauset, Shalizi, Newman (2009), Power-law distributions in empirical data,
       doi:10.1137/070710111.
    """
    x, count = np.unique(values[values >= LOWEST_START].astype(np.float64), return_counts=True)
    above = np.cumsum(count[::-1])[::-1]  # values >= x
    starts = np.flatnonzero(above >= SMALLEST_TAIL)
    if not len(starts):
        return None
    fits = [_fit(x[s:], count[s:], above[s:]) for s in starts]
    return min(fits)[1]


def _fit(x: NDArray[np.float64], count: NDArray[np.int64], above: NDArray[np.int64]) -> tuple[float, float]:
    """Return the distance and the exponent of a tail that starts at ``x[0]``."""
    n, start = above[0], x[0] - 0.5
    alpha = 1.0 + n / (count * np.log(x / start)).sum()
    from_here = ((x - 0.5) / start) ** (1.0 - alpha)  # P(X >= x)
    beyond = ((x + 0.5) / start) ** (1.0 - alpha)  # P(X > x)
    gaps = np.abs(above / n - from_here), np.abs((above - count) / n - beyond)
    return float(np.maximum(*gaps).max()), float(alpha)
