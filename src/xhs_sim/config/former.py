"""What configurations said before: the one place that reads their words and says the same in today's.

Before version 0.2 a campaign had a part for each thing that it could do (``campaign.event``, ``campaign.community``,
``campaign.participation`` with its kind ...), on or off by money alone; now it stands in ``campaign.tactics``. A ranker
named every feature there was; now it names those that it weighs, in ``ranker.weights``.
"""

import warnings
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from .errors import ConfigError, ConfigWarning
from .messages import message

Plain = dict[str, Any]
_MOVED = {  # path -> today's; the names of keys below are today's too, but for those in _RENAMED
    "campaign.media": "campaign.tactics.media",
    "campaign.event": "campaign.tactics.event",
    "campaign.community": "campaign.tactics.group",
    "campaign.survey": "campaign.tactics.survey",
    "campaign.warm_up": "campaign.tactics.teasers",
    "campaign.contract.trial": "campaign.tactics.trial",
    "campaign.contract.cocreation": "campaign.tactics.cocreation",
}
_RENAMED = {"teaser_share": "share", "teaser_days": "days"}
_OFF: Final[Mapping[str, Plain]] = {"survey": {"size": 0}, "teasers": {"share": 0.0}}  # what was there, and off
_PARTICIPATION = "campaign.participation"
_REWARDED: Final[Mapping[str, Collection[str]]] = {  # kind -> its keys
    "challenge": ("after_days", "days", "most_share", "half_reward_cny", "reward_cny"),
    "check_in": ("after_days", "days", "most_share", "half_reward_cny", "reward_cny", "check_ins_needed", "pull"),
    "draw": ("after_days", "days", "most_share", "half_reward_cny", "prize_cny", "chance_gamma"),
}
_GROUPS = {
    "media": {
        "warm_up": "tactics=media",
        "partner": "tactics=media_partner",
        "sponsorship": "tactics=media_sponsorship",
    },
    "event": {"usual": "tactics=event"},
    "community": {"usual": "tactics=group, or challenge, check_in, draw"},
    "warm_up": {"usual": "tactics=teasers"},
}
_GONE: Final[Mapping[str, str]] = {  # path -> what to write instead
    "graph.mean_followees": "all follow as many as all are followed by: graph.followers_median, graph.tail_exponent",
    "graph.max_inside_share": "nobody has more followers than the market has people: population.audience",
    "graph.circle_share": "friends have a graph of their own: graph.friends_mean, graph.closeness",
    "graph.circle_size": "friends have a graph of their own: graph.friends_mean, graph.closeness",
    "graph.reciprocation": "friends have a graph of their own: graph.friends_mean, graph.closeness",
    "react.share_inside": "react.share_on_platform, the share of recipients who are friends on the platform",
    "study.judging.trust.inside": "all followers are in the market; leave it out",
    "campaign.tactics.media.inside_share": "campaign.tactics.media.share_on_platform",
    "campaign.media.inside_share": "campaign.tactics.media.share_on_platform",
}
_WEIGHED: Final = (
    "predicted_click", "predicted_quality", "predicted_engage", "recency", "popularity", "followed", "boost", "ces",
    "noise", "oracle",
)  # fmt: skip


def today_of(path: str) -> str | None:
    """Return where today stands what stood at a dotted path; None of a path that is no former one."""
    if path == "ranker.extra" or path.removeprefix("ranker.") in _WEIGHED:
        return "ranker.weights"
    for before, after in _MOVED.items():
        if path == before or path.startswith(f"{before}."):
            steps = path.removeprefix(before).split(".")
            return after + ".".join(_RENAMED.get(step, step) for step in steps)
    if path == _PARTICIPATION:
        return "campaign.tactics.challenge"  # its usual kind
    key = path.removeprefix(f"{_PARTICIPATION}.")
    kinds = [kind for kind, keys in _REWARDED.items() if key in keys]
    if path == key or not (kinds or key == "kind"):
        return None
    return f"campaign.tactics.{kinds[0]}.{key}" if kinds else "campaign.selector"  # any word, as kind was


