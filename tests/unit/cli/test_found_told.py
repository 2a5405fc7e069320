"""What the commands say alike of what they found."""

import json
from pathlib import Path

from xhs_sim.cli.found_told import keep_told, tell_errors, tell_files, words_for
from xhs_sim.lab import FunctionSubject, Platform
from xhs_sim.report.told_file import TOLD
from xhs_sim.report.words import load_words


def test_each_reason_is_said_once_and_many_are_counted(capsys):
    assert tell_errors("3 of 9 runs failed:", ["a", "b", "a"]) == 1
    assert capsys.readouterr().err.splitlines() == ["xhs-sim: 3 of 9 runs failed:", "xhs-sim:   a", "xhs-sim:   b"]
    assert tell_errors("all failed:", map(str, range(8))) == 1
    assert capsys.readouterr().err.splitlines()[-2:] == ["xhs-sim:   4", "xhs-sim: ... and 3 more"]
    assert tell_errors("nothing failed", []) == 0
    assert capsys.readouterr().err == ""


def test_arms_are_called_as_the_study_calls_them_in_the_language_that_was_asked_for():
    words = words_for(Platform(["experiment=kol_mix", "study.labels={koc_spread: Many small}", "report.language=zh"]))
    assert (words.arm("koc_spread"), words.language) == ("Many small", "zh")
    assert words_for(FunctionSubject("split", language="zh")).language == "zh"


def test_tables_come_before_figures(capsys):
    tell_files([Path("a.parquet")], [Path("b.png")], words_for(FunctionSubject("split")))
    assert capsys.readouterr().out.splitlines() == ["table: a.parquet", "figure: b.png"]


def test_the_answer_stays_in_the_folder_in_every_language(tmp_path):
    words = load_words("en").calling({"koc_spread": "KOC first"})
    keep_told(tmp_path, "sweep", words, lambda own: (own.arm("koc_spread") + own.say("comma"), [own.language]))
    kept = json.loads((tmp_path / TOLD).read_text(encoding="utf-8"))["sweep"]
    assert {language: each["further"] for language, each in kept.items()} == {"en": ["en"], "zh": ["zh"]}
    assert kept["zh"]["lead"].startswith("KOC first")
    assert kept["zh"]["lead"] != kept["en"]["lead"]
