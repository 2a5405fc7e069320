"""SQLite files: their tables, read only; nothing that a schema may hide (views, triggers, extensions) is run."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...config import ConfigError
from ...config.messages import message
from .limits import MOST_ROWS
from .number_text import plain_text
from .sheet import CHUNK, MOST_COLUMNS, TOP, Body, Sheet, text_frame

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_FIRST = 2


def database_sheets(path: Path) -> list[Sheet]:
    """Return the tables of a database, each with its column names as head."""
    _refuse_unmerged(path)
    with _told(path), _Opened(path) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
        names = [str(name) for (name,) in rows if not str(name).startswith("sqlite_")]
        return [_sheet(path, database, name) for name in names]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ConfigError(message("export.no_database", path=path, reason=type(error).__name__)) from None


class _Opened:
    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._base.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._base.set_authorizer(_only_reading)

    def __enter__(self) -> sqlite3.Connection:
        return self._base

    def __exit__(self, *_: object) -> None:
        self._base.close()


def _only_reading(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _refuse_unmerged(path: Path) -> None:
    """Refuse a database whose newest rows lie in a log beside it: they would be missing without a word."""
    log = path.with_name(path.name + "-wal")
    if log.is_file() and log.stat().st_size:
        raise ConfigError(message("export.unmerged_log", path=path))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _sheet(path: Path, database: sqlite3.Connection, name: str) -> Sheet:
    cursor = database.execute(f"SELECT * FROM {_quoted(name)} LIMIT {TOP}")
    head = tuple(str(column[0]) for column in cursor.description)
    if len(head) > MOST_COLUMNS:
        raise ConfigError(message("export.too_many_columns", path=path, n=len(head), most=MOST_COLUMNS))

    def rows(places: Sequence[int]) -> Iterator[tuple[int, Sequence[str]]]:
        wanted = ", ".join(_quoted(head[place]) for place in places)
        with _Opened(path) as again, _told(path):
            found = again.execute(f"SELECT {wanted} FROM {_quoted(name)} LIMIT {MOST_ROWS}")
            number = 0
            while some := found.fetchmany(CHUNK):
                for cells in some:
                    number += 1
                    yield number, [plain_text(cell) for cell in cells]

    def body(_at: int, places: Sequence[int]) -> Body:
        found = text_frame(rows(places), range(len(places)), len(places))
        frame = found.frame
        frame.columns = [frame.columns[0], *(str(place) for place in places)]
        return found._replace(frame=frame)

    return Sheet(name, (head,), body)
