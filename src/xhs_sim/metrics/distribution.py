"""Two measures of a heavy-tailed count: how unequal it is, and how its tail falls."""

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
