"""What a validation leaves: what was foretold of what was left out, how models that are right do, and a trust card.

``foretold.parquet`` has a row for each figure of each side that was left out, ``truths.parquet`` the same of each model
that is right, ``coverage.parquet`` one for each synthetic truth and parameter; ``validation.json`` the answer and what
made it; ``trust_card.json`` what a report tells of it, in this folder and beside the ensemble.
"""

import json
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import polars as pl

from ..calibrate.inquiry import at_edge
from ..calibrate.kept import coverage_table, made_of, write_answer
from ..calibrate.prior import usual
from ..config import config_digest
from ..records.whole_file import write_whole
from ..study.engine import commit, engine_version, versions
from .inquiry import Foretold, Found
from .judge import LEVELS, Judged, Share, false_alarms, judged, shares
from .plan import ValidationPlan
from .split import CREATORS, TIME

ANSWER: Final = "validation.json"
CARD: Final = "trust_card.json"
FORETOLD: Final = "foretold.parquet"
TRUTHS: Final = "truths.parquet"
COVERAGE: Final = "coverage.parquet"
_ON_CARD: Final = (
    "figures", "shares", "false_alarms", "models", "lacking", "accounts", "notes", "groups", "smallest", "since",
    "later", "people", "trials", "data", "command",
)  # fmt: skip


def write_found(plan: ValidationPlan, found: Found) -> dict[str, Any]:
    """Write all files, each whole or not at all, the answer and the cards last; return the answer."""
    answer = answer_of(plan, found)
    made = made_of(plan.command, plan.base.config)
    tables = {
        FORETOLD: foretold_table(found), TRUTHS: truths_table(found), COVERAGE: coverage_table(plan.base, found.whole)
    }  # fmt: skip
    write_answer(plan.folder / ANSWER, answer, tables, made)
    card = {name: answer[name] for name in _ON_CARD}
    card["ensemble"] = None if plan.ensemble is None else plan.ensemble.digest
    text = json.dumps(card, ensure_ascii=False, indent=1) + "\n"
    write_whole(plan.folder / CARD, text)
    if plan.ensemble is not None and plan.ensemble.file.parent.resolve() != plan.folder.resolve():
        write_whole(plan.ensemble.file.parent / CARD, text)
    return answer


def foretold_table(found: Found) -> pl.DataFrame:
    """Return a row for each figure of each side that was left out; see the module."""
    rows = [row for each in found.foretold for row in _rows(each)]
    texts, whole = ("hold_out", "kind", "figure"), ("creators_seen", "creators_left", "notes_left")
    numbers = ("observed", "low_90", "low_50", "middle", "high_50", "high_90", "rank", "off")
    schema: dict[str, Any] = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Float64)
    schema |= {"within_50": pl.Boolean, "within_90": pl.Boolean} | dict.fromkeys(whole, pl.Int64)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(each: Foretold) -> list[tuple[Any, ...]]:
    side = each.hold_out
    inside = [each.places.within(level) for level in LEVELS]
    sizes = (len(side.seen), len(side.left), sum(account.n for account in side.left))
    return [
        (
            side.name, side.kind, name, float(each.observed[j]), *map(float, each.ends[:, j]),
            float(each.places.rank[j]), float(each.places.off[j]), *(bool(held[j]) for held in inside), *sizes,
        )
        for j, name in enumerate(each.names)
    ]  # fmt: skip


def truths_table(found: Found) -> pl.DataFrame:
    """Return a row for each model that is right, side and figure: ``model, hold_out, kind, figure, rank, off``."""
    parts = [
        pl.DataFrame({
            "model": np.arange(len(each.right.rank)), "hold_out": each.hold_out.name, "kind": each.hold_out.kind,
            "figure": name, "rank": each.right.rank[:, j], "off": each.right.off[:, j],
        })
        for each in found.foretold for j, name in enumerate(each.names)
    ]  # fmt: skip
    return pl.concat(parts).filter(pl.col("off").is_finite())


def answer_of(plan: ValidationPlan, found: Found) -> dict[str, Any]:
    """Return what a reader is told, as plain values."""
    base, config, whole = plan.base, plan.base.config, found.whole
    told = [(name, kind) for kind in (CREATORS, TIME) for name in found.figures(kind)]
    places = [found.places(kind, name) for name, kind in told]
    right = [each for _, each in places]
    figures = [
        _as_row(judged(name, kind, *each), found) for (name, kind), each in zip(told, places, strict=True)
    ]  # fmt: skip
    in_turn = found.of_kind(CREATORS)
    later = [
        {"earlier": len(each.hold_out.seen), "later": len(each.hold_out.left)} for each in found.of_kind(TIME)
    ]  # fmt: skip
    parameters = [
        {"name": each.name, "low": each.low, "high": each.high, "coverage": float(covered), "widen": float(widen)}
        for each, covered, widen in zip(base.parameters, whole.coverage.share, whole.coverage.widen, strict=True)
    ]
    return {
        "figures": figures, "shares": [_share_row(each) for each in shares([own for own, _ in places], right)],
        "false_alarms": false_alarms(right), "models": len(right[0].off), "lacking": list(plan.lacking),
        "level": base.level,
        "outside": sorted({name for each in found.foretold for name in each.outside} | set(whole.outside)),
        "at_edge": list(at_edge(whole.places, found.box, [each.name for each in base.parameters])),
        "parameters": parameters, "truths": whole.coverage.n, "accounts": base.accounts, "notes": base.notes,
        "groups": len(in_turn), "smallest": min(len(each.hold_out.left) for each in in_turn),
        "since": f"{plan.since:%Y-%m-%d}", "later": later[0] if later else None,
        "trials": [found.first.n, found.last.n], "asked": found.asked, "failed": len(found.errors),
        "wanted": [plan.sizes.first, plan.sizes.last], "people": config.population.people,
        "readers": config.population.n_users, "days": config.n_days, "window": config.n_days - usual().grown_days,
        "data": plan.question["data"], "command": list(plan.command), "config_digest": config_digest(config),
        "ensemble": None if plan.ensemble is None else str(plan.ensemble.file), "engine": engine_version(),
        "commit": commit(), "versions": versions(), "question": plan.question, "config": config.model_dump(mode="json"),
    }  # fmt: skip


def _as_row(each: Judged, found: Found) -> dict[str, Any]:
    """Return a figure's judgement with what was observed and foretold, on average over the sides left out."""
    sides = [side for side in found.of_kind(each.kind) if each.figure in side.names]
    of = [side.names.index(each.figure) for side in sides]
    ends = np.mean([side.ends[:, j] for side, j in zip(sides, of, strict=True)], axis=0)
    observed = float(np.mean([side.observed[j] for side, j in zip(sides, of, strict=True)]))
    return {
        "figure": each.figure, "kind": each.kind, "grade": each.grade, "chance": each.chance,
        "within": list(each.within), "of": each.of, "off": each.off, "observed": observed, "low": float(ends[0]),
        "middle": float(ends[2]), "high": float(ends[-1]),
    }  # fmt: skip


def _share_row(each: Share) -> dict[str, Any]:
    return asdict(each) | {"is_short": each.is_short}
