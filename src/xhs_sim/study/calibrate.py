"""Tune parameters to targets with CMA-ES: the procedure behind the shipped numbers.

A trial is a run with other values of a few parameters; its loss says how far its figures lie from the targets.
Trials are kept in a journal, so that a killed search goes on where it was.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..config import ConfigError, build_config, compose_plain
from .request import RunOutcome, RunRequest
from .single import ALONE
from .targets import Targets, Verdict, judge

EASE = 0.8  # of the half range: no loss inside, so that no target is polished at the cost of another
WORST = 9.0  # loss of one target at most: a hopeless one must not drown the rest
WEIGHTS = {"high": 1.0, "medium": 1.0, "low": 0.25}  # by confidence
Carry = Callable[[Sequence[RunRequest]], list[RunOutcome]]


@dataclass(frozen=True, slots=True)
class Search:
    """What may be changed, between which bounds, and the run that is judged.

    Parameters
    ----------
    run : tuple of str
        Overrides of every trial.
    bounds : mapping of str to (float, float, float)
        Dotted path to (low, start, high).
    leave_out : tuple of str
        Targets that no parameter of the search can move.
    batch : int
        Trials of one generation.
    """

    run: tuple[str, ...]
    bounds: Mapping[str, tuple[float, float, float]]
    leave_out: tuple[str, ...] = ()
    batch: int = 12


def load_search(path: Path) -> Search:
    """Read a search from YAML.

    Raises
    ------
    ConfigError
        If a bound is no (low, start, high) in that order.
    """
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    bounds = {}
    for name, values in content["bounds"].items():
        if not (isinstance(values, list) and len(values) == 3 and values[0] <= values[1] <= values[2]):
            raise ConfigError(f"{path}, bounds.{name}: {values} (expected [low, start, high], in that order)")
        bounds[name] = (float(values[0]), float(values[1]), float(values[2]))
    return Search(tuple(content["run"]), bounds, tuple(content.get("leave_out", ())), int(content.get("batch", 12)))


def loss_of(verdicts: Sequence[Verdict], leave_out: Sequence[str] = ()) -> float:
    """Return the loss: squared distance beyond ``EASE`` half ranges from the middle, weighted by confidence."""
    total = 0.0
    for verdict in verdicts:
        wanted = verdict.target
        if wanted.metric in leave_out:
            continue
        half = (wanted.high - wanted.low) / 2
        off = WORST if verdict.value is None else abs(verdict.value - wanted.low - half) / half
        total += WEIGHTS[wanted.confidence] * min(max(off - EASE, 0.0) ** 2, WORST)
    return total


def plan_trial(base: Mapping[str, Any], values: Mapping[str, float], number: int, folder: Path) -> RunRequest:
    """Return the run of one trial: ``base``, composed once, with other values."""
    plain = deepcopy(dict(base))
    plain["name"] = f"trial_{number:04d}"
    for path, value in values.items():
        *parents, last = path.split(".")
        part = plain
        for parent in parents:
            part = part[parent]
        part[last] = float(f"{value:.6g}")
    config = build_config(plain)
    return RunRequest(experiment=config.name, arm=ALONE, replicate=0, seed=config.seed, out_dir=folder, config=config)


def open_study(search: Search, folder: Path) -> Any:
    """Open or go on with the search whose journal lies in ``folder``."""
    import optuna
    from optuna.storages.journal import JournalFileBackend, JournalStorage

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    folder.mkdir(parents=True, exist_ok=True)
    sampler = optuna.samplers.CmaEsSampler(seed=0, popsize=search.batch)
    study = optuna.create_study(
        storage=JournalStorage(JournalFileBackend(str(folder / "journal.log"))), study_name="calibration",
        sampler=sampler, load_if_exists=True,
    )  # fmt: skip
    if not study.trials:
        study.enqueue_trial({name: start for name, (_, start, _) in search.bounds.items()})
    return study


def calibrate(
    search: Search, targets: Targets, folder: Path, n_trials: int, carry: Carry, *, tell: Callable[[str], None]
) -> dict[str, float]:
    """Search for ``n_trials`` trials in all and return the best values.

    Parameters
    ----------
    carry : callable
        Carries out a plan of runs (``submit_runs`` with a backend).
    tell : callable
        Takes one line after each generation.
    """
    import optuna

    study, base = open_study(search, folder), compose_plain(search.run)
    done = optuna.trial.TrialState.COMPLETE
    while (n_done := len(study.get_trials(states=[done]))) < n_trials:
        trials = [study.ask() for _ in range(min(search.batch, n_trials - n_done))]
        values = [{name: t.suggest_float(name, b[0], b[2]) for name, b in search.bounds.items()} for t in trials]
        plan = [plan_trial(base, v, t.number, folder) for t, v in zip(trials, values, strict=True)]
        for trial, outcome in zip(trials, carry(plan), strict=True):
            if outcome.status == "ok":
                study.tell(trial, loss_of(judge(targets, outcome.request.run_dir), search.leave_out))
            else:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
        if not study.get_trials(states=[done]):
            raise ConfigError(f"every trial of the first generation failed, see {folder}")
        tell(f"{n_done + len(trials)} of {n_trials} trials, loss {study.best_value:.3f}")
    return dict(study.best_params)
