"""A against A: an arm that spent nothing, neither money nor work, must not differ from the baseline at all."""

from dataclasses import dataclass

import polars as pl

from ..metrics.account import MEANS


@dataclass(frozen=True, slots=True)
class Control:
    """One arm that did nothing, and the figures in which it differs all the same."""

    arm: str
    n_figures: int
    differing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What the control says, ready to print."""
        if not self.differing:
            return f"A against A: {self.arm} spent nothing and all {self.n_figures} figures are the baseline's."
        some = ", ".join(self.differing[:5])
        return (
            f"A against A FAILED: {self.arm} spent nothing, yet {len(self.differing)} of "
            f"{self.n_figures} figures differ ({some}): do not trust the effects."
        )


def find_controls(effects: pl.DataFrame) -> list[Control]:
    """Return the arms of an effects table that put in as little as the baseline: neither money nor work."""
    spend = effects.filter(pl.col("metric").is_in(MEANS)).group_by("arm", maintain_order=True)
    idle = spend.agg(pl.col("mean_arm").sum(), pl.col("mean_baseline").sum()).filter(
        (pl.col("mean_arm") == 0) & (pl.col("mean_baseline") == 0)
    )
    controls = []
    for arm in idle["arm"]:
        own = effects.filter((pl.col("arm") == arm) & pl.col("effect").is_not_null())
        differing = own.filter((pl.col("effect") != 0) | (pl.col("se").fill_null(0) != 0))
        controls.append(Control(arm, own.height, tuple(differing["metric"].unique(maintain_order=True))))
    return controls
