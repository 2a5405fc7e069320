"""How far a command is stands on disk: seldom written, whole, and honest about commands that are gone."""

import json
import os
import platform
import subprocess
import sys

import pytest

from xhs_sim.lab.under_way import UnderWay, path_of, under_way
from xhs_sim.study.request import Progress


def progress(done: int) -> Progress:
    return Progress(
        runs=10, runs_done=done, runs_failed=1, runs_reused=0, days=100, days_done=10 * done, left_s=5.0, is_most=True
    )


def test_it_says_how_far_a_command_is_and_that_it_has_ended(tmp_path):
    with UnderWay(path_of(tmp_path, "sweep")) as tell:
        assert under_way(tmp_path, "sweep")["state"] == "running"
        tell(progress(3))
        found = under_way(tmp_path, "sweep")
        assert (found["state"], found["done"], found["runs"], found["left_s"]) == ("running", 3, 10, 5.0)
    assert under_way(tmp_path, "sweep")["state"] == "ended"
    assert under_way(tmp_path, "optimise") == {}


def test_it_writes_once_a_second_at_most(tmp_path):
    seconds = iter((0.0, 0.4, 0.9, 1.1))
    with UnderWay(path_of(tmp_path, "sweep"), clock=lambda: next(seconds)) as tell:
        seen = []
        for done in range(4):
            tell(progress(done))
            seen.append(under_way(tmp_path, "sweep")["done"])
    assert seen == [0, 0, 0, 3]


def test_one_that_fails_was_stopped(tmp_path):
    def stopped():
        with UnderWay(path_of(tmp_path, "sweep")) as tell:
            tell(progress(2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    found = under_way(tmp_path, "sweep")
    assert (found["state"], found["done"], found["left_s"]) == ("stopped", 2, None)


def test_one_that_was_killed_without_a_word_was_stopped(tmp_path):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    about = {"state": "running", "done": 4, "pid": int(gone.stdout), "machine": platform.node()}
    path_of(tmp_path, "sweep").write_text(json.dumps(about))
    assert under_way(tmp_path, "sweep")["state"] == "stopped"
    path_of(tmp_path, "sweep").write_text(json.dumps({**about, "machine": "another"}))
    assert under_way(tmp_path, "sweep")["state"] == "running"  # nobody can tell from here
    path_of(tmp_path, "sweep").write_text(json.dumps({**about, "pid": os.getpid()}))
    assert under_way(tmp_path, "sweep")["state"] == "running"


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    with UnderWay(path_of(tmp_path / "file", "sweep")) as tell:
        tell(progress(1))
    assert under_way(tmp_path / "file", "sweep") == {}
