"""The schema as a table: every parameter with its meaning, range, source and confidence."""

import difflib
import types
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from .meanings import SchemaText
from .messages import message
from .plugged import Plugged, form_of
from .references import keys_for
from .registry import plugins
from .schema import Config


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter as shown to people."""

    path: str
    unit: SchemaText
    low: float | None
    high: float | None
    default: Any
    description: SchemaText
    source: str
    confidence: str


def _bounds(field: Any) -> tuple[float | None, float | None]:
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return low, high


def _part_in(field: Any) -> type[BaseModel] | None:
    """Return the section of which a field is made: its own type, or what plug-ins bring; None of a plain value."""
    noun = next((about.noun for about in field.metadata if isinstance(about, Plugged)), None)
    if noun is not None:
        return form_of(noun)
    parts = [kind for kind in _alternatives(field.annotation) if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return parts[0] if parts and (parts[0] is field.annotation or not field.is_required()) else None


def _rows(model: type[BaseModel], prefix: str) -> list[ParameterRow]:
    rows: list[ParameterRow] = []
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        part = _part_in(field)
        if part is not None:
            rows += _rows(part, f"{path}.")
            continue
        about = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        low, high = _bounds(field)
        rows.append(
            ParameterRow(
                path,
                SchemaText(str(about.get("unit", ""))),
                low,
                high,
                None,
                SchemaText(field.description or "", path),
                str(about.get("source", "")),
                str(about.get("confidence", "choice")),
            )
        )
    return rows


@cache
def known_paths() -> dict[str, ParameterRow]:
    """Return every dotted path of the schema (without those below free-named maps)."""
    return {row.path: row for row in _rows(Config, "")}


class Kind(NamedTuple):
    """What may stand at a dotted path."""

    takes_text: bool
    takes_none: bool
    is_number: bool
    is_whole: bool  # a number without a fraction
    is_part: bool  # a section with keys of its own, and not a map of free names


@lru_cache(maxsize=4096)
def kind_at(path: str) -> Kind | None:
    """Return what may stand at a dotted path, below free-named maps too; None if there is no such place."""
    kinds: set[Any] = {Config}
    for step in path.split("."):
        kinds = {below for kind in kinds for inner in _below(kind, step) for below in _alternatives(inner)}
    if not kinds:
        return None
    words = {type(word) for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)}
    return Kind(
        takes_text=str in kinds | words,
        takes_none=type(None) in kinds,
        is_number=bool(kinds & {int, float}),
        is_whole=int in kinds and float not in kinds,
        is_part=any(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in kinds),
    )


def _below(kind: Any, step: str) -> list[Any]:
    """Return the type one step below a part or a map; none below anything else."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(step)
        return [] if field is None else [_part_in(field) or field.annotation]
    return [get_args(kind)[1]] if get_origin(kind) is dict and step else []


def _alternatives(kind: Any) -> list[Any]:
    """Return the plain types behind an annotation: ``str`` and ``None`` for ``Name | None``."""
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [plain for each in get_args(kind) for plain in _alternatives(each)]
    return [kind]


def suggest(path: str) -> str:
    """Say which known path is near, in brackets; nothing if none is."""
    all_steps = [row.split(".") for row in known_paths()]
    known = dict.fromkeys(".".join(steps[:n]) for steps in all_steps for n in range(1, len(steps) + 1))
    near = difflib.get_close_matches(path, known, n=1, cutoff=0.6) or _called_alike(path.rpartition(".")[2], known)
    return message("config.did_you_mean", near=near[0]) if near else ""


def _called_alike(word: str, known: Iterable[str]) -> list[str]:
    """Return known paths whose last step is a word, the path of a plug-in called so, or one whose step is near it."""
    called: dict[str, str] = {}
    for path in known:
        called.setdefault(path.rpartition(".")[2], path)
    exact = [called[word]] if word in called else keys_for(Config, word)
    return exact or [called[near] for near in difflib.get_close_matches(word, called, n=1, cutoff=0.75)]


def describe_parameters(config: Config | None = None) -> list[ParameterRow]:
    """Return the table of parameters; of a config, with its values as defaults, and those of its tactics only."""
    from dataclasses import replace

    def value(path: str) -> Any:
        found: Any = config
        for step in path.split("."):
            found = found[step] if isinstance(found, dict) else getattr(found, step)
        return found.model_dump() if isinstance(found, BaseModel) else found

    rows = list(known_paths().values())
    if config is None:
        return rows
    absent = tuple(f"campaign.tactics.{name}." for name in plugins()["tactic"] if name not in config.campaign.tactics)
    return [replace(row, default=value(row.path)) for row in rows if not row.path.startswith(absent)]
