"""``xhs-sim data explore``, as it is typed."""

from datetime import timedelta

import polars as pl
import pytest
from made_notes import CAPTURED, made_folder, put
from typer.testing import CliRunner

from xhs_sim.cli.app import app


@pytest.mark.parametrize(("language", "said"), [("en", "held together"), ("zh", "一并校正")])
def test_sentences_a_table_and_a_figure_without_ids(tmp_path, language, said):
    folder = made_folder(tmp_path / "data", 1, video=2.5)
    typed = ["data", "explore", str(folder), "--out", str(tmp_path), "--lang", language]
    result = CliRunner().invoke(app, typed, catch_exceptions=False)
    assert result.exit_code == 0
    assert said in result.stdout
    table = pl.read_parquet(tmp_path / "content" / "content_effects.parquet")
    assert not {"account_id", "creator", "note_id", "key"} & set(table.columns)
    assert table["n"].min() >= 10
    assert (tmp_path / "content" / "figures" / "content_effects.png").stat().st_size > 10_000


def test_topics_are_told_and_lives_are_drawn(tmp_path):
    folder = made_folder(tmp_path / "data", 1)
    notes = pl.read_parquet(folder / "notes.parquet")
    put(folder, notes.with_columns(pl.Series("topic", ["food", "travel"] * (notes.height // 2))),
        pl.read_parquet(folder / "accounts.parquet"))  # fmt: skip
    ages = [1, 3, 7, 15]
    pl.DataFrame(
        [(note, note % 5, CAPTURED - timedelta(days=28 - age), CAPTURED - timedelta(days=28), 100 * age)
         for note in range(20) for age in ages],
        schema=["key", "account_id", "captured_at", "published_at", "likes"], orient="row",
    ).with_columns(source=pl.lit("made")).write_parquet(folder / "note_history.parquet")  # fmt: skip
    said = CliRunner().invoke(app, ["data", "explore", str(folder), "--out", str(tmp_path)]).stdout
    assert "Topic: " in said
    assert (
        "Lives of notes (20 notes seen more than once; likes): a typical note has 7% of what it has on day 14" in said
    )
    assert (tmp_path / "content" / "figures" / "note_biographies.png").stat().st_size > 10_000
    table = pl.read_parquet(tmp_path / "content" / "note_biographies.parquet")
    assert table["growth"].to_list() == pytest.approx([1.0] * table.height, abs=0.02)
