"""JSON and JSONL: records of any depth, flattened to columns named by their path (``notesRate.readMedian``)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ...config import ConfigError
from ...config.messages import message
from .limits import MEGABYTE, MOST_JSON, MOST_RECORDS
from .number_text import plain_text
from .sheet import MOST_COLUMNS, Body, Sheet, text_frame

_DEEPEST = 8
_LONGEST_RECORD = 4 * MEGABYTE


def json_sheets(path: Path) -> list[Sheet]:
    """Return each list of records in a JSON document, or the records of a JSONL file, as a sheet."""
    return [_lines_sheet(path)] if _is_lines(path) else _document_sheets(path)


def _is_lines(path: Path) -> bool:
    """Return whether the first line is a record of its own."""
    with path.open("rb") as file:
        first = file.readline(_LONGEST_RECORD).strip().removeprefix(b"\xef\xbb\xbf")
        more = file.readline(_LONGEST_RECORD).strip()
    if not first.startswith(b"{"):
        return False
    try:
        is_record = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
    return is_record and (bool(more) or path.suffix.lower() in (".jsonl", ".ndjson"))


def _document_sheets(path: Path) -> list[Sheet]:
    if path.stat().st_size > MOST_JSON:
        n, most = path.stat().st_size // MEGABYTE, MOST_JSON // MEGABYTE
        raise ConfigError(message("export.too_large", path=path, n=n, most=most))
    text = _decoded(path)
    if (n := text.count("{") + text.count("[")) > MOST_RECORDS:
        raise ConfigError(message("export.too_many_rows", path=path, n=n, most=MOST_RECORDS))
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(message("export.no_json", path=path, reason=_reason(error))) from None
    lists = [*_lists(document, "", 0)]
    said = {
        str(each["key"]): each["name"]
        for _, records in lists
        for each in records
        if isinstance(each.get("name"), str) and isinstance(each.get("key"), str)
    }  # an answer that says what its keys are called
    return [_records_sheet(path, name, records, said) for name, records in lists]


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(message("file.no_text", path=path, line=line, names="UTF-8, GB18030")) from None


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.lineno}:{error.colno}"
    return type(error).__name__


def _lists(node: Any, name: str, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the lists of records in a document, the outermost of each branch."""
    if isinstance(node, list):
        records = [each for each in node if isinstance(each, dict)]
        if records:
            yield name, records
    elif isinstance(node, dict) and depth < _DEEPEST:
        for key, value in node.items():
            yield from _lists(value, f"{name}.{key}".lstrip("."), depth + 1)


def _records_sheet(path: Path, name: str, records: list[dict[str, Any]], said: dict[str, str]) -> Sheet:
    head = _names(path, (flat(record) for record in records))

    def body(_at: int, places: Sequence[int]) -> Body:
        wanted = [head[place] for place in places]
        rows = ((number, [plain.get(key, "") for key in wanted]) for number, plain in _flat_rows(records))
        return _placed(rows, places)

    return Sheet(name, (tuple(said.get(key, key) for key in head),), body)


def _flat_rows(records: Iterable[dict[str, Any]]) -> Iterator[tuple[int, dict[str, str]]]:
    return ((number, flat(record)) for number, record in enumerate(records, start=1))


def _placed(rows: Iterable[tuple[int, list[str]]], places: Sequence[int]) -> Body:
    """Return rows that hold the wanted cells alone, under the places that these have in the head."""
    body = text_frame(rows, range(len(places)), len(places))
    return body._replace(frame=body.frame.rename({str(n): f"at {n}" for n in range(len(places))}).rename(
        {f"at {n}": str(place) for n, place in enumerate(places)}
    ))  # fmt: skip


def _names(path: Path, rows: Iterable[dict[str, str]]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
        if len(names) > MOST_COLUMNS:
            raise ConfigError(message("export.too_many_columns", path=path, n=len(names), most=MOST_COLUMNS))
    return tuple(names)


def _lines_sheet(path: Path) -> Sheet:
    head = _names(path, (flat(record) for _, record in _records_of_lines(path, [0])))

    def body(_at: int, places: Sequence[int]) -> Body:
        wanted, cut = [head[place] for place in places], [0]
        plain = ((number, flat(record)) for number, record in _records_of_lines(path, cut))
        found = _placed(((number, [row.get(key, "") for key in wanted]) for number, row in plain), places)
        return found._replace(n_cut=cut[0])

    return Sheet("", (head,), body)


def _records_of_lines(path: Path, cut: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the records; a last line that breaks off is counted in ``cut``, one in the middle is refused."""
    broken: tuple[int, str] | None = None
    with path.open(encoding="utf-8-sig", errors="strict") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                if broken is not None:
                    raise ConfigError(message("file.broken_row", path=path, row=broken[0], reason=broken[1]))
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as error:
                    broken = (number, f"JSON {_reason(error)}")
                    continue
                if isinstance(record, dict):
                    yield number, record
        except UnicodeDecodeError:
            raise ConfigError(message("file.no_text", path=path, line=number + 1, names="UTF-8")) from None
    cut[0] = int(broken is not None)


def flat(record: dict[str, Any]) -> dict[str, str]:
    """Return a record with its inner records beside it, each value as text; of a list, its values joined."""
    found: dict[str, str] = {}
    _flatten(record, "", 0, found)
    return found


def _flatten(node: Any, name: str, depth: int, found: dict[str, str]) -> None:
    if isinstance(node, dict) and depth < _DEEPEST:
        if name and "value" in node and not isinstance(node["value"], dict | list):
            found[name] = plain_text(node["value"])  # a value with what belongs to it
            return
        for key, value in node.items():
            _flatten(value, f"{name}.{key}" if name else str(key), depth + 1, found)
    elif isinstance(node, list):
        plain = [each for each in node if not isinstance(each, dict | list)]
        if len(plain) == len(node):
            found[name] = ",".join(map(plain_text, plain))
        elif depth < _DEEPEST:
            parts: dict[str, list[str]] = {}
            for each in node:
                if isinstance(each, dict):
                    for key, value in flat(each).items():
                        parts.setdefault(f"{name}.{key}", []).append(value)
            found.update({key: ",".join(values) for key, values in parts.items()})
    else:
        found[name] = plain_text(node)
