"""How probable it is that an arm is the best: a bootstrap over replicates."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..rng import hash_words

_RESAMPLES = 4000
SCHEMA = {"metric": pl.String, "brand": pl.String, "arm": pl.String, "p_best": pl.Float64}


def probability_best(runs: pl.DataFrame, better: Mapping[str, str], seed: int) -> pl.DataFrame:
    """Return the share of resampled studies in which each arm has the best mean.

    Whole replicates are drawn, all arms at once, so that the pairing counts; ties are split.

    Parameters
    ----------
    runs : frame
        ``arm, replicate, metric, brand, value``, one row per run and figure.
    better : mapping
        ``"higher"`` or ``"lower"`` by metric; metrics without a direction are left out.
    seed : int
        Root seed of the study: the same study gives the same answer.

    Returns
    -------
    frame
        ``metric, brand, arm, p_best``. Left out: figures with fewer than two complete replicates or
        two arms, and arms that lack the figure (cost per click, when nothing was spent).
    """
    key = hash_words("p_best", seed)
    weights: dict[int, NDArray[np.float64]] = {}  # by number of replicates; the same for every figure
    rows = []
    judged = runs.filter(pl.col("metric").is_in([name for name, way in better.items() if way in ("higher", "lower")]))
    for (metric, brand), group in judged.drop_nulls("value").group_by(["metric", "brand"], maintain_order=True):
        table = group.pivot("arm", index="replicate", values="value", maintain_order=True).sort("replicate")
        values = table.drop("replicate").drop_nulls()
        if values.height < 2 or values.width < 2:
            continue
        sign = 1.0 if better[str(metric)] == "higher" else -1.0
        if values.height not in weights:
            weights[values.height] = _resamples(values.height, np.random.default_rng(key))
        shares = _share_of_wins(sign * values.to_numpy(), weights[values.height])
        rows += [(metric, brand, arm, float(share)) for arm, share in zip(values.columns, shares, strict=True)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _resamples(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return how often each of n replicates is drawn, one resampled study a row."""
    return rng.multinomial(n, np.full(n, 1 / n), size=_RESAMPLES).astype(np.float64)


def _share_of_wins(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    # One arm at a time: equal columns then give equal means to the last bit, so ties are seen.
    means = np.stack([weights @ np.ascontiguousarray(column) for column in values.T], axis=1)
    is_best = means == means.max(axis=1, keepdims=True)
    wins: NDArray[np.float64] = (is_best / is_best.sum(axis=1, keepdims=True)).mean(axis=0)
    return wins
