"""One run: a configuration in, a folder on disk out.

A run that fails leaves a manifest that says so and the stack trace in ``error.txt``; a run that is
killed, or finds the disk full, leaves nothing.
"""

import gc
import shutil
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from ..config import Config
from .errors import disk_full, is_disk_full, short
from .fingerprint import fingerprints
from .identity import Identity, identify, refuse_changed
from .memory import let_go, peak_mb, return_large_arrays, spare_what_stays
from .run_folder import fresh_sibling, put_in_place, run_folder, sweep_leftovers, write_config, write_manifest

OnDay = Callable[[int], None]
Play = Callable[[Config, Path, OnDay | None], pl.DataFrame]
Watch = Callable[[Any], None]  # takes a PlatformModel
Begin = Callable[[Config, Path], Any]  # returns one
SMALL = 2000  # people; to look for the memory that fewer left takes longer than its few megabytes are worth


def play_days(
    config: Config, records_dir: Path, on_day: OnDay | None, *, watch: Watch | None = None, begin: Begin | None = None
) -> pl.DataFrame:
    """Simulate every day, write the records, return the metrics.

    Parameters
    ----------
    config : Config
    records_dir : Path
        Folder for the run's tables.
    on_day : callable, optional
        Called with the number of days done.
    watch : callable, optional
        Sees the model before and after each day.
    begin : callable, optional
        Makes the model of a config and a folder; some days may be over already.
    """
    # Late, because they load numba: the command line must answer --help at once.
    from ..metrics import compute_metrics
    from ..model import PlatformModel

    return_large_arrays()
    spare_what_stays()
    model = (begin or PlatformModel)(config, records_dir)
    if watch is not None:
        watch(model)
    is_small = config.population.people <= SMALL
    records = model.live(partial(_pass_on, on_day, watch, is_small))
    del model
    if not is_small:
        gc.collect()  # a model and its agents refer to each other: its arrays would wait while tables need the memory
        let_go()
    records.close()
    return compute_metrics(records_dir, config)


def _pass_on(on_day: OnDay | None, watch: Watch | None, is_small: bool, day: int, model: Any) -> None:
    if not is_small:
        let_go()
    if watch is not None:
        watch(model)
    if on_day is not None:
        on_day(day)


def simulate(
    config: Config,
    out_dir: Path,
    *,
    arm: str,
    on_day: OnDay | None = None,
    play: Play = play_days,
    shared: Mapping[str, Any] | None = None,
) -> Path:
    """Run one configuration with one seed and keep it on disk.

    Parameters
    ----------
    config : Config
        What to run; ``config.name`` is the experiment.
    out_dir : Path
        The run goes to ``<out_dir>/<experiment>/<arm>/seed=<n>/``.
    arm : str
        Name of the arm.
    on_day : callable, optional
        Called with the number of days done.
    play : callable, optional
        What plays the days and returns the metrics (tests put a toy here).
    shared : mapping, optional
        What the manifest says of days that it shares with other runs.

    Returns
    -------
    Path
        The folder of the run.

    Raises
    ------
    DiskFullError
        If the disk is full; nothing of the run is left.
    """
    run_dir = run_folder(out_dir, config.name, arm, config.seed)
    started = time.perf_counter()
    sweep_leftovers(run_dir)
    folder = fresh_sibling(run_dir)
    try:
        identity = identify(config)
        write_config(folder, config)
        metrics = play(config, folder / "records", on_day)
        metrics.write_parquet(folder / "metrics.parquet")
        refuse_changed(identity)
        about = _about(config, arm, identity, wall_s=time.perf_counter() - started)
        about |= {"shared_days": shared} if shared is not None else {}
        write_manifest(folder, about | {"files": fingerprints(folder)})
        put_in_place(folder, run_dir)
    except Exception as error:
        if is_disk_full(error):
            raise disk_full(run_dir) from error
        record_failure(config, out_dir, arm, error, wall_s=time.perf_counter() - started)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return run_dir


def record_failure(config: Config, out_dir: Path, arm: str, error: BaseException, *, wall_s: float = 0.0) -> None:
    """Leave a folder that says that a run failed, and why."""
    run_dir = run_folder(out_dir, config.name, arm, config.seed)
    about = _about(config, arm, identify(config), wall_s=wall_s) | {"status": "failed", "error": short(error)}
    trace = "".join(traceback.format_exception(error))
    leave_failure(run_dir, about, trace, config)


def leave_failure(run_dir: Path, about: dict[str, Any], trace: str, config: Config | None) -> None:
    """Write the folder of a failed run; a disk too full for even that is passed over."""
    with suppress(OSError):
        folder = fresh_sibling(run_dir)
        try:
            if config is not None:
                write_config(folder, config)
            (folder / "error.txt").write_text(trace, encoding="utf-8")
            write_manifest(folder, about)
            put_in_place(folder, run_dir)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _about(config: Config, arm: str, identity: Identity, *, wall_s: float) -> dict[str, Any]:
    return {
        **identity.about(),
        "arm": arm,
        "experiment": config.name,
        "wall_s": round(wall_s, 3),
        "peak_mb": peak_mb(),
        "status": "ok",
        "error": None,
        "n_days": config.n_days,
        "n_users": config.population.n_users,
        "audience": config.population.people,
        "weight": config.population.weight,
    }
