"""Where imported tables lie: a folder of Parquet files and a manifest, whole or not at all.

A new folder is made beside the old one and takes its place when it is whole; whoever reads sees the one or the other.
A file that was imported before is known by its keyed digest and is not imported twice.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import polars as pl
from filelock import FileLock

from ...config import ConfigError
from ...config.messages import message
from .history import HISTORY, joined_history
from .importing import Imported, ReadFile
from .merge import merge_readings, newest
from .nameless import KEY, SOURCE, kept_form, nameless
from .reading import Reading
from .secret import digest_of, fingerprint
from .sources import TABLES, Source

MANIFEST: Final = "manifest.json"
REPORT: Final = "report.html"
_FORMAT = 1
_IMPORT = "_file"


def store(imported: Imported, folder: Path, secret: bytes, account: str = "") -> dict[str, Any]:
    """Put what was imported beside what a folder holds; return the manifest.

    Parameters
    ----------
    imported : Imported
    folder : Path
        Made if it is not there; what else lies in it is refused.
    secret : bytes
    account : str
        Whose files these are, where they do not say it; kept as a pseudonym.

    Raises
    ------
    ConfigError
        If the folder holds anything else, or was written with another secret.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _held(folder):
        before = read_manifest(folder) if (folder / MANIFEST).exists() else None
        _refuse_others(folder, before, secret)
        manifest = before or {
            "format": _FORMAT,
            "secret": fingerprint(secret),
            "imports": [],
            "tables": {},
            "sources": {},
        }
        known = {each["digest"] for each in manifest["imports"]}
        new = {digest: file for file in imported.files if (digest := digest_of(file.path, secret)) not in known}
        tables = imported.tables
        if len(new) < len(imported.files):
            tables = merge_readings([reading for file in new.values() for reading in file.readings])
        manifest["version"] = version("xhs-sim")
        with _replacing(folder) as unfinished:
            rows = {r.source: nameless(r, secret, account) for r in tables}
            frames = _joined(rows, folder, manifest)
            if (lives := _lives(tables, rows, folder, manifest, lambda r: nameless(r, secret, account))) is not None:
                frames[HISTORY] = lives
            for table, frame in frames.items():
                frame.write_parquet(unfinished / f"{table}.parquet", compression="lz4", statistics=False)
                manifest["tables"][table] = {"rows": frame.height, "columns": [*frame.columns]}
            for name in manifest["tables"].keys() - frames.keys():
                shutil.copyfile(folder / f"{name}.parquet", unfinished / f"{name}.parquet")
            manifest["imports"] += [_told(digest, file) for digest, file in new.items()]
            manifest["sources"].update({r.source.name: _forms(r.source) for r in tables})
            _write_json(unfinished / MANIFEST, manifest)
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a folder's manifest.

    Raises
    ------
    ConfigError
        If there is none.
    """
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if found["format"] == _FORMAT:
            return found
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ConfigError(message("export.no_imports", folder=folder))


def purge(folder: Path) -> int:
    """Delete what was imported into a folder, and nothing else; return how many files that were."""
    with _held(folder):
        read_manifest(folder)
        ours = [*(folder / f"{table}.parquet" for table in (*TABLES, HISTORY)), folder / REPORT, folder / MANIFEST]
        there = [file for file in ours if file.exists()]
        for file in there:
            file.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    _lock_of(folder).unlink(missing_ok=True)
    return len(there)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.lock")


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep a folder to ourselves; what a killed import left half done is undone first."""
    with FileLock(_lock_of(folder)):
        before = folder.with_name(f".{folder.name}.before")
        if before.exists():
            if folder.exists():
                shutil.rmtree(before)
            else:
                os.replace(before, folder)
        for left in folder.parent.glob(f".{folder.name}.unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    unfinished = folder.with_name(f".{folder.name}.unfinished-{os.getpid()}")
    before = folder.with_name(f".{folder.name}.before")
    unfinished.mkdir()
    try:
        yield unfinished
        if folder.exists():
            os.replace(folder, before)
        os.replace(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)


def _refuse_others(folder: Path, manifest: Mapping[str, Any] | None, secret: bytes) -> None:
    if manifest is None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ConfigError(message("export.folder_taken", folder=folder))
    elif manifest["secret"] != fingerprint(secret):
        raise ConfigError(message("export.other_secret", folder=folder))


def _joined(new: Mapping[Source, pl.DataFrame], folder: Path, manifest: Mapping[str, Any]) -> dict[str, pl.DataFrame]:
    """Return the tables that change: what was there and what is new, of each thing what was seen last."""
    by_table: dict[str, list[tuple[Source, pl.DataFrame]]] = {}
    for source, frame in new.items():
        by_table.setdefault(source.table, []).append((source, frame))
    joined = {}
    for table, parts in by_table.items():
        file = folder / f"{table}.parquet"
        there = pl.read_parquet(file, glob=False) if table in manifest["tables"] and file.exists() else None
        frames = [_over(there, source, frame) for source, frame in parts]
        if there is not None:
            frames.insert(0, there.filter(~pl.col(SOURCE).is_in([source.name for source, _ in parts])))
        whole = pl.concat(frames, how="diagonal_relaxed") if len(frames) > 1 else frames[0]
        joined[table] = whole
    return joined


def _lives(
    tables: Sequence[Reading], rows: Mapping[Source, pl.DataFrame], folder: Path, manifest: Mapping[str, Any],
    hide: Callable[[Reading], pl.DataFrame],
) -> pl.DataFrame | None:  # fmt: skip
    """Return the captures of notes that were seen more than once, in this import or over several."""
    files = [folder / f"{name}.parquet" for name in (HISTORY, "notes")]
    before, older = (
        pl.read_parquet(file, glob=False) if file.stem in manifest["tables"] and file.exists() else None
        for file in files
    )
    newer = [frame for source, frame in rows.items() if source.table == "notes"]
    seen = [
        hide(each._replace(frame=each.snapshots))
        for each in tables if each.source.table == "notes" and each.snapshots is not None
    ]  # fmt: skip
    return joined_history(before, older, newer, seen) if newer else None


def _over(there: pl.DataFrame | None, source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    older = there.filter(pl.col(SOURCE) == source.name) if there is not None else None
    if older is None or not older.height:
        return frame
    both = [
        older.with_columns(pl.lit(0, pl.UInt32).alias(_IMPORT)),
        frame.with_columns(pl.lit(1, pl.UInt32).alias(_IMPORT)),
    ]
    whole = pl.concat(both, how="diagonal_relaxed")
    return newest(whole, [KEY], source.keeps, 2).drop(_IMPORT)


def _told(digest: str, file: ReadFile) -> dict[str, Any]:
    """Return what is written down of a file: what it was and what became of it, never its name."""
    tables = [
        {"source": r.source.name, "table": r.source.table, "captured": str(r.captured or ""), **asdict(r.tally)}
        for r in file.readings
    ]
    return {"digest": digest, "format": file.format, "encoding": file.encoding, "tables": tables}


def _forms(source: Source) -> dict[str, Any]:
    """Return what is kept of a source's fields, and how."""
    forms: dict[str, list[str]] = {}
    for field in source.rows_fields:
        forms.setdefault(kept_form(field), []).append(field.name)
    return {"called": {language: told_in(source, language) for language in ("en", "zh")}, **forms}


def told_in(source: Source, language: str) -> str:
    """Return what a source is called in a language."""
    from ...config.messages import told

    return told(source.called, language)


def _write_json(file: Path, plain: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
