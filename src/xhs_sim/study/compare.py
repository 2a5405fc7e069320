"""Arms against each other on the same simulated people: what is going to be run.

An arm is a list of overrides. The user's own overrides hold in every arm; where an arm sets the same
key, the arm wins and the plan says so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..config import Composer, Config, ConfigError, config_digest, expand_sweep
from ..config.builder import Builder
from ..config.doubts import unfunded
from ..config.messages import message
from ..verdict import Dropped
from .changes import changes_of
from .ensemble import holding, left_alone, read_members, with_member
from .objectives import objectives_of
from .origin import STUDY, all_files, all_withheld, command_line, write_origin
from .overrides import key_of, put_on_top
from .request import RunRequest, replicated
from .worlds import in_worlds, since_of


@dataclass(frozen=True, slots=True)
class ComparePlan:
    """Arms x replicates, ready to submit."""

    config: Config
    requests: tuple[RunRequest, ...]
    notes: tuple[str, ...]
    folder: Path
    command: tuple[str, ...] = ()  # that makes this study, word by word
    dropped: Mapping[str, Dropped] = field(default_factory=dict)  # arms with fewer replicates than the others
    arms: Mapping[str, Config] = field(default_factory=dict)  # as they were given, before worlds and members


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
        whole = put_on_top(overrides, own)
        arms[arm] = holding(_compose_arm(arm, whole, composer, builder), whole)
    notes += _unfunded(config, arms)
    plan = plan_arms(config, arms, out_dir)
    command = command_line("compare", said, out_dir, config_dir)
    return replace(plan, notes=(*notes, *plan.notes), command=tuple(command))


def _which_question(config: Config, overrides: Sequence[str], composer: Composer) -> str:
    """Say what is missing: a question, or the arms of the one that was asked."""
    if any(key_of(override) in ("experiment", "study.arms") for override in overrides):
        return message("study.no_arms", name=config.name)
    known = [name for name in composer.options_of("experiment") if name != "none"]
    return message("study.which_question", known=known)


def plan_arms(config: Config, arms: Mapping[str, Config], out_dir: Path) -> ComparePlan:
    """Plan every replicate of arms that are composed already; ``config`` is the study's own.

    Where their number is left to what they tell, as many as the budget allows (see ``replicate_until_told``).
    """
    requests: list[RunRequest] = []
    draws = config.study.draws_per_world
    since = since_of(list(arms.values()), config.study.replicates, draws) if draws > 1 else 0
    for arm, own in arms.items():
        first = RunRequest(experiment=config.name, arm=arm, replicate=0, seed=config.seed, out_dir=out_dir, config=own)
        runs = replicated(first, config.study.replicates or config.study.auto.most_runs)
        requests += _with_members(in_worlds(runs, draws, since) if draws > 1 else runs, draws)
    notes = (*_twins(config, arms), *_of_ensemble(arms))
    return ComparePlan(config, tuple(requests), notes, out_dir / config.name, arms=dict(arms))


def _with_members(runs: Sequence[RunRequest], draws: int) -> list[RunRequest]:
    """Let each world have a member of the ensemble, if there is one."""
    return [
        each if each.config is None else replace(each, config=with_member(each.config, each.replicate // draws))
        for each in runs
    ]


def _of_ensemble(arms: Mapping[str, Config]) -> list[str]:
    """Say that replicates take members of an ensemble; name the parameters that are set in every arm, and so stay."""
    file = next((own.ensemble for own in arms.values() if own.ensemble is not None), None)
    if file is None:
        return []
    members, left = read_members(file), left_alone(arms.values())
    n = len(members[0]) - len(left)
    used = message("study.ensemble_used", file=file, members=len(members), parameters=n)
    return [used, *(message("study.ensemble_left", file=file, name=name) for name in left)]


def as_far_as(plan: ComparePlan, replicates: int, dropped: Mapping[str, Dropped]) -> ComparePlan:
    """Return so many replicates of a plan, without those that dropped arms were not given any more."""
    most = {arm: min(each.after, replicates) for arm, each in dropped.items()}
    kept = (request for request in plan.requests if request.replicate < most.get(request.arm, replicates))
    return replace(plan, requests=tuple(kept), dropped=dict(dropped))


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
        raise ConfigError([message("study.of_arm", arm=arm, problem=problem) for problem in error.problems]) from None


def _conflicts(arm: str, own: Sequence[str], overrides: Sequence[str]) -> list[str]:
    asked = {key_of(override): override for override in overrides}
    return [
        message("study.arm_sets_itself", arm=arm, override=override, asked=asked[key_of(override)])
        for override in own
        if key_of(override) in asked
    ]


def _unfunded(config: Config, arms: Mapping[str, Config]) -> list[str]:
    """Name the tactics that arms set themselves without the money that these need.

    Raises
    ------
    ConfigError
        If nothing else tells such an arm from the baseline: there would be nothing to compare.
    """
    base = config.campaign.tactics
    own = {
        arm: {name: line for name, line in unfunded(its).items() if its.campaign.tactics[name] != base.get(name)}
        for arm, its in arms.items()
    }
    told = [message("study.of_arm", arm=arm, problem=line) for arm, lines in own.items() for line in lines.values()]
    does = {arm: config_digest(_without(its, unfunded(its))) for arm, its in arms.items()}
    baseline = config.study.baseline
    if idle := [arm for arm, lines in own.items() if lines and arm != baseline and does[arm] == does[baseline]]:
        raise ConfigError([*told, message("study.nothing_else_tells", arms=[*idle], baseline=baseline)])
    return told


def _without(config: Config, tactics: Collection[str]) -> Config:
    """The config as it works: without tactics that do nothing."""
    kept = {name: part for name, part in config.campaign.tactics.items() if name not in tactics}
    return config.model_copy(update={"campaign": config.campaign.model_copy(update={"tactics": kept})})


def _twins(config: Config, arms: Mapping[str, Config]) -> list[str]:
    """Name the arms that are the baseline under another name: a control, or a slip."""
    digests = {arm: config_digest(own) for arm, own in arms.items()}
    baseline = config.study.baseline
    return [
        message("study.control_or_slip", arm=arm, baseline=baseline)
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
    arms = {arm: own for arm, own in plan.arms.items() if any(request.arm == arm for request in plan.requests)}
    base = plan.config.model_dump(mode="json")
    question = {
        "seed": plan.config.seed, **study.model_dump(mode="json", include={"baseline", "goal", "decide_by"}),
        "first_outcome": study.outcomes[0], "arms": {arm: config_digest(own) for arm, own in arms.items()},
    }  # fmt: skip
    changes = {arm: changes_of(own.model_dump(mode="json"), base) for arm, own in arms.items()}
    about = {"command": list(plan.command), "config": base, "arms": changes}
    files, withheld = all_files(arms.values(), plan.command), all_withheld(arms.values())
    write_origin(path, question, files, about, may_replace=may_replace, withheld=withheld)
    return path
