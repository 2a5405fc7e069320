"""What is kept of a run, what is compared, what is reported."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ..messages import joined, message
from ..param import Part, param
from ..references import names
from .judging import JudgingConfig
from .names import BrandName, Metric

_NOT_IN_FOLDERS = re.compile(r"""[\x00-\x1f\x7f/\\:*?"<>|\[\]{}]""")  # of one system or another


def _check_folder(name: str) -> str:
    """Refuse what cannot name a folder: results lie in folders named by experiment and arm."""
    found = _NOT_IN_FOLDERS.search(name)
    if not name or name != name.strip() or name[0] in ".-~" or name[-1] == "." or len(name.encode()) > 120:
        raise ValueError(message("config.name_too_odd", name=name))
    if found is not None:
        raise ValueError(message("config.name_has", name=name, letter=found[0]))
    return name


def _numbers_too(name: Any) -> Any:
    """Take a number for its digits: arms may be counted."""
    return str(name) if isinstance(name, int) and not isinstance(name, bool) else name


ArmName = Annotated[str, BeforeValidator(_numbers_too), AfterValidator(_check_folder)]

# A study's folder holds a folder for each arm beside these, and files with such names.
TAKEN = ("figures", "inputs", "run", "runs", "cards", "csv", "tables")
FILES = (".parquet", ".json", ".html", ".csv", ".xlsx", ".png", ".svg", ".yaml")


def _check_arm_names(arms: dict[str, Any]) -> dict[str, Any]:
    """Refuse names that mean something else in a study's folder, or one folder where case does not count."""
    seen: dict[str, str] = {}
    problems = []
    for name in arms:
        plain = name.casefold()
        if plain in TAKEN or plain.endswith(FILES):
            problems.append(message("config.name_reserved", name=name, taken=[*TAKEN]))
        elif plain in seen:
            problems.append(message("config.names_alike", name=name, other=seen[plain]))
        seen.setdefault(plain, name)
    if problems:
        raise ValueError(joined(problems))
    return arms


Personal = Literal["ids", "files", "gender", "age_band", "city_tier", "education_level", "city"]


class RecordConfig(Part):
    """What a run writes."""

    panel_share: float = param(
        "share of users", 0.0, 1.0, "users recorded event by event", source="design", confidence="choice"
    )
    touch_share: float = param(
        "share of users",
        0.0,
        1.0,
        "users whose clicks on notes about brands are kept for attribution",
        source="design",
        confidence="choice",
    )
    note_daily: bool = Field(description="whether every note is recorded day by day")
    note_share: float = param(
        "share of organic notes",
        0.0,
        1.0,
        "notes followed tick by tick, beside sponsored ones and those of a planned account",
        source="design",
        confidence="choice",
    )
    small_creator_followers: int = param(
        "followers",
        1,
        1_000_000,
        "creators below count as small",
        source="platform_fairness_2024: the officer's cut",
        confidence="choice",
    )
    personal: list[Personal] = Field(
        description="what is personal and written down all the same: ids of a follower graph from a file, copies of files handed in, attributes of the panel's users; empty = nothing"
    )


class GoalConfig(Part):
    """What the question's owner wants to reach."""

    metric: Metric
    at_least: float
    measure: Literal["effect", "level"]  # against the baseline, or as it stands


class ObjectiveGoalConfig(Part):
    """A number that an objective is to reach."""

    value: float
    measure: Literal["effect", "level"]  # against the baseline, or as it stands


class ObjectiveConfig(Part):
    """What decides between arms: a metric, and how it is read. None is the metric's own, or the law's."""

    metric: Metric
    better: Literal["higher", "lower"] | None
    per: Literal["total", "yuan", "extra_yuan"] | None
    goal: ObjectiveGoalConfig | None


def _spelled_out(asked: Any) -> Any:
    """Take a metric's name, or several, for objectives that leave all else to the metric and to the law."""
    listed = [] if asked is None else asked if isinstance(asked, list) else [asked]
    open_ones = dict.fromkeys(("better", "per", "goal"))
    return [open_ones | ({"metric": one} if isinstance(one, str) else one) if isinstance(one, str | dict) else one
            for one in listed]  # fmt: skip


class AutoConfig(Part):
    """Until when ``replicates: auto`` goes on, where the leader is not told apart before."""

    allocation: Literal["equal", "elimination"] = Field(
        description="who gets further runs: equal = every arm; elimination = the baseline and the arms that can still win"
    )
    most_runs: int = param("runs per arm", 5, 10_000, "budget", source="design", confidence="choice")
    most_minutes: float = param(
        "minutes of all runs, added up", 0.0, 1_000_000.0, "budget, 0 = any", source="design", confidence="choice"
    )
    width: float = param(
        "the objective's unit",
        0.0,
        1e12,
        "widest interval of an effect, among arms still run, that is narrow enough, 0 = not asked",
        source="design",
        confidence="choice",
    )


AUTO = 0


def _read_auto(asked: Any) -> Any:
    return AUTO if asked == "auto" else asked


class StudyConfig(Part):
    """Arms, replicates and the interval."""

    question: str = Field(description="what is asked")
    baseline: Annotated[ArmName, names("study.arms", if_any=True)] = Field(
        description="the arm that others are held against"
    )
    arms: Annotated[dict[ArmName, list[str]], AfterValidator(_check_arm_names)] = Field(
        description="what each arm changes"
    )
    labels: dict[ArmName, str] = Field(
        description="what an arm is called in reports, in any script; left out, its name"
    )
    replicates: Annotated[int, BeforeValidator(_read_auto)] = param(
        "runs per arm",
        0,
        10_000,
        "paired seeds, auto (0) = until the leader is told apart",
        source="design",
        confidence="choice",
    )
    draws_per_world: int = param(
        "replicates",
        1,
        1000,
        "campaigns drawn in each world: so many replicates share all until the campaigns act, and are one for intervals",
        source="design",
        confidence="choice",
    )
    auto: AutoConfig
    interval_level: float = param("share", 0.5, 0.999, "level of the intervals", source="design", confidence="choice")
    workers: int = param("processes", 0, 512, "parallel runs, 0 = one per core", source="design", confidence="choice")
    held: list[str] = Field(
        description="parameters that an ensemble leaves as they are, though they stand as shipped; what a command, an arm or a point of a sweep sets is added"
    )
    share_days: int = param(
        "users",
        0,
        1_000_000_000,
        "largest market whose days before the campaigns act are lived once for all arms of a seed: each worker then "
        "holds two of it in memory",
        source="design",
        confidence="choice",
    )
    screen: list[str] = Field(
        description="overrides that make the question small enough to be asked at many points: what sweeps, "
        "sensitivity, robustness and optimisation take unless told otherwise"
    )
    few_readers: int = param(
        "users",
        0,
        1_000_000,
        "so many are simulated where a question without a screen of its own is asked at many points, if the market is a "
        "whole multiple; 0 = as many as there are",
        source="design",
        confidence="choice",
    )
    outcomes: Annotated[list[Metric], Field(min_length=1)] = Field(description="metrics that are reported")
    decide_by: Annotated[list[ObjectiveConfig], BeforeValidator(_spelled_out)] = Field(
        description="objectives that decide; none = the goal, else the first outcome"
    )
    goal: GoalConfig | None = Field(description="what is to be reached")
    judging: JudgingConfig


class ReportConfig(Part):
    """How results are told."""

    language: Literal["en", "zh"] = Field(description="language of pages and tables")
    brand_focus: BrandName | None = Field(description="the brand that the report is about; none = the campaign's")
