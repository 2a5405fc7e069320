"""Who comes first where: each point of a sweep judged as a study of its own, and what tells the places apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import polars as pl

from ..config import Config
from ..config.messages import message
from ..study.delivery import RANGE
from ..study.delivery import SCHEMA as DELIVERY
from ..study.verdict import case_of
from ..verdict import Case
from ..verdict.contest import Seen, look_at
from ..verdict.types import Objective, Per, Standing
from .run import DELIVERED, NOTES, PLANNED
from .space import Value

_LEFT_OUT: Final = {
    Standing.INVALID: "robustness.is_invalid", Standing.OUT_OF_RANGE: "robustness.is_out_of_range",
    Standing.UNMEASURED: "robustness.is_unmeasured", Standing.EQUAL: "robustness.is_equal",
}  # fmt: skip
LEAST_CELLS = 3  # in which an arm leads, for a rule to say where
CERTAIN = 0.9  # of the cells where a rule holds, led by the arm that it is about


class Cell(NamedTuple):
    """Who comes first at a point.

    Attributes
    ----------
    place : int
        Of the point.
    first : str or None
        The arm ahead; None where nobody competes.
    is_told : bool
        Whether it is told apart from every other candidate.
    lead : float or None
        How far it is ahead of the next best, in what they are compared by.
    per : Per
        What they are compared by: totals, or what each yuan brings.
    left_out : mapping of str to Standing
        Arms that do not compete, and why: not carried out as planned, beyond what the model can tell, or the baseline's
        values bit for bit.
    """

    place: int
    first: str | None
    is_told: bool
    lead: float | None = None
    per: Per = Per.TOTAL
    left_out: Mapping[str, Standing] = MappingProxyType({})


class Where(NamedTuple):
    """Where an arm comes first: on one side of a number, or at one value."""

    arm: str
    name: str
    side: str  # "below", "above", "at"
    bound: Value
    held: int  # points that it leads where the rule holds
    of: int  # points where the rule holds


@dataclass(frozen=True, slots=True)
class Leads:
    """Who comes first all over a sweep.

    Attributes
    ----------
    objective : Objective
    cells : tuple of Cell
        Of points that could be asked, in their order.
    rules : tuple of Where
        Of arms that lead somewhere, but not most.
    n_runs : int
        Replicates of each arm in a cell.
    n_parameters : int
        That vary.
    """

    objective: Objective
    cells: tuple[Cell, ...]
    rules: tuple[Where, ...]
    n_runs: int
    n_parameters: int = 1

    @property
    def counts(self) -> Counter[str]:
        """How many points each arm leads, the most first."""
        return Counter(cell.first for cell in self.cells if cell.first is not None)

    @property
    def left_out(self) -> dict[str, tuple[int, Standing]]:
        """In how many points each arm does not compete, and the commonest reason."""
        reasons: dict[str, Counter[Standing]] = {}
        for cell in self.cells:
            for arm, why in cell.left_out.items():
                reasons.setdefault(arm, Counter())[why] += 1
        return {arm: (counted.total(), counted.most_common(1)[0][0]) for arm, counted in reasons.items()}

    @property
    def usual(self) -> str | None:
        """The arm that leads most points."""
        return self.counts.most_common(1)[0][0] if self.counts else None


def leads_of(table: Path, points: pl.DataFrame, config: Config, objective: Objective) -> Leads:
    """Judge each point by an objective.

    Parameters
    ----------
    table : Path
        ``sweep.parquet``.
    points : frame
        Of the sweep.
    config : Config
        The study's own: arms, baseline, brand, what judging goes by.
    objective : Objective
    """
    wanted = [objective.metric, "spend", *RANGE.values(), PLANNED, DELIVERED, NOTES]
    rows = pl.scan_parquet(table).filter(pl.col("metric").is_in(wanted)).collect()
    by_point = rows.partition_by("point", as_dict=True)
    cells = [
        _cell(place, by_point[name,], config, objective)
        for place, name in enumerate(points["point"])
        if (name,) in by_point
    ]
    n_runs = max((part["seed"].n_unique() for part in by_point.values()), default=0)
    return Leads(objective, tuple(cells), tuple(_rules(points, cells)), n_runs, len(points.columns) - 2)


def _cell(place: int, rows: pl.DataFrame, config: Config, objective: Objective) -> Cell:
    case = case_in(rows, config)
    seen = look_at(case, objective, config.study.judging)
    ranking = seen.contest.ranking
    is_told = bool(ranking and ranking.is_apart and seen.is_enough)
    lead = None if seen.lead is None else seen.lead.mean
    told = (Standing.INVALID, Standing.OUT_OF_RANGE, Standing.EQUAL)
    left_out = {arm: _why(seen, arm, why) for arm, why in seen.excluded.items() if why in told}
    return Cell(place, seen.contest.first, is_told, lead, seen.contest.basis.per, left_out)


def _why(seen: Seen, arm: str, why: Standing) -> Standing:
    """Say why an arm does not compete: one that equals the baseline because it was not carried out, was not."""
    is_idle = why is Standing.EQUAL and not seen.treatments[arm].as_named
    return Standing.INVALID if is_idle else why


def why_left_out(seen: Seen) -> list[str]:
    """Say of each arm that does not compete why it does not."""
    return [message(_LEFT_OUT[why], arm=arm) for arm, why in seen.excluded.items() if why in _LEFT_OUT]


def case_in(rows: pl.DataFrame, config: Config) -> Case:
    """Return what a verdict looks at, from the rows of a point, or of a seed of it."""
    runs = rows.filter(pl.col("line").is_null()).with_columns(day=pl.lit(None, pl.Int32))
    return case_of(runs, _delivery_in(rows), config)


def _delivery_in(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what was planned and paid, in the form of ``delivery.parquet``, from the rows of a sweep."""
    lines = rows.filter(pl.col("metric").is_in([PLANNED, DELIVERED, NOTES]) & pl.col("error").is_null())
    keys = ["arm", "replicate", "seed", "brand", "line", "tier"]
    wide = lines.select(*keys, "metric", "value").pivot("metric", index=keys, values="value", maintain_order=True)
    missing = [pl.lit(None, pl.Float64).alias(name) for name in (PLANNED, DELIVERED, NOTES) if name not in wide.columns]
    return wide.with_columns(*missing).select(*DELIVERY).cast(DELIVERY)


