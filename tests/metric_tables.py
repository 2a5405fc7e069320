"""Tables of a run made by hand: a few rows, the rest of the data dictionary empty or zero."""

from typing import Any

import polars as pl

import xhs_sim.actors.tactics  # noqa: F401  they bring tables of their own
from xhs_sim.records.tables import TABLES, schema_of

BRANDS = ("quiet", "loud")  # the second one campaigns


def tables(**rows: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Make all tables; a column that a row leaves out is 0 in a count, else null; reads are clicks, unless told."""
    return {name: _frame(name, rows.get(name, [])) for name in TABLES}


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = schema_of(name)
    assert all(set(row) <= set(schema) for row in rows), f"a row of {name} has a column that the dictionary lacks"
    blank = {column: 0 if kind in (pl.Int64, pl.Float64) else None for column, kind in schema.items()}
    read = [{"reads": row["clicks"]} if "clicks" in row and "reads" in schema else {} for row in rows]
    return pl.DataFrame([blank | reads | row for reads, row in zip(read, rows, strict=True)], schema=schema)


def days(n: int, **columns: Any) -> list[dict[str, Any]]:
    """Make ``n`` equal days of ``daily``."""
    return [{"day": day, **columns} for day in range(n)]


def brand_days(**loud: list[float]) -> list[dict[str, Any]]:
    """Make two days of ``brand_daily``: nothing for *quiet*, the numbers given for *loud*."""
    quiet = [{"day": day, "brand": "quiet"} for day in range(2)]
    return [
        row
        for day in range(2)
        for row in (quiet[day], {"day": day, "brand": "loud", **{k: v[day] for k, v in loud.items()}})
    ]


def campaign() -> dict[str, pl.DataFrame]:
    """Make two days of a market with a quiet brand and one that hired two creators for 1,100 CNY."""
    acts = {"impressions": 600, "clicks": 60, "likes": 6, "saves": 3, "comments": 1, "shares": 2, "follows": 1}
    sponsored = {"is_sponsored": True, "brand": "loud"}
    organic = {"is_sponsored": False, "brand": None}
    hired = {"campaign": "launch", "brand": "loud", "tier": "koc", "price_source": "quote", "publish_day": 0}
    hired["kind"] = "paid"
    paid = {"campaign": "launch", "brand": "loud", "day": 0}
    bought = {
        "weight": 1.0,
        "brand": "loud",
        "product": "cream",
        "price_cny": 100.0,
        "is_attributed": False,
        "is_refunded": False,
    }
    return tables(
        daily=[
            {"day": 0, "users": 98, "active_users": 40, "sessions": 120, **acts, "publishers": 2,
             "small_creator_impressions": 150, "true_satisfaction": 0.4},
            {"day": 1, "users": 99, "active_users": 60, "sessions": 180, **acts, "publishers": 4,
             "small_creator_impressions": 450, "true_satisfaction": 0.6},
        ],
        brand_daily=brand_days(
            impressions=[200, 100], sponsored_impressions=[150, 70], clicks=[20, 10], likes=[2, 1], saves=[1, 0],
            comments=[0, 2], reach_new=[50, 25], reach_cumulative=[50, 75], n_unaware=[50, 40], n_aware=[30, 34],
            n_interested=[10, 12], n_deeply_interested=[5, 6], n_bought=[2, 4], n_recommending=[1, 3], visits=[10, 10],
            carts=[4, 5], orders=[1, 3], gmv_cny=[100.0, 300.0], leaked_orders=[1, 1], leaked_gmv_cny=[100.0, 100.0],
            refunds=[0, 1], refund_cny=[0.0, 100.0], attributed_orders=[0, 2], attributed_gmv_cny=[0.0, 220.0],
            first_orders=[1, 1], cost_of_goods_cny=[40.0, 120.0], commission_cny=[5.0, 15.0],
        ),
        notes=[
            {"note": 1, "creator": 1, "published_day": 0, **sponsored, "impressions": 150, "clicks": 30, "likes": 4,
             "saves": 1, "shares": 9, "impressions_following": 10},
            {"note": 2, "creator": 2, "published_day": 0, **sponsored, "impressions": 70, "clicks": 14, "likes": 3,
             "comments": 3, "impressions_following": 5},
            {"note": 3, "creator": 3, "published_day": 1, **organic, "impressions": 80, "clicks": 8, "likes": 1},
            {"note": 4, "creator": 3, "published_day": 0, **organic},
        ],
        creator_daily=[
            {"day": 0, "creator": 1, "impressions": 100}, {"day": 1, "creator": 1, "impressions": 50},
            {"day": 0, "creator": 2, "impressions": 50}, {"day": 0, "creator": 3, "impressions": 0},
        ],
        reach_frequency=[
            {"brand": brand, "frequency": frequency, "users": users}
            for brand, counts in (("quiet", [100]), ("loud", [25, 15, 60]))
            for frequency, users in enumerate(counts)
        ],
        contracts=[
            {**hired, "creator": 1, "followers": 1000, "fee_cny": 300.0,
             "service_fee_cny": 30.0, "note": 1},
            {**hired, "creator": 2, "followers": 2000, "fee_cny": 700.0,
             "service_fee_cny": 70.0, "note": 2},
        ],
        ledger=[
            {**paid, "creator": creator, "kind": kind, "amount_cny": amount}
            for creator, fee in ((1, 300.0), (2, 700.0))
            for kind, amount in (("creator_fee", fee), ("service_fee", fee / 10))
        ],
        orders=[
            {**bought, "day": day, "user": user, "on_platform": here, "is_first": first}
            for day, user, here, first in [
                (0, 7, True, True), (0, 8, False, True), (1, 7, True, False), (1, 7, True, False), (1, 9, True, True),
                (1, 8, False, False),
            ]
        ],
        product_daily=[
            {"day": day, "brand": brand, "product": "cream", "list_cny": 100.0, "price_cny": 100.0, "units": units}
            for day, brand, units in ((0, "quiet", 0), (0, "loud", 1), (1, "quiet", 0), (1, "loud", 3))
        ],
        cohorts=[
            {"cohort_day": 0, "age_days": 0, "size": 4, "active_users": 4},
            {"cohort_day": 0, "age_days": 1, "size": 4, "active_users": 1},
            {"cohort_day": 1, "age_days": 0, "size": 6, "active_users": 6},
        ],
        activity_days=[{"active_days": n, "users": users} for n, users in enumerate([30, 40, 30])],
    )  # fmt: skip
