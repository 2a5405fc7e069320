"""Agent-based simulation of a content platform for trying strategies before spending money.

``run``, ``compare`` and ``sweep`` do what the commands do; ``open_study`` opens what is on disk; ``PlatformModel`` is
the Mesa model, ``load_config`` makes its settings.
"""

from typing import TYPE_CHECKING

from .config.registry import look_up_plugins
from .late import late_names
from .lean_mesa import lighten

if TYPE_CHECKING:
    from .config import load_config
    from .config.registry import Plugins
    from .model import PlatformModel
    from .notebook import Study, compare, open_study, run, sweep

__version__ = "0.2.0"
__all__ = ["PlatformModel", "Study", "compare", "load_config", "open_study", "run", "sweep"]

__getattr__, __dir__ = late_names(
    __name__,
    {
        "config": ["load_config"],
        "model": ["PlatformModel"],
        "notebook": ["Study", "compare", "open_study", "run", "sweep"],
    },
)


def _plugins() -> "Plugins":
    """Return the registries of plug-ins; late, because they load what ``--help`` must not wait for."""
    from .plugins import PLUGINS

    return PLUGINS


look_up_plugins(_plugins)
lighten()
