"""Before anything runs: what of a plan is hardly meant, and what was given for nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ..config import Config
from ..config.doubts import doubts, idle_settings
from ..config.messages import message
from ..study import RunRequest
from ..study.overrides import key_of
from .console import say

_MOST_NAMED = 3


def configs_of(requests: Sequence[RunRequest]) -> dict[str, Config]:
    """Return the configuration of each arm of a plan."""
    return {request.arm: request.config for request in requests if request.config is not None}


def tell_doubts(configs: Mapping[str, Config], tell: Callable[[str], None] = say) -> None:
    """Say each doubt about arms once, with the arms that it is about unless that is all of them."""
    tell_of_arms({arm: doubts(config) for arm, config in configs.items()}, tell)


def tell_of_arms(lines: Mapping[str, Iterable[str]], tell: Callable[[str], None] = say) -> None:
    """Say each line about arms once, with the arms that it is about unless that is all of them."""
    arms: dict[str, list[str]] = {}
    for arm, own in lines.items():
        for line in own:
            arms.setdefault(line, []).append(arm)
    for line, named in arms.items():
        tell(line if len(named) == len(lines) else _of_some(line, named, len(lines)))


def tell_idle(typed: Sequence[str], configs: Mapping[str, Config]) -> None:
    """Say which of the settings that were typed have no effect in any run."""
    for line in idle_settings([key_of(override) for override in typed], list(configs.values())):
        say(line)


def _of_some(doubt: str, arms: Sequence[str], n: int) -> str:
    """Say a doubt with the arms that it is about."""
    if len(arms) > _MOST_NAMED:
        return message("study.arms_of", some=len(arms), n=n, problem=doubt)
    return message("study.of_arms" if len(arms) > 1 else "study.of_arm", arms=arms, arm=arms[0], problem=doubt)
