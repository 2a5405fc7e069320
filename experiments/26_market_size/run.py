"""Run experiment 26: kol_mix in markets and samples of several sizes, then one table of what came out.

``--part`` leaves out what takes a night, ``--quick`` takes a small grid; ``--people``, ``--readers`` and ``--budgets``
choose among a grid's sizes; more overrides may follow. Results stay in ``outputs/``; finished runs are used again, so
that a grid that was broken off goes on where it was.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import polars as pl

import xhs_sim

BRAND, READS = "qingrou", "brand_reads"
TOLD = ("reach", READS, "gmv")
OUT = Path("outputs")


class Grid(NamedTuple):
    """Sizes to be tried."""

    budgets: Sequence[int]  # CNY
    people: Sequence[int]
    readers: Sequence[int]


FULL = Grid((30_000, 300_000), (500_000, 1_000_000, 2_000_000, 5_000_000), (10_000, 20_000, 50_000))
QUICK = Grid((30_000,), (200_000, 500_000, 1_000_000), (5_000, 10_000))
PART = Grid((30_000, 300_000), (500_000, 1_000_000, 2_000_000), (10_000, 20_000))
PART_LARGEST = 5_000_000, 10_000  # people and readers: in addition, with each budget
PART_DAYS = ("n_days=10", "campaign.start_day=3", "campaign.burst_days=4", "study.replicates=3")


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


class Answer(NamedTuple):
    """What a size said."""

    found: Found
    unlike: frozenset[str]  # arms that are not what they are called: their plan was not carried out within a tenth

    def of(self, arms: frozenset[str]) -> Found:
        """Return what is known of some arms."""
        return {key: effect for key, effect in self.found.items() if key[0] in arms}

    @property
    def named(self) -> frozenset[str]:
        """The arms that are what they are called."""
        return frozenset(arm for arm, _ in self.found) - self.unlike


def cells_of(grid: Grid) -> list[Cell]:
    """Return the sizes in order, for each budget the largest market and sample last."""
    return [Cell(*sizes) for sizes in product(*grid)]


def part() -> list[Cell]:
    """Return the sizes that two cores can try in half an hour or so."""
    return sorted([*cells_of(PART), *(Cell(budget, *PART_LARGEST) for budget in PART.budgets)])


def ask(cell: Cell, overrides: Sequence[str], workers: int) -> Answer:
    """Compare the arms in a market of a size; return each arm's effects, what a read costs, and who is as named."""
    sizes = {"population__audience": cell.people, "population__n_users": cell.readers}
    study = xhs_sim.compare(
        "experiment=market_size", *overrides, name=cell.name, campaign__budget_cny=cell.budget, out=OUT,
        workers=workers, **sizes,
    )  # fmt: skip
    return Answer(effects_of(study.effects), frozenset(study.verdict.main.invalid))


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


def range_of(answer: Answer, largest: Answer) -> str:
    """Say whether a size is out of range: by the arms that are what they are called in both."""
    both = answer.named & largest.named
    if not both:
        return "no arm as named"
    return "" if agrees(answer.of(both), largest.of(both)) else "out of range"


def table(results: dict[Cell, Answer]) -> Iterator[str]:
    """Yield the lines of the table, budget by budget."""
    sizes, told = ("CNY", "people", "readers", "CNY a head"), ("reach", "reads", "GMV", "CNY a read")
    heads = [*sizes, "arm", "as named", *told, "order", "in range"]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for cell, answer in results.items():
        largest = max((each for each in results if each.budget == cell.budget), key=lambda each: each[1:])
        says = order_of(answer.of(answer.named)), range_of(answer, results[largest])
        for arm in sorted({arm for arm, metric in answer.found if metric in TOLD}):
            yield f"| {' | '.join([*_row(cell, answer, arm), *says])} |"


def _row(cell: Cell, answer: Answer, arm: str) -> Iterator[str]:
    """Yield what a table says of an arm in a size."""
    found = answer.found
    yield from (f"{cell.budget:,}", f"{cell.people:,}", f"{cell.readers:,}", f"{cell.budget / cell.people:.3g}", arm)
    yield "no" if arm in answer.unlike else "yes"
    yield from (found[arm, each].told() if (arm, each) in found else "" for each in TOLD)
    cost = found.get((arm, "cost"))
    yield "" if cost is None else f"{cost.value:.2f} [{cost.low:.2f}, {cost.high:.2f}]"


def main(cells: Sequence[Cell], overrides: Sequence[str], workers: int = 0) -> None:
    """Ask in every size, and print the table."""
    results = {}
    for cell in cells:
        results[cell] = ask(cell, overrides, workers)
        print(f"{cell.name}: {order_of(results[cell].of(results[cell].named))}", flush=True)
    print("\n".join(table(results)))


def asked_for(words: Sequence[str]) -> tuple[list[Cell], list[str]]:
    """Return the sizes and overrides of a command line."""
    read = argparse.ArgumentParser(description=__doc__)
    for name in ("quick", "part"):
        read.add_argument(f"--{name}", action="store_true")
    for name in Grid._fields:
        read.add_argument(f"--{name}", type=lambda text: {int(each) for each in text.split(",")}, default=set())
    asked, overrides = read.parse_known_args(words)
    cells = part() if asked.part else cells_of(QUICK if asked.quick else FULL)
    wanted = asked.budgets, asked.people, asked.readers
    cells = [cell for cell in cells if all(not some or size in some for size, some in zip(cell, wanted, strict=True))]
    return cells, [*(PART_DAYS if asked.part else ()), *overrides]


if __name__ == "__main__":  # worker processes import this module too
    main(*asked_for(sys.argv[1:]))
