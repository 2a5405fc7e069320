"""What the schema finds wrong, in a line each."""

from typing import Any

from .errors import RefusedError
from .former import instead_of
from .messages import at, is_known, message
from .schema_paths import known_paths, suggest

_NO_NUMBER = ("float_parsing", "float_type", "int_parsing", "int_type", "int_from_float")


def sentences(problem: Any) -> list[str]:
    """Return one of pydantic's problems as people would say it: dotted path, value, what is allowed; a line each."""
    path = ".".join(str(step) for step in problem["loc"] if step != "[key]")
    kind, value, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    if kind == "extra_forbidden":
        instead = instead_of(path)
        hint = suggest(path) if instead is None else message("config.say_instead", instead=instead)
        return [message("config.unknown_parameter", path=path, hint=hint)]
    if kind == "missing":
        return [message("config.missing_parameter", path=path)]
    if kind in ("greater_than_equal", "less_than_equal"):
        return [message("config.outside", path=path, value=value, allowed=_allowed(path, context))]
    if kind == "value_error":
        return [at(path, each) if path else each for each in reasons_of(context["error"])]
    said = {"place": path, "value": Shown(value), "reason": reason_of(problem)}
    if kind in _NO_NUMBER and (bounds := _bounds_of(path)):
        return [message("config.not_allowed_of", **said, allowed=bounds)]
    return [message("config.not_allowed", **said)]


def reasons_of(error: Any) -> list[str]:
    """Return what a validator of ours says, message by message."""
    return error.problems if isinstance(error, RefusedError) else [error.args[0] if error.args else str(error)]


def reason_of(problem: Any) -> str:
    """Return why pydantic refuses a value: in our words where we have some, else in its own."""
    key, text = f"reason.{problem['type']}", str(problem["msg"])
    return message(key, **problem.get("ctx", {})) if is_known(key) else f"{text[0].lower()}{text[1:]}"


class Shown:
    """A value as a message shows it: not longer than a line or two."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        text = repr(self.value)
        return text if len(text) <= 200 else f"{text[:197]}..."


def _bounds_of(path: str) -> str:
    """Return the range of a number as people read it; nothing where the schema knows none."""
    row = known_paths().get(path)
    if row is None or row.low is None or row.high is None:
        return ""
    return message("config.range_of", low=row.low, high=row.high, unit=row.unit)


def _allowed(path: str, context: dict[str, Any]) -> str:
    if bounds := _bounds_of(path):
        return bounds
    sign, bound = (">=", context["ge"]) if "ge" in context else ("<=", context.get("le"))
    return message("config.range_allowed", sign=sign, bound=bound)
