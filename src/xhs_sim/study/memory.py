"""Where freed memory goes.

The C library keeps what an array of some megabytes leaves behind, for the next one. A day makes and drops
many such arrays of many sizes, so that a run of a million users would hold a tenth more than it needs.
"""

import ctypes
import gc
import sys
from contextlib import suppress
from functools import cache

LARGE = 4 << 20  # bytes; smaller arrays are not worth a trip to the system
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # names of glibc's ``mallopt``


def return_large_arrays() -> None:
    """Let large arrays go back to the system as soon as they are freed; where that can't be asked for, do nothing."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            library = ctypes.CDLL("libc.so.6")
            for threshold in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
                library.mallopt(threshold, LARGE)


def let_go() -> None:
    """Give back what is free between arrays that are still there; where that can't be asked for, do nothing."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def spare_what_stays() -> None:
    """Take what is there now, the libraries above all, out of every later search for garbage; once per process."""
    _freeze_once()


@cache
def _freeze_once() -> None:
    gc.freeze()  # to ask Python whether it was done takes as long as a small run's day


def peak_mb() -> float | None:
    """Return the peak memory of this process in MB; a worker that made several runs tells the largest."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
