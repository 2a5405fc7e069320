"""The schema as a table: every parameter with its meaning, range, source and confidence."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from .schema import Config


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter as shown to people."""

    path: str
    unit: str
    low: float | None
    high: float | None
    default: Any
    description: str
    source: str
    confidence: str


def _bounds(field: Any) -> tuple[float | None, float | None]:
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return low, high


def _rows(model: type[BaseModel], prefix: str) -> list[ParameterRow]:
    rows: list[ParameterRow] = []
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            rows += _rows(kind, f"{path}.")
            continue
        about = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        low, high = _bounds(field)
        rows.append(
            ParameterRow(
                path, str(about.get("unit", "")), low, high, None, field.description or "",
                str(about.get("source", "")), str(about.get("confidence", "choice")),
            )
        )
    return rows


@cache
def known_paths() -> dict[str, ParameterRow]:
    """Return every dotted path of the schema (without those below free-named maps)."""
    return {row.path: row for row in _rows(Config, "")}


def describe_parameters(config: Config | None = None) -> list[ParameterRow]:
    """Return the table of parameters, with the values of ``config`` as defaults if given."""
    from dataclasses import replace

    def value(path: str) -> Any:
        found: Any = config
        for step in path.split("."):
            found = getattr(found, step)
        return found.model_dump() if isinstance(found, BaseModel) else found

    rows = list(known_paths().values())
    return rows if config is None else [replace(row, default=value(row.path)) for row in rows]
