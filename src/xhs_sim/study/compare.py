"""Arms against each other on the same simulated people: plan, run, estimate.

An arm is a list of overrides. The user's own overrides hold in every arm; where an arm sets the same
key, the arm wins and the plan says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from ..config import Composer, Config, ConfigError, config_digest, expand_sweep
from ..config.builder import Builder
from ..records.run_list import write_run_list
from ..verdict import Judgement
from .best import probabilities_best
from .changes import changes_of
from .collect import collect_records, collect_runs, write_table
from .delivery import collect_delivery
from .effects import COLUMNS, estimate_effects, pair_with_baseline
from .goal import judge_goal
from .lessons import learn_lessons
from .likeness import likeness
from .objectives import objectives_of
from .origin import STUDY, all_files, command_line, write_origin
from .overrides import key_of, put_on_top
from .request import RunOutcome, RunRequest, replicated
from .returns import BETTER, estimate_returns, returns_by_run
from .verdict import judge_runs, minutes_per_run, write_verdict


@dataclass(frozen=True, slots=True)
class ComparePlan:
    """Arms x replicates, ready to submit."""

    config: Config
    requests: tuple[RunRequest, ...]
    notes: tuple[str, ...]
    folder: Path
    command: tuple[str, ...] = ()  # that makes this study, word by word


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found; the frames are on disk as well."""

    effects: pl.DataFrame
    effects_daily: pl.DataFrame
    goal: pl.DataFrame = field(default_factory=pl.DataFrame)  # of ``judge_goal``; empty without a goal
    lessons: pl.DataFrame = field(default_factory=pl.DataFrame)  # of ``learn_lessons``
    judgement: Judgement | None = None  # of ``judge_runs``; None before it is judged


def plan_compare(
    overrides: Sequence[str], out_dir: Path, config_dir: Path | None = None, *, typed: Sequence[str] | None = None
) -> ComparePlan:
    """Plan every arm and replicate of an experiment.

    Parameters
    ----------
    overrides : sequence of str
        What holds in every arm.
    out_dir : Path
        Where results go.
    config_dir : Path, optional
        A folder of the user's own configs.
    typed : sequence of str, optional
        Those of the overrides that the user gave, and should hear of where an arm sets them itself; left out, all.

    Raises
    ------
    ConfigError
        If a value is not allowed, in any arm, or if there is nothing to compare.
    """
    composer, builder = Composer(config_dir), Builder()
    config = builder.build(composer.plain(overrides))
    if len(config.study.arms) < 2:
        raise ConfigError(_which_question(config, overrides, composer))
    objectives_of(config)  # refused before anything runs
    said = overrides if typed is None else typed
    arms: dict[str, Config] = {}
    notes: list[str] = []
    for arm, own in config.study.arms.items():
        notes += _conflicts(arm, own, said)
        arms[arm] = _compose_arm(arm, put_on_top(overrides, own), composer, builder)
    plan = plan_arms(config, arms, out_dir)
    command = command_line("compare", said, out_dir, config_dir)
    return replace(plan, notes=(*notes, *plan.notes), command=tuple(command))


def _which_question(config: Config, overrides: Sequence[str], composer: Composer) -> str:
    """Say what is missing: a question, or the arms of the one that was asked."""
    if any(key_of(override) in ("experiment", "study.arms") for override in overrides):
        return f"experiment={config.name} has no arms to compare: give study.arms two or more"
    known = ", ".join(name for name in composer.options_of("experiment") if name != "none")
    return f"no arms to compare: which question? Give experiment=NAME or brief=FILE (experiments: {known})"


