"""Sweeps made up: who leads where is put in, so that pictures of it can be held against it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from xhs_sim.report.market import Market
from xhs_sim.report.swept import Swept

ARMS = ("nothing", "head_heavy", "pyramid", "koc_spread")
LONG_ARMS = (
    "nothing", "KOC first, then ads in the feed", "先铺 KOC 再投信息流广告，最后做一场直播收尾并返场",
    "Everything_at_once_in_a_single_week", "Head creators with live selling", "Teasers, media and a challenge",
)  # fmt: skip
MEANINGS = {"commerce.leak_share": "bought in another shop", "campaign.budget_cny": "what may be spent"}


def grid(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return all combinations."""
    return [dict(zip(values, point, strict=True)) for point in product(*values.values())]


def swept(
    points: Sequence[Mapping[str, Any]],
    first: Callable[[Mapping[str, Any]], str | None],
    *,
    arms: Sequence[str] = ARMS,
    runs: int = 6,
    finding: str = "KOC spread leads in 9 of 13 cells",
    per: str = "total",
) -> Swept:
    """Return a sweep over these points, led by ``first``; every other cell is told apart."""
    rng, values, cells = np.random.default_rng(0), [], []
    for place, point in enumerate(points):
        leader = first(point)
        for k, arm in enumerate(arms):
            height = 90_000.0 * (4 if arm == leader else 3 - k / len(arms)) * (1 + place / len(points))
            for seed, noise in enumerate(rng.normal(0, 25_000, runs)):
                row = {"arm": arm, "seed": seed, "metric": "gmv", "unit": "CNY", "value": height + noise}
                values.append({**point, **row})
        lead = None if leader is None else 90_000.0 * (1 + place / len(points)) * (1e-5 if per != "total" else 1)
        cells.append({**point, "first": leader, "lead": lead, "per": per, "is_told": runs > 4 and place % 2 == 0})
    schema = {"first": pl.String, "lead": pl.Float64, "per": pl.String}
    return Swept(
        finding=finding, cells=pl.DataFrame(cells, schema_overrides=schema), values=pl.DataFrame(values),
        parameters=tuple(points[0]), meanings=MEANINGS, arms=tuple(arms), baseline=arms[0], metric="gmv", level=0.95,
        market=Market(1_000_000, 2_000), n_days=11,
    )  # fmt: skip
