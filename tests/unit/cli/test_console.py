"""The language that a command line asks for is the one in which all of it is answered."""

import re

import pytest
from brief_play import text_of
from typer.testing import CliRunner

from xhs_sim.cli.app import app, explain
from xhs_sim.cli.console import in_words, language_of, say, speaking
from xhs_sim.config import ConfigError, load_config
from xhs_sim.config.messages import message

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ([], "en"),
        (["compare", "--lang", "zh"], "zh"),
        (["compare", "--lang=zh", "seed=1"], "zh"),
        (["compare", "report.language=zh"], "zh"),
        (["compare", "++report.language=zh", "--lang", "en"], "en"),
        (["compare", "--lang"], "en"),
        (["compare", "--lang", "fr"], "en"),
        (["compare", "study.question=--lang zh"], "en"),
    ],
)
def test_the_language_is_known_before_anything_is_checked(typed, language):
    assert language_of(typed) == language


def test_what_is_said_on_stderr_is_in_the_language_that_is_spoken(capsys):
    with speaking("zh"):
        say(message("config.no_values", typed="a="))
    say(message("config.no_values", typed="a="))
    assert capsys.readouterr().err == "xhs-sim: a=：没有取值\nxhs-sim: a=: no values\n"


@pytest.mark.parametrize(
    "overrides",
    [
        ["n_day=3"], ["n_days=-3"], ["n_days=many"], ["ranker=foo"], ["campaign.topics=[nope]"], ["n_days"],
        ["population.audience=1500"], ["graph.source=file"], ["campaign.tactics.cupon={}"], ["study.outcomes=[nope]"],
        ["campaign=face_cream", "campaign.selector=best"], ["n_days=1,2"],
    ],
)  # fmt: skip
def test_every_mistake_in_a_configuration_is_told_in_chinese(overrides):
    with pytest.raises(ConfigError) as error:
        load_config(overrides)
    lines, _ = explain(error.value)
    with speaking("zh"):
        assert lines
        assert all(CHINESE.search(in_words(line)) for line in lines)


@pytest.mark.parametrize("change", [("koc: 1", "koc: 1"), ("koc: 1", "kox: 1"), ("budget_cny: ", "budget: ")])
def test_a_brief_is_checked_in_chinese(tmp_path, change):
    file = tmp_path / "launch.yaml"
    file.write_text(text_of(audience=1_000_000, n_users=20_000).replace(*change), encoding="utf-8")
    with speaking("zh"):
        result = CliRunner().invoke(app, ["brief", "check", str(file), "--lang", "zh"])
        said = result.stdout.splitlines() or [in_words(line) for line in explain(result.exception)[0]]
    assert said
    assert all(CHINESE.search(line) for line in said)


def test_a_new_brief_is_written_in_chinese(tmp_path):
    file = tmp_path / "launch.yaml"
    with speaking("zh"):
        result = CliRunner().invoke(app, ["brief", "new", str(file), "--yes", "--lang", "zh"])
    comments = re.findall(r"#\s*(.*)", file.read_text(encoding="utf-8"))
    assert CHINESE.search(result.stdout)
    assert [line for line in comments if not CHINESE.search(line) and not re.fullmatch(r"[\w, ]+", line)] == []
