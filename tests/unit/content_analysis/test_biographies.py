"""Lives of notes whose truth is known."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from xhs_sim.content_analysis.biographies import SPANS, lives_of, read_lives

BORN = datetime(2026, 3, 1)


def history(n=60, creators=6, seed=0, exponent=None, half=3.0, captures=5):
    """Captures of notes that grow to a level of their own: as a power of age, or half of it after some days."""
    draw = np.random.default_rng(seed)
    rows = []
    for note in range(n):
        level = np.exp(draw.normal(8, 1))
        for age in np.sort(np.exp(draw.uniform(np.log(0.5), np.log(28), captures))):
            share = (
                (age / 28) ** exponent if exponent is not None else (1 - 0.5 ** (age / half)) / (1 - 0.5 ** (28 / half))
            )
            rows.append((note, note % creators, BORN + timedelta(days=float(age)), round(level * share)))
    frame = pl.DataFrame(rows, schema=["key", "account_id", "captured_at", "likes"], orient="row")
    return frame.with_columns(source=pl.lit("made"), published_at=pl.lit(BORN))


def lives(tmp_path, frame, outcome="likes"):
    frame.write_parquet(tmp_path / "note_history.parquet")
    return read_lives(tmp_path, outcome)


def test_growth_by_a_power_of_age_is_its_exponent(tmp_path):
    found = lives(tmp_path, history(exponent=0.5))
    assert found.table["from_days"].to_list() == list(SPANS[:-1])
    assert found.table["growth"].to_numpy() == pytest.approx(0.5, abs=0.02)
    assert found.table["reached"].to_numpy() == pytest.approx((np.array(SPANS[:-1]) / 28) ** 0.5, abs=0.02)
    assert found.half == pytest.approx(7.0, rel=0.1)


def test_notes_that_settle_reach_half_when_they_do(tmp_path):
    found = lives(tmp_path, history(n=300, captures=8))
    truth = [(1 - 0.5 ** (age / 3.0)) / (1 - 0.5 ** (28 / 3.0)) for age in SPANS[:-1]]
    assert found.table["reached"].to_numpy() == pytest.approx(truth, abs=0.06)
    assert found.half == pytest.approx(3.0, rel=0.25)
    assert (found.table["reached_low"] <= found.table["reached"]).all()
    assert (found.table["reached_high"] >= found.table["reached"]).all()


def test_when_notes_were_seen_does_not_matter(tmp_path):
    early, late = history(n=200, exponent=0.4, seed=1), history(n=200, exponent=0.4, seed=2)
    age = (pl.col("captured_at") - pl.col("published_at")).dt.total_seconds() / 86_400
    parts = [early.filter(age < 5), late.filter(age > 2).with_columns(key=pl.col("key") + 1000)]
    found = lives(tmp_path, pl.concat(parts))
    assert found.table["growth"].to_numpy() == pytest.approx(0.4, abs=0.03)


def test_too_few_notes_or_creators_tell_nothing(tmp_path):
    assert lives(tmp_path, history(n=9)) is None
    assert lives(tmp_path, history(creators=2)) is None
    assert lives(tmp_path, history(creators=1)) is not None


def test_an_outcome_that_was_not_counted_or_a_folder_without_lives_tells_nothing(tmp_path):
    assert read_lives(tmp_path, "likes") is None
    assert lives(tmp_path, history(), "views") is None


def test_a_count_that_stands_still_is_whole_from_the_first_day():
    pairs = pl.DataFrame({"note": range(12), "creator": range(12), "a": [0.5] * 12, "b": [28.0] * 12, "g": [0.0] * 12})
    found = lives_of(pairs)
    assert found.table["reached"].to_list() == [1.0] * 6
    assert found.half <= 0.5


def test_a_span_of_which_little_was_seen_is_not_told(tmp_path):
    pairs = pl.DataFrame({"note": range(12), "creator": range(12), "a": [1.0] * 12, "b": [8.0] * 12, "g": [0.5] * 12})
    assert lives_of(pairs).table["to_days"].to_list() == [2.0, 4.0, 7.0]


def test_many_captures_of_a_note_are_one_note(tmp_path):
    ages = [float(age) for age in range(7, 15)]
    one = pl.DataFrame({"a": ages[:-1], "b": ages[1:], "g": [0.3] * 7})
    pairs = pl.concat([one.with_columns(note=pl.lit(i), creator=pl.lit(i)) for i in range(12)])
    table = lives_of(pairs).table
    assert table.select("from_days", "n").rows() == [(7.0, 12)]
    assert table["growth"].item() == pytest.approx(0.3)
