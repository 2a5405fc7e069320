"""One run of a study of many points: what is run, where its figures go, and how it is run in memory.

A run is known by the digest of all that decides its figures: configuration, seed, files that it reads, code, libraries,
and which figures are kept. Two arms or points of one configuration are one run, whichever command asks for it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import polars as pl

from ..config import Config
from ..study.delivery import delivery_of
from ..study.memory import let_go, return_large_arrays, spare_what_stays
from ..study.request import SharedDays
from ..study.run import SMALL, OnDay
from ..study.shared_days import begin_shared, forget
from .functions import Call

FORM = 1  # of a run's file, and of the functions: raised whenever either changes
MOST_ROWS = 4_000_000  # readers x days up to which a run's tables stay in memory
SCHEMA = pl.Schema({
    "metric": pl.String, "brand": pl.String, "line": pl.String, "tier": pl.String, "value": pl.Float64,
    "unit": pl.String, "error": pl.String,
})  # fmt: skip
PLANNED, DELIVERED, NOTES = "planned_cny", "delivered_cny", "delivered_notes"  # metrics of each line and tier


class Probe(Protocol):
    """Reads more of a run's tables than metrics do; goes to workers, so it must pickle."""

    @property
    def digest(self) -> str:
        """Of all that decides what it reads."""
        ...

    def figures(self, records: Mapping[str, Any], n_days: int, seed: int) -> pl.DataFrame:
        """Return columns of ``SCHEMA``."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """What is run, once: a configuration or a function, with a seed.

    Attributes
    ----------
    id : str
        Digest; the name of its file.
    what : Config or Call
    seed : int
    metrics : tuple of str
        What is kept of it; empty = every metric.
    shared : SharedDays, optional
        Days that it has in common with others of its seed.
    probe : Probe, optional
        Whose figures are kept beside.
    """

    id: str
    what: Config | Call
    seed: int
    metrics: tuple[str, ...]
    shared: SharedDays | None = None
    probe: Probe | None = None


def id_of(identity: str, seed: int, metrics: Sequence[str], probe: Probe | None = None) -> str:
    """Return the name of a run."""
    text = json.dumps([FORM, identity, seed, sorted(metrics), *([] if probe is None else [probe.digest])])
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def figures_of(run: Run, on_day: OnDay) -> pl.DataFrame:
    """Run it and return its figures of the whole run; see ``SCHEMA``.

    Parameters
    ----------
    run : Run
    on_day : callable
        Told how many of its days are done.
    """
    if isinstance(run.what, Call):
        return pl.DataFrame({"metric": ["value"], "value": [run.what.value(run.seed)], "unit": [""]}).pipe(_in_form)
    return _of_platform(run, run.what, on_day)


def _of_platform(run: Run, config: Config, on_day: OnDay) -> pl.DataFrame:
    """Live the days of a configuration; its tables go to a folder of their own only if memory would not hold them."""
    from ..metrics import METRICS  # late, as all that loads numba: a study is planned without compiled code

    seeded = config.model_copy(update={"seed": run.seed})
    asked = [name for name in run.metrics or METRICS if name in METRICS]
    is_large = config.population.n_users * config.n_days > MOST_ROWS
    with TemporaryDirectory(prefix="xhs_sim-") if is_large else nullcontext() as folder:
        parts = _measured(seeded, run, asked, None if folder is None else Path(folder) / "records", on_day)
    return pl.concat(map(_in_form, parts))


def _measured(config: Config, run: Run, asked: Sequence[str], folder: Path | None, on_day: OnDay) -> list[pl.DataFrame]:
    from ..metrics import compute_metrics, measure
    from ..model import PlatformModel
    from ..records.store import Records

    return_large_arrays()
    spare_what_stays()
    if run.shared is not None and run.shared.days > 0:
        model = begin_shared(run.shared, on_day, config, folder)
    else:
        forget()
        model = PlatformModel(config, folder)
    recorder = model.live(partial(_pass_on, on_day, config.population.people > SMALL))
    del model
    recorder.close()
    records = Records(recorder if folder is None else folder)
    brands = list(config.brands)
    figures = measure(records, brands, asked) if folder is None else compute_metrics(folder, config, asked)
    whole = [figures.filter(pl.col("day").is_null()), _lines_of(records, config.seed)]
    return whole if run.probe is None else [*whole, run.probe.figures(records, config.n_days, config.seed)]


def _pass_on(on_day: OnDay, is_large: bool, day: int, _model: object) -> None:
    if is_large:
        let_go()
    on_day(day)


def _lines_of(records: Mapping[str, pl.DataFrame], seed: int) -> pl.DataFrame:
    """Return what was planned and what was paid, by line and tier, as figures."""
    whose = {"arm": pl.lit(""), "replicate": pl.lit(0, pl.Int32)}
    budget, ledger, contracts = (records[name].with_columns(**whose) for name in ("budget", "ledger", "contracts"))
    if budget.is_empty() and ledger.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    delivery = delivery_of(budget, ledger, contracts, {("", 0): seed})
    figures = delivery.with_columns(pl.col(NOTES).cast(pl.Float64)).unpivot(
        [PLANNED, DELIVERED, NOTES], index=["brand", "line", "tier"], variable_name="metric"
    )
    unit = pl.when(pl.col("metric") == NOTES).then(pl.lit("notes")).otherwise(pl.lit("CNY"))
    return figures.with_columns(unit=unit)


def _in_form(figures: pl.DataFrame) -> pl.DataFrame:
    """Return figures with the columns of a run's file; what is not a finite number is unknown."""
    missing = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in figures.columns]
    value = pl.when(pl.col("value").is_finite()).then("value")
    return figures.with_columns(*missing).with_columns(value=value).select(*SCHEMA).cast(SCHEMA)