def _rules(points: pl.DataFrame, cells: Sequence[Cell]) -> list[Where]:
    """Say where each arm leads that leads somewhere but not most places, as far as one parameter tells."""
    counts = Counter(cell.first for cell in cells if cell.first is not None)
    led = {cell.place: cell.first for cell in cells}
    names = [name for name in points.columns if name not in ("point", "problem")]
    least = 1 if len(names) == 1 else LEAST_CELLS
    found = []
    for arm, n in counts.most_common()[1:]:
        rules = [rule for name in names for rule in _one_sided(arm, name, points[name], led)] if n >= least else []
        best = max(rules, key=lambda rule: (rule.held - (rule.of - rule.held), -rule.of), default=None)
        if best is not None and best.held >= CERTAIN * best.of and 2 * best.held >= n:
            found.append(best)
    return found


def _one_sided(arm: str, name: str, column: pl.Series, led: Mapping[int, str | None]) -> list[Where]:
    values = {place: column[place] for place in led}
    known = sorted({value for value in values.values() if value is not None})
    if len(known) < 2:
        return []
    rules = []
    for low, high in pairwise(known):
        if not column.dtype.is_numeric():
            break
        bound = (low + high) / 2
        below = [place for place, value in values.items() if value is not None and value < bound]
        above = [place for place, value in values.items() if value is not None and value > bound]
        for side, inside in (("below", below), ("above", above)):
            rules.append(Where(arm, name, side, bound, sum(led[place] == arm for place in inside), len(inside)))
    for value in known:
        inside = [place for place, each in values.items() if each == value]
        rules.append(Where(arm, name, "at", value, sum(led[place] == arm for place in inside), len(inside)))
    return rules
