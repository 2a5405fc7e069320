"""Run experiment 26: kol_mix in markets and samples of several sizes, then one table of what came out.

``--quick`` takes a small grid; more overrides may follow. Results stay in ``outputs/``; finished runs are used again.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import polars as pl

import xhs_sim

BRAND, READS = "qingrou", "brand_clicks"
TOLD = ("reach", READS, "gmv")
OUT = Path("outputs")


class Grid(NamedTuple):
    """Sizes to be tried."""

    budgets: Sequence[int]  # CNY
    people: Sequence[int]
    readers: Sequence[int]


FULL = Grid((30_000, 300_000), (500_000, 1_000_000, 2_000_000, 5_000_000), (10_000, 20_000, 50_000))
QUICK = Grid((30_000,), (200_000, 500_000, 1_000_000), (5_000, 10_000))


class Cell(NamedTuple):
    """One size."""

    budget: int
    people: int
    readers: int

    @property
    def name(self) -> str:
        """The study's folder."""
        return f"market_size_{self.budget}_{self.people}_{self.readers}"


class Effect(NamedTuple):
    """What an arm adds to doing nothing, with its interval."""

    value: float
    low: float
    high: float

    def meets(self, other: "Effect") -> bool:
        """Whether the two intervals overlap: then the sizes agree."""
        return self.low <= other.high and other.low <= self.high

    def told(self) -> str:
        return f"{self.value:,.0f} [{self.low:,.0f}, {self.high:,.0f}]"


Found = dict[tuple[str, str], Effect]  # arm, metric


def cells_of(grid: Grid) -> list[Cell]:
    """Return the sizes in order, for each budget the largest market and sample last."""
    return [Cell(*sizes) for sizes in product(*grid)]


def ask(cell: Cell, overrides: Sequence[str], workers: int) -> Found:
    """Compare the arms in a market of a size; return each arm's effects, and what a read costs."""
    sizes = {"population__audience": cell.people, "population__n_users": cell.readers}
    study = xhs_sim.compare(
        "experiment=market_size", *overrides, name=cell.name, campaign__budget_cny=cell.budget, out=OUT,
        workers=workers, **sizes,
    )  # fmt: skip
    return effects_of(study.effects)


def effects_of(effects: pl.DataFrame) -> Found:
    """Return effects by arm and metric; ``cost`` is what one more read costs, in CNY."""
    rows = effects.filter(pl.col("brand") == BRAND, pl.col("metric").is_in([*TOLD, "spend"]))
    spread = rows.filter(pl.col("ci_low") < pl.col("ci_high"))  # values all alike, as of no order at all, tell nothing
    known = spread.select("arm", "metric", "diff", "ci_low", "ci_high")
    found = {(arm, metric): Effect(*numbers) for arm, metric, *numbers in known.iter_rows()}
    spent = {arm: diff for arm, metric, diff in rows.select("arm", "metric", "diff").iter_rows() if metric == "spend"}
    for arm, spend in spent.items():
        reads = found.get((arm, READS))
        if reads is not None and reads.value > 0:
            high = spend / reads.low if reads.low > 0 else float("inf")
            found[arm, "cost"] = Effect(spend / reads.value, spend / reads.high, high)
    return found


def order_of(found: Found) -> str:
    """Return the arms from the cheapest read on; between arms whose intervals overlap stands a question mark."""
    arms = sorted((cost.value, arm) for (arm, metric), cost in found.items() if metric == "cost")
    said = [arm for _, arm in arms]
    signs = [" ? " if found[one, "cost"].meets(found[other, "cost"]) else " < " for one, other in pairwise(said)]
    return "".join(text for pair in zip(said, [*signs, ""], strict=True) for text in pair)


def agrees(found: Found, largest: Found) -> bool:
    """Whether no effect, and no order of two arms, is told apart from that of the largest market and sample."""
    shared = found.keys() & largest.keys()
    arms_seen = [{arm for arm, _ in each} for each in (found, largest)]
    if not shared or arms_seen[0] != arms_seen[1] or not all(found[key].meets(largest[key]) for key in shared):
        return False
    arms = sorted(arm for arm, metric in shared if metric == "cost")
    return not any(
        found[one, "cost"].high < found[other, "cost"].low and largest[other, "cost"].high < largest[one, "cost"].low
        for one, other in product(arms, arms)
    )


def table(results: dict[Cell, Found]) -> Iterator[str]:
    """Yield the lines of the table, budget by budget."""
    heads = [
        "CNY",
        "people",
        "readers",
        "CNY a head",
        "arm",
        "reach",
        "reads",
        "GMV",
        "CNY a read",
        "order",
        "in range",
    ]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for cell, found in results.items():
        largest = max((each for each in results if each.budget == cell.budget), key=lambda each: each[1:])
        verdict = "" if agrees(found, results[largest]) else "out of range"
        for arm in sorted({arm for arm, metric in found if metric in TOLD}):
            sizes = [f"{cell.budget:,}", f"{cell.people:,}", f"{cell.readers:,}", f"{cell.budget / cell.people:.3g}"]
            numbers = [found[arm, each].told() if (arm, each) in found else "" for each in TOLD]
            cost = found.get((arm, "cost"))
            price = "" if cost is None else f"{cost.value:.2f} [{cost.low:.2f}, {cost.high:.2f}]"
            yield f"| {' | '.join([*sizes, arm, *numbers, price, order_of(found), verdict])} |"


def main(grid: Grid, overrides: Sequence[str], workers: int = 0) -> None:
    """Ask in every size, and print the table."""
    results = {}
    for cell in cells_of(grid):
        results[cell] = ask(cell, overrides, workers)
        print(f"{cell.name}: {order_of(results[cell])}", flush=True)
    print("\n".join(table(results)))


if __name__ == "__main__":  # worker processes import this module too
    asked = [word for word in sys.argv[1:] if word != "--quick"]
    main(QUICK if "--quick" in sys.argv else FULL, asked)
