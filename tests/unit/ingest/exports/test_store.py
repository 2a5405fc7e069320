"""What is kept of an import: no name, id, link or text; whole or not at all; and its end."""

import json
import os
import stat

import polars as pl
import pytest
from handed_files import ROWS, write_csv

from xhs_sim.config import ConfigError
from xhs_sim.ingest.exports import import_files, store, the_secret
from xhs_sim.ingest.exports.keyed_hash import pseudonyms, siphash
from xhs_sim.ingest.exports.secret import forget_secret
from xhs_sim.ingest.exports.store import MANIFEST, purge, read_manifest
from xhs_sim.report.import_report import write_import_report


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XHS_SIM_CONFIG", str(tmp_path / "settings"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "results" / "data"


def put(folder, *paths):
    """Import files into a folder; return its notes."""
    store(import_files(paths), folder, the_secret(folder))
    return pl.read_parquet(folder / "notes.parquet")


SAID = ("王小明的店", "6845e1c2000000002101a3f7", "xsec_token", "秘密标题", "hello@example.invalid", "浙江", "露营")


def crawl(path):
    """Write a crawl in which everything is somebody's."""
    head = ("note_id", "type", "title", "desc", "time", "user_id", "nickname", "liked_count", "ip_location", "tag_list",
            "note_url")  # fmt: skip
    row = (SAID[1], "normal", SAID[3], SAID[4], "1784382015000", "5ff0c0de000000000100e1a2", SAID[0], "3", SAID[5],
           SAID[6], f"explore/{SAID[1]}?xsec_token=AB")  # fmt: skip
    return write_csv(path, head, [row])


def test_nothing_that_anybody_wrote_or_is_called_is_in_any_output(folder, tmp_path):
    put(folder, crawl(tmp_path / "王小明的店_露营.csv"))
    for language in ("en", "zh"):
        write_import_report(folder, language)
        written = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
        for said in (*SAID, "5ff0c0de000000000100e1a2"):
            assert said.encode() not in written
            assert said.encode("utf-16-le") not in written


def test_one_note_has_one_pseudonym_in_every_table_and_another_under_another_secret(folder, tmp_path):
    notes = put(folder, crawl(tmp_path / "crawl.csv"))
    ads = write_csv(tmp_path / "ads.csv", ("时间", "笔记ID", "消费", "展现量"), [("2026-07-01", SAID[1], "1.5", "3")])
    put(folder, ads)
    assert pl.read_parquet(folder / "ads.parquet")["note_id"].to_list() == notes["note_id"].to_list()
    other = pseudonyms(pl.Series([SAID[1]]), b"x" * 32, "note")
    assert other[0] != notes["note_id"][0]
    assert pseudonyms(pl.Series([SAID[1]]), b"x" * 32, "account")[0] != other[0]


def test_siphash_is_that_of_its_authors():
    key = bytes(range(16))
    texts = pl.Series([bytes(range(n)).decode() for n in (0, 1, 8, 15, 63)])
    told = ["310e0edd47db6f72", "fd67dc93c539f874", "6224939a79f5f593", "e545be4961ca29a1", "724506eb4c328a95"]
    assert [int(value).to_bytes(8, "little").hex() for value in siphash(texts, key)] == told


def test_a_pseudonym_is_its_texts_whatever_stands_around_it():
    texts = [*("小红书笔记"[: n % 5] + str(n) * (n % 9) for n in range(20_000)), None, ""]
    together = pseudonyms(pl.Series(texts), b"s" * 32, "note")
    for place in (0, 1, 5, 9_999, 16_383, 16_384, 19_999, 20_000, 20_001):
        alone = pseudonyms(pl.Series([texts[place]], dtype=pl.String), b"s" * 32, "note")
        assert together[place] == alone[0]


def test_snapshots_of_two_imports_are_one_row_the_newest(folder, tmp_path):
    put(folder, write_csv(tmp_path / "later.csv", rows=ROWS[3:4]))
    notes = put(folder, write_csv(tmp_path / "older.csv", rows=ROWS[:3]))
    assert notes.height == 3
    assert 31 in notes["likes"].to_list()
    assert 24 not in notes["likes"].to_list()


