"""What arms are ranked by, run by run: the verdict's own basis, chosen once, so that all draws speak of one unit."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..verdict.contest import Seen
from ..verdict.quantity import Quantity
from ..verdict.statistics import Floats
from ..verdict.types import Per

Scores = Mapping[str, Floats]  # by arm: a figure by run, as a gain (more is better)


def scores_of(seen: Seen, arms: Sequence[str], per: Per) -> dict[str, Floats]:
    """Return the scores of those arms that have one on a basis.

    Parameters
    ----------
    seen : Seen
        A case, of one run or of many.
    arms : sequence of str
        Those that count.
    per : Per
        The basis: totals, by yuan, or gain by yuan beyond the baseline's.
    """
    base, measured, money = seen.case.baseline, seen.measured, seen.money
    values = {arm: Quantity.of(measured.sign * measured.by_arm[arm], "") for arm in arms}
    if per is Per.TOTAL:
        return {arm: each.by_run for arm, each in values.items()}
    if per is Per.YUAN:
        paid = [arm for arm in arms if money.pays(arm)]
        return {arm: values[arm].per(Quantity.of(money.by_run[arm], "CNY")).by_run for arm in paid}
    if base not in values:
        return {}
    nothing = np.where(np.isnan(values[base].by_run), np.nan, 0.0)
    dearer = [arm for arm in arms if arm != base and money.costs_more(arm, base)]
    gains = {arm: values[arm] - values[base] for arm in dearer}
    return {base: nothing} | {
        arm: gain.per(Quantity.of(money.extra_by_run(arm), "CNY")).by_run for arm, gain in gains.items()
    }
