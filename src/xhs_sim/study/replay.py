"""A study again, from nothing but its folder: the same configurations, and the very files that it read.

Neither the brief nor the user's configs nor the files' own places are needed. What computes may have changed since:
``changes_since`` says so, and a comparison of the results shows whether it matters.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from ..config import Config, ConfigError, build_config
from ..config.inputs import declared_inputs, put_inputs
from ..config.messages import message
from ..config.param import Reads
from ..config.schema.study import AUTO
from ..config.yaml_text import read_yaml
from .auto import FILE as AUTO_FILE
from .auto import Stop, read_stop
from .changes import changed
from .compare import ComparePlan, as_far_as, plan_arms
from .engine import engine_version, versions
from .identity import identify
from .kept_inputs import CODE, INPUTS, MODULE, find_kept
from .origin import PLAN, STUDY, read_origin
from .request import RunRequest
from .run_folder import MANIFEST, read_manifest

SWEPT = ("sweep.parquet", "points.parquet")  # of a sweep in the same folder
Plan = ComparePlan | RunRequest


def plan_replay(folder: Path, out_dir: Path) -> list[Plan]:
    """Plan what a folder holds once more, a comparison or one run; nothing if it holds a sweep alone.

    Parameters
    ----------
    folder : Path
        ``<out>/<experiment>`` of a study, or the folder of one run.
    out_dir : Path
        Where the results go.

    Raises
    ------
    ConfigError
        If the folder does not say what made it, ``out_dir`` is its own, or a file that was read is there no more.
    """
    plans: list[Plan] = []
    refuse_own_folder(folder, out_dir)
    study, manifest = read_origin(folder / STUDY), read_manifest(folder)
    if study is not None:
        plans.append(_comparison(folder, study, out_dir))
    if not plans and read_origin(folder / PLAN) is None and manifest is not None and manifest.get("status") == "ok":
        plans.append(_run(folder, manifest, out_dir))
    if not plans and read_origin(folder / PLAN) is None:
        raise ConfigError(message("study.no_origin", folder=folder, study=STUDY, plan=PLAN, manifest=MANIFEST))
    return plans


def refuse_own_folder(folder: Path, out_dir: Path) -> None:
    """Refuse to write a study over itself.

    Raises
    ------
    ConfigError
        If results would go where they lie already.
    """
    above = folder.resolve().parents[2 if (folder / MANIFEST).is_file() else 0]
    if out_dir.resolve() == above:
        raise ConfigError(message("study.out_is_there", out=out_dir, folder=folder))


def _comparison(folder: Path, origin: Mapping[str, Any], out_dir: Path) -> ComparePlan:
    config = configuration(folder, origin["config"], origin["inputs"])
    stop = _stop(folder, config)
    arms = {
        arm: configuration(folder, changed(origin["config"], own), origin["inputs"])
        for arm, own in origin["arms"].items()
    }
    if stop is not None:
        study = config.study.model_copy(update={"replicates": stop.replicates})
        config = config.model_copy(update={"study": study})
    plan = replace(plan_arms(config, arms, out_dir), command=_command(folder, out_dir))
    return plan if stop is None else as_far_as(plan, stop.replicates, stop.dropped)


def _stop(folder: Path, config: Config) -> Stop | None:
    """Where a study stopped that went on until something was told: minutes may have ended it."""
    stop = read_origin(folder / AUTO_FILE)
    return None if config.study.replicates != AUTO or stop is None else read_stop(stop)


def _run(folder: Path, manifest: Mapping[str, Any], out_dir: Path) -> RunRequest:
    config = configuration(folder.parents[1], read_yaml(folder / "config.yaml"), manifest["inputs"])
    return RunRequest(
        experiment=config.name, arm=str(manifest["arm"]), replicate=0, seed=config.seed, out_dir=out_dir, config=config
    )


def _command(folder: Path, out_dir: Path) -> tuple[str, ...]:
    return ("xhs-sim", "replay", str(folder), "--out", str(out_dir))


def configuration(study: Path, plain: Mapping[str, Any], inputs: Mapping[str, str]) -> Config:
    """Return a configuration that reads what the study read, wherever that is now."""
    kept = study / INPUTS / CODE
    if kept.is_dir() and str(kept.resolve()) not in sys.path:
        sys.path.insert(0, str(kept.resolve()))  # a plug-in is the study's own copy
    config = build_config(dict(plain))
    files = {each.steps: each.value for each in declared_inputs(config) if each.kind is not Reads.CODE}
    known = {steps: name for steps, name in files.items() if name in inputs}
    if known:
        places = {steps: str(find_kept(study, name, inputs[name])) for steps, name in known.items()}
        config = build_config(put_inputs(plain, places))
    _check_code(study, config, inputs)
    return config


def _check_code(study: Path, config: Config, inputs: Mapping[str, str]) -> None:
    """Refuse plug-ins that are not those of the study.

    Raises
    ------
    ConfigError
        Naming the module that is missing or has changed.
    """
    if not any(name.startswith(MODULE) for name in inputs):
        return
    now = identify(config).inputs
    for name, digest in inputs.items():
        if name.startswith(MODULE) and now.get(name) != digest:
            what = message("study.has_changed") if name in now else message("study.is_gone")
            raise ConfigError(message("study.input_gone", name=name, study=study, what=what, digest=digest[:12]))


def changes_since(folder: Path) -> list[str]:
    """Say what computes otherwise now than when a study was made."""
    origins = (read_origin(folder / name) for name in (STUDY, PLAN, MANIFEST))
    made = next((origin for origin in origins if origin is not None), {})
    now = {"engine": engine_version(), **versions()}
    then = {"engine": made.get("engine"), **(made.get("versions") or {})}
    return [
        message("study.version_now", name=name, before=then.get(name), now=now[name])
        for name in now
        if then.get(name) != now[name]
    ]


def differences(folder: Path, plan: Plan) -> tuple[list[str], int]:
    """Return the tables in which a replay differs from what it repeats, and how many were compared.

    Compared are the tables of the whole study, and the metrics and records of every run that ended well.
    """
    tables = [] if isinstance(plan, RunRequest) else sorted(plan.folder.glob("*.parquet"))
    pairs = [(folder / path.name, path) for path in tables if path.name not in SWEPT]
    for request in [plan] if isinstance(plan, RunRequest) else plan.requests:
        new = request.run_dir
        old = folder if isinstance(plan, RunRequest) else folder / new.relative_to(plan.folder)
        if (read_manifest(new) or {}).get("status") == "ok":
            pairs += [(old / path.relative_to(new), path) for path in sorted(new.rglob("*.parquet"))]
    return unlike(pairs), len(pairs)


def unlike(pairs: Iterable[tuple[Path, Path]]) -> list[str]:
    """Return the second of each pair of tables that do not hold the same."""
    return [str(new) for old, new in pairs if not _is_same(old, new)]


def _is_same(old: Path, new: Path) -> bool:
    if not old.is_file() or not new.is_file():
        return False
    return old.read_bytes() == new.read_bytes() or pl.read_parquet(old).equals(pl.read_parquet(new))
