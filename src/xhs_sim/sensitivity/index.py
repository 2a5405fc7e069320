"""One index of one factor, and the table of all: what is written, drawn and told."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

import polars as pl

LUCK = "luck"  # the factor that is no parameter: which world, and what happens in it
Measure = Literal["mu_star", "mu", "sigma", "S1", "ST"]
SCHEMA = pl.Schema({
    "parameter": pl.String, "method": pl.String, "measure": pl.String, "output": pl.String, "value": pl.Float64,
    "low": pl.Float64, "high": pl.Float64, "n": pl.Int32, "failed": pl.Int32,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An estimate with its interval.

    Attributes
    ----------
    parameter : str
        A dotted path, or ``luck``.
    method : {"morris", "sobol"}
    measure : str
        ``mu_star``, ``mu`` and ``sigma`` of elementary effects, in the output's unit from one end of the range to the
        other; ``S1`` and ``ST``, shares of the output's variance by a factor alone, and with what it does together
        with others.
    output : str
        Of what.
    low, high : float, optional
        Interval; None where the measure has none.
    n : int
        Whole blocks that it rests on.
    failed : int
        Points that have no output, whose blocks are left out.
    """

    parameter: str
    method: str
    measure: Measure
    output: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int
    failed: int


def table_of(indices: Iterable[Index]) -> pl.DataFrame:
    """Return indices as ``indices.parquet`` has them."""
    return pl.DataFrame([asdict(index) for index in indices], schema=SCHEMA)
