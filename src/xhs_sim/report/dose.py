"""How large the campaigns are against their market, with the limits up to which the model can tell."""

from collections.abc import Mapping
from typing import NamedTuple

from ..verdict.treatment import dose_limits
from .evidence import Evidence
from .summary import levels
from .words import Words

# Name of a limit -> the metric that is held against it.
MEASURED = {
    "budget_per_head_cny": "budget_per_head", "share_of_impressions": "share_of_impressions",
    "share_of_notes": "share_of_notes", "share_of_tier_hired": "share_of_tier_hired",
}  # fmt: skip


class Dose(NamedTuple):
    """The largest of any arm, by limit."""

    largest: Mapping[str, float]
    limits: Mapping[str, float]

    @property
    def is_within(self) -> bool:
        """Whether no limit is passed."""
        return all(value <= self.limits[name] for name, value in self.largest.items())

    def told(self, words: Words) -> dict[str, str]:
        """Say each number and its limit."""
        said = {}
        for name, value in self.largest.items():
            tell = words.money if name == "budget_per_head_cny" else words.percent
            said[name], said[f"{name}_limit"] = words.apart(tell, value, self.limits[name])
        return said


def dose_of(evidence: Evidence) -> Dose | None:
    """Return the dose of a study; None where nothing was spent, or it was not measured."""
    largest = {}
    for name, metric in MEASURED.items():
        seen = [row["mean"] for arm, row in levels(evidence, metric).items() if arm not in evidence.controls]
        if not seen:
            return None
        largest[name] = max(seen)
    if not largest["budget_per_head_cny"]:
        return None
    limits = dose_limits(evidence.judging.limits)
    return Dose(largest, {name: limits[name] for name in MEASURED})
