"""Compiled code in threads of our own, where numba's parallel loops are too dear.

Numba compiles a parallel loop three times over, and takes tuples of arrays apart on the way to it, field by field: for
the two kernels that are given the whole state that was a third of all that a first run compiled. A function that needs
nothing of Python (``njit(nogil=True)``) runs in ordinary threads as well, is compiled once, and takes tuples whole.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numba

BLOCK = 4096  # rows that a thread takes at a time, by turns with the others
SMALL_BLOCK = 512  # and users, each of whom is much work


def share_out(kernel: Callable[..., None], *arguments: Any) -> None:
    """Call ``kernel(thread, n_threads, *arguments)`` once for each thread, and wait for all.

    Parameters
    ----------
    kernel : callable
        Compiled with ``nogil``; does every ``n_threads``-th part of the work, and writes to nothing that another does.
    arguments
        What it is given besides.
    """
    n_threads = numba.get_num_threads()
    others = [_threads(n_threads).submit(kernel, thread, n_threads, *arguments) for thread in range(1, n_threads)]
    try:
        kernel(0, n_threads, *arguments)
    finally:
        for other in others:
            other.result()


@cache
def _threads(n_threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(n_threads, thread_name_prefix="kernel")
