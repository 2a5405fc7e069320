"""Files from the page: read as the command reads them, and deleted whatever comes of it."""

import base64
import json
import os
from types import SimpleNamespace

import polars as pl
import pytest

from xhs_sim.config import ConfigError
from xhs_sim.dashboard import import_job, intake
from xhs_sim.dashboard.desk import Desk
from xhs_sim.dashboard.import_page import import_page, outcome, study_of
from xhs_sim.dashboard.page import words_of
from xhs_sim.dashboard.said import lead_of

HEADS = "笔记标题,首次发布时间,体裁,曝光,观看量,点赞,评论,收藏"
SECRETS = ("绝密标题", "别人的名字")


def export(n: int = 24, likes: str = "1") -> str:
    """Return an export of the creator centre."""
    rows = [
        f"{SECRETS[0]}{i},2025年03月{3 + i % 14:02}日{9 + i % 12:02}时00分00秒,{'视频' if i % 2 else '图文'},"
        f"{1000 + i},{100 + i},{likes}{i % 10},{i % 3},{i % 5}"
        for i in range(n)
    ]
    return "\n".join([HEADS, *rows])


def sent(text: str) -> str:
    return f"data:text/csv;base64,{base64.b64encode(text.encode()).decode()}"


@pytest.fixture
def take_in(tmp_path, monkeypatch):
    """Take files in, and read them in this process; return the folder of the intake and its state."""
    monkeypatch.setenv("XHS_SIM_CONFIG", str(tmp_path / "settings"))
    monkeypatch.setattr(intake.subprocess, "Popen", lambda *_args, **_how: SimpleNamespace(pid=os.getpid()))
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "root"
    root.mkdir()

    def take(names, texts, account=""):
        home = intake.take_in(root, names, [sent(text) for text in texts], account)
        monkeypatch.setattr(import_job.sys, "argv", ["import_job", str(home)])
        import_job.main()
        return home, intake.state_of(home)

    take.root = root
    return take


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_export_becomes_a_study_and_the_file_is_gone(take_in):
    home, state = take_in(["笔记列表明细表.csv"], [export()])
    assert state["state"] == "done"
    assert any("24" in line for line in state["lines"]["en"])
    assert not (home / intake.FILES).exists()
    study = study_of(take_in.root, Desk(take_in.root).studies())
    assert study.kind == "own_data"
    assert study.place == ".dashboard/imported/data"
    assert pl.read_parquet(study.folder / "notes.parquet").height == 24


def test_nothing_that_people_wrote_is_kept_anywhere(take_in):
    take_in([f"{SECRETS[1]}.csv"], [export()], account=SECRETS[1])
    for path in files_below(take_in.root):
        if path.name not in (intake.STATE, intake.ASKED):
            assert not any(word.encode() in path.read_bytes() for word in SECRETS), path
    intake.clear(take_in.root)
    assert files_below(intake.arrivals(take_in.root)) == []


def test_what_works_is_told_in_both_languages(take_in):
    take_in(["a.csv"], [export(60)])
    study = study_of(take_in.root, Desk(take_in.root).studies())
    for language, word in (("en", "likes"), ("zh", "赞")):
        lead, further = lead_of(study, words_of(language))
        assert word in " ".join((lead, *further))
    assert (intake.imported(take_in.root) / intake.CONTENT / "content_effects.parquet").is_file()


def test_an_import_that_fails_says_what_the_command_says_and_keeps_nothing(take_in):
    home, state = take_in(["bad.csv"], [export(likes="viele")])
    assert state["state"] == "failed"
    said = " ".join(state["problems"]["en"])
    assert "bad.csv" in said
    assert "点赞" in said
    assert "viele0" in said
    assert str(home) not in said
    assert not (home / intake.FILES).exists()
    assert not (intake.imported(take_in.root) / intake.DATA).exists()
    assert "bad.csv" in json.dumps(outcome(state, words_of("zh"))[1].to_plotly_json(), default=str, ensure_ascii=False)


def test_files_that_nobody_knows_are_refused(take_in):
    _, state = take_in(["x.csv"], ["a,b\n1,2\n"])
    assert state["state"] == "failed"
    assert state["problems"]["en"] != state["problems"]["zh"]


def test_a_second_import_is_merged_and_all_of_it_can_be_forgotten(take_in):
    take_in(["a.csv"], [export()])
    take_in(["b.csv"], [export(30)])
    root = take_in.root
    study = study_of(root, Desk(root).studies())
    assert pl.read_parquet(study.folder / "notes.parquet").height == 30
    assert intake.forget(root) >= 2
    assert study_of(root, Desk(root).studies()) is None
    assert not files_below(intake.imported(root))
    with pytest.raises(ConfigError):
        intake.forget(root)


@pytest.mark.parametrize(("names", "contents"), [
    ([], []), (["a"], []), (["a"], ["plain"]), (["a"], ["data:text/csv;base64,%%%"]), (["a"], ["data:,a"]),
])  # fmt: skip
def test_what_did_not_arrive_whole_is_refused(tmp_path, names, contents):
    with pytest.raises(ConfigError):
        intake.take_in(tmp_path, names, contents, "")
    assert files_below(tmp_path) == []


def test_too_much_at_once_is_refused_before_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 10)
    with pytest.raises(ConfigError, match="MB"):
        intake.take_in(tmp_path, ["a.csv"], [sent("x" * 11)], "")
    assert files_below(tmp_path) == []


def test_names_of_files_lead_nowhere():
    names = intake._names(
        ["../../etc/passwd", "a\\b\\c.csv", "x.csv", "x.csv", "", "..", "<b>.csv", "笔记 2025-03.xlsx"]
    )
    assert names == ["passwd", "c.csv", "x.csv", "x (2).csv", "file", "file (2)", "_b_.csv", "笔记 2025-03.xlsx"]


def test_only_one_at_a_time_and_files_of_one_that_is_gone_are_deleted(tmp_path, monkeypatch):
    monkeypatch.setattr(intake.subprocess, "Popen", lambda *_args, **_how: SimpleNamespace(pid=os.getpid()))
    home = intake.take_in(tmp_path, ["a.csv"], [sent("x")], "")
    with pytest.raises(ConfigError):
        intake.take_in(tmp_path, ["b.csv"], [sent("x")], "")
    intake.clear(tmp_path)
    assert (home / intake.FILES / "a.csv").is_file()  # it is going on
    monkeypatch.setattr(intake, "is_alive", lambda _pid: False)
    assert intake.state_of(home)["state"] == "failed"
    assert not (home / intake.FILES).exists()


@pytest.mark.parametrize("name", ["", "..", "../../x/y/z", "0123456789AB", "0123456789abc"])
def test_only_a_name_that_we_gave_leads_to_an_intake(tmp_path, name):
    assert intake.home_of(tmp_path, name) is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_what_is_kept(tmp_path, language):
    words = words_of(language)
    body = json.dumps(
        import_page(tmp_path, None, words), default=lambda each: each.to_plotly_json(), ensure_ascii=False
    )
    assert words.say("dashboard_import_privacy") in body
