"""From a comparison's runs to its verdict, which is kept beside them as ``verdict.json``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import polars as pl

from ..config import Config
from ..records.whole_file import write_whole
from ..verdict import Case, Dropped, Judgement, Objective, judge, to_json
from .delivery import treatment_of
from .objectives import objectives_of
from .request import RunOutcome
from .run_folder import read_manifest

FILE = "verdict.json"


def judge_runs(
    runs: pl.DataFrame, delivery: pl.DataFrame, config: Config, minutes: float | None = None, *,
    dropped: Mapping[str, Dropped] | None = None,
) -> Judgement:  # fmt: skip
    """Judge a comparison by what its study is decided by.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.
    delivery : frame
        As ``collect_delivery`` returns it.
    config : Config
        Of the study.
    minutes : float, optional
        What another run would take.
    dropped : mapping, optional
        Arms that were given fewer replicates than the others.
    """
    return judge(case_of(runs, delivery, config, minutes, dropped=dropped), config.study.judging)


def case_of(
    runs: pl.DataFrame, delivery: pl.DataFrame, config: Config, minutes: float | None = None, *,
    dropped: Mapping[str, Dropped] | None = None,
) -> Case:  # fmt: skip
    """Put together what was seen: values, money and treatment by arm and replicate, in the order of the replicates."""
    study, brand = config.study, config.report.brand_focus or config.campaign.brand
    objectives = objectives_of(config)
    ran = set(runs["arm"])
    arms = tuple(arm for arm in study.arms if arm in ran)
    replicates = runs["replicate"].unique().sort().to_list()
    whole = runs.filter(pl.col("day").is_null())
    treatment = treatment_of(delivery, runs, brand=brand, arms=arms)
    return Case(
        objectives=objectives,
        baseline=study.baseline,
        arms=arms,
        values={each.metric: _values(whole, each, brand, arms, replicates) for each in objectives},
        spend=_spend(whole, brand, arms, replicates),
        planned=treatment.planned,
        delivered=treatment.delivered,
        range=treatment.range,
        people=config.population.people,
        minutes_per_run=minutes,
        level=study.interval_level,
        dropped={arm: _in_order(each, study.draws_per_world, replicates) for arm, each in (dropped or {}).items()},
    )


def _in_order(dropped: Dropped, draws: int, replicates: Sequence[int]) -> Dropped:
    """Count in what intervals count as one, which is a world where several campaigns are drawn in it."""
    return replace(dropped, after=sum(draws * replicate < dropped.after for replicate in replicates))


def _values(
    whole: pl.DataFrame, objective: Objective, brand: str | None, arms: Sequence[str], replicates: Sequence[int]
) -> dict[str, tuple[float | None, ...]]:
    found = _by_run(whole, objective.metric, brand)
    return {arm: tuple(found.get((arm, k)) for k in replicates) for arm in arms}


def _spend(
    whole: pl.DataFrame, brand: str | None, arms: Sequence[str], replicates: Sequence[int]
) -> dict[str, tuple[float, ...]]:
    """What the brand in focus paid; without a brand no money is known.

    A run without a row paid nothing; one that failed is given what its arm usually paid, and has no value anyway.
    """
    if brand is None:
        return {}
    found, ran = _by_run(whole, "spend", brand), set(whole.select("arm", "replicate").iter_rows())
    paid = {arm: [found.get((arm, k)) or 0.0 if (arm, k) in ran else None for k in replicates] for arm in arms}
    usual = {arm: mean([each for each in spends if each is not None]) for arm, spends in paid.items()}
    return {arm: tuple(usual[arm] if each is None else each for each in spends) for arm, spends in paid.items()}


def _by_run(whole: pl.DataFrame, metric: str, brand: str | None) -> dict[tuple[str, int], float | None]:
    """A metric by arm and replicate: of the brand in focus where brands have it, else of the platform."""
    rows = whole.filter(pl.col("metric") == metric)
    brands = rows["brand"].drop_nulls().unique().sort()
    if len(brands):
        rows = rows.filter(pl.col("brand") == (brand if brand in brands else brands[0]))
    table = rows.select("arm", "replicate", pl.col("value").fill_nan(None))
    return {(arm, replicate): value for arm, replicate, value in table.iter_rows()}


def minutes_per_run(outcomes: Sequence[RunOutcome]) -> float | None:
    """What a run took on average; None where no manifest says."""
    manifests = [read_manifest(each.request.run_dir) or {} for each in outcomes if each.status == "ok"]
    seconds = [float(about["wall_s"]) for about in manifests if about.get("wall_s")]
    return mean(seconds) / 60 if seconds else None


def write_verdict(judgement: Judgement, folder: Path) -> None:
    """Write ``verdict.json``, whole or not at all."""
    write_whole(folder / FILE, json.dumps(to_json(judgement), ensure_ascii=False, indent=2))
