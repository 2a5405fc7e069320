"""What a back-test found, in sentences: what was foretold, what it missed, why as far as it is known, what to do."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from ..config.messages import message
from .found import Found
from .plan import Plan

Row = Mapping[str, Any]
_PARTS: Final = ("notes", "ads", "shop")
_KINDS: Final = ("volume", "rate", "cost")
_PERCENT: Final = ("note_read_rate", "note_engagement_rate", "ad_ctr", "ad_engagement_rate")
_YUAN: Final = ("note_cpm", "note_cpr", "note_cpe", "ad_cny", "ad_cpm", "ad_cpc", "ad_cpe", "gmv_cny", "order_value")
_OFF = 2.0  # times: from where on stand-ins are no likeness of whom they stand for
_APART = 1.5  # times: from where on tiers are said to differ


def sentences(plan: Plan, found: Found) -> Iterator[str]:
    """Yield what was found, a message a line; the answer first."""
    yield lead(plan, found)
    for part in _PARTS:
        yield from _missed(found.steps.filter(part=part).to_dicts(), part)
    yield from _why(found)
    yield from _do(found)


def figures_told(found: Found) -> Iterator[str]:
    """Yield what a table has, a message for the volumes, rates and costs of each part: for who sees no table."""
    for part in _PARTS:
        for kind in _KINDS:
            rows = found.table.filter(part=part, kind=kind).to_dicts()
            if rows:
                names = {"part": message(f"backtest.part_{part}"), "kind": message(f"backtest.kind_{kind}")}
                yield message("backtest.of_part", **names, figures=[_one(row) for row in rows])


def lead(plan: Plan, found: Found) -> str:
    """Return the answer in a line."""
    table = found.table
    if table.is_empty():
        return message("backtest.nothing", n=found.replicates)
    people = plan.config.population.people
    rates = table.filter(kind="rate")
    return message(
        "backtest.lead", inside=int(table["inside"].sum()), n=table.height, level=plan.config.study.interval_level,
        replicates=found.replicates, people=people, rates_inside=int(rates["inside"].sum()), rates=rates.height,
    )  # fmt: skip


def name_of(figure: str) -> str:
    """Return what a figure is called."""
    return message(f"backtest.figure_{figure}")


def step_of(step: str) -> str:
    """Return what a step of a funnel is called."""
    return message(f"backtest.step_{step}")


def value_of(figure: str, value: float) -> str:
    """Return a figure's value as people write it, to three digits."""
    if figure in _PERCENT:
        return message("backtest.percent", value=_three(100 * value))
    return message("backtest.yuan" if figure in _YUAN else "backtest.count", value=_three(value))


def span_of(row: Row) -> str:
    """Return the interval of a row."""
    return message("backtest.span", low=value_of(row["figure"], row["low"]), high=value_of(row["figure"], row["high"]))


def title_of(found: Found) -> str:
    """Return the finding in a line, for a figure: the step that carries most of what was missed, if any does."""
    worst = _worst(found.steps)
    if worst is None:
        n, inside = found.table.height, int(found.table["inside"].sum())
        return message("backtest.title_inside" if inside == n else "backtest.title_some", inside=inside, n=n)
    return message("backtest.title_step", step=step_of(worst["step"]), times=float(np.exp(worst["log"])))


def _three(value: float) -> float:
    return float(f"{value:.3g}")


def _one(row: Row) -> str:
    values = {at: value_of(row["figure"], row[at]) for at in ("actual", "foretold")}
    key = "backtest.one_inside" if row["inside"] else "backtest.one_outside"
    return message(key, figure=name_of(row["figure"]), **values, span=span_of(row), times=_three(row["ratio"]))


def _missed(steps: list[dict[str, Any]], part: str) -> Iterator[str]:
    """Say how the logs of a part add up, and which step carries most."""
    if not steps:
        return
    whole = sum(row["log"] for row in steps)
    parts = [message("backtest.one_step", step=step_of(row["step"]), log=row["log"]) for row in steps]
    name = message(f"backtest.part_{part}")
    yield message("backtest.adds_up", part=name, times=float(np.exp(whole)), whole=whole, steps=parts)
    outside = [row for row in steps if row["outside"]]
    if outside:
        most = max(outside, key=lambda row: abs(row["log"]))
        others = [
            message("backtest.one_step", step=step_of(row["step"]), log=row["log"]) for row in outside if row != most
        ]
        key = "backtest.carried" if not others else "backtest.carried_with"
        yield message(key, step=step_of(most["step"]), times=float(np.exp(most["log"])), log=most["log"], others=others)
    else:
        yield message("backtest.luck", part=name)


def _why(found: Found) -> Iterator[str]:
    outside = {row["step"]: row for row in found.steps.to_dicts() if row["outside"]}
    if not 1 / _OFF < found.stand_ins < _OFF:
        yield message("backtest.why_stand_ins", times=found.stand_ins)
    ratios = [tier.ratio for tier in found.tiers]
    if "shown" in outside and len(ratios) > 1 and max(ratios) > _APART * min(ratios):
        tiers = [
            message("backtest.one_tier", tier=message(f"backtest.tier_{t.name}"), n=t.notes, times=t.ratio)
            for t in found.tiers
        ]
        yield message("backtest.why_tiers", tiers=tiers)
    if "formats" in outside and found.video is not None:
        yield message("backtest.why_formats", came=100 * found.video[0], foretold=100 * found.video[1])
    if "lifted" in outside and found.bought is not None:
        yield message("backtest.why_lifted", came=100 * found.bought[0], foretold=100 * found.bought[1])
    for step, row in outside.items():
        if step not in ("formats", "lifted"):
            yield message(f"backtest.why_{step}_{'more' if row['log'] > 0 else 'less'}")


def _do(found: Found) -> Iterator[str]:
    """Say what to do now: about the step that carries most, or how far to trust what stands."""
    worst = _worst(found.steps)
    if not 1 / _OFF < found.stand_ins < _OFF:
        yield message("backtest.do_stand_ins")
    if worst is not None:
        yield message(f"backtest.do_{worst['step']}")
        return
    wide = found.table.filter(kind="volume").with_columns(wide=pl.col("high") / pl.col("low"))
    if wide.height and wide["wide"].max() > 4:  # type: ignore[operator]
        row = wide.sort("wide", descending=True).to_dicts()[0]
        yield message("backtest.do_wide", figure=name_of(row["figure"]), span=span_of(row))
    elif found.table.height:
        yield message("backtest.do_nothing")


def _worst(steps: pl.DataFrame) -> dict[str, Any] | None:
    outside = steps.filter("outside").to_dicts()
    return max(outside, key=lambda row: abs(row["log"])) if outside else None
