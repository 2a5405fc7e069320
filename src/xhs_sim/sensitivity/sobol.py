"""Shares of an output's variance after Sobol': by a factor alone (S1), and with what it does together with others (ST).

References
----------
.. [1] Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018.
"""

import warnings
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .blocks import Design, in_blocks, problem_of, whole_blocks
from .index import LUCK, Index, Measure

RESAMPLES = 1000
_MEASURES: tuple[Measure, ...] = ("S1", "ST")


def sobol_design(n_axes: int, n_blocks: int, seed: int) -> Design:
    """Return blocks of ``n_axes + 3`` points each: two anywhere, and the first with one factor of the second.

    Parameters
    ----------
    n_axes : int
    n_blocks : int
        A power of two is balanced.
    seed : int
        More blocks of the same seed begin with the same.
    """
    from SALib.sample.sobol import sample

    balanced = 1 << max(n_blocks - 1, 0).bit_length()
    rng = np.random.default_rng(seed)  # SALib leaves a seed of 0 unused
    rows = sample(problem_of(n_axes + 1), balanced, calc_second_order=False, seed=rng)
    return in_blocks(rows[: n_blocks * (n_axes + 3)], n_blocks)


def sobol_indices(
    design: Design, names: Sequence[str], outputs: NDArray[np.float64], has_failed: NDArray[np.bool_],
    *, output: str, level: float, has_luck: bool = True,
) -> list[Index]:  # fmt: skip
    """Return S1 and ST of each axis and of luck.

    Parameters
    ----------
    design : Design
        Of ``sobol_design``.
    names : sequence of str
        The axes.
    outputs, has_failed : arrays of shape (blocks, rows)
        See ``blocks.whole_blocks``; the block of a failed run is left out.
    output : str
        What the outputs are of.
    level : float
        Of the intervals, from blocks drawn again; a share is never below 0 or above 1. All are 0 of what never moves,
        and have no interval.
    has_luck : bool
        False where the seed is known to have no part: that is then no estimate, nor is the share of a lone parameter.

    Raises
    ------
    StudyError
        If an output is not finite, or fewer than two blocks are whole.
    """
    whole = whole_blocks(outputs, has_failed)
    index = partial(Index, method="sobol", output=output, n=int(whole.sum()), failed=int(has_failed.sum()))
    seen = outputs[whole]
    shares = {}
    if np.ptp(seen[:, [0, -1]]) > 0:
        shares = {key: _widened(each, len(seen), level) for key, each in _shares(seen, design.n_factors, level).items()}
    if not has_luck:
        for each in shares.values():
            each[-1] = 0.0
            each[:-1] = 1.0 if len(names) == 1 else each[:-1]
    return [
        index(parameter=name, measure=measure, value=value, low=low, high=high)
        for measure in _MEASURES
        for k, name in enumerate([*names, LUCK])
        for value, low, high in [shares[measure][k].tolist() if shares else (0.0, None, None)]
    ]


def _shares(seen: NDArray[np.float64], n_factors: int, level: float) -> dict[str, NDArray[np.float64]]:
    """Return value, low and high of each factor, by measure."""
    from SALib.analyze.sobol import analyze

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the few redraws that hold one block many times, and so no variance
        found = analyze(
            problem_of(n_factors), seen.ravel(), calc_second_order=False, num_resamples=RESAMPLES, conf_level=level,
            keep_resamples=True, seed=1,
        )  # fmt: skip
    alone, whole = found["S1_conf_all"], found["ST_conf_all"]
    kept = np.isfinite(alone).all(axis=1) & np.isfinite(whole).all(axis=1)
    alone, whole = alone[kept], whole[kept]
    tail = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(_agreeing(alone, whole), tail, axis=0)
    apart = np.maximum(*(np.quantile(each, tail[0], axis=0) for each in (alone, _left_by_others(whole))))
    columns = {
        "S1": [_agreeing(found["S1"], found["ST"]), np.minimum(low, apart), high],
        "ST": [found["ST"], *np.quantile(whole, tail, axis=0)],
    }
    return {key: np.clip(np.column_stack(each), 0.0, 1.0) for key, each in columns.items()}


def _widened(shares: NDArray[np.float64], n_blocks: int, level: float) -> NDArray[np.float64]:
    """Let no interval be narrower than the blocks are few.

    Blocks drawn again never show what none of them has met: a part of the space that each of ``n`` blocks misses with a
    chance of ``1 - level`` in all. What is there may be all a factor's, or nothing of it.
    """
    unseen = 1.0 - (1.0 - level) ** (1.0 / n_blocks)
    value, low, high = shares.T
    least = value * (1.0 - unseen)
    return np.column_stack([value, np.minimum(low, least), np.maximum(high, least + unseen)])


def _agreeing(alone: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hold shares of factors alone against their totals, which are known far better from few blocks.

    A factor by itself has no more than its total, and no less than what the totals of all others leave; all factors by
    themselves have no more than the whole.
    """
    held = np.minimum(np.maximum(np.maximum(alone, _left_by_others(whole)), 0.0), whole)
    return np.asarray(held / np.maximum(held.sum(axis=-1, keepdims=True), 1.0))


def _left_by_others(whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 - (whole.sum(axis=-1, keepdims=True) - whole))
