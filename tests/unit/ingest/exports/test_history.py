"""What was seen of a note more than once."""

import polars as pl
import pytest
from handed_files import HEAD, ROWS, write_csv

from xhs_sim.ingest.exports import import_files, store
from xhs_sim.ingest.exports.history import HISTORY
from xhs_sim.ingest.exports.store import purge, read_manifest

SECRET = b"k" * 32


def put(folder, *paths):
    """Import files one after the other; return what was seen more than once."""
    for path in paths:
        store(import_files([path]), folder, SECRET)
    file = folder / f"{HISTORY}.parquet"
    return pl.read_parquet(file).sort("key", "captured_at") if file.exists() else None


def lives(history):
    return sorted(each["likes"].to_list() for each in history.partition_by("key"))


@pytest.mark.parametrize("parts", [[ROWS], [ROWS[:3], ROWS[3:]], [ROWS[3:], ROWS[:3]]])
def test_captures_of_one_import_or_of_several_are_one_life(tmp_path, parts):
    files = [write_csv(tmp_path / f"{i}.csv", rows=rows) for i, rows in enumerate(parts)]
    history = put(tmp_path / "data", *files)
    assert lives(history) == [[24, 31], [900, 12_000]]
    assert history["captured_at"].is_not_null().all()


def test_an_import_once_more_adds_no_capture(tmp_path):
    first = put(tmp_path / "data", write_csv(tmp_path / "a.csv"))
    again = put(tmp_path / "data", write_csv(tmp_path / "b.csv", rows=[*ROWS, ROWS[2]]))
    assert again.equals(first)


def test_notes_that_were_seen_once_have_no_life(tmp_path):
    assert put(tmp_path / "data", write_csv(tmp_path / "a.csv", rows=ROWS[:3])) is None
    assert HISTORY not in read_manifest(tmp_path / "data")["tables"]


def test_a_floor_is_no_count(tmp_path):
    more = ("n0004", "c03", "video", "2025-01-16 01:00", "2025-01-25", "40", "4.6万", "9", "3")
    history = put(tmp_path / "data", write_csv(tmp_path / "a.csv", HEAD, [ROWS[4], more]))
    assert history["likes"].to_list() == [None, 40]


def test_it_goes_with_the_rest(tmp_path):
    put(tmp_path / "data", write_csv(tmp_path / "a.csv"))
    purge(tmp_path / "data")
    assert not (tmp_path / "data").exists()