def instead_of(path: str) -> str | None:
    """Return what to write instead of a parameter that is no more."""
    return _GONE.get(path)


def instead_of_group(group: str, option: str) -> str | None:
    """Return what to choose instead of an option of a group that is no more."""
    options = _GROUPS.get(group)
    return None if options is None else options.get(option, next(iter(options.values())))


def in_todays_words(plain: Plain) -> Plain:
    """Return a configuration, plain, in today's form: as it is if it is that already, and else with a warning."""
    return _with_weights(_with_tactics(plain))


def _with_weights(plain: Plain) -> Plain:
    """Let a ranker name only what it weighs."""
    ranker = _map(plain.get("ranker"))
    former = [name for name in (*_WEIGHED, "extra") if name in ranker]
    if not former:
        return plain
    given = {name: ranker[name] for name in former if name != "extra"}
    own = {each["feature"]: each["weight"] for each in ranker.get("extra") or ()}
    weights = _map(ranker.get("weights")) | given | own
    _warn([message("config.now_called", before=f"ranker.{', '.join(former)}", after="ranker.weights")])
    weighed = {name: weight for name, weight in weights.items() if weight or name in _map(ranker.get("weights"))}
    others = {name: value for name, value in ranker.items() if name not in former}
    return {**plain, "ranker": {**others, "weights": weighed}}


def _warn(told: Iterable[str]) -> None:
    if lines := [*told]:
        warnings.warn(message("config.former_words", lines=lines), ConfigWarning, stacklevel=4)


def _with_tactics(plain: Plain) -> Plain:
    campaign = plain.get("campaign")
    if not isinstance(campaign, dict) or ("tactics" in campaign and not _has_former_words(campaign)):
        return plain
    campaign, tactics, told = dict(campaign), dict(_map(campaign.get("tactics"))), []
    kind = str(_map(campaign.get("participation")).get("kind", "challenge"))
    if kind not in _REWARDED:
        raise ConfigError(message("config.no_participation", kind=kind, allowed=[*_REWARDED]))
    for before, after in (*_MOVED.items(), (_PARTICIPATION, f"campaign.tactics.{kind}")):
        given = _take(campaign, before.split(".")[1:])
        if given is not None:
            name = after.rsplit(".", 1)[1]
            keys = _REWARDED.get(name, given)
            own = {_RENAMED.get(key, key): value for key, value in given.items() if key in keys}
            tactics[name] = {**(_map(tactics.get(name)) or _OFF.get(name, {})), **own}
            told.append(message("config.now_called", before=before, after=after))
    told += _rename_split(campaign, {"community": "group", "rewards": kind})
    _warn(told)
    return {**plain, "campaign": {**campaign, "tactics": tactics}}


def _has_former_words(campaign: Plain) -> bool:
    contract, split = _map(campaign.get("contract")), _map(_map(campaign.get("ads")).get("split"))
    words = {"media", "event", "community", "participation", "survey", "warm_up"} & campaign.keys()
    return bool(words or {"trial", "cocreation"} & contract.keys() or {"community", "rewards"} & split.keys())


def _map(given: Any) -> Plain:
    """Return what should be a map; an empty one if it is none, which the schema will refuse where it stands."""
    return given if isinstance(given, dict) else {}


def _take(campaign: Plain, steps: list[str]) -> Plain | None:
    """Take a part out of a campaign, whose maps on the way are copied; None if it has none."""
    first, *rest = steps
    inner = campaign.get(first)
    if not isinstance(inner, dict):
        return None
    if not rest:
        del campaign[first]
        return inner
    campaign[first] = dict(inner)
    return _take(campaign[first], rest)


def _rename_split(campaign: Plain, names: Mapping[str, str]) -> list[str]:
    ads = _map(campaign.get("ads"))
    split = _map(ads.get("split"))
    if not names.keys() & split.keys():
        return []
    campaign["ads"] = {**ads, "split": {names.get(name, name): weight for name, weight in split.items()}}
    return [
        message("config.now_called", before=f"campaign.ads.split.{name}", after=names[name])
        for name in names
        if name in split
    ]
