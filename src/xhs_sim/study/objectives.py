"""What a study is decided by: as asked, else its goal, else its first outcome; names and directions checked."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ..config import Config, ConfigError
from ..config.messages import message
from ..config.schema import ObjectiveConfig
from ..kept import kept
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


def decided_by(config: Config, metric: str) -> Config | None:
    """Return a study that one metric decides, as it was asked or else by its own better; None if it has neither."""
    plain = ObjectiveConfig(metric=metric, better=None, per=None, goal=None)
    asked = next((each for each in config.study.decide_by if each.metric == metric), plain)
    if _problems(asked, metric):
        return None
    return config.model_copy(update={"study": config.study.model_copy(update={"decide_by": [asked]})})


def _unasked(config: Config) -> str:
    return config.study.outcomes[0] if config.study.goal is None else config.study.goal.metric


def _problems(asked: ObjectiveConfig, path: str) -> list[str]:
    if asked.better is None and _about(asked.metric).better == "none":
        return [message("study.no_better", path=path, metric=asked.metric)]
    return []


def _objective(config: Config, asked: ObjectiveConfig) -> Objective:
    about, wanted = _about(asked.metric), config.study.goal
    better: Better = asked.better or ("lower" if about.better == "lower" else "higher")
    goal = None if asked.goal is None else Goal(value=asked.goal.value, measure=asked.goal.measure)
    if goal is None and wanted is not None and wanted.metric == asked.metric:
        goal = Goal(value=wanted.at_least, measure=wanted.measure)
    per = None if asked.per is None else Per(asked.per)
    return Objective(
        metric=asked.metric, better=better, per=per, goal=goal,
        counts_money=about.counts_money, is_rate=about.is_rate,
    )  # fmt: skip


class _About(NamedTuple):
    """What decides how arms are compared by a metric."""

    better: str  # by itself
    counts_money: bool
    is_rate: bool


def _about(metric: str) -> _About:
    shipped = _about_shipped()
    return _About(*shipped[metric]) if metric in shipped else _look_at(metric)


@cache
def _about_shipped() -> Mapping[str, Sequence[Any]]:
    """Return that of our own metrics; kept, for a study is planned sooner than all metrics are loaded."""

    def load() -> dict[str, list[Any]]:
        from ..metrics import METRICS

        return {name: list(_look_at(name)) for name in METRICS.shipped}

    return dict(kept("metrics", (), load))


def _look_at(metric: str) -> _About:
    from ..metrics import METRICS, counts_money, is_rate

    return _About(METRICS[metric].better, counts_money(metric), is_rate(metric))
