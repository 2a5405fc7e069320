"""Where jobs are done: ``ENGINES`` by name. The same files and the same numbers, whoever does them."""

from collections.abc import Callable
from typing import Final

from .engine import Engine
from .here import Here
from .local import Local

# Each is made with workers (0 = as many as there are), threads of each run, and the seconds that a run may take.
ENGINES: Final[dict[str, Callable[[int, int, float | None], Engine]]] = {"local": Local}

__all__ = ["ENGINES", "Engine", "Here", "Local"]
