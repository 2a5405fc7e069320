"""A against A: an arm that put in nothing (money, work, discounts, live time) must equal the baseline."""

from dataclasses import dataclass

import polars as pl

from ..metrics.costs import idle_arms


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
    """Return the arms of an effects table, of all brands, that put in as little as the baseline: nothing."""
    controls = []
    for arm in idle_arms(effects):
        own = effects.filter((pl.col("arm") == arm) & pl.col("diff").is_not_null())
        differing = own.filter((pl.col("diff") != 0) | (pl.col("se").fill_null(0) != 0))
        controls.append(Control(arm, own.height, tuple(differing["metric"].unique(maintain_order=True))))
    return controls
