"""``study.replicates=auto``: run replicates until the leader is told apart, or until that costs too much.

Replicates have the same seeds as always, so the result is that of a fixed number as large. Whoever looks
again and again finds something by luck: so there are few looks, each half as many runs again as the
one before, and what is told must be told at a level that holds for all of them together (Bonferroni's rule).
A killed study goes on from its finished runs and decides at the same looks by the same runs. Only minutes do not
repeat themselves; so the end is written down in ``auto.json``, and one that minutes decided is kept.

With ``study.auto.allocation=elimination`` an arm that cannot win any more is given no further replicates
(``verdict.elimination``); the baseline is, for the others are paired with it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import inf
from pathlib import Path
from typing import Any, Literal

from ..config import Config, config_digest
from ..config.schema.study import AUTO
from ..records.whole_file import write_whole
from ..verdict import Case, Do, Dropped, Judgement, Verdict, judge
from ..verdict.elimination import cannot_win
from ..verdict.statistics import LEAST_RUNS, joint_level
from .collect import collect_runs
from .compare import ComparePlan, as_far_as
from .delivery import collect_delivery
from .request import RunOutcome, RunRequest
from .verdict import case_of, minutes_per_run

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
    dropped: Mapping[str, Dropped] = field(default_factory=dict)  # arms with fewer replicates


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
    kept = _kept_stop(plan)
    if kept is not None:
        part = as_far_as(plan, kept.replicates, kept.dropped)
        outcomes = {outcome.request.run_dir: outcome for outcome in carry_out(part.requests)}
        return part, [outcomes[request.run_dir] for request in part.requests], kept
    part, ended, stop = _look_by_look(plan, carry_out)
    _write(plan, stop)
    return part, ended, stop


def _look_by_look(plan: ComparePlan, carry_out: CarryOut) -> tuple[ComparePlan, list[RunOutcome], Stop]:
    draws = plan.config.study.draws_per_world
    looks = [draws * n for n in looks_of(plan.config.study.auto.most_runs // draws or 1)]
    outcomes: dict[Path, RunOutcome] = {}
    dropped: dict[str, Dropped] = {}
    for n in looks:
        part = as_far_as(plan, n, dropped)
        new = [request for request in part.requests if request.run_dir not in outcomes]
        outcomes |= {outcome.request.run_dir: outcome for outcome in carry_out(new)}
        ended = [outcomes[request.run_dir] for request in part.requests]
        if not any(outcome.status == "ok" for outcome in ended):
            return part, ended, Stop(n, "settled")
        case = _case(part, ended)
        stop = _stop_at(part, case, ended, looks[looks.index(n) :], len(looks))
        if stop is not None:
            return part, ended, stop
        if plan.config.study.auto.allocation == "elimination":
            out = cannot_win(case, plan.config.study.judging, len(looks))
            dropped |= {arm: replace(each, after=n) for arm, each in out.items()}
    raise AssertionError("the last look ends it")


def _case(plan: ComparePlan, outcomes: Sequence[RunOutcome]) -> Case:
    return case_of(collect_runs(outcomes), collect_delivery(outcomes), plan.config, dropped=plan.dropped)


def _stop_at(
    plan: ComparePlan, case: Case, outcomes: Sequence[RunOutcome], looks: Sequence[int], n_looks: int
) -> Stop | None:
    """Say whether the replicates of the first of these looks are enough, and why."""
    auto, n = plan.config.study.auto, looks[0]
    found = _at_level(plan.config, case, joint_level(case.level, n_looks))
    leaders = tuple(dict.fromkeys(each.leader for each in found.verdicts if each.leader is not None))
    if all(each.action.do not in _OPEN for each in found.verdicts):
        return Stop(n, "told" if all(each.leader for each in found.verdicts) else "settled", leaders, (), plan.dropped)
    main = _at_level(plan.config, case, case.level).main
    if auto.width and _widest(main) <= auto.width:
        return Stop(n, "width", leaders, main.open, plan.dropped)
    if len(looks) == 1:
        return Stop(n, "runs", leaders, main.open, plan.dropped)
    more = (looks[1] - n) * (len(case.arms) - len(case.dropped))
    if auto.most_minutes and (minutes_per_run(outcomes) or 0.0) * (len(outcomes) + more) > auto.most_minutes:
        return Stop(n, "minutes", leaders, main.open, plan.dropped)
    return None


def _at_level(config: Config, case: Case, level: float) -> Judgement:
    return judge(replace(case, level=level), config.study.judging)


def _widest(found: Verdict) -> float:
    """Return the width of the widest interval of an effect among arms still run; infinite where one is not known."""
    gone = {found.baseline, *found.dropped}
    others = [finding for arm, finding in found.arms.items() if arm not in gone]
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
    return read_stop(found)


def read_stop(found: Mapping[str, Any]) -> Stop:
    """Read what ``auto.json`` holds; before arms were dropped it named none."""
    dropped = {arm: Dropped(**each) for arm, each in found.get("dropped", {}).items()}
    leaders, loose = tuple(found["leaders"]), tuple(found["open"])
    return Stop(int(found["replicates"]), found["why"], leaders, loose, dropped)
