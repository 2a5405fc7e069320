"""The long table of a sweep: one row per run and figure, in the order of the plan."""

from collections.abc import Sequence

import polars as pl

from .cells import Value
from .collect import collect_runs, write_table
from .request import RunOutcome
from .sweep import POINTS, SweepPlan

_RUN = ("seed", "replicate", "status")
_FIGURE = ("metric", "brand", "value", "unit")


def sweep_table(plan: SweepPlan, outcomes: Sequence[RunOutcome]) -> pl.DataFrame:
    """Return the figures of every run of a sweep, beside the parameters that were swept.

    Returns
    -------
    frame
        ``point``, one column per swept parameter, ``seed, replicate, status, metric, brand, value,
        unit, error``. A failed run has one row, without a figure and with its error.
    """
    figures = collect_runs(outcomes).filter(pl.col("day").is_null()).drop("day", "replicate")
    table = (
        _ends(outcomes)
        .join(_parameters(plan), on="point", how="left", maintain_order="left")
        .join(figures, on=["arm", "seed"], how="left", maintain_order="left_right")
    )
    return table.select("point", *plan.parameters, *_RUN, *_FIGURE, "error")


def _ends(outcomes: Sequence[RunOutcome]) -> pl.DataFrame:
    """One row per run: where it belongs and how it ended."""
    rows = [(o.request.arm, o.request.seed, o.request.replicate, o.status, o.error) for o in outcomes]
    text, whole = pl.String, pl.Int64
    schema = {"arm": text, "seed": whole, "replicate": pl.Int32, "status": text, "error": text}
    runs = pl.DataFrame(rows, schema=schema, orient="row")
    return runs.with_columns(point=pl.col("arm").str.strip_prefix(f"{POINTS}/"))


def _parameters(plan: SweepPlan) -> pl.DataFrame:
    """One row per point; a parameter is a number if it is one wherever the cell can run."""
    points = list({point.point: point for point in plan.points}.values())
    columns = {"point": pl.Series([point.point for point in points], dtype=pl.String)}
    for key in plan.parameters:
        sound = [point.values[key] for point in points if point.problem is None]
        columns[key] = _column([point.values[key] for point in points], sound)
    return pl.DataFrame(columns)


def _column(values: list[Value], sound: list[Value]) -> pl.Series:
    if all(_is_number(value) for value in sound):
        is_whole = all(isinstance(value, int) for value in sound)
        numbers = [float(value) if _is_number(value) else None for value in values]  # type: ignore[arg-type]
        fits = is_whole and all(number is None or number.is_integer() for number in numbers)
        return pl.Series(numbers, dtype=pl.Float64).cast(pl.Int64 if fits else pl.Float64)
    return pl.Series([None if value is None else str(value) for value in values], dtype=pl.String)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def finish_sweep(plan: SweepPlan, outcomes: Sequence[RunOutcome]) -> pl.DataFrame:
    """Write ``sweep.parquet`` beside the plan and return it."""
    table = sweep_table(plan, outcomes)
    write_table(table, plan.folder / "sweep.parquet")
    return table
