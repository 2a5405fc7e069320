"""From a file to a ``Brief``: every problem of form at once, in words."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..config import ConfigError
from .schema import Brief


def read_brief(path: Path) -> Brief:
    """Read a brief.

    Raises
    ------
    ConfigError
        If there is no such file, it is no YAML, or says something that no brief can say; a line for each problem.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: no such file (xhs-sim brief new {path} writes one)")
    try:
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise ConfigError(f"{path}{where}: no YAML that can be read ({getattr(error, 'problem', error)})") from None
    if not isinstance(plain, dict):
        raise ConfigError(f"{path}: a brief has parts such as brand, budget_cny and tactics; this file has none")
    try:
        return Brief.model_validate(plain)
    except ValidationError as error:
        raise ConfigError([_sentence(path, problem) for problem in error.errors()]) from None


def _sentence(path: Path, problem: Any) -> str:
    """Say what is wrong and what would be right."""
    place = ".".join(str(step) for step in problem["loc"])
    kind, value, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    limit = next(iter(context.values()), None)
    text = str(problem["msg"])
    sayings = {
        "missing": "is missing",
        "extra_forbidden": "is not part of a brief (xhs-sim brief new shows what is)",
        "greater_than": f"= {value} must be more than {limit}",
        "greater_than_equal": f"= {value} must be at least {limit}",
        "less_than_equal": f"= {value} must be at most {limit}",
        "date_from_datetime_parsing": f"= {value!r} is no date (write 2026-12-01)",
        "date_type": f"= {value!r} is no date (write 2026-12-01)",
        "literal_error": f"= {value!r} is none of these: {limit}",
        "too_short": "is empty: at least one is needed",
    }
    return f"{path}: {place} " + sayings.get(kind, f"= {value!r}: {text[0].lower()}{text[1:]}")
