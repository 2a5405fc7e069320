"""Response by tier: which notes count, and what they cost."""

import polars as pl
import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS


def records():
    creators = [{"creator": 1, "followers": 2000, "tier": "koc"}, {"creator": 2, "followers": 10**6, "tier": "head"}]
    usual = {
        "published_day": 0,
        "is_sponsored": False,
        "creator": 1,
        "clicks": 100,
        "likes": 5,
        "saves": 3,
        "comments": 2,
    }
    notes = [
        {**usual, "note": 1},
        {**usual, "note": 2, "clicks": 300, "likes": 995},
        {**usual, "note": 3, "creator": 2, "clicks": 5000},
        {**usual, "note": 4, "clicks": 50, "likes": 0, "comments": 2, "is_sponsored": True, "brand": "loud"},
    ]  # fmt: skip
    hired = {"note": 4, "brand": "loud", "tier": "koc", "fee_cny": 90.0, "service_fee_cny": 10.0, "creator": 1}
    brands = [{"day": 0, "brand": "loud"}, {"day": 0, "brand": "quiet"}]
    return tables(daily=days(10), notes=notes, creators=creators, contracts=[hired], brand_daily=brands)


def of(name: str, brand: str | None = None) -> float | None:
    rows = METRICS[name].compute(records())
    return rows.filter(pl.col("brand").eq_missing(pl.lit(brand, pl.String)))["value"].item()


def test_notes_of_their_own_count_by_the_tier_of_who_wrote_them() -> None:
    assert of("reads_per_note_koc") == pytest.approx(200)
    assert of("engagements_per_note_koc") == pytest.approx((10 + 1000) / 2)
    assert of("viral_rate_koc") == pytest.approx(1 / 2)
    assert of("reads_per_note_head") == pytest.approx(5000)
    assert of("reads_per_note_waist") is None


def test_what_was_paid_is_held_against_the_notes_that_it_brought() -> None:
    assert of("cost_per_read_koc", "loud") == pytest.approx(100 / 50)
    assert of("cpe_koc", "loud") == pytest.approx(100 / 5)
    assert of("cpe_koc", "quiet") is None
    assert of("cpe_head", "loud") is None
