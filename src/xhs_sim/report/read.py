"""Read an experiment's or a run's folder from disk: the only place of the report that opens result files.

Runs without a manifest were killed and are left out; runs that failed are counted, not read.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import ValidationError

from ..config import ConfigError, ParameterRow, load_config
from ..config.former import in_todays_words
from ..config.messages import message
from ..config.schema import JudgingConfig
from ..config.treatments import free_tactics, means
from ..config.yaml_text import read_yaml
from ..metrics.costs import idle_arms
from ..records.run_list import runs_of
from ..records.terms import STAGES
from ..verdict import Judgement, from_json
from .dates import calendar_of
from .doubted import read_assumptions
from .evidence import Evidence, Provenance, setting
from .market import market_of
from .runs import Run, Runs, stack
from .trust_card import TrustCard, read_trust_card
from .worlds import by_world, draws_of

_KEYS = {"arm": pl.String, "seed": pl.Int64}
_METRICS = {"metric": pl.String, "brand": pl.String, "day": pl.Int32, "value": pl.Float64, "unit": pl.String}
_FREQUENCY = {"frequency": pl.Int64, "users": pl.Int64}
_EFFECTS = {
    "metric": pl.String, "brand": pl.String, "unit": pl.String, "arm": pl.String, "baseline_arm": pl.String,
    "baseline": pl.Float64, "treatment": pl.Float64, "diff": pl.Float64, "ci_low": pl.Float64, "ci_high": pl.Float64,
    "n_pairs": pl.Int64, "correlation": pl.Float64, "se": pl.Float64, "level": pl.Float64,
    "se_independent": pl.Float64, "se_ratio": pl.Float64, "p_best": pl.Float64,
}  # fmt: skip
_GOAL = {
    "arm": pl.String, "metric": pl.String, "at_least": pl.Float64, "measure": pl.String, "better": pl.String,
    "mean": pl.Float64, "n": pl.Int64, "reached": pl.Int64,
}  # fmt: skip

_NUMBERS = ("added", "added_low", "added_high", "spend", "cost", "cost_low", "cost_high", "rest")
_LESSONS = {
    "about": pl.String, "arm": pl.String, "metric": pl.String, "trait": pl.String, "segment": pl.String, "n": pl.Int64,
    **dict.fromkeys(_NUMBERS, pl.Float64), "verdict": pl.String,
}  # fmt: skip

_LIKENESS = {
    "name": pl.String, "group": pl.String, "confidence": pl.String, "value": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "within": pl.Boolean,
}  # fmt: skip


def read_folder(folder: Path, parameters: Sequence[ParameterRow]) -> tuple[Evidence, Provenance]:
    """Read an experiment's folder, or that of one run, whichever it is.

    Raises
    ------
    ConfigError
        If the folder holds no finished run.
    """
    return _read(folder, runs_of(folder) or [folder], parameters)


def read_experiment(folder: Path, parameters: Sequence[ParameterRow]) -> tuple[Evidence, Provenance]:
    """Read ``<out>/<experiment>``: the runs that it compares, and the effects between its arms.

    Raises
    ------
    ConfigError
        If the folder holds no finished run.
    """
    return _read(folder, runs_of(folder), parameters)


def read_run(folder: Path, parameters: Sequence[ParameterRow]) -> tuple[Evidence, Provenance]:
    """Read one run's folder: one arm, no effects."""
    return _read(folder, [folder], parameters)


def _read(folder: Path, places: Sequence[Path], parameters: Sequence[ParameterRow]) -> tuple[Evidence, Provenance]:
    manifests = {p: json.loads((p / "manifest.json").read_text()) for p in places if (p / "manifest.json").exists()}
    good = {place: m for place, m in manifests.items() if m.get("status") == "ok"}
    if not good:
        raise ConfigError(message("report.no_finished_run", folder=folder))
    is_study = places != [folder]
    configs = _as_asked(_config_by_arm(good), folder) if is_study else _config_by_arm(good)
    config = _campaigning(configs)
    planned = _planned(config) if is_study else 1
    evidence = _evidence(folder, good, configs, is_study)
    return evidence, Provenance(
        config=config,
        manifests=list(manifests.values()),
        planned=max(planned, len(manifests)),
        budgets={arm: float(setting(c, "campaign.budget_cny") or 0) for arm, c in configs.items()},
        parameters=parameters,
        folder=str(folder),
        command=_command(folder),
    )


