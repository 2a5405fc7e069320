"""A case as people write it down: values by arm, money, what was planned and what came of it."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ..config import ConfigError
from ..config.messages import at, message
from ..config.schema import LimitsConfig
from .types import Better, Case, Goal, Objective, Per

# must, must_not: what a case should be answered, for those who test us with it
_FIELDS = (
    "name", "decide_by", "baseline", "values", "spend", "planned", "delivered", "range", "people", "minutes_per_run",
    "level", "must", "must_not",
)  # fmt: skip
_NEEDED = ("decide_by", "baseline", "values")
_OBJECTIVE = ("metric", "better", "per", "goal")
_GOAL = ("value", "measure")


class Known(NamedTuple):
    """What is known of a metric by its name."""

    better: Better | None
    counts_money: bool
    is_rate: bool
    is_share: bool = False  # a part of a whole, from 0 to 1


About = Callable[[str], Known]


def read_cases(found: Any, about: About, file: str = "") -> list[Case]:
    """Read one case or a list of them.

    Parameters
    ----------
    found : mapping or list of mappings
        As read from YAML or JSON.
    about : callable
        Of a metric's name: what is known of it.
    file : str, optional
        Where they stand, for problems to say.

    Raises
    ------
    ConfigError
        With a line for each problem, naming case and field.
    """
    listed = [found] if isinstance(found, Mapping) else found
    if not isinstance(listed, list) or not listed:
        raise ConfigError(message("case.no_case"))
    cases, problems = [], []
    for k, each in enumerate(listed):
        reader = _Reader(each, k + 1, about)
        case = reader.read()
        problems += reader.problems
        if case is not None and not reader.problems:
            cases.append(case)
    if problems:
        raise ConfigError([at(file, each) for each in problems] if file else problems)
    return cases


class _Reader:
    """Reads one case, and keeps every problem with it."""

    def __init__(self, found: Any, place: int, about: About) -> None:
        self.found = found if isinstance(found, Mapping) else {}
        self.about = about
        name = self.found.get("name")
        self.where = message("case.case_named" if name else "case.case", place=place, name=name)
        self.problems: list[str] = []
        self.arms: tuple[str, ...] = ()
        self.n = 0
        if not isinstance(found, Mapping):
            self.problem(message("case.no_fields"))

    def problem(self, text: str) -> None:
        self.problems.append(at(self.where, text))

    def read(self) -> Case | None:
        if self.problems:
            return None
        for name in self.found:
            if name not in _FIELDS:
                self.problem(message("case.no_field", name=name, allowed=[*_FIELDS]))
        for name in _NEEDED:
            if self.found.get(name) is None:
                self.problem(message("case.field_missing", name=name))
        if self.problems:
            return None
        objectives = self.objectives()
        values = self.values()
        baseline = str(self.found["baseline"])
        if self.arms and baseline not in self.arms:
            self.problem(message("case.no_baseline", baseline=baseline, arms=[*self.arms]))
        for each in objectives:
            if each.metric not in values:
                self.problem(message("case.no_values", metric=each.metric, allowed=[*values]))
        planned, delivered = self.shares("planned"), self.shares("delivered")
        for arm in delivered:
            if arm not in planned:
                self.problem(message("case.nothing_planned", arm=arm))
        level = self.number("level", self.found.get("level", 0.95), low=0.5, high=0.999)
        minutes, people = self.found.get("minutes_per_run"), self.found.get("people")
        return Case(
            objectives=objectives,
            baseline=baseline,
            arms=self.arms,
            values=values,
            spend=self.spend(),
            planned=planned,
            delivered=delivered,
            range=self.limits(),
            people=None if people is None else round(self.number("people", people, low=1.0)),
            minutes_per_run=None if minutes is None else self.number("minutes_per_run", minutes, low=0.0),
            level=level,
            name=None if self.found.get("name") is None else str(self.found["name"]),
        )

    def objectives(self) -> tuple[Objective, ...]:
        asked = self.found["decide_by"]
        listed = asked if isinstance(asked, list) else [asked]
        if not listed:
            self.problem(message("case.no_objective"))
        read = [each for k, one in enumerate(listed) if (each := self.objective(one, k, len(listed))) is not None]
        for metric, times in Counter(each.metric for each in read).items():
            if times > 1:
                self.problem(message("case.metric_twice", metric=metric, times=times))
        return tuple(read)

    def objective(self, asked: Any, k: int, of: int) -> Objective | None:
        path = "decide_by" if of == 1 else f"decide_by[{k}]"
        asked = {"metric": asked} if isinstance(asked, str) else asked
        if not isinstance(asked, Mapping) or not isinstance(asked.get("metric"), str):
            self.problem(message("case.needs_metric", path=path))
            return None
        for name in asked:
            if name not in _OBJECTIVE:
                self.problem(message("case.no_field_of", path=path, name=name, allowed=[*_OBJECTIVE]))
        metric, per = asked["metric"], asked.get("per")
        known = self.about(metric)
        better = asked.get("better") or known.better
        if better not in ("higher", "lower"):
            key = "case.wrong_better" if better else "case.better_unsaid"
            self.problem(message(key, path=path, better=better, metric=metric))
            return None
        if per is not None and per not in tuple(Per):
            self.problem(message("case.unknown_per", path=path, per=per, allowed=[*Per]))
            return None
        if per in (Per.YUAN, Per.EXTRA_YUAN) and self.found.get("spend") is None:
            self.problem(message("case.per_needs_spend", path=path, per=per))
        if per == Per.YUAN and better == "lower":
            self.problem(message("case.per_yuan_lower", path=path))
        goal = self.goal(path, metric, asked.get("goal"))
        way: Better = "higher" if better == "higher" else "lower"
        return Objective(
            metric=metric, better=way, per=Per(per) if per else None, goal=goal,
            counts_money=known.counts_money, is_rate=known.is_rate,
        )  # fmt: skip

    def goal(self, path: str, metric: str, asked: Any) -> Goal | None:
        if asked is None:
            return None
        told = asked if isinstance(asked, Mapping) else {"value": asked}
        for name in told:
            if name not in _GOAL:
                self.problem(message("case.no_field_of", path=f"{path}.goal", name=name, allowed=[*_GOAL]))
        measure = told.get("measure", "level")
        if measure not in ("level", "effect"):
            self.problem(message("case.unknown_measure", path=path, measure=measure))
            return None
        value = self.number(f"{path}.goal", told.get("value"))
        if self.about(metric).is_share:
            self.refuse_parts_beyond_all({f"{path}.goal": value}, lowest=0.0 if measure == "level" else -1.0)
        return Goal(value=value, measure=measure)

    def values(self) -> dict[str, dict[str, tuple[float | None, ...]]]:
        found = self.found["values"]
        if not isinstance(found, Mapping) or not all(isinstance(each, Mapping) and each for each in found.values()):
            self.problem(message("case.values_map"))
            return {}
        read = {
            str(metric): {str(arm): self.listed(f"values.{metric}.{arm}", each) for arm, each in by_arm.items()}
            for metric, by_arm in found.items()
        }
        self.arms = tuple(dict.fromkeys(arm for by_arm in read.values() for arm in by_arm))
        self.n = max((len(each) for by_arm in read.values() for each in by_arm.values()), default=0)
        if len(self.arms) < 2:
            self.problem(message("case.two_arms"))
        for metric, by_arm in read.items():
            for arm, each in by_arm.items():
                if each and len(each) != self.n:
                    self.problem(message("case.unequal_runs", metric=metric, arm=arm, own=len(each), n=self.n))
                if self.about(metric).is_share:
                    self.refuse_parts_beyond_all({f"values.{metric}.{arm}[{k}]": one for k, one in enumerate(each)})
        return read

    def refuse_parts_beyond_all(self, found: Mapping[str, float | None], lowest: float = 0.0) -> None:
        """Refuse shares that are more than the whole, most of all those handed in percent; by the place of each."""
        wrong = {path: each for path, each in found.items() if each is not None and not lowest <= each <= 1.0}
        if not wrong:
            return
        path, value = next(iter(wrong.items()))
        hint = message("case.share_in_percent", share=f"{value / 100:.6g}") if 1 < abs(value) <= 100 else ""
        more = message("case.shares_more", more=len(wrong) - 1) if len(wrong) > 1 else ""
        self.problem(message("case.share_outside", path=path, value=value, low=lowest, more=more, hint=hint))

    def listed(self, path: str, found: Any) -> tuple[float | None, ...]:
        if not isinstance(found, Sequence) or isinstance(found, str) or not found:
            self.problem(message("case.no_numbers", path=path))
            return ()
        return tuple(None if each is None else self.number(f"{path}[{k}]", each) for k, each in enumerate(found))

    def spend(self) -> dict[str, tuple[float, ...]]:
        found = self.found.get("spend")
        if found is None:
            return {}
        by_arm = found if isinstance(found, Mapping) else dict.fromkeys(self.arms, found)
        if not self.known("spend", by_arm):
            return {}
        lacking = [arm for arm in self.arms if arm not in by_arm]
        if lacking:
            self.problem(message("case.spend_lacks", lacking=[*lacking]))
        return {str(arm): self.spend_of(str(arm), each) for arm, each in by_arm.items()}

    def spend_of(self, arm: str, found: Any) -> tuple[float, ...]:
        if not isinstance(found, list):
            return (self.number(f"spend.{arm}", found, low=0.0),) * self.n
        if len(found) != self.n:
            self.problem(message("case.spend_unequal", arm=arm, own=len(found), n=self.n))
        return tuple(self.number(f"spend.{arm}[{k}]", each, low=0.0) for k, each in enumerate(found))

    def shares(self, field: str, most: float = 1.0) -> dict[str, dict[str, float]]:
        found = self.found.get(field) or {}
        if not isinstance(found, Mapping) or not all(isinstance(each, Mapping) for each in found.values()):
            self.problem(message("case.maps_arms", field=field))
            return {}
        if not self.known(field, found):
            return {}
        return {
            str(arm): {str(k): self.number(f"{field}.{arm}.{k}", each, low=0.0, high=most) for k, each in part.items()}
            for arm, part in found.items()
        }

    def limits(self) -> dict[str, dict[str, float]]:
        read, names = (
            self.shares("range", most=math.inf),
            tuple(name for name in LimitsConfig.model_fields if name != "least_audience"),
        )
        for arm, seen in read.items():
            for name in seen:
                if name not in names:
                    self.problem(message("case.no_limit", arm=arm, name=name, allowed=[*names]))
        return read

    def known(self, field: str, by_arm: Mapping[Any, Any]) -> bool:
        wrong = [str(arm) for arm in by_arm if str(arm) not in self.arms]
        if wrong:
            self.problem(message("case.names_arms", field=field, wrong=[*wrong], arms=[*self.arms]))
        return not wrong

    def number(self, path: str, found: Any, *, low: float = -math.inf, high: float = math.inf) -> float:
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
            self.problem(message("case.no_number", path=path, value=found))
            return low if math.isfinite(low) else 0.0
        if not low <= found <= high:
            self.problem(message("case.number_outside", path=path, value=found, low=low, high=high))
        return float(found)
