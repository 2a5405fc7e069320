"""What the figures and the page are drawn from: the frames of one experiment, and where they came from.

Nothing here reads a file (see ``read``) and nothing draws; a figure takes ``Evidence`` and gives a picture.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import polars as pl

from ..config import ParameterRow
from ..config.schema import JudgingConfig
from ..verdict import Dropped, Judgement
from .dates import Calendar
from .doubted import Assumptions
from .market import Market
from .runs import Run
from .trust_card import TrustCard
from .words import Words, load_words

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The frames of one experiment (or of one run: then a single arm and no effects).

    ``arms`` has the baseline first; ``controls`` are arms that repeat the baseline (A against A) and
    are kept out of the figures. Frames carry ``arm`` and ``seed`` before the columns of their records.
    """

    experiment: str
    question: str
    baseline: str
    arms: tuple[str, ...]
    controls: tuple[str, ...]
    brand: str | None
    outcomes: tuple[str, ...]
    level: float
    judging: JudgingConfig  # when a difference counts
    market: Market
    n_days: int
    metrics: pl.DataFrame  # arm, seed, metric, brand, day, value, unit
    effects: pl.DataFrame  # as effects.parquet, focus brand and platform
    effects_daily: pl.DataFrame  # the same by day
    frequency: pl.DataFrame  # arm, seed, frequency, users
    states: pl.DataFrame  # arm, seed, day, n_aware ... n_recommending
    publishing: pl.DataFrame  # arm, seed, publish_day: when sponsored notes appear
    goal: pl.DataFrame  # as goal.parquet, one row per arm; no rows without a goal
    lessons: pl.DataFrame  # as lessons.parquet; no rows for a single run
    calendar: Calendar | None  # None where the settings hold none
    runs: tuple[Run, ...]  # finished, with tables that are read when asked for
    likeness: pl.DataFrame  # as likeness.parquet; the baseline beside what is known of the real platform
    judgement: Judgement | None  # as verdict.json; None for a single run
    assumptions: Assumptions | None = None  # where it was asked what the result leans on
    trust_card: TrustCard | None = None  # where replicates took the members of an ensemble
    labels: Mapping[str, str] = field(default_factory=dict)  # what arms, and the study, are called
    told_as: Mapping[str, str] = field(default_factory=dict)  # arms that go by another of our names: theirs is untrue
    _found: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see ``found_once``

    def words(self, language: str) -> Words:
        """Return the words of a language, with what this study's arms are called."""
        return load_words(language).calling(self.labels, self.told_as)

    @property
    def treated(self) -> tuple[str, ...]:
        """Arms other than the baseline."""
        return tuple(arm for arm in self.arms if arm != self.baseline)

    @property
    def dropped(self) -> Mapping[str, Dropped]:
        """Arms that could not win any more and were given fewer runs than the others."""
        return {} if self.judgement is None else self.judgement.main.dropped

    @property
    def left_out(self) -> tuple[str, ...]:
        """Arms that the first verdict leaves out: not carried out as planned, or beyond what the model can tell."""
        main = None if self.judgement is None else self.judgement.main
        return () if main is None else (*main.not_carried_out, *main.out_of_range)

    @property
    def objectives(self) -> tuple[str, ...]:
        """The metrics that decide, in the order asked; none where nothing was judged."""
        return () if self.judgement is None else tuple(each.objective.metric for each in self.judgement.verdicts)

    @property
    def outcome(self) -> str:
        """The metric that decides; the first outcome where nothing was judged."""
        return (*self.objectives, *self.outcomes)[0]


def found_once(find: Callable[Concatenate[Evidence, _P], _T]) -> Callable[Concatenate[Evidence, _P], _T]:
    """Keep with the evidence what is found in it: both languages, and several figures and tables, ask for the same.

    For functions of the evidence and of what can be a key; what they return is shared, and nobody's to change.
    """

    @wraps(find)
    def found(evidence: Evidence, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        key = (find, *args, *kwargs.items())
        if key not in evidence._found:
            evidence._found[key] = find(evidence, *args, **kwargs)
        told: _T = evidence._found[key]
        return told

    told: Callable[Concatenate[Evidence, _P], _T] = cast(Any, found)  # wraps() names its first argument
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the numbers come from: the runs, their settings, and what went wrong."""

    config: Mapping[str, Any]
    manifests: Sequence[Mapping[str, Any]]  # one per run that wrote a manifest
    planned: int  # runs asked for
    budgets: Mapping[str, float]  # arm -> CNY that it might spend
    parameters: Sequence[ParameterRow]
    folder: str  # of the study, or of the run, as it was named
    command: Sequence[str]  # that made the study, word by word; none for a run, or if it was not written

    @property
    def finished(self) -> list[Mapping[str, Any]]:
        """Manifests of the runs that ended well."""
        return [m for m in self.manifests if m.get("status") == "ok"]

    @property
    def made(self) -> dict[str, str]:
        """What made the numbers, as texts: for the metadata of pictures."""
        of_runs = {
            key: {str(m.get(key)) for m in self.finished} for key in ("engine", "commit", "config_digest", "seed")
        }
        found = {key: ", ".join(sorted(values)) for key, values in of_runs.items()}
        return {f"xhs_sim.{key}": text for key, text in (found | {"command": " ".join(self.command)}).items()}

    @property
    def failed(self) -> list[Mapping[str, Any]]:
        """Manifests of the runs that ended with an error."""
        return [m for m in self.manifests if m.get("status") != "ok"]

    @property
    def n_missing(self) -> int:
        """Runs that were asked for and left no manifest."""
        return max(0, self.planned - len(self.manifests))


def setting(config: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path of a plain configuration, or None."""
    value: Any = config
    for key in path.split("."):
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value
