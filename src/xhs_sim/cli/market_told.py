"""What a market is too small for, said before any run is made in it."""

from collections.abc import Mapping, Sequence

from ..brief.purchases import purchases
from ..config import Config
from ..config.messages import Message, message
from .console import say
from .doubted import tell_of_arms

_IN_PLAIN_WORDS = {
    "brief.no_creator": "command.no_creator",
    "brief.notes_too_dear": "command.too_dear",
}  # a brief's own


def tell_market(configs: Mapping[str, Config], baseline: str) -> None:
    """Say that nothing is judged in so small a market, and which plans cannot be carried out there, and why.

    Parameters
    ----------
    configs : mapping
        By arm, as it is written.
    baseline : str
        The arm that others are held against.
    """
    config = next(iter(configs.values()))
    people, least = config.population.people, config.study.judging.limits.least_audience
    if people < least:
        say(message("command.small_market", people=people, least=least))
    lacking = {arm: _lacking(arm, own) for arm, own in configs.items()}
    tell_of_arms(lacking)
    treated = [arm for arm in configs if arm != baseline]
    if treated and all(lacking[arm] for arm in treated):
        say(message("command.nobody_competes", n=len(treated)))


def _lacking(arm: str, config: Config) -> Sequence[str]:
    """Return what the money of an arm cannot buy."""
    return [_plain(each.problem) for each in purchases(arm, config) if each.problem]


def _plain(problem: str) -> str:
    """Say a problem of a brief in the words of whoever has none."""
    if not isinstance(problem, Message) or problem.key not in _IN_PLAIN_WORDS:
        return problem
    return message(
        _IN_PLAIN_WORDS[problem.key], **{name: part for name, part in problem.parts.items() if name != "place"}
    )
