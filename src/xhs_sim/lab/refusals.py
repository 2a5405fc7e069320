"""What of a question is refused before anything runs: values that are wrong by themselves, and what nobody would read.

A value that its parameter never takes (out of range, text where a number is due, a part that there is not) is a slip of
the pen, so the whole question is refused. Values that are right one by one and do not go together are found at single
points: those stay, each with its problem, and the rest is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..config import ConfigError
from ..config.messages import Message, message
from ..study.overrides import key_of
from .platform import AskedPlatform
from .space import Axis, Value, Values
from .subject import Subject

_OF_NAMES: Final = ("config.unknown_parameter", "sweep.no_input")
_OF_VALUES: Final = (
    *_OF_NAMES, "config.outside", "config.not_allowed", "config.not_allowed_of", "config.no_option",
    "config.no_such_value", "config.no_such_key", "config.no_such_item", "config.wrong_item", "config.in_words",
    "sweep.input_no_number", "sweep.input_outside", "sweep.function_takes",
)  # fmt: skip
_SHOWN: Final = 5  # problems


def wrong_alone(subject: Subject, name: str, value: Value) -> list[str]:
    """Return what is wrong with a value whatever stands beside it; nothing where it is merely not allowed there."""
    try:
        if isinstance(subject, AskedPlatform):
            subject.at({name: value})
        else:
            subject.plan({name: value}, subject.baseline, 0)
    except ConfigError as error:
        return [each for each in error.problems if isinstance(each, Message) and each.key in _OF_VALUES]
    return []


def refuse_axes(subject: Subject, axes: Iterable[Axis]) -> None:
    """Refuse axes with a value, or an end, that is wrong by itself.

    Raises
    ------
    ConfigError
        Naming parameter, value and what is allowed.
    """
    typed = [(axis.name, value) for axis in axes for value in axis.choices or (axis.at(0.0), axis.at(1.0))]
    _refuse(problem for name, value in typed for problem in wrong_alone(subject, name, value))


def refuse_points(subject: Subject, points: Mapping[int, Values], places: Sequence[str] = ()) -> None:
    """Refuse points with a value that is wrong by itself.

    Parameters
    ----------
    subject : Subject
    points : mapping of int to mapping
        Those that cannot be asked, by their place.
    places : sequence of str
        Where each was read, by place: file and row; none where they were typed.

    Raises
    ------
    ConfigError
        Naming parameter, value and what is allowed; of a file, row and column too.
    """
    known: dict[tuple[str, str], list[str]] = {}
    found: list[str] = []
    for place, values in points.items():
        for name, value in values.items():
            key = name, repr(value)
            if key in known:
                continue
            known[key] = wrong_alone(subject, name, value)
            found += [_placed(each, name, places[place]) if places else each for each in known[key]]
    _refuse(found)


def _placed(problem: str, name: str, row: str) -> str:
    """Return a problem with where it stands in a file; what is wrong with a name is not one row's."""
    assert isinstance(problem, Message)
    if problem.key in _OF_NAMES and isinstance(row, Message):
        return message("sweep.at_column", file=row.parts["file"], column=name, problem=problem)
    return message("sweep.at_cell", row=row, column=name, problem=problem)


def _refuse(problems: Iterable[str]) -> None:
    if found := list(dict.fromkeys(problems)):
        more = [message("sweep.and_more", n=len(found) - _SHOWN)] if len(found) > _SHOWN else []
        raise ConfigError([*found[:_SHOWN], *more])


def refuse_draws(subject: Subject) -> None:
    """Refuse several campaigns in one world, which points are not asked with."""
    if isinstance(subject, AskedPlatform) and (draws := subject.config.study.draws_per_world) > 1:
        raise ConfigError(message("study.draws_in_sweep", draws=draws))


def refuse_unread(subject: Subject, names: Sequence[str]) -> None:
    """Refuse what every arm but the baseline sets itself: its values would be nobody's."""
    if not isinstance(subject, AskedPlatform):
        return
    arms = {arm: own for arm, own in subject.config.study.arms.items() if arm != subject.baseline}
    for name in names:
        setting = [arm for arm, own in arms.items() if any(_is_within(name, key_of(text)) for text in own)]
        if arms and len(setting) == len(arms):
            raise ConfigError(message("sweep.arms_set_it", name=name, arms=[*setting]))


def _is_within(name: str, key: str) -> bool:
    """Say whether setting a key sets what a name stands for."""
    return name == key or name.startswith(f"{key}.")