def test_importing_twice_changes_nothing(folder, tmp_path):
    path = write_csv(tmp_path / "notes.csv")
    put(folder, path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    put(folder, path)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_file_that_cannot_be_read_leaves_all_as_it_was(folder, tmp_path):
    good = write_csv(tmp_path / "notes.csv")
    put(folder, good)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    bad = write_csv(tmp_path / "bad.csv", rows=[(*ROWS[0][:5], "many", *ROWS[0][6:])])
    with pytest.raises(ConfigError):
        put(folder, good, bad)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert [file.name for file in folder.parent.iterdir() if file != folder] == [".data.lock"]


def test_an_import_that_was_killed_between_two_folders_is_undone(folder, tmp_path):
    notes = put(folder, write_csv(tmp_path / "notes.csv"))
    os.replace(folder, folder.with_name(".data.before"))
    folder.with_name(".data.unfinished-1").mkdir()
    again = put(folder, write_csv(tmp_path / "notes.csv"))
    assert again.equals(notes)
    assert sorted(file.name for file in folder.parent.iterdir()) == [".data.lock", "data"]


def test_a_folder_of_something_else_is_refused(folder, tmp_path):
    folder.mkdir(parents=True)
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="something else"):
        put(folder, write_csv(tmp_path / "notes.csv"))
    assert (folder / "thesis.txt").read_text() == "mine"


def test_the_manifest_says_what_is_kept_and_how(folder, tmp_path):
    notes = put(folder, crawl(tmp_path / "crawl.csv"))
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["tables"]["notes"] == {"rows": 1, "columns": notes.columns}
    forms = manifest["sources"]["mediacrawler_notes"]
    assert {"note_id", "account_id"} <= {*forms["pseudonym"]}
    assert {"ip_location", "note_url"} <= {*forms["dropped"]}
    assert not {*forms["dropped"]} & {*notes.columns}


def test_purge_deletes_what_was_imported_and_nothing_else(folder, tmp_path):
    put(folder, write_csv(tmp_path / "notes.csv"))
    (folder / "mine.txt").write_text("mine")
    assert purge(folder) == 3
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]
    with pytest.raises(ConfigError):
        read_manifest(folder)


def test_the_secret_is_the_users_alone_and_lies_outside(folder, tmp_path):
    secret = the_secret(folder)
    file = tmp_path / "settings" / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert the_secret(folder) == secret
    with pytest.raises(ConfigError, match="must not lie within"):
        the_secret(tmp_path)
    assert forget_secret()
    assert the_secret(folder) != secret


def test_a_folder_of_another_secret_is_refused(folder, tmp_path):
    path = write_csv(tmp_path / "notes.csv")
    put(folder, path)
    forget_secret()
    with pytest.raises(ConfigError, match="another secret"):
        put(folder, path)


def test_small_groups_are_not_told(folder, tmp_path):
    put(folder, write_csv(tmp_path / "notes.csv"))
    page = write_import_report(folder, "en").read_text(encoding="utf-8")
    assert "fewer than 10" in page
    assert "12,000" not in page


def test_days_of_two_accounts_are_told_apart_by_whose_they_are(folder, tmp_path):
    head = ("时间", "消费", "展现量", "点击量")
    for account, spend in (("甲", "1"), ("乙", "2"), ("甲", "3")):
        path = write_csv(tmp_path / f"{spend}.csv", head, [("2026-07-01", spend, "10", "1")])
        store(import_files([path]), folder, the_secret(folder), account)
    ads = pl.read_parquet(folder / "ads.parquet")
    assert sorted(ads["fee_yuan"]) == [2.0, 3.0]
    assert ads["account"].n_unique() == 2
    assert "甲".encode() not in b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_note_with_an_id_is_one_whoever_hands_it_over(folder, tmp_path):
    for account in ("甲", "乙"):
        path = crawl(tmp_path / f"{account}.csv")
        path.write_bytes(path.read_bytes() + b"\r\n" * (account == "乙"))
        store(import_files([path]), folder, the_secret(folder), account)
    assert pl.read_parquet(folder / "notes.parquet").height == 1
