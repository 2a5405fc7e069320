"""``xhs-sim data explore``, as it is typed."""

import polars as pl
import pytest
from made_notes import made_folder
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
