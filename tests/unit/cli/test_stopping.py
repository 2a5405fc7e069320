"""A command that is stopped says so in a line, leaves what was run, and none of what its workers share."""

import os
import signal
import subprocess
import sys
import time

import pytest

SWEEP = ["sweep", "function=brittle", "x=range(0.0,0.39,0.01)", "seconds=0.3", "--workers", "2"]


@pytest.mark.skipif(os.name != "posix", reason="stops by signal")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("is_group", [False, True])  # as by kill, and as by a terminal
def test_a_command_that_is_stopped_says_one_line_and_warns_of_nothing(tmp_path, how, code, is_group):
    words = [sys.executable, "-m", "xhs_sim.cli", *SWEEP, "--out", str(tmp_path)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as command:
        until = time.monotonic() + 60
        while not list(tmp_path.rglob("runs/*.parquet")) and time.monotonic() < until:
            time.sleep(0.05)
        (os.killpg if is_group else os.kill)(command.pid, how)
        told, beside = command.communicate(timeout=60)
    assert command.returncode == code
    assert told == ""
    assert beside.splitlines()[2:] == [
        "xhs-sim: stopped; finished runs are kept, and the same command goes on from there"
    ]
    assert 0 < len(list(tmp_path.rglob("runs/*.parquet"))) < 40
