"""A mistyped command line is told in the language that it asks for, in a line of ours."""

import sys

import pytest

from xhs_sim.cli import main
from xhs_sim.config.messages import LANGUAGES

MISTYPED = [
    (["run", "--forse"], "no such option: --forse (did you mean --force?)", "没有选项 --forse（是不是 --force？）"),
    (["brief", "chekc"], "no such command: chekc (did you mean check?)", "没有命令 chekc（是不是 check？）"),
    (
        ["brief", "run"],
        "no such command: run (a brief is tried with xhs-sim compare brief=FILE)",
        "没有命令 run（试一份简报：xhs-sim compare brief=文件）",
    ),
    (["nonsense"], "no such command: nonsense", "没有命令 nonsense"),
    (["brief", "check"], "FILE is missing", "缺少 FILE"),
    (["show", "note", ".", "first"], "NOTE: input should be a valid integer", "NOTE：应为整数"),
    (["show", "parts", "b", "c"], "too many arguments: b c", "多出了参数：b c"),
    (["compare", "--workers", "two"], "--workers: input should be a valid integer", "--workers：应为整数"),
    (["compare", "--timeout", "0.5"], "--timeout: input should be at least 1", "--timeout：应不小于 1"),
    (["explore", "--port", "65536"], "--port: input should be at most 65535", "--port：应不大于 65535"),
    (["run", "--force=1"], "--force takes no value", "--force 不带值"),
    (["run", "--out"], "--out needs a value", "--out 后面要跟一个值"),
]


def said(monkeypatch, capsys, *typed):
    monkeypatch.setattr(sys, "argv", ["xhs-sim", *typed])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code, *capsys.readouterr()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", *LANGUAGES), MISTYPED)
def test_a_mistyped_command_is_told_in_a_line_of_the_language_that_is_asked_for(
    monkeypatch, capsys, typed, en, zh, language
):
    monkeypatch.setattr("xhs_sim.cli.app.language_of", lambda _: language)
    code, out, err = said(monkeypatch, capsys, *typed)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"xhs-sim: {en if language == 'en' else zh}")


def test_the_language_is_known_before_anything_is_parsed(monkeypatch, capsys):
    told = "xhs-sim: 没有选项 --forse（是不是 --force？）；用法见 xhs-sim run -h\n"
    assert said(monkeypatch, capsys, "run", "--lang", "zh", "--forse")[2] == told


def test_a_command_without_its_part_shows_help(monkeypatch, capsys):
    code, out, err = said(monkeypatch, capsys, "show")
    assert (code, err) == (2, "")
    assert "Usage: xhs-sim show" in out
