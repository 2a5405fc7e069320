"""The synthetic samples of the trade that may lie beside the project, each against the rows that are right for it."""

import json
from pathlib import Path

import pytest

from xhs_sim.ingest.exports import import_files
from xhs_sim.ingest.exports.plain_rows import rows_by_table

BESIDE = [Path(__file__).parents[n] / "shared" / "data" / "exports" for n in (5, 6)]
EXPORTS = next((folder for folder in BESIDE if folder.is_dir()), BESIDE[0])
EXPECTED = sorted((EXPORTS / "expected").glob("*.json"))


def samples():
    """Yield each sample with what is expected of it."""
    for path in EXPECTED:
        said = json.loads(path.read_text(encoding="utf-8"))
        for source in said["source"] if isinstance(said["source"], list) else [said["source"]]:
            name = source.split(" table ")[0].split(" sheet ")[0]
            folder, _, stem = name.rpartition("/")
            begins, _, ends = stem.partition("...")
            found = [
                each for each in (EXPORTS / folder).iterdir()
                if each.name == stem or (ends and each.name.startswith(begins) and each.name.endswith(ends))
            ]  # fmt: skip
            yield pytest.param(found[0], said["rows"], id=found[0].name)


def agrees(row, want):
    """Whether a row holds all that is expected of it."""
    return all(row.get(key, "absent") == value for key, value in want.items())


@pytest.mark.skipif(not EXPECTED, reason="the samples are not beside the project")
@pytest.mark.parametrize(("path", "expected"), [*samples()])
def test_each_sample_is_read_as_is_expected(path, expected):
    if path.name == "blogger_v2.json":  # its expected tags are those of the other file of the same creators
        expected = [{key: value for key, value in row.items() if key != "content_tags"} for row in expected]
    tables = rows_by_table(import_files([path]).tables)
    right = [rows for rows in tables.values() if len(rows) == len(expected) and all(map(agrees, rows, expected))]
    assert right, {name: rows[:1] for name, rows in tables.items()}


@pytest.mark.skipif(not EXPECTED, reason="the samples are not beside the project")
def test_two_exports_of_one_account_are_twenty_notes_of_the_newer():
    older, newer = (EXPORTS / "creator" / name for name in ("笔记列表明细表.xlsx", "笔记列表明细表 (1).xlsx"))
    for order in ([older, newer], [newer, older]):
        rows = rows_by_table(import_files(order).tables)["notes"]
        alone = rows_by_table(import_files([newer]).tables)["notes"]
        assert len(rows) == 20
        assert {(row["title"], row["views"]) for row in rows} == {(row["title"], row["views"]) for row in alone}
