"""Mesa without the libraries that it loads for what nobody may ask of it: a third of what a process of ours would hold.

Mesa's grids, its tables of agents and its experiments come with networkx, pandas and scipy. Once ``lighten`` was
called these are loaded when they are first used, if ever.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

LATER = ("pandas", "networkx", "mesa.experimental")  # whoever else asks for one first has it loaded as ever
_one_at_a_time = RLock()


def lighten() -> None:
    """Let Mesa, if nobody has loaded it yet, load with little beside it."""
    if "mesa" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder("mesa", way=_Light))


class _Finder(MetaPathFinder):
    """Finds some modules where they are, and lets them load in a way of their own."""

    def __init__(self, *names: str, way: "type[_Light] | type[_Late]") -> None:
        self.names, self.way = names, way

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in self.names else None
        if spec is not None and spec.loader is not None:
            spec.loader = self.way(spec.loader)
        return spec


class _OverUsual(Loader):
    """Makes a module as another loader does; how it is filled is for those below to say."""

    def __init__(self, usual: Loader) -> None:
        self.usual = usual

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.usual.create_module(spec)


class _Light(_OverUsual):
    """Loads a module as another loader would, and nothing of ``LATER`` with it."""

    def exec_module(self, module: ModuleType) -> None:
        _hand_to(self.usual, module)
        later = _Finder(*LATER, way=_Late)
        sys.meta_path.insert(0, later)
        try:
            self.usual.exec_module(module)
        finally:
            sys.meta_path.remove(later)


class _Late(_OverUsual):
    """Loads a module when something of it is first asked for: a name, or a module below it."""

    def exec_module(self, module: ModuleType) -> None:
        _hand_to(self.usual, module)
        names = vars(module)
        kept = {"__path__": names.pop("__path__", [])}  # so that modules below it are asked for here, too

        def load(name: str) -> Any:
            with _one_at_a_time:
                if kept:  # once; what it lacks while it loads, it lacks
                    names["__path__"] = kept.popitem()[1]
                    self.usual.exec_module(module)
            if name in names:
                return names[name]
            if (own := names["__getattr__"]) is not load:
                return own(name)
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

        names["__getattr__"] = load


def _hand_to(usual: Loader, module: ModuleType) -> None:
    """Let whoever looks for a module's files ask the loader that knows them."""
    assert module.__spec__ is not None
    module.__spec__.loader = module.__loader__ = usual
