"""``study.replicates=auto``: run replicates until the leader is told apart, or until that costs too much.

Replicates have the same seeds as always, so the result is that of a fixed number as large. Whoever looks
again and again finds something by luck: so there are few looks, each half as many runs again as the
one before, and what is told must be told at a level that holds for all of them together (Bonferroni's rule).
A killed study goes on from its finished runs and decides at the same looks by the same runs. Only minutes do not
repeat themselves; so the end is written down in ``auto.json``, and one that minutes decided is kept.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from math import inf
from pathlib import Path
from typing import Any, Literal

from ..config import Config, config_digest
from ..config.schema.study import AUTO
from ..records.whole_file import write_whole
from ..verdict import Do, Judgement, Verdict
from ..verdict.statistics import LEAST_RUNS, joint_level
from .collect import collect_runs
from .compare import ComparePlan
from .delivery import collect_delivery
from .request import RunOutcome, RunRequest
from .verdict import judge_runs, minutes_per_run

FILE = "auto.json"
_STEP = 1.4
_OPEN = (Do.RUN_MORE, Do.NOT_TOLD_APART)  # what more runs may change

Why = Literal["told", "settled", "width", "runs", "minutes"]
CarryOut = Callable[[Sequence[RunRequest]], Sequence[RunOutcome]]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a study stopped, and why.

    ``told``: every objective has a leader; ``settled``: none has, and more runs would not give one; ``width``: the
    intervals are as narrow as asked; ``runs``, ``minutes``: the budget is spent.
    """

    replicates: int
    why: Why
    leaders: tuple[str, ...] = ()
    open: tuple[str, ...] = ()  # arms that are not told apart


def is_auto(plan: ComparePlan) -> bool:
    """Whether the number of replicates is left to what they tell."""
    return plan.config.study.replicates == AUTO


def looks_of(most: int) -> list[int]:
    """Return after how many replicates to look."""
    looks = [min(LEAST_RUNS, most)]
    while looks[-1] < most:
        looks.append(min(max(looks[-1] + 1, round(_STEP * looks[-1])), most))
    return looks


def replicate_until_told(plan: ComparePlan, carry_out: CarryOut) -> tuple[ComparePlan, list[RunOutcome], Stop]:
    """Run a comparison look by look.

    Parameters
    ----------
    plan : ComparePlan
        With as many replicates as the budget allows.
    carry_out : callable
        Runs requests and tells how each ended.

    Returns
    -------
    plan, outcomes, stop
        Of the replicates that were run.
    """
    draws = plan.config.study.draws_per_world
    kept, looks = _kept_stop(plan), [draws * n for n in looks_of(plan.config.study.auto.most_runs // draws or 1)]
    if kept is not None:
        looks = [kept.replicates]
    outcomes: dict[Path, RunOutcome] = {}
    for done, n in zip([0, *looks], looks, strict=False):
        new = [request for request in plan.requests if done <= request.replicate < n]
        outcomes |= {outcome.request.run_dir: outcome for outcome in carry_out(new)}
        part = replace(plan, requests=tuple(request for request in plan.requests if request.replicate < n))
        ended = [outcomes[request.run_dir] for request in part.requests]
        stop = kept or _stop_at(part.config, ended, n, looks)
        if stop is not None:
            _write(plan, stop)
            return part, ended, stop
    raise AssertionError("the last look ends it")


def _stop_at(config: Config, outcomes: Sequence[RunOutcome], n: int, looks: Sequence[int]) -> Stop | None:
    """Say whether that many replicates are enough, and why."""
    if not any(outcome.status == "ok" for outcome in outcomes):
        return Stop(n, "settled")
    auto = config.study.auto
    found = _look(config, outcomes, joint_level(config.study.interval_level, len(looks)))
    leaders = tuple(dict.fromkeys(each.leader for each in found.verdicts if each.leader is not None))
    if all(each.action.do not in _OPEN for each in found.verdicts):
        return Stop(n, "told" if all(each.leader for each in found.verdicts) else "settled", leaders)
    main = _look(config, outcomes, config.study.interval_level).main
    if auto.width and _widest(main) <= auto.width:
        return Stop(n, "width", leaders, main.open)
    if n == looks[-1]:
        return Stop(n, "runs", leaders, main.open)
    per_run, following = minutes_per_run(outcomes) or 0.0, looks[looks.index(n) + 1]
    if auto.most_minutes and per_run * len(outcomes) * following / n > auto.most_minutes:
        return Stop(n, "minutes", leaders, main.open)
    return None


def _look(config: Config, outcomes: Sequence[RunOutcome], level: float) -> Judgement:
    study = config.study.model_copy(update={"interval_level": level})
    runs, delivery = collect_runs(outcomes), collect_delivery(outcomes)
    return judge_runs(runs, delivery, config.model_copy(update={"study": study}))


def _widest(found: Verdict) -> float:
    """Return the width of the widest interval of an effect; infinite where one is not known."""
    others = [finding for arm, finding in found.arms.items() if arm != found.baseline]
    widths = [inf if each.low is None or each.high is None else each.high - each.low for each in others]
    return max(widths, default=inf)


def _asked(plan: ComparePlan) -> dict[str, Any]:
    """What a stop answers: with anything else asked, it is no answer."""
    study = plan.config.study
    arms = {request.arm: config_digest(request.config) for request in plan.requests if request.config is not None}
    asked = study.model_dump(mode="json", include={"auto", "interval_level", "decide_by", "goal", "baseline"})
    return asked | {"seed": plan.config.seed, "arms": arms}


def _write(plan: ComparePlan, stop: Stop) -> None:
    whole = asdict(stop) | {"asked": _asked(plan)}
    write_whole(plan.folder / FILE, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def _kept_stop(plan: ComparePlan) -> Stop | None:
    """Return the end that minutes decided before, for the same question."""
    try:
        found = json.loads((plan.folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("why") != "minutes" or found.get("asked") != _asked(plan):
        return None
    return Stop(int(found["replicates"]), "minutes", tuple(found["leaders"]), tuple(found["open"]))
