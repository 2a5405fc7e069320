"""Reading notes and followers of accounts as files have them."""

from datetime import datetime

import polars as pl
import pytest

from xhs_sim.calibrate.observed import halves, read_observed
from xhs_sim.config import ConfigError

HEAD = "note,creator,format,published_utc,snapshot_date,likes,saves\n"


def written(tmp_path, rows, owners):
    notes, creators = tmp_path / "notes.csv", tmp_path / "creators.csv"
    notes.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    creators.write_text("creator,followers\n" + "".join(f"{row}\n" for row in owners), encoding="utf-8")
    return [notes, creators]


def rows_of(creators, day="01"):
    return [f"{c}n,{c},image_text,2025-01-{day} 10:00,2025-03-01,7,1" for c in creators]


def test_the_last_snapshot_counts_and_counts_are_read_as_people_write_them(tmp_path):
    rows = [
        *rows_of("abcd"),
        "x,e,video,2025-01-20 16:00,2025-02-01,24,0",
        "x,e,video,2025-01-20 16:00,2025-03-01,1.2万,3",
    ]
    found = read_observed(written(tmp_path, rows, [f"{c},100" for c in "abcde"]))
    assert found.counts == ("likes", "saves")
    assert found.has_format
    row = found.notes.filter(note="x").row(0, named=True)
    assert (row["likes"], row["saves"], row["is_video"], row["published"]) == (
        12000.0,
        3.0,
        True,
        datetime(2025, 1, 20, 16),
    )


def test_a_window_ends_with_an_accounts_last_grown_note(tmp_path):
    """Notes of days 1, 10 and 30; captured on day 33, the last one is not grown, so day 10 ends the window."""
    rows = [f"{c}{d},{c},video,2025-01-{d:02} 10:00,2025-02-02,{d},0" for c in "abcde" for d in (1, 10, 30)]
    found = read_observed(written(tmp_path, rows, [f"{c},100" for c in "abcde"]))
    assert [each.counts["likes"].tolist() for each in found.window(5, 7)] == [[10.0]] * 5
    assert [each.counts["likes"].tolist() for each in found.window(14, 7)] == [[1.0, 10.0]] * 5
    assert [each.counts["likes"].tolist() for each in found.window(5, 7, before=5)] == [[1.0]] * 5
    assert found.window(3, 7, before=3) == []


def test_halves_are_two_and_lose_nobody(tmp_path):
    names = [f"c{i}" for i in range(40)]
    rows = [f"{c}n,{c},video,2025-01-01,2025-03-01,1,1" for c in names]
    one, other = halves(read_observed(written(tmp_path, rows, [f"{c},100" for c in names])).window(14, 7))
    assert {each.name for each in one} | {each.name for each in other} == set(names)
    assert 10 < len(one) < 30
    assert len(one) + len(other) == 40


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("z,e,video,2025-01-20,2025-03-01,many,1", ["row 6", "column likes", "'many'"]),
        ("z,e,video,20.1.2025,2025-03-01,5,1", ["row 6", "column published", "'20.1.2025'"]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, row, said):
    paths = written(tmp_path, [*rows_of("abcd"), row], [f"{c},100" for c in "abcde"])
    with pytest.raises(ConfigError) as error:
        read_observed(paths)
    assert all(part in str(error.value) for part in said)


def test_what_is_missing_is_told(tmp_path):
    notes, creators = written(tmp_path, rows_of("abcde"), ["a,100"])
    with pytest.raises(ConfigError, match="1 accounts whose followers are known"):
        read_observed([notes, creators])
    with pytest.raises(ConfigError, match="no table with the columns creator, followers"):
        read_observed([notes])
    with pytest.raises(ConfigError, match="cannot be read"):
        read_observed([tmp_path / "none.csv", creators])


def test_a_count_that_hardly_any_note_has_is_left_out_and_the_notes_stay(tmp_path):
    rows = [row.rsplit(",", 1)[0] + "," for row in rows_of("abcde")]
    found = read_observed(
        written(tmp_path, [*rows, "x,a,video,2025-01-20,2025-03-01,4,2"], [f"{c},100" for c in "abcde"])
    )
    assert found.counts == ("likes",)
    assert found.notes.height == 6


def test_tables_of_an_import_are_read(tmp_path):
    """As ``xhs-sim data import`` leaves them."""
    at, day = datetime(2025, 1, 1, 10), datetime(2025, 3, 1).date()
    notes = {
        "note_id": range(5),
        "account_id": range(5),
        "note_type": ["video", *["image"] * 4],
        "published_at": [at] * 5,
    }
    counts = {"snapshot_date": [day] * 5, "views": pl.Series([None] * 5, dtype=pl.Int64), "likes": [1, 2, 3, 4, 5]}
    pl.DataFrame(notes | counts).write_parquet(tmp_path / "notes.parquet")
    pl.DataFrame({"user_id": range(5), "followers": [100] * 5}).write_parquet(tmp_path / "accounts.parquet")
    found = read_observed([tmp_path])
    assert found.counts == ("likes",)
    assert found.notes["is_video"].sum() == 1
    assert len(found.window(14, 7)) == 5
