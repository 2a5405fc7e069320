"""Made past campaigns, in a folder as ``xhs-sim data import`` leaves it."""

import json
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

FIRST, SEEN = date(2026, 7, 1), datetime(2026, 7, 6)
RATES = {"reads": 0.1, "likes": 0.006, "saves": 0.002, "comments": 0.001, "shares": 0.0005, "follows": 0.0005}


def paid_notes(n=12, *, source="pgy_notes", shown=400, followers=400, fee=200.0, **columns):
    """Return notes as 蒲公英 reports them: one by one over three days, alike but for their followers."""
    acts = {name: [round(shown * rate) for _ in range(n)] for name, rate in RATES.items()}
    return pl.DataFrame({
        "source": [source] * n, "key": range(n), "captured_at": [SEEN] * n, "note_id": range(n), "account_id": range(n),
        "followers": [followers + 20 * i for i in range(n)],
        "note_type": ["image", "video"] * (n // 2) + ["image"] * (n % 2),
        "published_date": [FIRST + timedelta(days=i % 3) for i in range(n)], "order_id": range(n),
        "quote_yuan": [fee] * n, "service_fee_yuan": [fee / 10] * n, "impressions": [shown] * n, **acts, **columns,
    }, schema_overrides=dict.fromkeys(("key", "note_id", "account_id", "order_id"), pl.UInt64))  # fmt: skip


def ads(n=12, *, source="juguang_creatives", cny=10.0, shown=300, clicks=12, **columns):
    """Return rows of ads: over three days, one after the other on the same notes."""
    return pl.DataFrame({
        "source": [source] * n, "key": range(n), "captured_at": [SEEN] * n, "note_id": [i % 4 for i in range(n)],
        "creativity_id": range(n), "date": [FIRST + timedelta(days=1 + i % 3) for i in range(n)],
        "fee_yuan": [cny] * n, "impressions": [shown] * n, "clicks": [clicks] * n, "interactions": [2] * n, **columns,
    }, schema_overrides={"key": pl.UInt64, "note_id": pl.UInt64, "creativity_id": pl.UInt64})  # fmt: skip


def shop_orders(n=12, lines=2):
    """Return paid orders of a shop, each of some lines."""
    ids = [i for i in range(n) for _ in range(lines)]
    return pl.DataFrame({
        "source": ["qianfan_orders"] * len(ids), "key": ids, "captured_at": [SEEN] * len(ids), "order_id": ids,
        "paid": [True] * len(ids), "paid_at": [datetime(2026, 7, 2, 12)] * len(ids), "amount_yuan": [50.0] * len(ids),
    }, schema_overrides={"key": pl.UInt64, "order_id": pl.UInt64})  # fmt: skip


def campaign_orders(n=3):
    """Return cooperation orders as 蒲公英 reports them, of notes that no report has."""
    return pl.DataFrame({
        "source": ["pgy_orders"] * n, "key": range(100, 100 + n), "captured_at": [SEEN] * n,
        "order_id": range(100, 100 + n), "created_date": [FIRST] * n, "quote_yuan": [275.0] * n,
        "impressions": [400] * n, "reads": [40] * n, "likes": [3] * n, "saves": [1] * n, "comments": [0] * n,
    }, schema_overrides={"key": pl.UInt64, "order_id": pl.UInt64})  # fmt: skip


def put(folder, **tables):
    """Write tables as an import does."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")
    manifest = {"format": 1, "secret": "", "imports": [], "sources": {}, "tables": {name: {} for name in tables}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def runs_of(n, seed, counts=None):
    """Return counts of replicates that differ as campaigns do: the volume lognormal, rates as well."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(n):
        shown = np.exp(draw.normal(np.log(50_000), 0.4))
        reads = shown * np.exp(draw.normal(np.log(0.1), 0.1))
        found.append({
            "note_impressions": shown, "note_reads": reads, "note_engagements": reads * np.exp(draw.normal(-3, 0.2)),
            "notes": 20.0, "organic": shown * 0.8, "ad_cny": 900.0, "ad_impressions": 9000.0, "ad_clicks": 270.0,
            "ad_engagements": 20.0, "orders": 0.0, "gmv_cny": 0.0, **(counts or {}),
        })  # fmt: skip
    return found
