"""What every worker process of ours needs: its share of the cores, its environment, and an end with its parent."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection, parent_process

THREADS = ("NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def share_cores(workers: int, threads: int, runs: int) -> tuple[int, int]:
    """Return (workers, threads of each) so that together they fill the cores and no more.

    Parameters
    ----------
    workers, threads : int
        What the user asks for; 0 leaves it open.
    runs : int
        Runs to share out.
    """
    cores = os.cpu_count() or 1
    n_workers = min(workers or max(1, cores // max(1, threads)), max(1, runs))
    room = max(1, cores // n_workers)
    return n_workers, min(threads or room, room)


@contextmanager
def environment(wanted: dict[str, str]) -> Iterator[None]:
    """Set environment variables that children inherit: libraries read them when they are imported."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def end_with_parent() -> None:
    """See to it that this process ends when its parent is gone: an orphan must not write where its successor writes."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