def _origin(folder: Path) -> dict[str, Any]:
    """Return what made a study; nothing if ``study.json`` is not there, or no JSON."""
    try:
        origin: dict[str, Any] = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return origin


def _command(folder: Path) -> list[str]:
    """Return the command that made a study."""
    return [str(word) for word in _origin(folder).get("command") or ()]


def _as_asked(configs: Mapping[str, dict[str, Any]], folder: Path) -> dict[str, dict[str, Any]]:
    """Return settings with the level of intervals that was asked for: a run that is reused has that of its own day."""
    level = setting(_origin(folder).get("config") or {}, "study.interval_level")
    if level is None:
        return dict(configs)
    studies = {arm: {**(own.get("study") or {}), "interval_level": level} for arm, own in configs.items()}
    return {arm: {**own, "study": studies[arm]} for arm, own in configs.items()}


def _config_by_arm(good: Mapping[Path, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Settings of each arm: those of its last run, for they differ by the seed alone."""
    places = {str(m["arm"]): place for place, m in good.items()}
    return {arm: in_todays_words(read_yaml(place / "config.yaml")) for arm, place in places.items()}


def _campaigning(configs: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Settings of the first arm that campaigns: the baseline's would name no brand."""
    spends = [c for c in configs.values() if setting(c, "campaign.brand") and setting(c, "campaign.budget_cny")]
    return (spends or list(configs.values()))[0]


def _has_free_tactics(config: Mapping[str, Any]) -> bool:
    """Whether there is a campaign without money: nobody is hired, and yet a coupon is given."""
    return not setting(config, "campaign.budget_cny") and bool(free_tactics(setting(config, "campaign") or {}))


def _planned(config: Mapping[str, Any]) -> int:
    return len(setting(config, "study.arms") or {}) * int(setting(config, "study.replicates") or 0)


def _evidence(
    folder: Path, good: Mapping[Path, Mapping[str, Any]], configs: Mapping[str, dict[str, Any]], is_study: bool
) -> Evidence:
    config = _campaigning(configs)
    first = next(iter(good.values()))
    baseline = str(setting(config, "study.baseline")) if is_study else str(first["arm"])
    runs = Runs(Run(str(m["arm"]), int(m["seed"]), place, configs[str(m["arm"])]) for place, m in good.items())
    metrics = _stack(runs, "metrics", _METRICS, None)
    if is_study and draws_of(config) > 1:
        metrics = by_world(metrics, {place: int(m["seed"]) for place, m in good.items()})
    brand = _brand(config, metrics)
    effects = _table(folder / "effects.parquet", _EFFECTS, is_study)
    unfunded = {arm for arm in idle_arms(effects, means()) if not setting(configs.get(arm, {}), "campaign.budget_cny")}
    controls = tuple(sorted({*_repeats_of(baseline, good.values()), *unfunded}))  # money left unspent is no control
    return Evidence(
        experiment=str(first.get("experiment") or setting(config, "name") or folder.name),
        question=str(setting(config, "study.question") or ""),
        baseline=baseline,
        arms=_arms(baseline, controls, config, good.values()),
        controls=controls,
        brand=brand,
        outcomes=tuple(setting(config, "study.outcomes") or ("gmv",)),
        level=float(setting(config, "study.interval_level")),
        judging=_judging(config),
        market=market_of(first),
        n_days=int(first["n_days"]),
        metrics=metrics,
        effects=effects,
        effects_daily=_table(folder / "effects_daily.parquet", {**_EFFECTS, "day": pl.Int32}, is_study),
        frequency=_stack(runs, "reach_frequency", _FREQUENCY, brand),
        states=_stack(runs, "brand_daily", {"day": pl.Int32, **dict.fromkeys(STAGES, pl.Int64)}, brand),
        publishing=_stack(runs, "contracts", {"publish_day": pl.Int32}, brand),
        lessons=_table(folder / "lessons.parquet", _LESSONS, is_study),
        likeness=_table(folder / "likeness.parquet", _LIKENESS, is_study),
        judgement=_judgement(folder / "verdict.json") if is_study else None,
        assumptions=read_assumptions(folder) if is_study else None,
        trust_card=_trust_card(folder, config, first),
        goal=_table(folder / "goal.parquet", _GOAL, is_study and _has_goal(config)),
        calendar=calendar_of(config),
        labels=setting(config, "study.labels") or {},
        told_as={arm: "no_budget" for arm, own in configs.items() if arm == "nothing" and _has_free_tactics(own)},
        runs=runs,
    )


def _trust_card(folder: Path, config: Mapping[str, Any], manifest: Mapping[str, Any]) -> TrustCard | None:
    ensemble = setting(config, "ensemble")
    return read_trust_card(folder, ensemble, (manifest.get("inputs") or {}).get(ensemble))


def _has_goal(config: Mapping[str, Any]) -> bool:
    """Whether a study has a number to reach; else a table that lies there is an earlier one's."""
    asked = setting(config, "study.decide_by")
    of_objectives = [each.get("goal") for each in asked if isinstance(each, Mapping)] if isinstance(asked, list) else []
    return any(goal is not None for goal in (setting(config, "study.goal"), *of_objectives))


def _judging(config: Mapping[str, Any]) -> JudgingConfig:
    """Rules that a study is told by: its own; of what it was made before, those that are shipped."""
    own = setting(config, "study.judging") or {}
    try:
        return JudgingConfig.model_validate(own)
    except ValidationError:
        shipped = load_config().study.judging.model_dump()
        return JudgingConfig.model_validate(_with_known(shipped, own))


def _with_known(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is shipped with its own values where there are any; what is no more is left out."""
    return {
        name: _with_known(value, own.get(name, {})) if isinstance(value, dict) else own.get(name, value)
        for name, value in shipped.items()
    }


def _brand(config: Mapping[str, Any], metrics: pl.DataFrame) -> str | None:
    """The brand in focus: as configured, else the one that campaigns, else the first that was measured.

    A creator's own account is about no brand.
    """
    named = setting(config, "report.brand_focus") or setting(config, "campaign.brand")
    if named:
        return str(named)
    if setting(config, "account.owner") == "creator":
        return None
    brands = metrics["brand"].drop_nulls().unique().sort()
    return str(brands[0]) if len(brands) else None


def _repeats_of(baseline: str, manifests: Any) -> tuple[str, ...]:
    """Arms whose settings equal the baseline's: A against A."""
    digests = {str(m["arm"]): m.get("config_digest") for m in manifests}
    own = digests.get(baseline)
    return tuple(arm for arm, digest in digests.items() if own and arm != baseline and digest == own)


def _arms(baseline: str, controls: tuple[str, ...], config: Mapping[str, Any], manifests: Any) -> tuple[str, ...]:
    """Arms that ran, baseline first, then in the order of the configuration."""
    ran = {str(m["arm"]) for m in manifests}
    order = [*(setting(config, "study.arms") or {}), *sorted(ran)]
    others = [arm for arm in dict.fromkeys(order) if arm in ran and arm != baseline and arm not in controls]
    return (baseline, *others) if baseline in ran else tuple(others)


def _stack(runs: Runs, table: str, schema: Mapping[str, Any], brand: str | None) -> pl.DataFrame:
    """One frame of a table over all runs, only with the columns asked for; of one brand if given."""
    frame = stack(runs, table, brand=brand)
    if not frame.width:
        return pl.DataFrame(schema={**_KEYS, **schema})
    return frame.select("arm", "seed", *(pl.col(column).cast(dtype) for column, dtype in schema.items()))


def _judgement(path: Path) -> Judgement | None:
    """What a comparison was judged to have found; None where it has not been."""
    return from_json(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def _table(path: Path, schema: Mapping[str, Any], is_wanted: bool) -> pl.DataFrame:
    """A result of the whole experiment; without rows where it is not wanted or was not written."""
    if not is_wanted or not path.exists():
        return pl.DataFrame(schema=dict(schema))
    frame = pl.read_parquet(path)
    missing = [name for name in schema if name not in frame.columns]
    if missing:
        raise ConfigError(message("report.no_columns", path=path, columns=[*missing]))
    return frame
