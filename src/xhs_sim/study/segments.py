"""For whom an arm worked: what it added per head in a segment, against everybody else.

A segment is one trait's value: women, 18 to 24, cities of the first tier. Crossing traits would leave too
few people in a cell to tell anything. Many segments are looked at, so each interval of the difference to
the rest is as wide as it takes for all of them to hold together (Bonferroni).
"""

import polars as pl

from ..verdict.statistics import LEAST_RUNS, bounds_of_means, joint_level

TRAITS = ("gender", "age_band", "city_tier", "education_level")
SEGMENT_OUTCOMES = ("reached", "bought")
AHEAD, BEHIND, ALIKE, FEW = "ahead", "behind", "open", "few"


def segment_lessons(segments: pl.DataFrame, baseline: str, arms: list[str], level: float) -> pl.DataFrame:
    """Return what each arm added per head, segment by segment.

    Parameters
    ----------
    segments : frame
        Columns arm, replicate, the traits, users, reached, bought; one brand.
    baseline : str
    arms : list of str
        In whose order the rows come.
    level : float
        Of intervals; those of ``ahead`` hold at it all together.

    Returns
    -------
    frame
        One row per arm, outcome and segment: ``added`` is reached (or bought) per head more than in the
        baseline, ``rest`` the same among everybody else, ``ahead`` their difference, run by run.
    """
    long = pl.concat([_by_segment(segments, trait, outcome) for trait in TRAITS for outcome in SEGMENT_OUTCOMES])
    of_run = ["replicate", "metric", "trait", "segment"]
    usual = long.filter(pl.col("arm") == baseline).select(*of_run, usual="rate", usual_rest="rate_rest")
    change = long.join(usual, on=of_run, maintain_order="left").with_columns(
        gain=pl.col("rate") - pl.col("usual"), gain_rest=pl.col("rate_rest") - pl.col("usual_rest")
    )
    change = change.with_columns(lead=pl.col("gain") - pl.col("gain_rest")).drop_nulls("lead")
    order = pl.DataFrame({"arm": arms}, schema={"arm": pl.String})
    by_arm = order.join(change, on="arm", maintain_order="left_right")
    n_segments = max(change.select("trait", "segment").n_unique(), 1)
    return _with_intervals(by_arm, level, joint_level(level, n_segments))


def _by_segment(segments: pl.DataFrame, trait: str, outcome: str) -> pl.DataFrame:
    """Return each run's share with the outcome in the segments of one trait, and among the rest."""
    run = ["arm", "replicate"]
    inside = segments.group_by(*run, trait, maintain_order=True).agg(
        users=pl.col("users").sum(), count=pl.col(outcome).sum()
    )
    rest = [(pl.col(name).sum().over(run) - pl.col(name)).alias(f"{name}_rest") for name in ("users", "count")]
    return inside.with_columns(rest).select(
        *run, metric=pl.lit(outcome), trait=pl.lit(trait), segment=pl.col(trait),
        rate=_share("count", "users"), rate_rest=_share("count_rest", "users_rest"),
    )  # fmt: skip


def _share(count: str, users: str) -> pl.Expr:
    return pl.when(pl.col(users) > 0).then(pl.col(count) / pl.col(users))  # of nobody there is no share


def _with_intervals(change: pl.DataFrame, level: float, joint: float) -> pl.DataFrame:
    """Average over runs; the bounds are null for one run."""
    by = ["arm", "metric", "trait", "segment"]
    table = change.group_by(by, maintain_order=True).agg(
        n=pl.len().cast(pl.Int64), added=pl.col("gain").mean(), rest=pl.col("gain_rest").mean(),
        ahead=pl.col("lead").mean(), sd_added=pl.col("gain").std(), sd_ahead=pl.col("lead").std(),
    )  # fmt: skip
    for name, wanted in (("added", level), ("ahead", joint)):
        bounds = bounds_of_means(table[name].to_numpy(), table[f"sd_{name}"].to_numpy(), table["n"].to_numpy(), wanted)
        for side in ("low", "high"):
            table = table.with_columns(pl.Series(f"{name}_{side}", getattr(bounds, side)).fill_nan(None))
    verdict = (
        pl.when(pl.col("n") < LEAST_RUNS).then(pl.lit(FEW))
        .when(pl.col("ahead_low") > 0).then(pl.lit(AHEAD))
        .when(pl.col("ahead_high") < 0).then(pl.lit(BEHIND))
        .otherwise(pl.lit(ALIKE))
    )  # fmt: skip
    columns = ("added", "added_low", "added_high", "rest", "ahead", "ahead_low", "ahead_high")
    return table.select(pl.lit("segment").alias("about"), *by, "n", *columns, verdict=verdict, level=pl.lit(level))
