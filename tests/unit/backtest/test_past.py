"""What an import knows of a past campaign."""

from datetime import date, datetime

import polars as pl
import pytest
from made_campaign import FIRST, ads, campaign_orders, paid_notes, put, shop_orders

from xhs_sim.backtest.figures import counts_of
from xhs_sim.backtest.past import read_past
from xhs_sim.config import ConfigError
from xhs_sim.ingest.exports.sources import TABLES


def past_of(folder, **tables):
    return read_past(put(folder, **tables))


def keys_of(past):
    return [line.key for line in past.notes]


def test_the_result_of_a_campaign_is_what_its_rows_add_up_to(tmp_path):
    past = past_of(tmp_path, notes=paid_notes(), ads=ads(placement=["feed", "search"] * 6), orders=shop_orders())
    assert (past.first, past.last, past.seen) == (FIRST, date(2026, 7, 4), date(2026, 7, 6))
    found = counts_of(past, date(2026, 7, 6))
    assert found["paid_cny"] == pytest.approx(12 * 220)
    assert (found["notes"], found["note_impressions"], found["note_reads"]) == (12, 4800, 480)
    assert found["note_engagements"] == 12 * (2 + 1 + 0)
    assert (found["ad_cny"], found["ad_impressions"], found["ad_clicks"], found["ad_engagements"]) == (
        120,
        3600,
        144,
        24,
    )
    assert (found["orders"], found["gmv_cny"]) == (12, 1200)
    assert past.ads.filter(placement="search")["cny"].sum() == 60
    assert past.engagement == ("three", "five")


def test_of_two_reports_of_a_note_the_newest_stands(tmp_path):
    older = paid_notes(shown=100, source="pgy_open_notes").with_columns(captured_at=pl.lit(datetime(2026, 7, 4)))
    past = past_of(tmp_path, notes=pl.concat([older, paid_notes(shown=400)]))
    assert past.paid.height == 12
    assert past.paid["impressions"].to_list() == [400.0] * 12


def test_orders_stand_for_notes_that_no_report_has_and_for_no_others(tmp_path):
    doubled = campaign_orders(3).with_columns(order_id=pl.Series([0, 100, 101], dtype=pl.UInt64))
    past = past_of(tmp_path, notes=paid_notes(), orders=doubled)
    assert past.paid.height == 14
    assert past.paid["followers"].null_count() == 2
    assert "backtest.order_days" in keys_of(past)
    assert counts_of(past, past.last)["note_engagements"] == 12 * 3 + 2 * 4


def test_the_same_money_is_not_added_up_twice(tmp_path):
    account = ads(4, source="juguang_account", cny=30.0).drop("creativity_id", "note_id")
    by_note = ads(6, cny=20.0).with_columns(creativity_id=pl.lit(None, pl.UInt64))
    past = past_of(tmp_path, ads=pl.concat([ads(), account, by_note], how="diagonal_relaxed"), notes=paid_notes())
    assert past.ads["cny"].sum() == 120
    assert {"backtest.same_money", "backtest.one_level", "backtest.no_placement"} <= {*keys_of(past)}


def test_an_order_of_promotion_that_was_not_finished_counts_for_nothing(tmp_path):
    rows = ads(source="shutiao_orders", counts=[True] * 10 + [False] * 2)
    assert past_of(tmp_path, ads=rows, notes=paid_notes()).ads.height == 10


def test_impressions_that_nobody_paid_for_are_told_by_the_report_or_by_the_ads_of_the_notes(tmp_path):
    told = past_of(tmp_path / "told", notes=paid_notes(promoted_impressions=[100] * 12), ads=ads())
    assert counts_of(told, told.last)["organic"] == 12 * 300
    joined = past_of(tmp_path / "joined", notes=paid_notes(), ads=ads())
    assert counts_of(joined, joined.last)["organic"] == 4800 - 3600
    unknown = past_of(tmp_path / "unknown", notes=paid_notes(), ads=ads().with_columns(note_id=pl.lit(None, pl.UInt64)))
    assert counts_of(unknown, unknown.last)["organic"] is None


def test_notes_that_have_not_come_are_left_out_with_their_money(tmp_path):
    shown = [400] * 10 + [None] * 2
    past = past_of(tmp_path, notes=paid_notes(impressions=shown))
    assert past.paid.height == 10
    assert "backtest.not_come" in keys_of(past)


def test_days_choose_one_campaign_of_several(tmp_path):
    late = paid_notes(published_date=[date(2026, 9, 1)] * 12, note_id=range(50, 62), order_id=range(50, 62))
    ids = {"note_id": pl.UInt64, "order_id": pl.UInt64}
    folder = put(tmp_path, notes=pl.concat([paid_notes(), late.cast(ids)], how="diagonal_relaxed"))
    assert read_past(folder, last=date(2026, 7, 31)).paid.height == 12
    assert read_past(folder, first=date(2026, 8, 1)).first == date(2026, 9, 1)
    with pytest.raises(ConfigError, match="no campaign from 2027-01-01"):
        read_past(folder, first=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"notes": paid_notes().drop("quote_yuan", "order_id")}, "no campaign"),
        ({"accounts": pl.DataFrame({"user_id": [1]})}, "no campaign"),
        ({"notes": paid_notes(published_date=[None] * 12)}, r"notes.parquet: 12 rows have results and no day \(publ"),
        ({"ads": ads(date=[None] * 12), "notes": paid_notes()}, r"ads.parquet: 12 rows have results and no day"),
        ({"notes": paid_notes(9)}, "9 paid notes and 0 rows of ads: of fewer than 10 notes"),
        ({"notes": paid_notes(account_id=[1, 2] * 6)}, "12 paid notes and 0 rows"),
        ({"notes": paid_notes(published_date=[FIRST] * 11 + [date(2027, 1, 1)])}, "is no single campaign"),
    ],
)  # fmt: skip
def test_what_is_no_campaign_is_refused(tmp_path, tables, said):
    with pytest.raises(ConfigError, match=said):
        past_of(tmp_path, **tables)


def test_few_rows_are_left_out_beside_enough_of_the_other_kind(tmp_path):
    past = past_of(tmp_path / "notes", notes=paid_notes(9), ads=ads())
    assert (past.paid.height, past.ads.height) == (0, 12)
    assert "backtest.notes_untold" in keys_of(past)
    past = past_of(tmp_path / "ads", notes=paid_notes(), ads=ads(9))
    assert (past.paid.height, past.ads.height) == (12, 0)
    assert "backtest.ads_untold" in keys_of(past)


def test_all_tables_that_are_read_are_tables_of_an_import():
    assert {"notes", "ads", "orders"} <= {*TABLES}
