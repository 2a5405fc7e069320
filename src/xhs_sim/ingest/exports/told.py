"""What became of a file, in sentences: nothing is dropped, refused or turned into something else without a word."""

from collections.abc import Iterator

from ...config.messages import message
from .importing import Imported, ReadFile
from .reading import Reading

_ROWS = ("blank_rows", "repeated_heads", "total_rows", "cut_rows", "slices", "merged")
_CELLS = ("blank", "converted", "rounded", "at_least", "refused", "recovered", "unknown_words")


def sentences(imported: Imported) -> Iterator[str]:
    """Yield a line per table of each file, and one per thing that its reader should know."""
    for file in imported.files:
        for reading in file.readings:
            yield from _of_reading(file, reading)
        if file.n_unknown_sheets:
            yield message("export.unknown_sheets", path=file.path.name, n=file.n_unknown_sheets)


def _of_reading(file: ReadFile, reading: Reading) -> Iterator[str]:
    tally, name = reading.tally, file.path.name
    yield message("export.read", path=name, called=reading.source.called, n=tally.rows, kept=tally.kept)
    dropped = [message(f"export.n_{step}", n=n) for step in _ROWS if (n := getattr(tally, step))]
    if dropped:
        yield message("export.left_out", path=name, parts=dropped)
    cells = [message(f"export.n_{what}", n=n) for what in _CELLS if (n := tally.n_cells(what))]
    if cells:
        yield message("export.cells", path=name, parts=cells)
    for field, (total, of_rows) in tally.off.items():
        yield message("export.total_off", path=name, field=field, total=f"{total:,.2f}", sum=f"{of_rows:,.2f}")
    if tally.sums and not tally.off:
        yield message("export.total_right", path=name, fields=[*tally.sums])
    if tally.strange_columns:
        yield message("export.strange_columns", path=name, n=tally.strange_columns)
    if tally.wide_rows:
        yield message("export.wide_rows", path=name, n=tally.wide_rows)
