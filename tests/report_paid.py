"""Who is paid in the made-up experiment of ``report_example``, and what is seen: contracts, notes, payments."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from xhs_sim.records.tables import schema_of

FEE, SERVICE = 250.0, 25.0  # yuan of each paid note
SHOWN = 2500  # impressions of each paid note


def write_paid(records: Path, brand: str, days: Sequence[int]) -> None:
    """Write a paid note on each of some days, and 150 notes that nobody paid, one a creator, each seen more."""
    hired = [
        {"brand": brand, "creator": i, "tier": "koc", "followers": 900, "fee_cny": FEE, "service_fee_cny": SERVICE,
         "goods_cny": 0.0, "publish_day": day, "note": i, "kind": "paid"}
        for i, day in enumerate(days)
    ]  # fmt: skip
    pl.DataFrame(hired, schema=schema_of("contracts")).write_parquet(records / "contracts.parquet")
    organic = [{"note": 1000 + i, "creator": 1000 + i, "impressions": 100 * (i + 1)} for i in range(150)]
    paid = [{"note": i, "creator": i, "impressions": SHOWN} for i in range(len(hired))]
    pl.DataFrame([*paid, *organic], schema=schema_of("notes")).write_parquet(records / "notes.parquet")
    what = {"brand": brand, "kind": "creator_fee", "line": "creators", "tier": "koc"}
    spent = [{**what, "day": each["publish_day"], "amount_cny": each["fee_cny"]} for each in hired]
    pl.DataFrame(spent, schema=schema_of("ledger")).write_parquet(records / "ledger.parquet")
