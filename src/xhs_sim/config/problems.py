"""What the schema finds wrong, in a line each."""

from typing import Any

from .schema_paths import known_paths, suggest

_EXPECTED = {
    "model_type": "keys with values", "dict_type": "keys with values", "list_type": "a list",
    "string_pattern_mismatch": "a name of small letters, digits and _, beginning with a letter",
}  # fmt: skip


def sentence(problem: Any) -> str:
    """Return one of pydantic's problems as people would say it: dotted path, value, what is allowed."""
    path = ".".join(str(step) for step in problem["loc"] if step != "[key]")
    kind, value, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown parameter: {path}{suggest(path)}"
    if kind == "missing":
        return f"missing parameter: {path}"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{path} = {value} is outside {_allowed(path, context)}"
    if kind == "value_error":
        return f"{path}: {context['error']}" if path else str(context["error"])
    text = str(problem["msg"])
    reason = f"expected {_EXPECTED[kind]}" if kind in _EXPECTED else f"{text[0].lower()}{text[1:]}"
    return f"{path} = {_short(value)} is not allowed: {reason}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:197]}..."


def _allowed(path: str, context: dict[str, Any]) -> str:
    row = known_paths().get(path)
    if row is not None and row.low is not None:
        return f"[{row.low:g}, {row.high:g}] {row.unit}"
    return f"the allowed range ({'>=' if 'ge' in context else '<='} {context.get('ge', context.get('le'))})"
