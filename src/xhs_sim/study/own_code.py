"""The source files behind a plug-in, found without running any: its own module, and what that imports.

A plug-in's author splits it over modules; all of them decide what it computes. The libraries that it leans on
are not followed: the versions of those that compute here are part of a run's identity anyway.
"""

import ast
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

_OURS = __name__.partition(".")[0]
_INSTALLED = ("site-packages", "dist-packages")


def sources_of(function: str) -> dict[str, Path]:
    """Return the files behind ``package.module.function`` by module name; empty if there is no such module."""
    module = function.rpartition(".")[0]
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        for part, path in _files(name):
            if part not in found and _is_followed(part, path, module):
                found[part] = path
                waiting += _imports(path, part)
    return dict(sorted(found.items()))


def is_installed(path: Path) -> bool:
    """Return whether a module belongs to an installed package."""
    return any(folder in path.parts for folder in _INSTALLED)


def _is_followed(name: str, path: Path, plugin: str) -> bool:
    """Follow the plug-in's own package, and what lies beside it; not what is installed."""
    top = name.partition(".")[0]
    if top == _OURS or top in sys.stdlib_module_names:
        return False
    return top == plugin.partition(".")[0] or not is_installed(path)


def _files(name: str) -> Iterator[tuple[str, Path]]:
    """Yield the files that are run when a module is imported: its packages' and its own."""
    places: list[str] | None = None
    parts = name.split(".")
    for i in range(1, len(parts) + 1):
        full = ".".join(parts[:i])
        spec = _spec(full, places)
        if spec is None:
            return
        if spec.origin is not None and Path(spec.origin).is_file():
            yield full, Path(spec.origin)
        places = list(spec.submodule_search_locations or ())


def _spec(name: str, places: list[str] | None) -> ModuleSpec | None:
    """Find a module as an import would, without importing what it lies in."""
    finders = (finder for finder in sys.meta_path if hasattr(finder, "find_spec"))
    return next((spec for finder in finders if (spec := finder.find_spec(name, places)) is not None), None)


def _imports(path: Path, name: str) -> list[str]:
    """Return the modules that a source names; what may be a function as well is tried as a module."""
    if path.suffix != ".py":
        return []
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):  # tells itself when it is imported
        return []
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    named: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = _start(package, node)
            named += [start, *(f"{start}.{alias.name}".lstrip(".") for alias in node.names)]
    return [each for each in named if each]


def _start(package: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])
