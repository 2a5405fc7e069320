"""What is said of a market before any run: that nothing is judged there, and which plan cannot be carried out."""

import sys

import pytest

from xhs_sim.cli import main
from xhs_sim.cli.console import speaking
from xhs_sim.cli.market_told import tell_market
from xhs_sim.lab import Platform

MIX = ["experiment=kol_mix", "population.n_users=1000", "n_days=4", "campaign.start_day=1"]


def told(capsys, *typed, language="en"):
    subject = Platform([*MIX, *typed])
    with speaking(language):
        tell_market({arm: subject.at({}, arm) for arm in subject.arms}, subject.baseline)
    return capsys.readouterr().err


def test_below_the_least_audience_it_is_said_that_nothing_is_judged(capsys):
    said = told(capsys, "population.audience=1000", "campaign.budget_cny=5000")
    assert "1,000 people are too few to judge plans by: below 200,000" in said
    assert "of 4 arms" not in said
    assert "arms head_heavy, pyramid: there is no creator of head, who has 500,000 followers at least" in said
    assert "nobody may be there to lead" not in said  # the third can hire whom it names
    said = told(capsys, "population.audience=1000", "campaign.budget_cny=5000", language="zh")
    assert "1,000 人的市场太小，不足以评判方案" in said
    assert "population.audience 可放更多人" in said


def test_where_no_plan_can_be_carried_out_that_is_said_with_each_reason(capsys):
    said = told(capsys, "population.audience=200000", "campaign.budget_cny=20")
    assert "too few to judge" not in said
    assert "arm koc_spread: 20 CNY buy nothing: the smallest of koc asks about 61 CNY" in said
    assert "none of the plans held against the baseline can be carried out as written" in said


def test_a_market_in_which_all_can_be_hired_is_told_nothing_of(capsys):
    assert told(capsys, "population.audience=1000000", "campaign.budget_cny=110000") == ""


@pytest.mark.parametrize(("lang", "said"), [("en", "4 points are drawn all over what varies (--design lhs;"),
                                            ("zh", "在变动的范围里取 4 个点（--design lhs；")])  # fmt: skip
def test_how_many_points_are_drawn_is_said_and_a_sweep_of_nothing_new_takes_no_time(
    monkeypatch, capsys, tmp_path, lang, said
):
    words = ["function=split", "koc=interval(0,1)", "--points", "4", "--workers", "1", "--lang", lang]
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "sweep", *words, "--out", str(tmp_path)])
    for values in ("4", None):
        with pytest.raises(SystemExit):
            main()
        beside = capsys.readouterr().err
        assert said in beside
        assert (("nothing to run" in beside) or ("没有要运行的" in beside)) == (values is None)


def test_what_may_vary_of_a_function_is_one_of_its_inputs(monkeypatch, capsys, tmp_path):
    for verb, words in (("sweep", ["function=split"]), ("sensitivity", ["function=ishigami", "x1=1", "x2=1", "x3=1"])):
        monkeypatch.setattr(sys, "argv", ["xhs-sim", verb, *words, "--out", str(tmp_path)])
        with pytest.raises(SystemExit):
            main()
        beside = capsys.readouterr().err
        assert "leak_share" not in beside
        assert "koc=interval(0,4)" in beside or "x1=interval(-3.142,3.142)" in beside
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "robustness", "function=ishigami", "--out", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert "function=ishigami has no arms" in capsys.readouterr().err
