"""Freed arrays go back to the system."""

import ctypes
import subprocess
import sys

import pytest

LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None

# What the C library itself says it holds: its heap, and what it maps outside of it.
PROGRAM = """
import ctypes
import numpy as np
from xhs_sim.study.memory import return_large_arrays
class Books(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena a b c outside d e f g h".split()]
books = ctypes.CDLL(None).mallinfo2
books.restype = Books
if {asked}:
    return_large_arrays()
def held_mb():
    return (books().arena + books().outside) / 2**20
np.ones(1 << 21)  # a freed array of 16 MB: from now on the C library keeps what is smaller
before, small = held_mb(), []
arrays = []
for _ in range(30):
    arrays.append(np.ones(1 << 20))  # 8 MB
    small.append(bytearray(1 << 18))  # lies behind it and holds the heap's end: too large for a gap further down
del arrays
print(held_mb() - before)
"""

# Small arrays, every second of which is let go: each gap lies between two that stay.
GAPS = """
import numpy as np
from xhs_sim.study.memory import let_go
def resident_mb():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
arrays = [np.ones(1 << 13) for _ in range(2000)]  # 64 KB each, 125 MB
before = resident_mb()
del arrays[::2]
left = resident_mb()
let_go()
print(before - left, left - resident_mb())
"""


def kept_mb(*, asked: bool) -> float:
    """Return how much of 240 MB is still held after it was let go, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(asked=asked)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@pytest.mark.skipif(not hasattr(LIBRARY, "mallinfo2"), reason="no books of glibc's allocator here")
def test_freed_arrays_go_back():
    assert kept_mb(asked=True) < 20
    assert kept_mb(asked=False) > 100


@pytest.mark.skipif(not hasattr(LIBRARY, "malloc_trim"), reason="no glibc here")
def test_what_lies_free_between_arrays_goes_back_when_it_is_asked_for():
    done = subprocess.run([sys.executable, "-c", GAPS], capture_output=True, text=True, check=True)
    of_itself, asked = map(float, done.stdout.split())
    assert of_itself < 20
    assert asked > 40
