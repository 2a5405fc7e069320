"""Laws of imports, on drawn tables: nothing but a told problem, no row lost without a word, no order that matters."""

import csv
import io
import tempfile
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from handed_files import HEAD
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.config import ConfigError
from xhs_sim.ingest.exports import import_files
from xhs_sim.ingest.exports.plain_rows import rows_by_table

FEW = settings(max_examples=40, deadline=None)
ANYTHING = st.text(max_size=12)
IDS = st.integers(1, 6).map("n{:05}".format)
COUNTS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(1000, 10**7).map("{:,}".format),
    st.decimals(1, 99, places=1).map("{}万".format),
    st.sampled_from(["", "-", "--", "10+", "1万+", "12.0", " 7 "]),
)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
ROWS = st.lists(
    st.tuples(IDS, st.just("c01"), st.sampled_from(["image_text", "video", ""]), st.just("2025-01-13 16:00"),
              DAYS.map(str), COUNTS, COUNTS, COUNTS, COUNTS), max_size=12,
)  # fmt: skip


@contextmanager
def written(rows, encoding="utf-8"):
    """A file of some rows under the head, for a while."""
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.csv"
        path.write_bytes(text.getvalue().encode(encoding, "replace"))
        yield path


def notes_of(path):
    """The notes of a file, by id, as far as they do not depend on where they stood."""
    rows = rows_by_table(import_files([path]).tables)["notes"]
    return {row["note_id"]: {key: value for key, value in row.items() if key != "row"} for row in rows}


@FEW
@given(
    rows=st.lists(st.lists(ANYTHING, min_size=1, max_size=11), max_size=6),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
)
def test_whatever_stands_in_a_table_it_is_read_or_a_problem_is_told(rows, encoding):
    with written(rows, encoding) as path, suppress(ConfigError):  # any other error fails
        rows_by_table(import_files([path]).tables)


@FEW
@given(raw=st.binary(min_size=1, max_size=300))
def test_whatever_bytes_a_file_holds_a_problem_is_told(raw):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn"
        path.write_bytes(raw)
        with suppress(ConfigError):
            import_files([path])


@FEW
@given(rows=ROWS)
def test_every_row_is_kept_or_counted_and_of_each_note_the_newest_stands(rows):
    with written(rows) as path:
        imported = import_files([path])
        tally = imported.files[0].readings[0].tally
        notes = notes_of(path)
    gone = tally.blank_rows + tally.repeated_heads + tally.total_rows + tally.cut_rows + tally.slices + tally.merged
    assert tally.rows == len(rows)
    assert tally.kept == tally.rows - gone == len({row[0] for row in rows})
    for name in {row[0] for row in rows}:
        assert notes[name]["snapshot_date"] == max(row[4] for row in rows if row[0] == name)


@FEW
@given(rows=ROWS.filter(lambda rows: len({(row[0], row[4]) for row in rows}) == len(rows)), data=st.data())
def test_the_order_of_rows_makes_no_difference(rows, data):
    with written(rows) as path, written(data.draw(st.permutations(rows))) as other:
        assert notes_of(path) == notes_of(other)


@FEW
@given(rows=ROWS)
def test_counts_are_those_of_a_slow_reader(rows):
    with written(rows) as path:
        reading = import_files([path]).files[0].readings[0]
    for place, name in enumerate(("likes", "saves", "comments", "shares"), start=5):
        assert reading.frame[name].to_list() == [slow_count(row[place]) for row in rows]


def slow_count(cell):
    """Read a count cell by cell, another way."""
    text = cell.strip().replace(",", "").removesuffix("+")
    if not text.strip("-"):
        return None
    factor = 10_000 if text.endswith("万") else 1
    whole, _, part = text.removesuffix("万").partition(".")
    return int(whole) * factor + (int(part) * factor // 10 ** len(part) if part else 0)
