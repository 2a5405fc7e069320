"""Whether a treatment happened: what each arm planned against what it paid, by line and tier, run by run.

Plans are the records' ``budget``, in which the rules of the campaign itself move money (what was held back, once
it is decided on); what was paid is the ``ledger``. ``records/ledger.py`` says which payment belongs to which line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ..records.ledger import BESIDE
from ..records.money import FEN_PER_CNY, fen_of
from .collect import collect_records
from .request import RunOutcome

_RUN = ["arm", "replicate", "seed"]
_LINE = ["brand", "line", "tier"]
SCHEMA = pl.Schema({
    "arm": pl.String, "replicate": pl.Int32, "seed": pl.Int64, "brand": pl.String, "line": pl.String,
    "tier": pl.String, "planned_cny": pl.Float64, "delivered_cny": pl.Float64, "delivered_notes": pl.Int64,
})  # fmt: skip
# Name of a limit of what the model can tell -> the metric that is held against it.
RANGE = {
    "budget_per_head_cny": "budget_per_head", "share_of_impressions": "share_of_impressions",
    "share_of_notes": "share_of_notes", "share_of_tier_hired": "share_of_tier_hired",
    "share_of_users_reached": "reach_share",
}  # fmt: skip
CREATORS = "creators"  # the line whose tiers are told by their own names


@dataclass(frozen=True, slots=True)
class Treatment:
    """What arms were meant to be and what they were; means over replicates, arms that planned nothing left out.

    Attributes
    ----------
    planned, delivered : dict
        By arm, then by line: shares of the *planned* money. Planned ones add up to 1; what is missing of delivered
        ones was not spent. The tiers of creators' paid notes stand under their own names (``koc``), all other
        lines under theirs (``feed_ads``, ``held``).
    range : dict
        By arm, then by limit: how large the campaign was against its market. All arms are there.
    """

    planned: Mapping[str, Mapping[str, float]]
    delivered: Mapping[str, Mapping[str, float]]
    range: Mapping[str, Mapping[str, float]]


def collect_delivery(outcomes: Iterable[RunOutcome]) -> pl.DataFrame:
    """Return what was planned and what was paid in every finished run, for ``delivery.parquet``.

    Returns
    -------
    frame
        One row per run, brand, line and tier, in this order; ``tier`` is null where the plan names none.
        ``planned_cny`` adds up to the budget of the campaign, ``delivered_cny`` to the ledger, both to the fen.
        ``planned_cny`` is null of what no budget holds: rivals' habits, and pay by the order.
    """
    finished = list(outcomes)
    seeds = {(each.request.arm, each.request.replicate): each.request.seed for each in finished}
    budget, ledger, contracts = (collect_records(finished, table) for table in ("budget", "ledger", "contracts"))
    return delivery_of(budget, ledger, contracts, seeds)


def delivery_of(
    budget: pl.DataFrame, ledger: pl.DataFrame, contracts: pl.DataFrame, seeds: Mapping[tuple[str, int], int]
) -> pl.DataFrame:
    """Hold budgets against ledgers; see ``collect_delivery``."""
    keys = ["arm", "replicate", *_LINE]
    paid = ledger.with_columns(fen=pl.Series(fen_of(ledger["amount_cny"].to_numpy())))
    planned = budget.group_by(keys).agg(planned=pl.col("amount_fen").sum())
    delivered = paid.group_by(keys).agg(delivered=pl.col("fen").sum())
    tier = pl.when(pl.col("line") != "agreed").then("tier")  # the plan of those names creators, not a tier
    notes = contracts.with_columns(tier=tier).group_by(keys).agg(delivered_notes=pl.len())
    rows = planned
    for more in (delivered, notes):
        rows = rows.join(more, on=keys, how="full", nulls_equal=True, coalesce=True)
    has_plan = pl.col("planned").is_not_null().any().over("arm", "replicate", "brand")
    nothing = pl.when(has_plan & ~pl.col("line").is_in(BESIDE)).then(0)
    rows = rows.with_columns(pl.col("planned").fill_null(nothing), pl.col("delivered", "delivered_notes").fill_null(0))
    rows = rows.filter(pl.any_horizontal(pl.col("planned", "delivered", "delivered_notes") != 0))
    order = list(dict.fromkeys(budget["arm"].to_list() + ledger["arm"].to_list()))
    place = pl.col("arm").replace_strict(order, range(len(order)), return_dtype=pl.Int32)
    cny = [pl.col(name).cast(pl.Float64).map_batches(_cny).alias(f"{name}_cny") for name in ("planned", "delivered")]
    seed = pl.Series([seeds.get(key) for key in rows.select("arm", "replicate").iter_rows()], dtype=pl.Int64)
    rows = rows.with_columns(*cny, seed=seed, place=place).sort("place", "replicate", *_LINE, nulls_last=False)
    return rows.select(*SCHEMA).cast(SCHEMA)


def _cny(fen: pl.Series) -> pl.Series:
    return pl.Series(fen.to_numpy() / FEN_PER_CNY).fill_nan(None)


def treatment_of(delivery: pl.DataFrame, runs: pl.DataFrame, *, brand: str | None, arms: Sequence[str]) -> Treatment:
    """Return what the verdict needs to know of the treatment: plans, what came of them, and doses.

    Parameters
    ----------
    delivery : frame
        As ``collect_delivery`` returns it.
    runs : frame
        As ``collect_runs`` returns it.
    brand : str, optional
        Whose campaign; without one nothing is known.
    arms : sequence of str
    """
    own = delivery.filter(pl.col("planned_cny").is_not_null(), pl.col("brand") == (brand or ""))
    name = pl.when(pl.col("line") == CREATORS).then(pl.coalesce("tier", "line")).otherwise("line")
    named = own.with_columns(name=name)
    planned: dict[str, dict[str, float]] = {}
    delivered: dict[str, dict[str, float]] = {}
    for arm in arms:
        rows = named.filter(arm=arm)
        money = rows["planned_cny"].sum()
        if money > 0:
            sums = rows.group_by("name", maintain_order=True).agg(pl.col("planned_cny", "delivered_cny").sum())
            planned[arm] = {name: cny / money for name, cny, _ in sums.iter_rows() if cny > 0}
            delivered[arm] = {name: cny / money for name, _, cny in sums.iter_rows() if cny > 0}
    return Treatment(planned, delivered, range_of(runs, brand=brand, arms=arms))


def range_of(runs: pl.DataFrame, *, brand: str | None, arms: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return how large each arm's campaign was against its market: means over replicates, by limit."""
    whole = runs.filter(pl.col("day").is_null(), pl.col("brand") == (brand or ""))
    means = whole.group_by("arm", "metric").agg(pl.col("value").fill_nan(None).mean())
    found = {(arm, metric): value for arm, metric, value in means.iter_rows()}
    return {
        arm: {limit: value for limit, metric in RANGE.items() if (value := found.get((arm, metric))) is not None}
        for arm in arms
    }
