"""The model of notes: linear in ln(1 + outcome), a level of its own for each creator, and what to do where that fails.

With several creators the two variances (between creators, within) are found by maximum likelihood with statsmodels'
``MixedLM``; given those, coefficients are generalised least squares, and their covariance is the sandwich by creator:
what a format does differs from creator to creator, and the model's own standard errors, which take it for the same
everywhere, are a quarter of it on a real crawl. ``MixedLM`` says "converged" of a fit whose likelihood is infinite
(its L-BFGS, on that crawl), so a fit counts only if its likelihood is finite and its coefficients solve the equations
that they should. What fails is said by name, and ordinary least squares stands in, with the sandwich by creator; of one
account, with HC3.
"""

import warnings
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_SEARCHES: Final = ("bfgs", "cg", "powell")
_AGREES = 1e-3  # of a coefficient's standard error, at most, between what was found and what solves the equations
_SINGULAR = 1e-6  # of the variance within creators: a variance between them below is none


class Fit(NamedTuple):
    """Coefficients with their covariance; ``how`` is ``mixed``, ``by_creator`` or ``one_account``."""

    beta: Array  # [columns]
    cov: Array  # [columns, columns]
    df: int  # of Student's t
    how: str
    why: str = ""  # the mixed model was left: ``not_converged`` or ``singular``


def fit_notes(y: Array, x: Array, creator: NDArray[np.int64]) -> Fit:
    """Fit the model.

    Parameters
    ----------
    y : [notes] float
    x : [notes, columns] float
        With a column of ones; of full rank.
    creator : [notes] int
        Who wrote each.
    """
    members = [np.flatnonzero(creator == each) for each in np.unique(creator)]
    if len(members) == 1:
        return _one_account(y, x)
    ratio, why = _variance_ratio(y, x, creator, members)
    beta, cov = _by_creator(y, x, members, ratio)
    return Fit(beta, cov, len(members) - 1, "by_creator" if why else "mixed", why)


def _variance_ratio(
    y: Array, x: Array, creator: NDArray[np.int64], members: list[NDArray[np.intp]]
) -> tuple[float, str]:
    """Return the variance between creators over that within; and why there is none."""
    singular = False
    for search in _SEARCHES:
        found = _mixed(y, x, creator, search)
        if found is None or not found.converged or not np.isfinite(found.llf) or not found.scale > 0:
            continue
        ratio = float(found.cov_re[0, 0]) / float(found.scale)
        if ratio < _SINGULAR:
            singular = True
            continue
        beta, _ = _by_creator(y, x, members, ratio)
        off = np.abs(beta - np.asarray(found.fe_params)) / np.asarray(found.bse_fe)
        if np.isfinite(off).all() and off.max() < _AGREES:
            return ratio, ""
    return 0.0, "singular" if singular else "not_converged"


def _mixed(y: Array, x: Array, creator: NDArray[np.int64], search: str) -> Any:
    from statsmodels.regression.mixed_linear_model import MixedLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what went wrong; it is looked at by its result
        try:
            return MixedLM(y, x, groups=creator).fit(reml=False, method=[search])
        except (np.linalg.LinAlgError, ValueError):
            return None


def _by_creator(y: Array, x: Array, members: list[NDArray[np.intp]], ratio: float) -> tuple[Array, Array]:
    """Return generalised least squares with one correlation within creators, and its sandwich by creator."""
    weighted = np.empty_like(x)
    for rows in members:
        share = ratio / (1 + ratio * len(rows))
        weighted[rows] = x[rows] - share * x[rows].sum(axis=0)
    bread = np.linalg.inv(x.T @ weighted)
    beta = bread @ (weighted.T @ y)
    left = y - x @ beta
    scores = np.array([weighted[rows].T @ left[rows] for rows in members])
    n, many = len(y), len(members)
    small = many / (many - 1) * (n - 1) / max(n - x.shape[1], 1)
    return beta, small * bread @ (scores.T @ scores) @ bread


def _one_account(y: Array, x: Array) -> Fit:
    from statsmodels.api import OLS

    found = OLS(y, x).fit(cov_type="HC3")
    return Fit(np.asarray(found.params), np.asarray(found.cov_params()), int(found.df_resid), "one_account")
