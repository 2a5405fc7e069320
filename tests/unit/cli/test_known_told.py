"""What is known of a function stands beside what was found of it."""

import sys

import pytest

from xhs_sim.cli import main
from xhs_sim.cli.known_told import known_best, known_shares
from xhs_sim.lab import FunctionSubject
from xhs_sim.lab.functions import FUNCTIONS
from xhs_sim.report.words import load_words


def told(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["xhs-sim", *words])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


def test_the_best_of_a_function_is_said_with_where_it_is():
    en, zh = load_words("en"), load_words("zh")
    assert known_best(FunctionSubject("split"), en) == [
        (
            "Known of the function split: of shares that add up to 1, its best is 127.86, at koc=0.29, junior=0.292, "
            "waist=0.254, head=0.164."
        )
    ]
    assert known_best(FunctionSubject("ishigami"), zh) == ["已知函数 ishigami 在全部输入范围内的最佳值为 17.7409。"]
    best = FUNCTIONS["ishigami"].compute({"x1": 1.570796, "x2": 1.570796, "x3": 3.141593})
    assert FUNCTIONS["ishigami"].answer["best"] == pytest.approx(best, abs=1e-4)


def test_analytic_shares_are_known_of_all_inputs_over_their_whole_ranges_only():
    whole = known_shares(FunctionSubject("ishigami"), is_whole=True)
    assert whole["x1"] == (0.313905, 0.557589)
    assert known_shares(FunctionSubject("ishigami"), is_whole=False) == {}
    assert known_shares(FunctionSubject("ishigami", given={"noise": 1.0}), is_whole=True) == {}
    assert known_shares(FunctionSubject("split"), is_whole=True) == {}


def test_shares_of_a_function_stand_beside_the_known_ones_and_no_column_is_empty(monkeypatch, capsys, tmp_path):
    said = told(monkeypatch, capsys, "sensitivity", "function=ishigami", "--runs", "200", "--workers", "1", "--out",
                str(tmp_path))  # fmt: skip
    assert "known: by itself" in said
    assert "what it is" not in said
    [row] = [line for line in said.splitlines() if line.startswith("│ x1 ")]
    assert "31%" in row.split("│")[4]
    assert "56%" in row.split("│")[5]


def test_a_split_of_a_function_has_no_money_and_is_not_called_full(monkeypatch, capsys, tmp_path):
    said = told(monkeypatch, capsys, "optimise", "function=split", "--runs", "80", "--workers", "1", "--out",
                str(tmp_path))  # fmt: skip
    assert "of shares that add up to 1, its best is 127.86" in said
    assert "money │" not in said.split("━┩")[0].partition("share")[2].replace("┃", "│").split("\n")[0]
    assert "Full:" not in said


def test_functions_are_listed_with_inputs_and_what_is_known(monkeypatch, capsys):
    said = told(monkeypatch, capsys, "show", "functions")
    assert all(name in said for name in FUNCTIONS)
    assert "S1.x1=0.313905" in said
    assert "x1 -3.14 to 3.14" in said
    assert "已知的结果" in told(monkeypatch, capsys, "show", "functions", "--lang", "zh")
