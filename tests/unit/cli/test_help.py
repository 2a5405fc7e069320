"""Help is whole in both languages."""

import re
import sys

import pytest
import typer

from xhs_sim.cli import main
from xhs_sim.cli.app import app
from xhs_sim.cli.help import chinese, texts_of, within

TYPED = re.compile(r"(xhs-sim|[a-z_]+:) ?.*")  # an example to be typed as it stands


def texts():
    found = [text for each in within(typer.main.get_command(app)) for text in texts_of(each)]
    return {text for text in found if text and not TYPED.fullmatch(text)}


def test_every_text_of_help_has_its_chinese_and_none_is_idle():
    known = {text for text in chinese() if not text.startswith("Start with: ")}
    assert known - texts() == set()
    assert {text for text in texts() if text not in chinese()} == set()


def test_chinese_of_help_is_chinese():
    assert [text for text, told in chinese().items() if not re.search("[\u4e00-\u9fff]", told) or told == text] == []


LINES = ["--lang zh --help", "--help --lang zh", "compare -h --lang zh", "--lang zh brief", "--lang zh show note -h"]


@pytest.mark.parametrize("typed", [line.split() for line in LINES])
def test_help_is_chinese_wherever_the_language_is_typed(monkeypatch, capsys, typed):
    monkeypatch.setattr(sys, "argv", ["xhs-sim", *typed])
    with pytest.raises(SystemExit):
        main()
    said, _ = capsys.readouterr()
    assert "用法：" in said
    assert "选项" in said
    assert not re.search("Options|Usage|Show this message", said)


def test_a_command_speaks_the_language_that_was_typed_before_it(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "--lang", "zh", "show", "experiments"])
    with pytest.raises(SystemExit):
        main()
    assert "问题" in capsys.readouterr()[0]


def test_help_is_english_again_after_it_was_chinese(monkeypatch, capsys):
    for typed in (["--lang", "zh", "-h"], ["-h"]):
        monkeypatch.setattr(sys, "argv", ["xhs-sim", *typed])
        with pytest.raises(SystemExit):
            main()
    assert "Commands" in capsys.readouterr()[0].partition("Usage:")[2]


def test_every_command_takes_the_language():
    commands = [each for each in within(typer.main.get_command(app)) if not hasattr(each, "commands")]
    assert [each.name for each in commands if "lang" not in {one.name for one in each.params}] == []


@pytest.mark.parametrize("typed", [["--help"], ["sweep", "--help"], ["sensitivity", "--help"]])
def test_no_line_of_chinese_help_is_cut(monkeypatch, capsys, typed):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", 80)
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "--lang", "zh", *typed])
    with pytest.raises(SystemExit):
        main()
    assert "…" not in capsys.readouterr().out
