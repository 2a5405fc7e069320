"""A study's own labels, in any script, reach whoever reads: terminal, page, figures and sentence."""

import polars as pl
import pytest
import yaml
from brief_play import launch
from report_example import write_experiment
from report_verdict import write_verdict

from xhs_sim import open_study
from xhs_sim.brief.names import name_of
from xhs_sim.config.yaml_text import read_yaml
from xhs_sim.report.figures.style import figure_words, settings
from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


def test_labels_stand_for_arms_in_both_languages():
    for language in ("en", "zh"):
        words = load_words(language).calling({"x_1": "雪肌 then ads"})
        assert words.arm("x_1") == "雪肌 then ads"
        assert words.arm("nothing") == load_words(language).arm("nothing")
        assert words.study("x_1") == "雪肌 then ads"
    assert load_words("en").arm("x_1") == "X 1"


def give_coupon(folder, value_cny):
    """Let all arms of an experiment on disk give a coupon."""
    for path in folder.glob("*/seed=*/config.yaml"):
        config = read_yaml(path)
        config["campaign"]["tactics"] = {"coupon": {"value_cny": value_cny}}
        path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("value_cny", "called"), [(10.0, ("No budget", "零预算")), (0.0, ("No campaign", "不投放"))])
def test_a_baseline_without_money_that_gives_coupons_is_no_absence_of_a_campaign(tmp_path, value_cny, called):
    folder = give_coupon(write_verdict(write_experiment(tmp_path)), value_cny)
    evidence, provenance = read_experiment(folder, [])
    assert (evidence.words("en").arm("nothing"), evidence.words("zh").arm("nothing")) == called
    assert figure_words(evidence.words("zh")).told_as == evidence.told_as
    assert called[0] in open_study(folder)._repr_html_()
    for language, name in zip(("en", "zh"), called, strict=True):
        assert name in render_page(evidence, provenance, [], evidence.words(language))


def test_english_figures_can_show_chinese_labels():
    assert settings("en")["font.family"][-1] == settings("zh")["font.family"][0]


def test_a_briefs_tactics_are_told_by_their_labels(tmp_path, monkeypatch):
    from toy_play import play

    from xhs_sim.cli import execute
    from xhs_sim.cli.briefed import with_brief
    from xhs_sim.cli.compare import carry_out_comparisons
    from xhs_sim.cli.options import Way
    from xhs_sim.study import plan_comparisons

    monkeypatch.setattr(execute, "play_days", play)
    monkeypatch.setattr("xhs_sim.cli.findings.better_by_metric", lambda: {"gmv": "higher"})
    tactics = {"雪肌 先行": {"tiers": {"koc": 1}}, "koc": {"spend": {"creators": 2000}, "tiers": {"koc": 1}}}
    path = tmp_path / "b.yaml"
    path.write_text(yaml.safe_dump(launch(name="双十一", tactics=tactics), allow_unicode=True), encoding="utf-8")
    plans = plan_comparisons(with_brief([f"brief={path}"], None), tmp_path, typed=[])
    carry_out_comparisons(plans, Way(workers=1))
    folder = tmp_path / name_of("双十一")
    assert (folder / name_of("雪肌 先行")).is_dir()
    for page in (folder / "report.en.html", folder / "report.zh.html"):
        text = page.read_text(encoding="utf-8")
        assert "雪肌 先行" in text
        assert "双十一" in text
    assert set(pl.read_parquet(folder / "effects.parquet")["arm"]) >= {name_of("雪肌 先行"), "koc"}
