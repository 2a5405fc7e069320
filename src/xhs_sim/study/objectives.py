"""What a study is decided by: as asked, else its goal, else its first outcome; names and directions checked."""

from ..config import Config, ConfigError
from ..config.schema import ObjectiveConfig
from ..metrics import METRICS, counts_money, is_rate
from ..verdict import Better, Goal, Objective, Per


def objectives_of(config: Config) -> tuple[Objective, ...]:
    """Return what decides between the arms of a study.

    Raises
    ------
    ConfigError
        If a metric has no better of its own and none was given; a line for each problem.
    """
    study = config.study
    asked = study.decide_by or [ObjectiveConfig(metric=_unasked(config), better=None, per=None, goal=None)]
    problems = [problem for k, each in enumerate(asked) for problem in _problems(each, f"study.decide_by[{k}]")]
    if problems:
        raise ConfigError(problems)
    return tuple(_objective(config, each) for each in asked)


def _unasked(config: Config) -> str:
    return config.study.outcomes[0] if config.study.goal is None else config.study.goal.metric


def _problems(asked: ObjectiveConfig, path: str) -> list[str]:
    if asked.better is None and METRICS[asked.metric].better == "none":
        return [f"{path}: {asked.metric} has no better way of its own; add better (allowed: higher, lower)"]
    return []


def _objective(config: Config, asked: ObjectiveConfig) -> Objective:
    own, wanted = METRICS[asked.metric].better, config.study.goal
    better: Better = asked.better or ("lower" if own == "lower" else "higher")
    goal = None if asked.goal is None else Goal(value=asked.goal.value, measure=asked.goal.measure)
    if goal is None and wanted is not None and wanted.metric == asked.metric:
        goal = Goal(value=wanted.at_least, measure=wanted.measure)
    per = None if asked.per is None else Per(asked.per)
    return Objective(
        metric=asked.metric, better=better, per=per, goal=goal,
        counts_money=counts_money(asked.metric), is_rate=is_rate(asked.metric),
    )  # fmt: skip
