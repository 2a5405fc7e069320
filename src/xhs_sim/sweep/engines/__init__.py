"""Where jobs are done: ``ENGINES`` by name. The same files and the same numbers, whoever does them."""

from .engine import Engine
from .here import Here
from .local import Local

__all__ = ["Engine", "Here", "Local"]
