"""What a search for the best has tried: its points with what they gained, the best of them so far."""

from typing import Any, Final

import polars as pl

from ..report.words import Words
from .frames import table
from .names import at_value
from .shelf import TRIALS, Study

SHARE, VALUE = "share.", "value."
_GAIN: Final = "gain."


def aims_of(study: Study) -> list[str]:
    """Return the metrics that a search wants high, or low; the first decides."""
    return [str(aim.get("metric")) for aim in study.origin.get("aims") or ()]


def signs_of(study: Study) -> dict[str, int]:
    """Return, of each metric, 1 where more of it is better, else -1: tables of searches count what is good as more."""
    return {str(aim.get("metric")): 1 if aim.get("is_higher_better", True) else -1 for aim in study.origin["aims"]}


def tried(study: Study, aim: str) -> pl.DataFrame | None:
    """Return the points of a search in the order in which they were asked; None where it left none.

    Returns
    -------
    frame
        ``point`` (counted from 1), ``gain`` (change against the baseline, mean over its runs), ``runs``, ``failed``,
        ``is_screen`` (coarse runs alone), ``best`` (the best gain up to it), ``share.<pot>``, ``value.<axis>``.
    """
    found = table(study.folder / TRIALS)
    if found is None or not found.height or f"{_GAIN}{aim}" not in found.columns:
        return None
    places = [name for name in found.columns if name.startswith((SHARE, VALUE))]
    gain, sign = pl.col(f"{_GAIN}{aim}"), signs_of(study).get(aim, 1)
    points = found.group_by("point", maintain_order=True).agg(
        gain.mean().alias("good"), gain.count().alias("runs"), gain.null_count().alias("failed"),
        pl.col("is_screen").all(), *(pl.col(name).first() for name in places),
    )  # fmt: skip
    return points.with_columns(
        point=pl.col("point") + 1, gain=pl.col("good") * sign, best=pl.col("good").cum_max().forward_fill() * sign,
    ).drop("good")  # fmt: skip


def best_of(study: Study, points: pl.DataFrame, aim: str) -> dict[str, Any] | None:
    """Return the point that gained most so far."""
    known = points.filter(pl.col("gain").is_not_null())
    if not known.height:
        return None
    best: dict[str, Any] = known.sort(pl.col("gain") * signs_of(study).get(aim, 1), descending=True).row(0, named=True)
    return best


def plan_told(point: dict[str, Any], words: Words) -> str:
    """Say what a point is: how the money is split, and what is chosen beside."""
    shares = [
        words.say("dashboard_pot_share", pot=words.line(name.removeprefix(SHARE)), share=words.percent(share))
        for name, share in point.items() if name.startswith(SHARE) and share > 0.0
    ]  # fmt: skip
    values = [
        at_value(name.removeprefix(VALUE), value, words)
        for name, value in point.items() if name.startswith(VALUE)
    ]  # fmt: skip
    return words.say("comma").join([*shares, *values])


def best_so_far(study: Study, words: Words) -> str:
    """Return the best that a running search has met, marked as unfinished; empty while there is none."""
    aim = next(iter(aims_of(study)), "")
    points = tried(study, aim)
    best = None if points is None else best_of(study, points, aim)
    if points is None or best is None:
        return ""
    return words.say(
        "dashboard_best_so_far", n=points.height, plan=plan_told(best, words), runs=best["runs"],
        gain=words.value(aim, best["gain"], sign=True), metric=words.within(words.metric(aim)),
    )  # fmt: skip
