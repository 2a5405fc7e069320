"""Files that mean harm, or are no exports at all: refused in a sentence, or read as the text that they are."""

import os
import sqlite3
import zipfile

import openpyxl
import pytest
from handed_files import HEAD, ROWS, write_csv, write_jsonl, write_parquet, write_sqlite, write_xlsx

from xhs_sim.config import ConfigError
from xhs_sim.ingest.exports import import_files
from xhs_sim.ingest.exports.plain_rows import rows_by_table


def refused(path):
    """Import a file that must be refused, and return what is said."""
    with pytest.raises(ConfigError) as error:
        import_files([path])
    assert str(path.name) in error.value.problems[0]
    return error.value.problems[0]


def test_junk_is_refused(tmp_path):
    path = tmp_path / "junk.csv"
    path.write_bytes(bytes(range(256)) * 4000)
    assert "NUL" in refused(path)
    path.write_bytes(bytes(range(128, 255)) * 4000)
    refused(path)


def test_an_empty_file_and_a_folder_and_nothing_are_refused(tmp_path):
    (tmp_path / "empty.csv").touch()
    for name in ("empty.csv", "missing.csv"):
        refused(tmp_path / name)
    (tmp_path / "folder.csv").mkdir()
    assert "a folder" in refused(tmp_path / "folder.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "a pipe" in refused(tmp_path / "pipe.csv")


def test_two_encodings_in_one_file_are_refused_by_the_line(tmp_path):
    path = write_csv(tmp_path / "mixed.csv", rows=[(*ROWS[0][:1], "王", *ROWS[0][2:])])
    path.write_bytes(path.read_bytes() + ",".join(("n9", "\u738b", *ROWS[0][2:])).encode("gb18030") + b"\xff\xff\r\n")
    assert "line 3" in refused(path)


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_a_line_in_another_encoding_is_refused_though_both_can_be_read_as_one(tmp_path, first):
    other = {"utf-8": "gb18030", "gb18030": "utf-8"}[first]
    lines = [",".join(HEAD), *(",".join((f"n{n}", "护肤心得分享", *ROWS[0][2:])) for n in range(4))]
    text = [line.encode(other if n == 3 else first) for n, line in enumerate(lines)]
    path = tmp_path / "mixed.csv"
    path.write_bytes(b"\n".join(text) + b"\n")
    b"\n".join(text).decode("gb18030")  # reads, and is nonsense
    is_utf8, is_not = {"utf-8": (2, 4), "gb18030": (4, 2)}[first]
    assert f"line {is_utf8}: written in UTF-8, where line {is_not} is not" in refused(path)


def test_a_nul_is_told_by_its_line(tmp_path):
    path = write_csv(tmp_path / "nul.csv")
    path.write_bytes(path.read_bytes().replace(b"310", b"3\x000"))
    assert "line 3" in refused(path)


def test_a_line_without_an_end_and_a_million_columns_are_refused(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(1_000_000)) + "\n1\n")
    refused(path)
    path.write_bytes(b'"' + b"x" * 6_000_000)
    refused(path)


def test_a_last_line_without_an_end_is_told_by_its_row(tmp_path):
    path = write_csv(tmp_path / "last.csv")
    n_rows = path.read_text().count("\n")
    with path.open("a") as file:
        file.write("x" * 200_000)
    assert f"row {n_rows + 1}: a cell of more than 128 kB" in refused(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "MB" in refused(path)


def test_entities_in_a_workbook_are_refused(tmp_path):
    whole, path = write_xlsx(tmp_path / "whole.xlsx"), tmp_path / "entities.xlsx"
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(path, "w") as written:
        for part in read.infolist():
            raw = read.read(part)
            if part.filename.endswith("sheet1.xml"):
                raw = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + raw
            written.writestr(part, raw)
    refused(path)


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04 and no more", b"SQLite format 3\x00 and no more", b"PAR1 and no more", b"{", b"["]
)
def test_what_only_begins_like_a_file_of_a_kind_is_refused(raw, tmp_path):
    path = tmp_path / "broken"
    path.write_bytes(raw)
    refused(path)


def test_formulas_are_text_and_are_never_worked_out(tmp_path):
    path = tmp_path / "formulas.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["笔记标题", "首次发布时间", "观看量"])
    book.active.append(['=cmd|"/c calc"!A1', "2026年01月05日22时30分05秒", 3])
    book.save(path)
    (row,) = rows_by_table(import_files([path]).tables)["notes"]
    assert row["title"].startswith("=cmd")
    assert row["views"] == 3


def test_what_a_database_hides_is_not_run(tmp_path):
    path = tmp_path / "trap.db"
    with sqlite3.connect(path) as base:
        base.execute(f"CREATE TABLE notes ({', '.join(f'{name!r} text' for name in HEAD)})")
        base.execute(f"INSERT INTO notes VALUES ({', '.join('?' * len(HEAD))})", ROWS[0])
        base.execute(
            "CREATE VIEW forever AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
        )
        base.execute('CREATE TABLE "; DROP TABLE notes; --" (a text)')
    base.close()
    before = path.read_bytes()
    assert len(rows_by_table(import_files([path]).tables)["notes"]) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["[1]*.csv", "=cmd.csv", "a b;c.csv", "~$x.csv", "%2e%2e.csv", "{x}.csv", "注入\u202e.csv"]
)
def test_a_files_name_is_nothing_but_a_name(name, tmp_path):
    write_csv(tmp_path / "1.csv", rows=[])
    assert len(rows_by_table(import_files([write_csv(tmp_path / name)]).tables)["notes"]) == 4


def test_a_huge_number_of_digits_is_no_count(tmp_path):
    path = write_csv(tmp_path / "digits.csv", rows=[(*ROWS[0][:5], "9" * 400, *ROWS[0][6:])])
    assert "row 2" in refused(path)


def test_a_large_table_of_junk_text_is_refused(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as out:
        for _ in range(40):
            out.write(b"x,y\n" * (1 << 18))
    refused(path)


@pytest.mark.parametrize("form", ["short.csv", "quoted.csv", "short.jsonl", "short.parquet", "short.db"])
def test_more_cells_than_fit_are_refused(form, tmp_path, monkeypatch):
    for module in ("csv_text", "sheet", "parquet_columns", "importing"):
        monkeypatch.setattr(f"xhs_sim.ingest.exports.{module}.MOST_CELLS", 30)
    write = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet, "db": write_sqlite}[
        form.rsplit(".", 1)[1]
    ]
    path = write(tmp_path / form)
    if form == "quoted.csv":
        path.write_bytes(path.read_bytes().replace(b"n0001", b'n"0001', 1))
    assert "30 cells" in refused(path)


def test_records_without_number_are_refused_before_they_are_made(tmp_path):
    path = tmp_path / "many.json"
    path.write_bytes(b"[" + b"{}," * 2_000_001 + b"{}]")
    assert "2,000,000" in refused(path)


def test_records_within_records_within_records_are_refused(tmp_path):
    path = tmp_path / "deep.json"
    path.write_bytes(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)
    refused(path)


def test_a_database_whose_newest_rows_lie_beside_it_is_refused(tmp_path):
    path = write_sqlite(tmp_path / "crawl.db")
    path.with_name("crawl.db-wal").write_bytes(b"rows")
    assert "-wal" in refused(path)


def test_a_workbook_of_too_many_columns_is_refused(tmp_path):
    assert "columns" in refused(write_xlsx(tmp_path / "wide.xlsx", [f"c{n}" for n in range(6000)], []))
