"""Work is shared out to threads: each does its part, all are waited for, and what goes wrong in one is told."""

import threading

import numba
import pytest

from xhs_sim.kernels.threads import share_out


@pytest.fixture
def two_threads():
    if numba.config.NUMBA_NUM_THREADS < 2:
        pytest.skip("needs two threads")
    before = numba.get_num_threads()
    numba.set_num_threads(2)
    yield
    numba.set_num_threads(before)


def test_each_thread_gets_its_number_and_all_are_waited_for(two_threads):
    both, seen = threading.Barrier(2, timeout=20), []

    def kernel(thread, n_threads, word):
        both.wait()  # passes only if they run at once
        seen.append((thread, n_threads, word))

    share_out(kernel, "word")
    assert sorted(seen) == [(0, 2, "word"), (1, 2, "word")]


def test_one_thread_is_the_callers_own():
    before = numba.get_num_threads()
    numba.set_num_threads(1)
    seen = []
    share_out(lambda thread, n_threads: seen.append((thread, n_threads, threading.current_thread())))
    numba.set_num_threads(before)
    assert seen == [(0, 1, threading.current_thread())]


@pytest.mark.parametrize("broken", [0, 1])
def test_what_goes_wrong_in_any_thread_is_told(two_threads, broken):
    def kernel(thread, n_threads):
        if thread == broken:
            raise ValueError(f"thread {thread}")

    with pytest.raises(ValueError, match=f"thread {broken}"):
        share_out(kernel)
