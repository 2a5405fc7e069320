"""A dict of plug-ins that anybody may add to.

An entry is ours, or is brought by an installed package (an entry point of the group ``xhs_sim.features``,
``xhs_sim.metrics`` ...), or is named by its place, ``package.module.function``. Packages are looked through only for
what is not ours.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ConfigError
from .messages import message, name_of_kind

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Entry = TypeVar("Entry")
_US = __name__.partition(".")[0]


class Registry(MutableMapping[str, Entry]):
    """Plug-ins of one kind by name: our own in the order of their table, then those of installed packages.

    Parameters
    ----------
    noun : str
        What one entry is called; packages bring theirs in the group ``xhs_sim.<noun>s``.
    own : mapping
        Our own entries; a decorator may ``enter`` more.
    takes_places : bool
        Whether ``package.module.function`` is a name as well.
    """

    def __init__(self, noun: str, own: Mapping[str, Entry], *, takes_places: bool = True) -> None:
        self.noun, self.group = noun, f"{_US}.{noun.replace(' ', '_')}s"
        self._takes_places = takes_places
        self.own: dict[str, Entry] = dict(own)
        self.shipped = list(self.own)  # what stands in our sources, whatever a notebook or a test adds
        self._others: dict[str, Entry] = {}  # what is not ours, once it is loaded
        self._modules: dict[str, str] = {}  # of what a decorator has entered

    def enter(self, name: str, entry: Entry, module: str) -> None:
        """Add what a decorator stands on, in a module of ours or of another's.

        Raises
        ------
        ConfigError
            If another module has entered that name.
        """
        if self._modules.setdefault(name, module) != module:
            raise ConfigError(
                message(
                    "config.plugin_twice",
                    module=module,
                    noun=name_of_kind(self.noun),
                    name=name,
                    other=self._modules[name],
                )
            )
        is_ours = module.partition(".")[0] == _US
        (self.own if is_ours else self._others)[name] = entry
        self.shipped += [name] if is_ours and name not in self.shipped else []

    @cached_property
    def brought(self) -> dict[str, "EntryPoint"]:
        """What installed packages bring, by name.

        Raises
        ------
        ConfigError
            If one takes a name that is ours.
        """
        entries = _entry_points().select(group=self.group)
        found = {each.name: each for each in sorted(entries, key=lambda each: each.name)}
        for name in found.keys() & self.own.keys():
            raise ConfigError(
                message(
                    "config.entry_twice",
                    group=self.group,
                    name=name,
                    value=found[name].value,
                    noun=name_of_kind(self.noun),
                )
            )
        return found

    def place_of(self, name: str) -> str | None:
        """Return where the code of a plug-in stands, ``package.module.function``; None if it is ours."""
        if name in self.own:
            return None
        return name if self._is_place(name) else self.brought[name].value.replace(":", ".")

    def why_not(self, name: str) -> str | None:
        """Say what is wrong with a name that is a place; None if nothing is, or it is no place."""
        if not self._is_place(name):
            return None
        try:
            found = _imported(name, lambda: _at(name))
        except ConfigError as error:
            return error.problems[0]
        return None if callable(found) else message("config.no_function", name=name)

    def __getitem__(self, name: str) -> Entry:
        if name in self.own:
            return self.own[name]
        if name not in self._others:
            if self._is_place(name):
                self._others[name] = _imported(name, lambda: _at(name))
            elif name in self.brought:
                entry = self.brought[name]
                found = _imported(f"{self.group}: {name} = {entry.value}", entry.load)
                self._others.setdefault(name, found)  # unless a decorator has entered it by now
        return self._others[name]

    def __contains__(self, name: object) -> bool:
        if name in self.own or name in self._others:
            return True
        return isinstance(name, str) and (self.why_not(name) is None if self._is_place(name) else name in self.brought)

    def __setitem__(self, name: str, entry: Entry) -> None:
        self.own[name] = entry

    def __delitem__(self, name: str) -> None:
        del self.own[name]

    def __iter__(self) -> Iterator[str]:
        entered = [name for name in self._others if name not in self.brought and not self._is_place(name)]
        return iter([*self.own, *self.brought, *entered])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _is_place(self, name: str) -> bool:
        return self._takes_places and "." in name


@cache
def _entry_points() -> Any:  # EntryPoints, or what Python 3.11 has in their place
    """Return what all installed packages bring; they are looked through once."""
    from importlib.metadata import entry_points

    return entry_points()


def _at(place: str) -> Any:
    module, _, function = place.rpartition(".")
    return getattr(import_module(module), function)


def _imported(what: str, load: Callable[[], Any]) -> Any:
    """Load another's code; whatever its module raises while it is imported is told in a line."""
    try:
        return load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ConfigError(message("config.cannot_import", what=what, kind=type(error).__name__, error=error)) from None


Plugins = Mapping[str, Registry[Any]]
_SOURCES: list[Callable[[], Plugins]] = []


def look_up_plugins(source: Callable[[], Plugins]) -> None:
    """Say where plug-ins are found, by noun; called once, by the package's root."""
    _SOURCES[:] = [source]


def plugins() -> Plugins:
    """Return the registries of plug-ins by noun; loads what defines them."""
    return _SOURCES[0]() if _SOURCES else {}


@cache
def shipped_names() -> Mapping[str, Collection[str]]:
    """Return the names of our own plug-ins by noun; kept, for to load what defines them takes longer than a check."""
    from ..kept import kept  # with what it needs to read and hash: not for --help

    names = kept("plugins", (), lambda: {noun: each.shipped for noun, each in plugins().items()})
    return {noun: frozenset(each) for noun, each in names.items()}
