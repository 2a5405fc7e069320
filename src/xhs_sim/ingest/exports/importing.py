"""Files in, tables out: each file is opened, recognised and read whole before anything is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ...config import ConfigError
from ...config.messages import message
from .handed import Handed, open_handed
from .limits import MOST_CELLS
from .merge import merge_readings
from .reading import FileFacts, Reading, read_rows
from .recognise import n_known, recognise
from .schema import check_rows
from .series import read_series
from .sheet import TooManyCellsError
from .sources import Source, sources
from .worked_out import day_in, local

_SHOWN = 8  # names of columns in an error


class ReadFile(NamedTuple):
    """A file and what it held."""

    path: Path
    format: str
    encoding: str
    readings: tuple[Reading, ...]
    n_unknown_sheets: int


class Imported(NamedTuple):
    """All files of one import, snapshots merged."""

    files: tuple[ReadFile, ...]
    tables: tuple[Reading, ...]  # one per source, merged over the files


def import_files(paths: Sequence[Path], mapping: Source | None = None) -> Imported:
    """Read files and merge what they hold.

    Parameters
    ----------
    paths : sequence of Path
    mapping : Source, optional
        A source of the user's own; the files are read as that and nothing else.

    Raises
    ------
    ConfigError
        If a file cannot be read or is not recognised; names file, row, column and value. Nothing is kept then.
    """
    among = sources() if mapping is None else (mapping,)
    files = tuple(_read(path, among) for path in paths)
    return Imported(files, merge_readings([reading for file in files for reading in file.readings]))


def _read(path: Path, among: Sequence[Source]) -> ReadFile:
    handed = open_handed(path, lambda row: n_known(row, among))
    try:
        facts = FileFacts(path, local(handed.created), day_in(path))
        series = read_series(handed, among, facts)
        readings, n_unknown = (series, 0) if series else _readings(handed, among, facts)
    except TooManyCellsError:
        raise ConfigError(message("export.too_many_cells", path=path, most=MOST_CELLS)) from None
    finally:
        handed.close()
    if not readings:
        raise ConfigError(_not_known(handed))
    problems = [problem for reading in readings for problem in reading.problems]
    if problems:
        raise ConfigError(problems)
    for reading in readings:
        check_rows(reading, path)
    return ReadFile(path, handed.format, handed.encoding, tuple(readings), n_unknown)


def _readings(handed: Handed, among: Sequence[Source], facts: FileFacts) -> tuple[list[Reading], int]:
    found = [(sheet, recognise(sheet, among)) for sheet in handed.sheets]
    readings = [read_rows(sheet, match, facts) for sheet, match in found if match is not None]
    return readings, len(found) - len(readings)


def _not_known(handed: Handed) -> str:
    rows = [row for sheet in handed.sheets for row in sheet.top]
    widest = max(rows, key=lambda row: len({cell for cell in row if cell}), default=())
    shown = [cell[:40] for cell in widest if cell][:_SHOWN]
    return message("export.not_known", path=handed.path, names=shown or [""])
