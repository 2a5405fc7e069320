"""Screening after Morris: trajectories that move one factor at a time, for few runs by factor.

References
----------
.. [1] Morris (1991), doi:10.1080/00401706.1991.10484804; mu* after Campolongo et al. (2007),
   doi:10.1016/j.envsoft.2006.10.004.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from .blocks import Design, in_blocks, problem_of, whole_blocks
from .index import LUCK, Index

LEVELS = 4
_ROUNDING = 1e-9  # of an effect, or of what outputs span
_STEP = LEVELS / (2 * (LEVELS - 1))  # what a factor is moved by, of its range


def morris_design(n_axes: int, n_trajectories: int, seed: int) -> Design:
    """Return trajectories of ``n_axes + 2`` points each: a start, a step along each axis, and one into another world.

    Parameters
    ----------
    n_axes : int
    n_trajectories : int
    seed : int
        More trajectories of the same seed begin with the same.
    """
    from SALib.sample.morris import sample

    rows = sample(problem_of(n_axes + 1), n_trajectories, num_levels=LEVELS, seed=np.random.default_rng(seed))
    return in_blocks(rows, n_trajectories)


def morris_indices(
    design: Design, names: Sequence[str], outputs: NDArray[np.float64], has_failed: NDArray[np.bool_],
    *, output: str, level: float,
) -> list[Index]:  # fmt: skip
    """Return mu*, mu and sigma of each axis and of luck.

    Parameters
    ----------
    design : Design
        Of ``morris_design``.
    names : sequence of str
        The axes.
    outputs, has_failed : arrays of shape (trajectories, rows)
        See ``blocks.whole_blocks``; the trajectory of a failed run is left out.
    output : str
        What the outputs are of.
    level : float
        Of the intervals: Student's t over trajectories, as few as they are; none reaches below 0 for mu*. Where all
        effects are alike there is none: a few that agree don't say how far another would be off.

    Raises
    ------
    StudyError
        If an output is not finite, or fewer than two trajectories are whole.
    """
    from SALib.analyze.morris import analyze

    whole = whole_blocks(outputs, has_failed)
    n, failed = int(whole.sum()), int(has_failed.sum())
    rows, seen = design.factors[whole].reshape(-1, design.n_factors), outputs[whole].ravel()
    problem = problem_of(design.n_factors)
    found = analyze(problem, rows, seen, num_resamples=2, num_levels=LEVELS, seed=np.random.default_rng(1))
    reach = float(t.ppf(0.5 + level / 2, n - 1)) / np.sqrt(n)
    spread, indices = float(np.ptp(seen)), []
    for k, name in enumerate([*names, LUCK]):
        times = _STEP if name == LUCK else 1.0  # from one world to another is a whole step
        mu_star, mu, sigma = (float(found[key][k]) * times for key in ("mu_star", "mu", "sigma"))
        square = sigma**2 * (n - 1) / n + mu**2  # mean square of the effects
        is_alike = sigma <= _ROUNDING * max(abs(mu), spread)
        off = reach * np.sqrt(max(square - mu_star**2, 0.0) * n / (n - 1))
        index = partial(Index, parameter=name, method="morris", output=output, n=n, failed=failed)
        indices += [
            _within(index(measure="mu_star", value=mu_star, low=max(mu_star - off, 0.0), high=mu_star + off), is_alike),
            _within(index(measure="mu", value=mu, low=mu - reach * sigma, high=mu + reach * sigma), is_alike),
            index(measure="sigma", value=sigma),
        ]
    return indices


def _within(index: Index, is_alike: bool) -> Index:
    """Return an index without bounds where nothing tells how wide they are."""
    return replace(index, low=None, high=None) if is_alike else index
