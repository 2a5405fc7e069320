"""Agent-based simulation of a content platform for trying strategies before spending money.

``run``, ``compare`` and ``sweep`` do what the commands do; ``open_study`` opens what is on disk; ``PlatformModel`` is
the Mesa model, ``load_config`` makes its settings.
"""

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .config.references import look_up_plugins

if TYPE_CHECKING:
    from .config import load_config
    from .model import PlatformModel
    from .notebook import Study, compare, open_study, run, sweep

__version__ = "0.1.0"
__all__ = ["PlatformModel", "Study", "compare", "load_config", "open_study", "run", "sweep"]

_HOMES = {"PlatformModel": ".model", "load_config": ".config"}  # the others live in .notebook


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: the model alone takes seconds, and ``--help`` must not."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES.get(name, ".notebook"), __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _plugins() -> Mapping[str, Collection[str]]:
    """Return the names of plug-ins; late, because they load what ``--help`` must not wait for."""
    from .plugins import PLUGINS

    return PLUGINS


look_up_plugins(_plugins)
