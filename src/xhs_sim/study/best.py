"""How probable it is that an arm is the best, figure by figure; the sums are in ``verdict.best``."""

from collections.abc import Collection, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..verdict.best import probability_best_in_stages

SCHEMA = {"metric": pl.String, "brand": pl.String, "arm": pl.String, "p_best": pl.Float64}
_FIGURE = ["metric", "brand"]


def probabilities_best(runs: pl.DataFrame, better: Mapping[str, str], dropped: Collection[str] = ()) -> pl.DataFrame:
    """Return how probable it is of each arm, the baseline among them, that its mean is the best.

    Parameters
    ----------
    runs : frame
        ``arm, replicate, metric, brand, value``, one row per run and figure.
    better : mapping
        ``"higher"`` or ``"lower"`` by metric; metrics without a direction are left out.
    dropped : collection of str
        Arms that were given fewer replicates: see ``probability_best_in_stages``.

    Returns
    -------
    frame
        ``metric, brand, arm, p_best``. Left out: figures with too few complete replicates for a probability,
        or fewer than two arms, and arms that lack the figure (cost per click, when nothing was spent).
    """
    judged = runs.filter(pl.col("metric").is_in([name for name, way in better.items() if way in ("higher", "lower")]))
    alike: dict[tuple[object, ...], list[tuple[tuple[object, ...], list[str], NDArray[np.float64]]]] = {}
    for figure, group in judged.drop_nulls("value").group_by(_FIGURE, maintain_order=True):
        table = group.pivot("arm", index="replicate", values="value", maintain_order=True).sort("replicate")
        by_arm = table.drop("replicate")
        values = by_arm.drop_nulls([arm for arm in by_arm.columns if arm not in dropped] or None)
        signed = values.fill_null(np.nan).to_numpy() * (1.0 if better[str(figure[0])] == "higher" else -1.0)
        gaps = np.isnan(signed).tobytes()
        alike.setdefault((signed.shape, gaps), []).append((figure, values.columns, signed))
    rows: list[tuple[object, ...]] = []
    for figures in alike.values():
        found = probability_best_in_stages(np.stack([values for _, _, values in figures]))
        if found is not None:
            for (figure, arms, _), shares in zip(figures, found, strict=True):
                rows += [(*figure, arm, float(share)) for arm, share in zip(arms, shares, strict=True)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
