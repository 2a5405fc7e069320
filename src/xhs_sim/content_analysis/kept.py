"""What an exploration leaves on disk: its tables, and what it found in sentences of each language."""

from pathlib import Path

import polars as pl

from ..config.messages import LANGUAGES, told
from ..records.whole_file import whole_file
from ..report.told_file import Told, write_told
from .biographies import LIVES, Lives
from .effects import TABLE, Explored
from .told import lives_told, sentences, title_of

KIND = "own_data"  # of what the sentences are, in ``told.json``


def keep_content(found: Explored, lives: Lives | None, folder: Path) -> list[Path]:
    """Write the tables that there are, and ``told.json``; a table of before that holds no more goes.

    Parameters
    ----------
    found : Explored
    lives : Lives, optional
    folder : Path

    Returns
    -------
    list of Path
        Of the tables.
    """
    tables: dict[str, pl.DataFrame | None] = {
        TABLE: None if found.fit is None else found.table, LIVES: None if lives is None else lives.table,
    }  # fmt: skip
    for name, frame in tables.items():
        if frame is None:
            (folder / name).unlink(missing_ok=True)
            continue
        with whole_file(folder / name) as unfinished:
            frame.write_parquet(unfinished, compression="lz4", statistics=False)
    lines = [*sentences(found), lives_told(found, lives)]
    if found.fit is not None:
        lines.insert(0, title_of(found))
    folder.mkdir(parents=True, exist_ok=True)
    write_told(folder, KIND, {language: _told(lines, language) for language in LANGUAGES})
    return [folder / name for name, frame in tables.items() if frame is not None]


def _told(lines: list[str], language: str) -> Told:
    lead, *further = (told(line, language) for line in lines)
    return Told(lead, further)
