"""The same rows in any form are the same table, and what was done to them is counted."""

import csv
from pathlib import Path

import polars as pl
import pytest
from handed_files import CHINESE, FORMS, HEAD, N_BLANK, N_CONVERTED, N_REPEATED, ROWS, write_csv, write_jsonl

from xhs_sim.config import ConfigError
from xhs_sim.ingest.exports import import_files
from xhs_sim.ingest.exports.importing import Imported
from xhs_sim.ingest.exports.plain_rows import rows_by_table


def notes_of(*paths) -> list[dict]:
    """Return the notes of some files, without their places in them."""
    rows = rows_by_table(import_files(paths).tables)["notes"]
    return [{key: value for key, value in row.items() if key != "row"} for row in rows]


def tally_of(imported: Imported):
    return imported.files[0].readings[0].tally


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_a_file_makes_no_difference(name, tmp_path):
    assert notes_of(FORMS[name](tmp_path / name)) == notes_of(write_csv(tmp_path / "plain.csv"))


def test_the_newest_snapshot_stands_and_counts_say_how_sure_they_are(tmp_path):
    notes = {row["note_id"]: row for row in notes_of(write_csv(tmp_path / "notes.csv"))}
    assert len(notes) == 4
    assert (notes["n0001"]["likes"], notes["n0002"]["likes"], notes["n0004"]["likes"]) == (31, 12_000, 10)
    assert [notes[f"n000{n}"]["likes_quality"] for n in (1, 2, 3, 4)] == ["exact", "rounded", "missing", "at least"]
    assert notes["n0002"]["published_at"] == "2025-01-14T17:00:00+08:00"
    assert notes["n0003"]["note_type"] == "image"


def test_what_was_repeated_blank_and_converted_is_counted(tmp_path):
    tally = tally_of(import_files([write_csv(tmp_path / "notes.csv")]))
    assert (tally.rows, tally.merged, tally.kept) == (len(ROWS), N_REPEATED, len(ROWS) - N_REPEATED)
    assert (tally.n_cells("blank"), tally.n_cells("converted")) == (N_BLANK, N_CONVERTED)


def test_repeated_heads_blank_rows_and_totals_are_no_rows(tmp_path):
    rows = (*ROWS[:2], ("",) * len(HEAD), HEAD, *ROWS[2:], ("合计",) + ("",) * (len(HEAD) - 1))
    imported = import_files([write_csv(tmp_path / "notes.csv", rows=rows)])
    tally = tally_of(imported)
    assert (tally.blank_rows, tally.repeated_heads, tally.total_rows, tally.kept) == (1, 1, 1, 4)


def test_a_last_line_that_breaks_off_is_left_out_and_told(tmp_path):
    path = write_csv(tmp_path / "notes.csv")
    path.write_bytes(path.read_bytes() + b"n0009,c01,video,2025")
    lines = write_jsonl(tmp_path / "notes.jsonl")
    lines.write_bytes(lines.read_bytes() + b'{"note": "n0009", "cre')
    for each in (path, lines):
        imported = import_files([each])
        assert tally_of(imported).cut_rows == 1
        assert notes_of(each) == notes_of(write_csv(tmp_path / "plain.csv"))


def test_rows_that_polars_refuses_are_read_one_by_one(tmp_path):
    path = write_csv(tmp_path / "notes.csv", rows=[*ROWS[:-1], (*ROWS[-1], "beyond", "the head")])
    imported = import_files([path])
    assert tally_of(imported).wide_rows == 1
    assert notes_of(path) == notes_of(write_csv(tmp_path / "plain.csv"))


@pytest.mark.parametrize(
    ("column", "cell"), [("likes", "many"), ("likes", "-4"), ("published_utc", "soon"), ("snapshot_date", "31/31/2025")]
)
def test_what_cannot_be_read_is_told_by_file_row_column_and_value(column, cell, tmp_path):
    row = dict(zip(HEAD, ROWS[0], strict=True)) | {column: cell}
    path = write_csv(tmp_path / "notes.csv", rows=[ROWS[1], tuple(row.values())])
    with pytest.raises(ConfigError) as error:
        import_files([path])
    (problem,) = error.value.problems
    told = column if column != "likes" or cell != "-4" else "likes"
    assert all(part in problem for part in ("notes.csv", "row 3", told, cell.lstrip("-") if cell == "-4" else cell))


