"""Days that runs share: those before any of them acts are lived once per seed, and copied to each.

Several campaigns drawn in one world (``study.worlds``) share the days before as the arms of a seed do.

Who may share is known beforehand: runs of one seed whose configurations differ in nothing that is read before their
campaigns act (``READ_LATER``, beside the schema, says what is not). A worker keeps the last such days, so runs that
share are done one after the other, and by one worker while others have work. What is left of a plan shares as the
whole would: nothing else is kept.
"""

import gc
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..config import Config
from ..config.load import UNHASHED
from ..config.messages import message
from ..config.schema.plan import READ_LATER
from .first_act import first_act
from .request import RunRequest, SharedDays
from .run import Play, play_days

_NAMED = 5  # arms in a line
_DRAWN_LATER = {"hiring", "notes", "behaviour"}  # parts of what is by chance, from seeds.since_day on
_lived: dict[tuple[int, SharedDays], Any] = {}  # in a worker: a PlatformModel, one at most


def _why_alone(config: Config) -> str:
    """Say why a run shares its days with no other; empty if it may."""
    if config.population.people > config.study.share_days:
        return message("study.shares_too_large", most=config.study.share_days)
    if config.alliance.partner is not None:
        return "alliance.partner"
    if first_act(config) < 1:
        return message("study.acts_at_once")
    return ""


def may_share(config: Config) -> bool:
    """Say whether a run may live its first days together with others."""
    return not _why_alone(config)


def alike_until(config: Config) -> int:
    """Return the first day on which a run may differ from those that it is alike to until then."""
    since = config.seeds.since_day
    return first_act(config) if since is None else min(first_act(config), since)


def _seed_of(config: Config, seed: int) -> int:
    """Return the seed of the days before, of a run with this seed."""
    world = config.seeds.world
    return seed if world is None or config.seeds.since_day is None else world


def _seed_of_days(each: RunRequest) -> int:
    return each.seed if each.config is None else _seed_of(each.config, each.seed)


def world_of(config: Config) -> str:
    """Return a digest of all that counts before the campaign acts, but the seed."""
    plain = config.model_dump(mode="json", exclude={*UNHASHED, "campaign"})
    plain["campaign"] = config.campaign.model_dump(mode="json", exclude=set(READ_LATER))
    plain["threads"] = config.threads
    if config.seeds.since_day is not None:
        plain["seeds"] = config.seeds.model_dump(mode="json", exclude=_DRAWN_LATER)
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]


def sharing(requests: Sequence[RunRequest], play: Play) -> Sequence[RunRequest]:
    """Return the requests, each with the days that it shares; those of a seed one after the other if any does.

    Parameters
    ----------
    requests : sequence of RunRequest
    play : callable
        What plays the days: only those of the model can be shared.
    """
    if play is not play_days:
        return requests
    configs = {id(each.config): each.config for each in requests if each.config is not None}
    alone = {key: _why_alone(config) for key, config in configs.items()}
    worlds = {key: world_of(config) for key, config in configs.items() if not alone[key]}
    alike: dict[tuple[int, str], list[Config]] = defaultdict(list)
    for each in requests:
        if each.config is not None and id(each.config) in worlds:
            alike[_seed_of_days(each), worlds[id(each.config)]].append(each.config)
    days = {group: min(map(alike_until, its)) for group, its in alike.items() if len(its) > 1}

    def shared(each: RunRequest) -> SharedDays:
        group = _seed_of_days(each), worlds.get(id(each.config), "")
        if group in days:
            return SharedDays(days[group], group[1])
        return SharedDays(0, why=alone.get(id(each.config)) or message("study.unlike"))

    told = [replace(each, shared=shared(each)) for each in requests]
    if not days:
        return told
    seeds = {seed: place for place, seed in enumerate(dict.fromkeys(map(_seed_of_days, requests)))}
    kinds = {world: place for place, world in enumerate(dict.fromkeys(worlds.values()))}
    return sorted(
        told, key=lambda each: (seeds[_seed_of_days(each)], kinds.get(worlds.get(id(each.config), ""), len(kinds)))
    )


def families(requests: Iterable[RunRequest]) -> list[list[int]]:
    """Return the places of the runs that share days, together; each that shares none is by itself."""
    found: dict[tuple[int, SharedDays] | int, list[int]] = defaultdict(list)
    for place, each in enumerate(requests):
        found[(_seed_of_days(each), each.shared) if each.shared and each.shared.days else place].append(place)
    return list(found.values())


def kept_apart(requests: Iterable[RunRequest], why: str) -> list[RunRequest]:
    """Return the requests, but none that shares days."""
    lone = SharedDays(0, why=why)
    return [replace(each, shared=lone) if each.shared and each.shared.days else each for each in requests]


def who_is_alone(requests: Sequence[RunRequest]) -> list[str]:
    """Say which arms share no days though others do: a line for each reason."""
    sharers = {(each.experiment, each.arm) for each in requests if each.shared and each.shared.days}
    reasons = {(each.experiment, each.arm): each.shared.why for each in requests if each.shared}
    called = {(each.experiment, each.arm): _label(each) for each in requests}
    arms: dict[str, list[str]] = defaultdict(list)
    for key, why in reasons.items():
        if sharers and key not in sharers:
            arms[why].append(called[key])
    return [_alone(its, why) for why, its in arms.items()]


def _label(request: RunRequest) -> str:
    """Return what an arm is called by who wrote it, else its name."""
    return request.arm if request.config is None else request.config.study.labels.get(request.arm, request.arm)


def _alone(arms: Sequence[str], why: str) -> str:
    if len(arms) == 1:
        return message("study.one_alone", arm=arms[0], why=why)
    more = message("study.and_more", n=len(arms) - _NAMED) if len(arms) > _NAMED else ""
    return message("study.several_alone", n=len(arms), arms=[*arms[:_NAMED]], more=more, why=why)


def begin_shared(shared: SharedDays, on_day: Callable[[int], None], config: Config, records_dir: Path | None) -> Any:
    """Return a model of the days that are shared, lived now unless this process has just done so."""
    from ..copies import go_on, live_before  # late: a study is planned without compiled code

    key = _seed_of(config, config.seed), shared
    if key not in _lived:
        forget()
        _lived[key] = live_before(config, shared.days, on_day)
    on_day(shared.days)
    return go_on(_lived[key], config, records_dir)


def forget() -> None:
    """Let go of the days that were shared."""
    if _lived:
        _lived.clear()
        gc.collect()  # a model and its agents refer to each other