def plan_arms(config: Config, arms: Mapping[str, Config], out_dir: Path) -> ComparePlan:
    """Plan every replicate of arms that are composed already; ``config`` is the study's own.

    Where their number is left to what they tell, as many as the budget allows (see ``replicate_until_told``).
    """
    requests: list[RunRequest] = []
    for arm, own in arms.items():
        first = RunRequest(experiment=config.name, arm=arm, replicate=0, seed=config.seed, out_dir=out_dir, config=own)
        requests += replicated(first, config.study.replicates or config.study.auto.most_runs)
    return ComparePlan(config, tuple(requests), tuple(_twins(config, arms)), out_dir / config.name)


def plan_comparisons(
    overrides: Sequence[str], out_dir: Path, config_dir: Path | None = None, *, typed: Sequence[str] | None = None
) -> list[ComparePlan]:
    """Plan each experiment of ``experiment=one,other``, with all else the same; see ``plan_compare``."""
    asked = [override for override in overrides if key_of(override) == "experiment"]
    each = dict.fromkeys(tuple(which) for which in expand_sweep(asked, config_dir))
    return [plan_compare(put_on_top(overrides, which), out_dir, config_dir, typed=typed) for which in each]


def _compose_arm(arm: str, overrides: Sequence[str], composer: Composer, builder: Builder) -> Config:
    try:
        return builder.build(composer.plain(overrides))
    except ConfigError as error:
        raise ConfigError([f"arm {arm}: {problem}" for problem in error.problems]) from None


def _conflicts(arm: str, own: Sequence[str], overrides: Sequence[str]) -> list[str]:
    asked = {key_of(override): override for override in overrides}
    return [
        f"arm {arm} sets {override} itself: your {asked[key_of(override)]} does not hold there"
        for override in own
        if key_of(override) in asked
    ]


def _twins(config: Config, arms: Mapping[str, Config]) -> list[str]:
    """Name the arms that are the baseline under another name: a control, or a slip."""
    digests = {arm: config_digest(own) for arm, own in arms.items()}
    baseline = config.study.baseline
    return [
        f"arm {arm} has the same parameters as {baseline}: its effects must be exactly 0 (a control)"
        for arm, digest in digests.items()
        if arm != baseline and digest == digests[baseline]
    ]


def write_study(plan: ComparePlan, *, may_replace: bool = False) -> Path:
    """Write what is going to be compared, before anything runs: ``study.json``, and copies of what is read.

    Raises
    ------
    OtherRunError
        If the folder answers another question already, and may not be replaced.
    """
    study, path = plan.config.study, plan.folder / STUDY
    arms = {request.arm: request.config for request in plan.requests if request.config is not None}
    base = plan.config.model_dump(mode="json")
    question = {
        "seed": plan.config.seed, **study.model_dump(mode="json", include={"baseline", "goal", "decide_by"}),
        "first_outcome": study.outcomes[0], "arms": {arm: config_digest(own) for arm, own in arms.items()},
    }  # fmt: skip
    changes = {arm: changes_of(own.model_dump(mode="json"), base) for arm, own in arms.items()}
    about = {"command": list(plan.command), "config": base, "arms": changes}
    write_origin(path, question, all_files(arms.values(), plan.command), about, may_replace=may_replace)
    return path


def compute_effects(runs: pl.DataFrame, *, baseline: str, level: float, better: Mapping[str, str]) -> Comparison:
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

    Returns
    -------
    Comparison
        The baseline has rows among the effects too, without an effect: its level, and how probable it is the best.
    """
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
    best = pl.concat([probabilities_best(whole, better), probabilities_best(gains, dict.fromkeys(BETTER, "higher"))])
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
    found = compute_effects(runs, baseline=study.baseline, level=study.interval_level, better=better)
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
    if study.goal is not None:
        found = replace(found, goal=judge_goal(runs, plan.config))
        write_table(found.goal, plan.folder / "goal.parquet")
    delivery = collect_delivery(outcomes)
    write_table(delivery, plan.folder / "delivery.parquet")
    judgement = judge_runs(runs, delivery, plan.config, minutes_per_run(outcomes))
    write_verdict(judgement, plan.folder)
    return replace(found, judgement=judgement)
