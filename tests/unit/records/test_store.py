"""Tables on disk: written in parts or whole, they are what they are in memory."""

import numpy as np
import polars as pl
import pytest
from toy_diary import NAMED, new_recorder

from xhs_sim.config import ConfigError
from xhs_sim.records import store
from xhs_sim.records.store import Recorder, Records
from xhs_sim.records.tables import TABLES, schema_of


def add_creators(recorder, days):
    """Add a large table, day by day."""
    for day in days:
        acts = {name: np.arange(4) + day for name in TABLES["creator_daily"] if name not in {"day", "creator"}}
        recorder.add("creator_daily", day=day, creator=np.arange(4), **acts)


def test_a_table_in_parts_is_the_table_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "PART_ROWS", 10)
    on_disk, in_memory = Recorder(tmp_path / "records", NAMED), new_recorder()
    for recorder in (on_disk, in_memory):
        add_creators(recorder, range(7))
    assert len(list((tmp_path / "records" / ".creator_daily").iterdir())) == 2
    on_disk.close()
    written = pl.read_parquet(tmp_path / "records" / "creator_daily.parquet")
    assert written.equals(in_memory.frame("creator_daily"))
    assert written.height == 28
    assert not list((tmp_path / "records").glob(".*"))  # the parts are gone


def test_every_table_has_a_file_also_without_rows(tmp_path):
    recorder = Recorder(tmp_path / "records", NAMED)
    add_creators(recorder, range(2))
    recorder.close()
    records = Records(tmp_path / "records")
    assert {name: frame.schema for name, frame in records.items()} == {name: schema_of(name) for name in TABLES}
    assert {name for name, frame in records.items() if frame.height} == {"creator_daily"}


def test_a_folder_that_holds_a_run_is_not_written_over(tmp_path):
    Recorder(tmp_path, NAMED).close()
    with pytest.raises(ConfigError, match="holds tables of a run already"):
        Recorder(tmp_path, NAMED)


def test_rows_of_a_recorder_go_on_in_others_that_do_not_know_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "PART_ROWS", 10)
    common, alone = new_recorder(), new_recorder()
    add_creators(common, range(2))
    common.frame("creator_daily")  # some rows are a frame already, others are not
    add_creators(common, range(2, 4))
    others = [common.handed_to(tmp_path / name) for name in "ab"]
    for recorder, days in zip(others, (range(4, 7), range(4, 5)), strict=True):
        add_creators(recorder, days)
        recorder.close()
    add_creators(alone, range(7))
    written = [pl.read_parquet(tmp_path / name / "creator_daily.parquet") for name in "ab"]
    assert written[0].equals(alone.frame("creator_daily"))
    assert written[1].equals(alone.frame("creator_daily").head(20))
    assert common.frame("creator_daily").height == 16
    with pytest.raises(ConfigError, match="holds tables of a run already"):
        common.handed_to(tmp_path / "a")
