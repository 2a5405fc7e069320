"""What ``show`` and ``--help`` say, completion, and the words of progress."""

import json
import re
import sys

import pytest
from rich.console import Console
from toy_play import play

from xhs_sim.cli import execute, main
from xhs_sim.cli.console import clock, describe, showing_progress
from xhs_sim.cli.options import complete_override
from xhs_sim.cli.target_tables import _name
from xhs_sim.config import describe_parameters
from xhs_sim.config.bibliography import bibliography
from xhs_sim.model import DAY
from xhs_sim.report.words import load_words
from xhs_sim.study import Progress
from xhs_sim.study.targets import load_targets

N_TARGETS = len(load_targets().targets)


def said(monkeypatch, capsys, *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["xhs-sim", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert not left.value.code
    return capsys.readouterr().out


@pytest.mark.parametrize("command", ["run", "compare", "sweep", "report", "explore", "show", "validate"])
def test_help_teaches_every_command(monkeypatch, capsys, command):
    assert command in said(monkeypatch, capsys, "--help")
    assert "Usage: xhs-sim" in said(monkeypatch, capsys, command, "--help")


def test_parts_parameters_and_experiments_are_listed(monkeypatch, capsys):
    assert "chronological, default, oracle" in said(monkeypatch, capsys, "show", "parts")
    assert "kol_mix" in said(monkeypatch, capsys, "show", "experiments")
    text = said(monkeypatch, capsys, "show", "parameters", "engage.")
    paths = [row.path for row in describe_parameters() if row.path.startswith("engage.")]
    assert all(path in text for path in paths if len(path) <= 24)
    assert "campaign.tactics.coupon.days" in said(monkeypatch, capsys, "show", "parameters", "coupon")


def test_metrics_are_listed_by_a_part_of_their_name_in_either_language(monkeypatch, capsys):
    for part in ("reach_share", "触达占比"):
        text = said(monkeypatch, capsys, "show", "metrics", part)
        assert "reach_share" in text
        assert "orders" not in text


@pytest.mark.parametrize(("listed", "heads", "told"), [
    (("parts",), "部分 可选项", "用“部分=选项”来选，例如：xhs-sim run ranker=popular"),
    (("parameters", "account.plan"), "参数 数值 可信度", "自定"),
    (("sources",), "来源 类别 内容；用途（英文）", "论文"), (("experiments",), "实验 问题", "应该拿出一部分预算预热吗"),
    (("rules",), "类别 名称 法规", "默认关闭：rules=platform"),
    (("metrics", "触达"), "指标 名称 单位 方向", "越高越好"),
])  # fmt: skip
def test_listings_have_chinese_heads_where_that_is_asked_for(monkeypatch, capsys, listed, heads, told):
    text = said(monkeypatch, capsys, "show", *listed, "--lang", "zh")
    assert heads in " ".join(text.split())
    assert told in text


@pytest.mark.parametrize(("typed", "near"), [
    ("cupon", "campaign.tactics.coupon"), ("n_user", "population.n_users"), ("fead", "feed"),
])  # fmt: skip
def test_a_misspelt_part_or_parameter_is_answered_with_a_near_one(monkeypatch, capsys, typed, near):
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "show", "parameters", typed])
    with pytest.raises(SystemExit):
        main()
    assert f"(did you mean {near}?)" in capsys.readouterr().err


def test_parameters_show_their_confidence_whole_on_a_narrow_terminal(monkeypatch, capsys):
    monkeypatch.setattr("xhs_sim.cli.listings.out", lambda: Console(width=80, markup=False))
    lines = said(monkeypatch, capsys, "show", "parameters", "engage.").splitlines()
    assert max(map(len, lines)) <= 80
    assert any("confidence" in line for line in lines[:3])
    assert sum("choice" in line or "low" in line or "medium" in line for line in lines) > 3
    assert not any("…" in line for line in lines)


def test_sources_are_listed_with_their_kind_and_what_they_are_used_for(monkeypatch, capsys):
    monkeypatch.setattr("xhs_sim.cli.listings.out", lambda: Console(width=160, markup=False))
    text = said(monkeypatch, capsys, "show", "sources")
    assert all(name in text for name in bibliography())
    assert "Qilin: a multimodal information retrieval dataset" in text


