"""Arms against each other: what the runs of a comparison tell, estimated and kept beside them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from ..records.run_list import write_run_list
from ..verdict import Judgement
from ..verdict.shared_runs import on_shared_runs
from .best import probabilities_best
from .collect import collect_records, collect_runs, write_table
from .compare import ComparePlan
from .delivery import collect_delivery
from .effects import COLUMNS, estimate_effects, pair_with_baseline
from .goal import goals_of, judge_goals
from .lessons import learn_lessons
from .likeness import likeness
from .request import RunOutcome
from .returns import BETTER, estimate_returns, returns_by_run
from .verdict import judge_runs, minutes_per_run, write_verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found; the frames are on disk as well."""

    effects: pl.DataFrame
    effects_daily: pl.DataFrame
    goal: pl.DataFrame = field(default_factory=pl.DataFrame)  # of ``judge_goals``; empty without a goal
    lessons: pl.DataFrame = field(default_factory=pl.DataFrame)  # of ``learn_lessons``
    judgement: Judgement | None = None  # of ``judge_runs``; None before it is judged


def better_by_metric() -> dict[str, str]:
    """Return ``"higher"`` or ``"lower"`` for the metrics that have a better."""
    from ..metrics import METRICS  # late: nothing needs them before the runs are made

    return {name: metric.better for name, metric in METRICS.items() if metric.better != "none"}


def compute_effects(
    runs: pl.DataFrame, *, baseline: str, level: float, better: Mapping[str, str], dropped: Collection[str] = ()
) -> Comparison:
    """Estimate the effects of all arms on everything that was measured.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.
    baseline : str
        The arm to compare with.
    level : float
        Level of the intervals.
    better : mapping
        ``"higher"`` or ``"lower"`` by metric, where there is a better.
    dropped : collection of str
        Arms that were given fewer replicates than the baseline, with which each is paired in those that it has.

    Returns
    -------
    Comparison
        The baseline has rows among the effects too, without an effect: its level, and how probable it is the best.
        Of each figure only the runs in which all arms have it.
    """
    runs = on_shared_runs(runs, "replicate", dropped)
    pairs = pair_with_baseline(runs, baseline)
    by_run = returns_by_run(pairs, level)
    whole = runs.filter(pl.col("day").is_null())
    effects = (
        pl.concat(
            [
                _levels_of_baseline(whole, baseline, level),
                estimate_effects(pairs.filter(pl.col("day").is_null()), baseline, level),
                estimate_returns(by_run, baseline, level),
            ],
            how="diagonal_relaxed",
        )
        .select(*COLUMNS)
        .drop("day")
    )
    # A cost per gain is lowest where the gain per CNY is highest, and that cannot divide by nothing.
    gains = by_run.with_columns(value=pl.col("value") - pl.col("value_baseline"))
    of_returns = probabilities_best(gains, dict.fromkeys(BETTER, "higher"), dropped)
    best = pl.concat([probabilities_best(whole, better, dropped), of_returns])
    daily = estimate_effects(pairs.filter(pl.col("day").is_not_null()), baseline, level)
    return Comparison(_with_best(effects, best), daily.with_columns(p_best=pl.lit(None, dtype=pl.Float64)))


def _levels_of_baseline(whole: pl.DataFrame, baseline: str, level: float) -> pl.DataFrame:
    value = pl.col("value").fill_nan(None)
    own = whole.filter(pl.col("arm") == baseline).group_by("metric", "brand", "unit", "arm", maintain_order=True)
    return own.agg(baseline=value.mean(), treatment=value.mean(), n_pairs=value.count()).with_columns(
        baseline_arm=pl.lit(baseline), level=pl.lit(level)
    )


def _with_best(effects: pl.DataFrame, best: pl.DataFrame) -> pl.DataFrame:
    found = {(metric, brand, arm): p for metric, brand, arm, p in best.iter_rows()}
    rows = effects.select("metric", "brand", "arm").iter_rows()
    return effects.with_columns(pl.Series("p_best", [found.get(row) for row in rows], dtype=pl.Float64))


def finish_compare(plan: ComparePlan, outcomes: Sequence[RunOutcome], better: Mapping[str, str]) -> Comparison:
    """Estimate the effects from the runs that ended well and keep them beside the runs."""
    study = plan.config.study
    write_run_list(plan.folder, ((o.request.arm, o.request.replicate, o.request.seed) for o in outcomes))
    runs = collect_runs(outcomes)
    found = compute_effects(
        runs, baseline=study.baseline, level=study.interval_level, better=better, dropped=plan.dropped
    )
    write_table(found.effects, plan.folder / "effects.parquet")
    write_table(found.effects_daily, plan.folder / "effects_daily.parquet")
    segments = collect_records(outcomes, "brand_segments")
    lessons = learn_lessons(
        runs, segments, brand=plan.config.report.brand_focus or plan.config.campaign.brand, arms=list(study.arms),
        baseline=study.baseline, level=study.interval_level,
    )  # fmt: skip
    found = replace(found, lessons=lessons)
    write_table(found.lessons, plan.folder / "lessons.parquet")
    write_table(likeness(runs, study.baseline), plan.folder / "likeness.parquet")
    if goals_of(plan.config):
        found = replace(found, goal=judge_goals(runs, plan.config))
        write_table(found.goal, plan.folder / "goal.parquet")
    delivery = collect_delivery(outcomes)
    write_table(delivery, plan.folder / "delivery.parquet")
    judgement = judge_runs(runs, delivery, plan.config, minutes_per_run(outcomes), dropped=plan.dropped)
    write_verdict(judgement, plan.folder)
    return replace(found, judgement=judgement)
