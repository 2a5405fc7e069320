"""A file is read once as long as it stays as it is."""

import os

import pytest

from xhs_sim.dashboard.kept import Kept


def test_a_file_is_read_again_only_when_it_changed(tmp_path):
    path, reads = tmp_path / "a", []

    def read(path):
        reads.append(path.name)
        return path.read_text()

    kept = Kept(read, most=2)
    path.write_text("one")
    assert [kept(path), kept(path)] == ["one", "one"]
    assert len(reads) == 1
    path.write_text("two")  # as long as before: the time tells
    os.utime(path, ns=(1, 1))
    assert kept(path) == "two"
    for name in "bc":
        (tmp_path / name).write_text(name)
        kept(tmp_path / name)
    kept(path)
    assert reads == ["a", "a", "b", "c", "a"]


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(OSError, match="absent"):
        Kept(lambda path: path.read_text(), most=1)(tmp_path / "absent")
