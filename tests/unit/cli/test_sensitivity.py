import sys

import polars as pl
import pytest

from xhs_sim.cli import main


def typed(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "sensitivity", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, *capsys.readouterr()


def test_the_first_line_is_the_answer_and_a_failed_run_is_told_by_line_and_exit_code(monkeypatch, capsys, tmp_path):
    words = ["function=brittle", "x=interval(0.45,0.79)", "seconds=0", "--runs", "90", "--workers", "1", "--out"]
    code, told, beside = typed(monkeypatch, capsys, *words, str(tmp_path))
    assert code == 1
    assert told.startswith("What decides value is x: ")
    assert "their blocks are left out" in told
    assert "nobody clicked" in beside
    folder = tmp_path / "function_brittle"
    table = pl.read_parquet(folder / "indices.parquet")
    assert set(table["parameter"]) == {"x", "luck"}
    assert table["failed"].min() > 0
    assert "xhs_sim.command" in pl.read_parquet_metadata(folder / "indices.parquet")
    assert (folder / "figures" / "sensitivity_value.png").stat().st_size > 10_000


ONE = ["function=brittle", "x=interval(0,0.3)", "seconds=0", "--runs", "60", "--workers", "1"]


def test_one_parameter_is_told_in_the_singular_and_whole_where_no_seed_has_a_part(monkeypatch, capsys, tmp_path):
    code, told, beside = typed(monkeypatch, capsys, *ONE, "--out", str(tmp_path))
    assert code == 0
    assert told.startswith("What decides value is x: 100% of its variance by itself; the seed has no part in it.")
    assert "1 parameter together in 12 blocks, with 1 arm:" in beside


def test_a_function_answers_in_the_language_that_was_asked_for(monkeypatch, capsys, tmp_path):
    _, told, beside = typed(monkeypatch, capsys, *ONE, "--lang", "zh", "--out", str(tmp_path))
    assert told.startswith("决定数值的是 x：仅它自身就占方差的 100%")
    assert "表格：" in told
    assert "要计算 49 个值" in beside


def test_help_says_how_few_runs_are_possible(monkeypatch, capsys):
    _, told, _ = typed(monkeypatch, capsys, "--help")
    assert "The least are some 24" in " ".join(told.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["function=ishigami", "--runs", "20"], "--runs 20 is too few to move 3 parameters (at least 73)"),
        (["function=ishigami", "x1=interval(0,9)"], "x1 = 9 is outside its range"),
        (["experiment=kol_mix", "seed=1,2"], "the luck of the seed has its share"),
        (["experiment=kol_mix,warm_up", "commerce.leak_share=interval(0.5,0.9)"], "one question: experiment="),
        (["function=ishigami", "report.language=fr"], "report.language = fr is not allowed (allowed: en, zh)"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(monkeypatch, capsys, tmp_path, words, told):
    code, _, beside = typed(monkeypatch, capsys, *words, "--out", str(tmp_path))
    assert code == 2
    assert told in beside
    assert not any(tmp_path.iterdir())
