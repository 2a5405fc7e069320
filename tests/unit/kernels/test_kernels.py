"""How threads wait between two parallel loops: asleep, unless the user says otherwise."""

import os
import subprocess
import sys

import pytest

SETTING = "OMP_WAIT_POLICY"
BEGIN_THREADS = """
import os, xhs_sim.kernels
from numba.np.ufunc.parallel import _launch_threads, threading_layer
_launch_threads()
print(threading_layer(), os.environ["OMP_WAIT_POLICY"])
"""


def begin_threads(**settings):
    """Return what OpenMP says of itself when it is loaded, and what the process says then."""
    environment = {name: value for name, value in os.environ.items() if name != SETTING}
    done = subprocess.run(
        [sys.executable, "-c", BEGIN_THREADS], capture_output=True, text=True, check=True,
        env=environment | {"OMP_DISPLAY_ENV": "true"} | settings,
    )  # fmt: skip
    if not done.stdout.startswith("omp"):
        pytest.skip("threads are not OpenMP's here")
    return done.stderr.upper(), done.stdout.split()[1]


def test_threads_sleep_while_they_wait():
    told, setting = begin_threads()
    assert f"{SETTING} = 'PASSIVE'" in told
    assert setting == "passive"


def test_a_users_own_way_of_waiting_is_kept():
    told, setting = begin_threads(OMP_WAIT_POLICY="active")
    assert f"{SETTING} = 'ACTIVE'" in told
    assert setting == "active"
