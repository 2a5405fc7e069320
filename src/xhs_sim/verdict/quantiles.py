"""Quantiles of the normal and of Student's t, without loading a library of functions for the few that are asked for.

SciPy's special functions take as long to load as a study of twenty runs takes to judge. For a few whole degrees of
freedom Student's distribution is a finite sum, whose inverse Newton's method finds to the last digits; SciPy is asked
for others.
"""

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

_MOST_DOF: Final = 256  # beyond that the sum has too many terms
_NEAR_ONE: Final = 1e-4  # a level nearer to 1 leaves too few digits of what is beyond
_STEPS: Final = 100
_STANDARD = NormalDist()


def normal_quantile(share: float) -> float:
    """Return the value below which a standard normal variable lies with a chance of ``share``."""
    if share in (0.0, 1.0):
        return math.copysign(math.inf, share - 0.5)
    return _STANDARD.inv_cdf(share)


@lru_cache(maxsize=1024)
def t_quantile_of(dof: float, level: float) -> float:
    """Return the half-width of Student's two-sided interval, in standard errors.

    Parameters
    ----------
    dof : float
        Degrees of freedom, more than 0.
    level : float
        Chance that the interval holds the truth.

    References
    ----------
    .. [1] Abramowitz & Stegun 1964, 26.7.3 and 26.7.4.
    """
    if dof != int(dof) or dof > _MOST_DOF or not 0 < level < 1 - _NEAR_ONE:
        from scipy.special import stdtrit  # late, see above

        return float(stdtrit(dof, 0.5 + level / 2))
    n = int(dof)
    slope = 2 * math.exp(math.lgamma((n + 1) / 2) - math.lgamma(n / 2)) / math.sqrt(math.pi)
    low, high = 0.0, math.pi / 2
    angle = math.atan(normal_quantile(0.5 + level / 2) / math.sqrt(n))
    for _ in range(_STEPS):
        gap = _share_within(angle, n) - level
        low, high = (low, angle) if gap > 0 else (angle, high)
        step = gap / (slope * math.cos(angle) ** (n - 1))
        nearer = angle - step
        nearer = nearer if low < nearer < high else (low + high) / 2
        if abs(nearer - angle) <= 1e-16 + 2e-16 * angle:
            break
        angle = nearer
    return math.sqrt(n) * math.tan(angle)


def _share_within(angle: float, n: int) -> float:
    """Return the chance that |t| of ``n`` degrees of freedom is at most ``sqrt(n) tan(angle)``."""
    squared, is_odd = math.cos(angle) ** 2, n % 2
    term = math.cos(angle) if is_odd else 1.0
    total = 0.0 if n == 1 else term
    for k in range(2 + is_odd, n - 1, 2):
        term *= squared * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + math.sin(angle) * total) if is_odd else math.sin(angle) * total
