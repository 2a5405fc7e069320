"""What was found, beside the runs: tables that any tool opens, and one file that says what they lean on.

``robustness.parquet`` has a row for each draw and arm, ``tornado.parquet`` one for each end of a number,
``assumptions.parquet``, the register, one for each number that was doubted. ``robustness.json`` has the answer, and
what made it: command, digest of the configuration, seeds, versions.
"""

import json
import math
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..config import Config, config_digest
from ..lab.space import Axis
from ..records.whole_file import whole_file, write_whole
from ..study.engine import commit, engine_version, made_by, versions
from ..verdict.statistics import Interval
from .box import Among
from .inquiry import Drawn, Found
from .leads import count_leads
from .prim import Region
from .shares import Share, more_than, share
from .tornado import Swing

DRAWS: Final = "robustness.parquet"
TORNADO: Final = "tornado.parquet"
REGISTER: Final = "assumptions.parquet"
ANSWER: Final = "robustness.json"


def question_of(config: Config) -> dict[str, str]:
    """Return what an answer is to: another one in the same folder is not written over, unless that was asked for."""
    return {"experiment": config.name, "config": config_digest(config)}


def write_found(found: Found, config: Config, folder: Path, command: Sequence[str]) -> None:
    """Write all four files, each whole or not at all; the answer last.

    Parameters
    ----------
    found : Found
    config : Config
        Of the study.
    folder : Path
        ``<out>/<experiment>``.
    command : sequence of str
        That makes it, word by word.
    """
    about: dict[str, Any] = {
        "command": list(command), "config": config.model_dump(mode="json"), "config_digest": config_digest(config),
        "engine": engine_version(), "commit": commit(), "versions": versions(), "people": config.population.people,
        "readers": config.population.n_users, "days": config.n_days,
        "seeds": [each.seed for each in found.luck], "draw_seeds": [each.seed for each in found.draws],
    }  # fmt: skip
    made = made_by() | {
        "xhs_sim.command": shlex.join(command), "xhs_sim.config_digest": about["config_digest"],
        "xhs_sim.root_seed": str(config.seed),
    }  # fmt: skip
    tables = {DRAWS: draws_table(found), TORNADO: tornado_table(found), REGISTER: register(found)}
    for name, table in tables.items():
        with whole_file(folder / name) as unfinished:
            table.write_parquet(unfinished, metadata=made)
    whole = answer(found) | about | {"question": question_of(config), "made": made}
    write_whole(folder / ANSWER, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def draws_table(found: Found) -> pl.DataFrame:
    """Return a row for each draw and arm: values, score, and who leads.

    Returns
    -------
    frame
        ``kind`` (``default``: a seed at the default values; ``draw``), ``draw``, ``seed``, a column for each number,
        ``arm``, ``score`` (what arms are ranked by, more is better), ``leader``, ``why``, ``gap`` (how far the leader
        of the defaults is ahead; below 0: behind), ``error``. A draw with a failed run has one row.
    """
    usual = {axis.name: axis.default for axis in found.axes}
    rows: list[dict[str, Any]] = []
    for kind, draws in (("default", found.luck), ("draw", found.draws)):
        for k, each in enumerate(draws):
            who = {"kind": kind, "draw": k, "seed": each.seed, **usual, **each.values}
            rows += [who | result for result in _results(each, found.leader)]
    kinds = {"draw": pl.Int32, "seed": pl.Int64, "score": pl.Float64, "gap": pl.Float64, "error": pl.String,
             "leader": pl.String, "why": pl.String, "arm": pl.String}  # fmt: skip
    table = pl.DataFrame(rows, infer_schema_length=None)
    return table.with_columns(pl.col(name).cast(kind) for name, kind in kinds.items())


def _results(each: Drawn, leader: str) -> list[dict[str, Any]]:
    if each.draw is None:
        return [{"arm": None, "score": None, "leader": None, "why": None, "gap": None, "error": each.error}]
    gap = each.draw.gap(leader)
    known = None if math.isnan(gap) else gap
    own = {"leader": each.draw.leader, "why": str(each.draw.why), "gap": known, "error": None}
    return [{"arm": arm, "score": score, **own} for arm, score in each.draw.scores.items()]


def tornado_table(found: Found) -> pl.DataFrame:
    """Return a row for each end of each number that was moved by itself."""
    axes = {axis.name: axis for axis in found.axes}
    rows = [_swing_row(swing, axes[swing.parameter], found) for swing in found.swings]
    return pl.DataFrame(rows, schema=_TORNADO)


_BOUNDS = ("gain", "gap", "gain_change", "gap_change")
_TORNADO: Final = pl.Schema([
    *dict.fromkeys(("parameter", "end"), pl.String).items(), ("value", pl.Float64), ("default", pl.Float64),
    *dict.fromkeys(
        ("unit", "source", "confidence", "metric", "basis", "leader", "second", "baseline"), pl.String
    ).items(),
    ("n", pl.Int32), ("level", pl.Float64),
    *((f"{name}{bound}", pl.Float64) for name in _BOUNDS for bound in ("", "_low", "_high")),
    ("first", pl.String), ("is_apart", pl.Boolean),
])  # fmt: skip


def _swing_row(swing: Swing, axis: Axis, found: Found) -> dict[str, Any]:
    value = axis.at(0.0 if swing.end == "low" else 1.0)
    intervals: dict[str, Interval] = {name: getattr(swing, name) for name in _BOUNDS}
    return {
        "parameter": axis.name, "end": swing.end, "value": value, "default": axis.default, "unit": str(axis.unit),
        "source": axis.source, "confidence": axis.confidence, "metric": found.verdict.objective.metric,
        "basis": str(found.defaults.footing.per), "leader": found.leader, "second": found.defaults.second,
        "baseline": found.defaults.baseline, "n": swing.n, "level": found.verdict.level,
        **{name: each.mean for name, each in intervals.items()},
        **{f"{name}_low": each.low for name, each in intervals.items()},
        **{f"{name}_high": each.high for name, each in intervals.items()},
        "first": swing.first, "is_apart": swing.is_apart,
    }  # fmt: skip


def register(found: Found) -> pl.DataFrame:
    """Return the numbers that the answer leans on, and how much each moves it: those that stand first.

    Returns
    -------
    frame
        ``parameter, default, low, high, choices, unit, source, confidence``; over the draws ``change`` of the lead from
        one end to the other with ``change_low, change_high`` (which hold together for all numbers) and ``chance``
        (that any of them is as sure by luck); ``is_limit``: whether it surely tells where another arm leads.
    """
    sure = [region for region in found.regions.values() if region.is_sure(found.verdict.level)]
    limits = {name for region in sure for name in region.box.limits}
    axes = {axis.name: axis for axis in found.axes}
    rows = [
        {
            "parameter": axis.name, "default": None if axis.default is None else str(axis.default), "low": axis.low,
            "high": axis.high, "choices": [str(choice) for choice in axis.choices], "unit": str(axis.unit),
            "source": axis.source, "confidence": axis.confidence, "change": slope.change, "change_low": slope.low,
            "change_high": slope.high, "chance": slope.chance, "is_limit": axis.name in limits,
        }
        for slope in found.slopes
        for axis in [axes[slope.parameter]]
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_REGISTER)


_REGISTER: Final[dict[str, Any]] = {
    "parameter": pl.String, "default": pl.String, "low": pl.Float64, "high": pl.Float64,
    "choices": pl.List(pl.String), "unit": pl.String, "source": pl.String, "confidence": pl.String,
    "change": pl.Float64, "change_low": pl.Float64, "change_high": pl.Float64, "chance": pl.Float64,
    "is_limit": pl.Boolean,
}  # fmt: skip


def answer(found: Found) -> dict[str, Any]:
    """Return the answer as plain values: who leads how often, by luck alone how often, and where others do."""
    verdict, level = found.verdict, found.verdict.level
    arms = list(verdict.arms)
    counted = {name: [each.draw for each in draws if each.draw is not None]
               for name, draws in (("draws", found.draws), ("luck", found.luck))}  # fmt: skip
    asked = {"draws": list(found.asked.arms), "luck": arms}
    leads = {
        name: {arm or "": _share(share(n, len(draws), level)) for arm, n in count_leads(draws, asked[name]).items()}
        for name, draws in counted.items()
        if draws
    }
    return {
        "leader": found.leader, "second": found.defaults.second, "baseline": verdict.baseline, "arms": arms,
        "is_told_apart": verdict.leader == found.leader, "metric": verdict.objective.metric,
        "better": verdict.objective.better, "basis": str(found.defaults.footing.per), "level": level,
        "asked": asked["draws"], "never_as_planned": list(found.asked.never_as_planned),
        "behind": list(found.asked.behind), "numbers": len(found.axes), "draws": len(counted["draws"]),
        "failed": sum(each.draw is None for each in found.draws), "leads": leads.get("draws", {}),
        "luck": leads.get("luck", {}), "beyond_luck": list(_beyond_luck(found, counted["draws"], counted["luck"])),
        "regions": [_region(arm, region) for arm, region in found.regions.items()],
        "errors": [*(each.error for each in found.draws if each.error), *found.errors],
    }  # fmt: skip


def _beyond_luck(found: Found, draws: Sequence[Any], luck: Sequence[Any]) -> Iterator[float]:
    """How much more often another arm than the usual leads in draws than by luck of the seed, with its interval."""
    if draws and luck:
        others = [sum(each.leader != found.leader for each in some) for some in (draws, luck)]
        level = found.verdict.level
        yield from more_than(share(others[0], len(draws), level), share(others[1], len(luck), level))


def _share(found: Share) -> dict[str, float]:
    return {"times": found.times, "of": found.of, "low": found.low, "high": found.high}


def _region(arm: str, region: Region) -> dict[str, Any]:
    limits = [
        {"parameter": name, "choices": list(limit.choices)} if isinstance(limit, Among)
        else {"parameter": name, "low": limit.low, "high": limit.high}
        for name, limit in region.box.limits.items()
    ]  # fmt: skip
    return {
        "arm": arm, "limits": limits, "inside": region.inside, "led": region.hits_inside, "led_in_all": region.hits,
        "draws": region.draws, "coverage": region.coverage, "density": region.density, "chance": region.chance,
        "by_luck": region.by_luck,
    }  # fmt: skip
