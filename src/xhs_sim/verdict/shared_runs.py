"""Figures of several arms over the same runs, so that levels that stand side by side and their changes agree.

Where a run of one arm lacks a figure (a cost per order without an order), a mean over all runs of the others would
speak of other runs than the paired difference does: a level could fall while the change beside it rises.
"""

from collections.abc import Collection

import polars as pl

from .statistics import LEAST_RUNS

_FIGURE = ["metric", "brand", "day"]


def on_shared_runs(values: pl.DataFrame, run: str, dropped: Collection[str] = ()) -> pl.DataFrame:
    """Keep of each figure the runs in which every arm has it.

    Parameters
    ----------
    values : frame
        ``arm``, ``metric``, ``brand``, ``day``, ``value`` and the column ``run``; a row for each run of an arm at most.
    run : str
        The column by which runs of different arms are paired.
    dropped : collection of str
        Arms that were given fewer runs than the others: they have no say.

    Returns
    -------
    frame
        Its rows in their order. Where two arms have a figure in ``LEAST_RUNS`` runs, those that have it in fewer have
        no say, and stand over fewer; a figure that is never there in all arms at once is left as it stands.
    """
    figure = [name for name in _FIGURE if name in values.columns]
    is_asked = ~pl.col("arm").is_in(list(dropped))
    known = values.filter(is_asked & pl.col("value").cast(pl.Float64).is_not_nan())  # neither NaN nor null
    by_arm = known.group_by(*figure, "arm").agg(n=pl.len())
    gaps = by_arm.group_by(figure).agg(least=pl.col("n").min(), most=pl.col("n").max())
    runs = known.group_by(figure).agg(runs=pl.col(run).n_unique())
    gaps = gaps.join(runs, on=figure, nulls_equal=True).filter(pl.col("least") < pl.col("runs")).select(figure)
    if gaps.is_empty():
        return values
    is_enough = pl.col("n") >= LEAST_RUNS
    has_say = is_enough | (is_enough.sum().over(figure) < 2)
    saying = by_arm.join(gaps, on=figure, nulls_equal=True).filter(has_say)
    arms = saying.group_by(figure).agg(arms=pl.len())
    heard = known.join(saying, on=[*figure, "arm"], how="semi", nulls_equal=True)
    full = heard.group_by(*figure, run).agg(n=pl.len()).join(arms, on=figure, nulls_equal=True)
    full = full.filter(pl.col("n") == pl.col("arms")).select(*figure, run, is_full=pl.lit(value=True))
    cut = full.select(figure).unique().with_columns(is_cut=pl.lit(value=True))  # the others have no run in common
    told = values.join(cut, on=figure, how="left", nulls_equal=True, maintain_order="left")
    told = told.join(full, on=[*figure, run], how="left", nulls_equal=True, maintain_order="left")
    return told.filter(pl.col("is_cut").is_null() | pl.col("is_full")).drop("is_cut", "is_full")


def as_lucky_as_all(values: pl.DataFrame, run: str, baseline: str, dropped: Collection[str]) -> pl.DataFrame:
    """Lift what dropped arms have by as much as the baseline has more in all its runs than in theirs.

    Levels that stand side by side then differ by the effect, though they rest on unlike numbers of runs.

    Parameters
    ----------
    values : frame
        As ``on_shared_runs`` takes it.
    run : str
        The column by which runs of different arms are paired.
    baseline : str
        The arm that was given all runs.
    dropped : collection of str
        Arms that were given fewer.

    Returns
    -------
    frame
        With the values of all other arms as they were.
    """
    if not dropped or values.is_empty():
        return values
    figure = [name for name in _FIGURE if name in values.columns]
    known = values.with_columns(pl.col("value").cast(pl.Float64).fill_nan(None)).drop_nulls("value")
    base = known.filter(arm=baseline).select(*figure, run, base=pl.col("value"))
    usual = pl.col("base").mean()
    base = base.with_columns(all=usual.over(figure) if figure else usual)
    own = known.filter(pl.col("arm").is_in(list(dropped))).join(base, on=[*figure, run], nulls_equal=True)
    lifts = own.group_by(*figure, "arm").agg(lift=pl.col("all").first() - pl.col("base").mean())
    told = values.join(lifts, on=[*figure, "arm"], how="left", nulls_equal=True, maintain_order="left")
    return told.with_columns(pl.col("value") + pl.col("lift").fill_null(0.0)).drop("lift")
