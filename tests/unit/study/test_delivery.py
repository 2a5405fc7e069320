"""Plans against payments, on ledgers small enough to add up by eye."""

import polars as pl
import pytest

from xhs_sim.records.tables import schema_of
from xhs_sim.study.delivery import delivery_of, range_of, treatment_of

SEEDS = {(arm, k): 7 + k for arm in ("heads", "pyramid", "kocs", "nothing") for k in (0, 1)}


def stacked(table, rows):
    """Return rows of one table over runs, what is not told left empty."""
    schema = pl.Schema([("arm", pl.String), ("replicate", pl.Int32), *schema_of(table).items()])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def planned(arm, line, tier, fen, replicate=0, brand="loud"):
    return {"arm": arm, "replicate": replicate, "brand": brand, "line": line, "tier": tier, "amount_fen": fen}


def paid(arm, line, tier, cny, replicate=0, brand="loud"):
    return {"arm": arm, "replicate": replicate, "brand": brand, "line": line, "tier": tier, "amount_cny": cny}


def delivery(budget, ledger, contracts=()):
    tables = (("budget", budget), ("ledger", ledger), ("contracts", contracts))
    return delivery_of(*(stacked(name, rows) for name, rows in tables), SEEDS)


# Heads and pyramid both end with a KOC and a junior; kocs spends a third.
BUDGET = [
    planned("heads", "creators", "head", 70_000), planned("heads", "creators", "waist", 30_000),
    planned("pyramid", "creators", "head", 50_000), planned("pyramid", "creators", "koc", 50_000),
    planned("kocs", "creators", "koc", 90_000), planned("kocs", "feed_ads", None, 10_000),
]  # fmt: skip
LEDGER = [
    *(paid(arm, "creators", *part) for arm in ("heads", "pyramid") for part in (("junior", 730.1), ("koc", 270.0))),
    paid("kocs", "creators", "koc", 200.0), paid("kocs", "creators", "koc", 100.0),
    paid("kocs", "creators", "koc", -30.0), paid("kocs", "feed_ads", None, 99.99),
    paid("kocs", "creators", "koc", 55.0, brand="rival"), paid("kocs", "affiliate", None, 1.5),
]  # fmt: skip
CASE = delivery(
    BUDGET, LEDGER,
    [{"arm": "kocs", "replicate": 0, "brand": "loud", "line": "creators", "tier": "koc"}] * 2
    + [{"arm": "kocs", "replicate": 0, "brand": "loud", "line": "agreed", "tier": "waist"}],
)  # fmt: skip


def test_each_line_has_its_plan_its_payments_and_its_notes():
    rows = CASE.filter(pl.col("arm") == "kocs", pl.col("brand") == "loud").select(
        "line", "tier", "planned_cny", "delivered_cny", "delivered_notes"
    )
    assert rows.rows() == [
        ("affiliate", None, None, 1.5, 0), ("agreed", None, 0.0, 0.0, 1), ("creators", "koc", 900.0, 270.0, 2),
        ("feed_ads", None, 100.0, 99.99, 0),
    ]  # fmt: skip
    assert CASE["seed"].unique().to_list() == [7]


def test_money_adds_up_to_the_fen():
    assert CASE["delivered_cny"].sum() == pytest.approx(sum(row["amount_cny"] for row in LEDGER), abs=1e-9)
    by_arm = dict(CASE.group_by("arm").agg(pl.col("planned_cny").sum()).iter_rows())
    assert by_arm == {"heads": 1000.0, "pyramid": 1000.0, "kocs": 1000.0}


def test_what_nobody_planned_has_no_plan_and_what_passed_down_was_planned_with_nothing():
    assert CASE.filter(brand="rival")["planned_cny"].to_list() == [None]
    junior = CASE.filter(pl.col("arm") == "heads", pl.col("tier") == "junior")
    assert junior.select("planned_cny", "delivered_cny").rows() == [(0.0, 730.1)]


def test_shares_are_of_the_planned_money():
    found = treatment_of(CASE, runs({}), brand="loud", arms=["heads", "kocs", "nothing"])
    assert found.planned == {"heads": {"head": 0.7, "waist": 0.3}, "kocs": {"koc": 0.9, "feed_ads": 0.1}}
    assert found.delivered["heads"] == pytest.approx({"junior": 0.7301, "koc": 0.27})
    assert found.delivered["kocs"] == pytest.approx({"koc": 0.27, "feed_ads": 0.09999})
    assert treatment_of(CASE, runs({}), brand=None, arms=["heads"]).planned == {}


def runs(doses):
    """Return metrics of two replicates of each arm."""
    rows = [
        {"arm": arm, "replicate": k, "metric": metric, "brand": brand, "day": None, "value": value}
        for arm, (metric, brand, *values) in doses.items()
        for k, value in enumerate(values)
    ]
    schema = {"arm": pl.String, "replicate": pl.Int32, "metric": pl.String, "brand": pl.String, "day": pl.Int32,
              "value": pl.Float64}  # fmt: skip
    return pl.DataFrame(rows, schema=schema)


def test_doses_are_means_of_the_brands_own_runs_under_the_names_of_the_limits():
    seen = runs({"kocs": ("budget_per_head", "loud", 1.0, 3.0), "heads": ("reach_share", "quiet", 0.5, 0.5)})
    assert range_of(seen, brand="loud", arms=["kocs", "heads"]) == {"kocs": {"budget_per_head_cny": 2.0}, "heads": {}}


def test_without_campaigns_there_is_nothing_to_deliver():
    nothing = delivery([], [])
    assert nothing.is_empty()
    assert treatment_of(nothing, runs({}), brand="loud", arms=["kocs"]).planned == {}