def test_a_file_that_nobody_knows_says_what_it_holds(tmp_path):
    path = write_csv(tmp_path / "strange.csv", ("alpha", "beta"), [("1", "2")])
    with pytest.raises(ConfigError, match=r"strange\.csv.*alpha, beta.*--map"):
        import_files([path])


def test_columns_in_another_order_and_a_notice_above_make_no_difference(tmp_path):
    order = [8, 2, 0, 5, 1, 7, 3, 4, 6]
    rows = [tuple(row[place] for place in order) for row in ROWS]
    path = write_csv(tmp_path / "notes.csv", tuple(CHINESE[place] for place in order), rows)
    path.write_bytes("某平台导出,,\r\n\r\n".encode() + path.read_bytes())
    assert notes_of(path) == notes_of(write_csv(tmp_path / "plain.csv"))


def test_ids_that_went_through_a_float_are_refused_and_taken_from_the_link(tmp_path):
    good = "684512390000000023015876"
    link = f"www.example.invalid/explore/{good}?xsec_token=A"
    head = ("note_id", "likes", "note_url", "snapshot_date")
    path = write_csv(tmp_path / "notes.csv", head, [("6.84512E+23", "3", link, ""), ("6.13E+293", "4", "", "")])
    imported = import_files([path])
    rows = rows_by_table(imported.tables)["notes"]
    assert [row["note_id"] for row in rows] == [good, None]
    assert [row["reason"] is None for row in rows] == [True, False]
    assert (tally_of(imported).n_cells("refused"), tally_of(imported).n_cells("recovered")) == (2, 1)


def test_the_frame_has_what_the_source_declares(tmp_path):
    reading = import_files([write_csv(tmp_path / "notes.csv")]).tables[0]
    assert {"row", *(field.name for field in reading.source.rows_fields)} <= {*reading.frame.columns}
    assert reading.frame.schema["published_at"] == pl.Datetime("ms")


BESIDE = [Path(__file__).parents[n] / "shared" / "data" for n in (5, 6)]
CRAWL = next((folder for folder in BESIDE if folder.is_dir()), BESIDE[0])


@pytest.mark.skipif(not CRAWL.is_dir(), reason="the crawl is not beside the project")
@pytest.mark.parametrize(
    ("name", "key"),
    [("notes_small_creators.csv", "note"), ("creators_small.csv", "creator"), ("creator_quotes.csv", "quote")],
)
def test_a_real_crawl_is_counted_as_anybody_would_count_it(name, key):
    with (CRAWL / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    tally = tally_of(import_files([CRAWL / name]))
    cells = [cell for row in rows for cell in row.values()]
    assert tally.rows == len(rows)
    assert tally.merged == len(rows) - len({row[key] for row in rows})
    assert tally.n_cells("blank") == sum(not cell for cell in cells)
    assert tally.n_cells("converted") == sum(cell.endswith(("万", "w", "千", "+")) for cell in cells)
    assert tally.n_cells("rounded") == sum(cell.endswith(("万", "w", "千")) for cell in cells)


@pytest.mark.skipif(not CRAWL.is_dir(), reason="the crawl is not beside the project")
def test_of_a_real_crawl_the_newest_snapshot_of_each_note_stands():
    with (CRAWL / "notes_small_creators.csv").open(encoding="utf-8-sig", newline="") as file:
        newest = {}
        for row in csv.DictReader(file):
            if row["note"] not in newest or row["snapshot_date"] >= newest[row["note"]]["snapshot_date"]:
                newest[row["note"]] = row
    amounts = {"万": 10_000}
    for row in notes_of(CRAWL / "notes_small_creators.csv"):
        said = newest[row["note_id"]]["likes"]
        assert row["likes"] == round(float(said.rstrip("万")) * amounts.get(said[-1], 1))


def test_of_an_order_all_lines_of_the_newest_file_stand(tmp_path):
    head = ("订单号", "SKU件数", "支付时间", "商家编码")
    older = [
        ("P1", "1", "2026-07-01 10:00:00", "001"),
        ("P1", "2", "2026-07-01 10:00:00", "001"),
        ("P2", "3", "", "002"),
    ]
    newer = [("P1", "1", "2026-07-01 10:00:00", "001"), ("P3", "5", "", "003"), ("P3", "5", "", "003")]
    files = [write_csv(tmp_path / f"{n}.csv", head, rows) for n, rows in enumerate((older, newer))]
    rows = rows_by_table(import_files(files).tables)["orders"]
    assert [(row["order_id"], row["quantity"]) for row in rows] == [("P2", 3), ("P1", 1), ("P3", 5), ("P3", 5)]
