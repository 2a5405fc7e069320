"""Points of a space, asked: designs, runs, engines, and one long table."""

from typing import TYPE_CHECKING

from ..late import late_names

if TYPE_CHECKING:
    from .engines import Engine, Here, Local
    from .function_subject import FunctionSubject
    from .lab import Lab
    from .platform import Platform
    from .space import Axis, Value, Values, axis_at, read_axes
    from .subject import Subject

__all__ = [
    "Axis", "Engine", "FunctionSubject", "Here", "Lab", "Local", "Platform", "Subject", "Value", "Values", "axis_at",
    "read_axes",
]  # fmt: skip

__getattr__, __dir__ = late_names(
    __name__,
    {
        "engines": ["Engine", "Here", "Local"],
        "lab": ["Lab"],
        "space": ["Axis", "Value", "Values", "axis_at", "read_axes"],
        "function_subject": ["FunctionSubject"],
        "platform": ["Platform"],
        "subject": ["Subject"],
    },
)
