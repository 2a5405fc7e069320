"""Freed arrays go back to the system."""

import subprocess
import sys

import pytest

PROGRAM = """
import numpy as np
from xhs_sim.study.heap import return_large_arrays
if {asked}:
    return_large_arrays()
def resident_mb():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
np.ones(1 << 21)  # a freed array of 16 MB: from now on the C library keeps what is smaller
before, small = resident_mb(), []
arrays = []
for _ in range(30):
    arrays.append(np.ones(1 << 20))  # 8 MB
    small.append(bytearray(2000))  # lies behind it and holds the heap's end
del arrays
print(resident_mb() - before)
"""


def kept_mb(*, asked: bool) -> float:
    """Return how much of 240 MB a process still holds after it let them go."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(asked=asked)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator")
def test_a_process_gives_freed_arrays_back():
    assert kept_mb(asked=True) < 20
    assert kept_mb(asked=False) > 100
