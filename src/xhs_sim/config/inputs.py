"""What a run reads besides its configuration: files, and the code of plug-ins that are not ours.

Files are marked where the parameter is declared (``InputFile``), so that whoever adds one cannot forget that its
contents belong to the identity of a run. Code is found by what the configuration names: features, selectors, rules.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from .param import Part, Reads
from .references import references_in
from .registry import plugins
from .roots import configs_root

Step = str | int


class Input(NamedTuple):
    """A parameter that names something to read."""

    steps: tuple[Step, ...]  # where it stands in the configuration
    value: str
    kind: Reads

    @property
    def parameter(self) -> str:
        """Its dotted path."""
        return ".".join(map(str, self.steps))


def declared_inputs(config: Part) -> list[Input]:
    """Return every marked file that is named, in the order of the schema, then every plug-in that is not ours."""
    return [*_walk(config, (), ()), *_plugins_in(config)]


def _plugins_in(config: Part) -> Iterator[Input]:
    for each in references_in(config):
        if each.refers.plugins is not None:
            place = plugins()[each.refers.plugins].place_of(each.word)
            if place is not None:
                yield Input((each.path,), place, Reads.CODE)


def _walk(value: Any, steps: tuple[Step, ...], marks: tuple[Any, ...]) -> Iterator[Input]:
    if isinstance(value, Part):
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*steps, name), tuple(field.metadata))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _walk(each, (*steps, key), ())
    elif isinstance(value, list | tuple):
        for i, each in enumerate(value):
            yield from _walk(each, (*steps, i), ())
    elif isinstance(value, str):
        for mark in marks:
            if isinstance(mark, Reads):
                yield Input(steps, value, mark)


def withheld_files(config: Any) -> set[str]:
    """Return the files of a configuration that tell of people, and of which no copy may be kept.

    Whoever hands in a follower graph or a list of quotes hands in ids and names; what is shipped is made up.
    """
    if "files" in config.record.personal:
        return set()
    return {each.value for each in declared_inputs(config) if each.kind is Reads.FILE and not is_shipped(each.value)}


def is_shipped(name: str) -> bool:
    """Whether a file is found among the shipped configs, and not at the user's path."""
    return not Path(name).expanduser().is_file() and (configs_root() / name).is_file()


def put_inputs(plain: Mapping[str, Any], values: Mapping[tuple[Step, ...], str]) -> dict[str, Any]:
    """Return a plain configuration with other values of some inputs."""
    changed = deepcopy(dict(plain))
    for (*path, last), value in values.items():
        node: Any = changed
        for step in path:
            node = node[step]
        node[last] = value
    return changed


def find_file(name: str) -> Path | None:
    """Find a file by the user's path, else among the shipped configs; None if it is nowhere."""
    places = (Path(name).expanduser(), configs_root() / name)
    return next((path for path in places if path.is_file()), None)
