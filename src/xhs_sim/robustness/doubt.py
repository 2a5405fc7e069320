"""Of what there is doubt: the low-confidence numbers that a question reads, and what its asker doubts beside them."""

from collections.abc import Sequence

from ..config import Config, ConfigError
from ..config.messages import message
from ..lab.doubtful import doubtful
from ..lab.function_subject import FunctionSubject
from ..lab.platform import LONE, AskedPlatform
from ..lab.refusals import refuse_axes
from ..lab.space import Axis
from ..lab.subject import Subject


def doubted(subject: Subject, given: Sequence[Axis], most: int | None = None) -> tuple[AskedPlatform, tuple[Axis, ...]]:
    """Return who is asked, and what is doubted: what was typed first, then the numbers known least.

    Parameters
    ----------
    subject : Subject
    given : sequence of Axis
        What was typed; a number's range holds in the place of its usual one.
    most : int, optional
        How many numbers beside those; left out, all.

    Raises
    ------
    ConfigError
        If there are no arms to rank, a range goes beyond what a parameter takes, or nothing is doubted.
    """
    if not isinstance(subject, AskedPlatform):
        raise ConfigError(message("robustness.of_function", name=function_of(subject)))
    if len(subject.arms) < 2 or LONE in subject.arms:
        raise ConfigError(message("robustness.no_arms", name=subject.name))
    refuse_axes(subject, given)
    own = {axis.name: axis for axis in given}
    read: dict[str, Axis] = {}
    for arm in subject.arms:
        read |= {axis.name: read.get(axis.name, axis) for axis in doubtful(subject.at({}, arm))}
    usual = [axis for name, axis in _in_order(read, _campaigning(subject)).items() if name not in own]
    axes = (*own.values(), *usual[:most])
    if not axes:
        raise ConfigError(message("robustness.nothing_doubted", name=subject.name))
    return subject, axes


def function_of(subject: Subject) -> str:
    """Return the name that a function is asked by."""
    return subject.function if isinstance(subject, FunctionSubject) else subject.name


def _campaigning(subject: AskedPlatform) -> Config:
    """Return the first arm that has money to spend: it reads most."""
    configs = [subject.at({}, arm) for arm in subject.arms]
    return next((each for each in configs if each.campaign.brand and each.campaign.budget_cny > 0), configs[0])


def _in_order(read: dict[str, Axis], config: Config) -> dict[str, Axis]:
    """Those of the campaigning arm in its order, then what other arms read beside them."""
    first = {axis.name: axis for axis in doubtful(config)}
    return first | {name: axis for name, axis in read.items() if name not in first}
