"""Which step of the funnel carries a miss: what came over what was foretold, split into factors whose logs add up.

Of notes: how many came, what each was shown without ads, how far ads lifted that, how reads go with the formats that
they had, reads per impression beyond that, engagements per read. Of ads: what found a place, impressions for the money,
clicks per impression, engagements per click. Of a shop: orders per read of the notes.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from .figures import Counts, ln
from .foretold import FEWEST, LEAST_SD, next_one
from .past import SMALLEST, Past
from .shown import Shown

STEPS: Final = "backtest_steps.parquet"
_SCHEMA: Final = {
    "part": pl.String, "step": pl.String, "log": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "outside": pl.Boolean,
}  # fmt: skip


class Step(NamedTuple):
    """A factor of a funnel: ``above`` over ``below``."""

    name: str
    above: str
    below: str = ""


_NOTES = (
    Step("came", "notes"), Step("shown", "organic", "notes"), Step("lifted", "note_impressions", "organic"),
    Step("read", "note_reads", "note_impressions"), Step("engaged", "note_engagements", "note_reads"),
)  # fmt: skip
_CHAINS: Final = {
    "notes": _NOTES,
    "ads": (
        Step("placed", "ad_cny"), Step("bought", "ad_impressions", "ad_cny"),
        Step("clicked", "ad_clicks", "ad_impressions"), Step("ad_engaged", "ad_engagements", "ad_clicks"),
    ),
    "shop": (Step("ordered", "orders", "note_reads"),),
}  # fmt: skip
_NO_ORGANIC = (_NOTES[0], Step("shown", "note_impressions", "notes"), *_NOTES[3:])


def split(past: Past, actual: Counts, shown: Sequence[Shown], level: float) -> pl.DataFrame:
    """Split each part's miss into steps.

    Returns
    -------
    frame
        ``part, step, log`` (mean over replicates of ln(came / foretold)), ``low, high`` (where a single campaign's
        would lie if nothing were missed), ``outside``. The logs of a part add up to that of its last count.
    """
    runs, rows = [each.counts for each in shown], []
    mixed = _mixed_rates(past, shown) if actual.get("note_reads") is not None else None
    for part, chain in _CHAINS.items():
        steps = _NO_ORGANIC if part == "notes" and actual.get("organic") is None else chain
        for step in steps:
            logs = _misses(step, actual, runs)
            if logs is None:
                break  # what comes after would not add up
            both = {step.name: logs}
            if step.name == "read" and mixed is not None:
                by_format = mixed - np.array([_factor(step, each) for each in runs])
                both = {"formats": by_format, "read": logs - by_format}
            rows += [_row(part, name, values, level) for name, values in both.items()]
    return pl.DataFrame(rows, schema=_SCHEMA)


def _misses(step: Step, actual: Counts, runs: Sequence[Mapping[str, float]]) -> np.ndarray | None:
    came = _factor(step, actual)
    foretold = [_factor(step, each) for each in runs]
    if came is None or any(each is None for each in foretold) or len(runs) < FEWEST:
        return None
    return came - np.array(foretold, np.float64)


def _factor(step: Step, counts: Counts) -> float | None:
    above, below = ln(counts, step.above), ln(counts, step.below) if step.below else 0.0
    return None if above is None or below is None else above - below


def _row(part: str, name: str, misses: np.ndarray, level: float) -> dict[str, object]:
    middle, _, high = next_one(misses, level, LEAST_SD)
    wide = high - middle
    return {"part": part, "step": name, "log": middle, "low": -wide, "high": wide, "outside": abs(middle) > wide}


def _mixed_rates(past: Past, shown: Sequence[Shown]) -> np.ndarray | None:
    """Return ln of each run's reads per impression, had its impressions been of images and videos as they were.

    None where too few notes of either format are known, or a run had none.
    """
    paid = past.paid
    if paid.is_empty() or paid["format"].null_count() or paid["reads"].null_count():
        return None
    of = {name: paid.filter(format=name) for name in ("image", "video")}
    if any(frame.height < SMALLEST for frame in of.values()):
        return None
    if any(each.by_format.get(name, (0.0, 0.0))[0] <= 0 for each in shown for name in of):
        return None
    weights = {name: float(frame["impressions"].sum()) for name, frame in of.items()}
    all_of = sum(weights.values())
    rates = [
        sum(weights[name] / all_of * each.by_format[name][1] / each.by_format[name][0] for name in of) for each in shown
    ]
    return np.log(rates) if all_of > 0 and all(rate > 0 for rate in rates) else None
