"""``xhs-sim data``, as it is typed."""

import json

import pytest
from handed_files import CHINESE, ROWS, write_csv
from typer.testing import CliRunner

from xhs_sim.cli.app import app
from xhs_sim.config import ConfigError


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XHS_SIM_CONFIG", str(tmp_path / "settings"))


def typed(*words):
    """Type a command, and return what it prints."""
    result = CliRunner().invoke(app, [*map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_import_report_and_purge(tmp_path):
    path, out = write_csv(tmp_path / "notes.csv"), tmp_path / "out"
    said = typed("data", "import", path, "--out", out)
    assert "notes.parquet: 4 rows" in said
    page = out / "data" / "report.html"
    before = page.read_text(encoding="utf-8")
    assert str(page) in typed("data", "report", out / "data", "--lang", "zh")
    after = page.read_text(encoding="utf-8")
    assert "Data report" in before
    assert "数据报告" in after
    assert "4 files deleted" in typed("data", "purge", out / "data", "--secret")
    assert not (out / "data").exists()
    assert not (tmp_path / "settings" / "secret").exists()


def test_rows_are_printed_by_table_and_nothing_else_is(tmp_path):
    rows = json.loads(typed("data", "import", write_csv(tmp_path / "notes.csv"), "--json", "--out", tmp_path))
    assert list(rows) == ["notes"]
    assert [row["note_id"] for row in rows["notes"]] == ["n0002", "n0003", "n0001", "n0004"]


def test_a_mapping_of_the_users_own_says_what_columns_mean(tmp_path):
    path = write_csv(tmp_path / "own.csv", ("作品", "花费分", "率"), [("x1", "1234", "0.84"), ("x2", "5", "26.94")])
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "table: ads\nkey: [note_id]\nfields:\n"
        "  note_id: {kind: id, names: [作品]}\n"
        "  fee_yuan: {kind: fen_as_yuan, names: [花费分]}\n"
        "  ctr: {kind: percent, names: [率]}\n",
        encoding="utf-8",
    )
    rows = json.loads(typed("data", "import", path, "--map", mapping, "--json", "--out", tmp_path))["ads"]
    assert [(row["note_id"], row["fee_yuan"], row["ctr"]) for row in rows] == [
        ("x1", 12.34, 0.0084),
        ("x2", 0.05, 0.2694),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("table: planets\nfields: {a: {kind: id}}", "planets"),
        ("table: ads", "fields"),
        ("table: ads\nfields: {a: {kind: metres}}", "metres"),
        ("table: ads\nfields: {a: {kind: id}}\nkey: [b]", "b"),
        ("table: ads\nfields: {a: {kind: id, colour: red}}", "colour"),
        ("[", "mapping.yaml"),
    ],
)
def test_a_mapping_that_is_not_understood_says_what(text, told, tmp_path):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        typed("data", "import", write_csv(tmp_path / "notes.csv"), "--map", mapping, "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_problem_is_told_in_chinese_too(tmp_path):
    path = write_csv(tmp_path / "notes.csv", CHINESE, [(*ROWS[0][:5], "许多", *ROWS[0][6:])])
    with pytest.raises(ConfigError) as error:
        typed("data", "import", path, "--out", tmp_path / "out")
    (problem,) = error.value.problems
    assert all(part in problem.told("zh") for part in ("notes.csv", "点赞", "许多", "应为整数"))