@pytest.mark.parametrize(("lang", "said_so"), [("en", "shared notes"), ("zh", "被分享")])
def test_a_day_is_listed_phase_by_phase_in_the_order_that_the_model_runs_them(monkeypatch, capsys, lang, said_so):
    small = ("population.n_users=300", "n_days=2", "content.history_days=1", "threads=1")
    text = said(monkeypatch, capsys, "show", "day", *small, "--lang", lang)
    lines = [line.split() for line in text.splitlines()]
    assert [words[1] for words in lines if words and words[0].isdigit()] == [phase.name for phase in DAY]
    assert said_so in text
    assert "300" in text.splitlines()[-1]


def test_targets_are_printed_beside_the_figures_and_misses_are_said(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(execute, "play_days", play)
    text = said(
        monkeypatch,
        capsys,
        "show",
        "targets",
        "n_days=2",
        "population.n_users=900",
        "population.audience=0",
        "--out",
        str(tmp_path),
    )
    assert "like_tail_exponent" in text
    assert f"0 of {N_TARGETS} within the allowed range" in text  # the toy has none of the figures
    assert "ctr is missing" in text
    for word in ("calibrated", "predicted", "target", "low", "high", "within", "confidence", "source", "Total"):
        assert word in text


def test_validate_prints_draws_and_writes_every_target(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(execute, "play_days", play)
    text = said(
        monkeypatch,
        capsys,
        "validate",
        "n_days=2",
        "population.n_users=900",
        "population.audience=0",
        "--out",
        str(tmp_path),
    )
    assert f"0 of {N_TARGETS} within the allowed range" in text
    assert len(json.loads((tmp_path / "validation.json").read_text())) == N_TARGETS
    assert (tmp_path / "figures" / "validation.png").stat().st_size > 20_000


def test_validate_holds_markets_of_several_weights_beside_each_other(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(execute, "play_days", play)
    market = ("n_days=2", "population.audience=1800", "population.n_users=1800", "--out", str(tmp_path))
    text = said(monkeypatch, capsys, "validate", "--weight", "1", "--weight", "2", *market)
    assert "w=1" in text
    assert "w=2" in text
    assert text.count(f"of {N_TARGETS} within the allowed range") == 2
    assert "seeds 0" in text
    rows = json.loads((tmp_path / "validation.json").read_text())
    assert [row["weight"] for row in rows] == [1] * N_TARGETS + [2] * N_TARGETS
    assert (tmp_path / "figures" / "validation_w2.png").exists()


def test_completion_offers_keys_and_options():
    assert "population.n_users=" in complete_override("population.n_")
    assert "ranker=" in complete_override("rank")
    assert complete_override("ranker=pop") == ["ranker=popular"]


def progress(**changes: object) -> Progress:
    plain = {
        "runs": 12,
        "runs_done": 5,
        "runs_failed": 0,
        "runs_reused": 0,
        "days": 100,
        "days_done": 50,
        "left_s": 90.0,
    }
    return Progress(**{**plain, **changes})  # type: ignore[arg-type]


def test_progress_in_words():
    en, zh = load_words("en"), load_words("zh")
    assert describe(progress(), en) == "5 of 12 runs, day 50 of 100, 1:30 left"
    assert describe(progress(), zh) == "运行 5/12，第 50/100 天，还需 1:30"
    assert describe(progress(runs_failed=1, runs_reused=2, days_done=0, left_s=None), en) == (
        "5 of 12 runs, 2 of them from before, 1 failed, day 0 of 100, "
        "preparing (compiling takes a minute or two, the first time)"
    )
    assert describe(progress(is_most=True), en) == "5 of at most 12 runs, day 50 of 100, at most 1:30 left"
    assert (
        describe(progress(runs_reused=2, days=10, days_done=3), en) == "5 of 12 runs, 2 of them from before, 1:30 left"
    )
    assert describe(progress(is_most=True), zh) == "运行 5 次，最多 12 次，第 50/100 天，最多还需 1:30"
    assert clock(3725) == "1:02:05"


def test_log_gets_a_line_now_and_then(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr("xhs_sim.cli.console.monotonic", lambda: now[0])
    with showing_progress(load_words("en")) as show:
        for now[0], days in ((1.0, 1), (11.0, 2), (12.0, 3), (22.0, 3), (70.0, 3), (131.0, 3)):
            show(progress(days_done=days))
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("day ")[1][0] for line in lines] == ["2", "3", "3"]


def test_targets_go_by_their_names_in_chinese_and_as_they_are_typed_in_english():
    held = [target.metric for target in load_targets().targets]
    assert [_name(metric, load_words("en")) for metric in held] == held
    assert all(re.search("[\u4e00-\u9fff]", _name(metric, load_words("zh"))) for metric in held)
