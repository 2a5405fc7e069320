"""Names of a package that are loaded when they are first used, so that ``--help`` waits for none of them."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def late_names(
    package: str, homes: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return what a package takes for its ``__getattr__`` and ``__dir__`` (PEP 562).

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : mapping
        The names that it shows, by the module below it that holds them; none is called like such a module, which
        would stand in its place once it is loaded.
    """
    module_of = {name: module for module, names in homes.items() for name in names}
    assert not module_of.keys() & homes.keys(), package

    def load(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f".{module_of[name]}", package), name)
        setattr(sys.modules[package], name, found)  # asked once
        return found

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *module_of})

    return load, names
