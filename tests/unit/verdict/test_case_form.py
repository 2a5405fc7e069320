"""``xhs-sim verdict FILE``: a paragraph or plain data for each case; mistakes are told by case and field."""

import json
import re
import sys
from dataclasses import replace

import pytest

from xhs_sim.cli import main
from xhs_sim.cli.verdict import own_way
from xhs_sim.config import ConfigError, load_config
from xhs_sim.report.answer import answer
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Case, Objective, judge, read_cases

CASE = {
    "decide_by": {"metric": "orders", "better": "higher"},
    "baseline": "old",
    "values": {"orders": {"old": [31, 28, 35, 30, 33], "new": [40, 36, 45, 39, 44]}},
    "spend": {"old": 1000, "new": 1000},
}
FIELDS = {"objective", "leader", "worse", "open", "equal", "invalid", "action", "percent", "more_runs", "arms"}
ARM_FIELDS = {"effect", "low", "high", "extra_spend", "delivered"}
MISTAKES = [
    ({"wishes": 1}, "case 1: wishes is no field (allowed: name, decide_by"),
    ({"baseline": None}, "case 1: baseline is missing"),
    ({"baseline": "older"}, "case 1: baseline = older is no arm (allowed: old, new)"),
    ({"decide_by": []}, "case 1: decide_by is empty"),
    ({"decide_by": {"better": "higher"}}, "case 1: decide_by needs a metric"),
    ({"decide_by": {"metric": "gmv"}}, "case 1: decide_by.metric = gmv has no values (allowed: orders)"),
    ({"decide_by": {"metric": "refunds"}}, "case 1: decide_by.better is not known of refunds: say it"),
    ({"decide_by": {"metric": "orders", "better": "up"}}, "decide_by.better = up (allowed: higher, lower)"),
    ({"decide_by": {"metric": "orders", "per": "click"}}, "decide_by.per = click is unknown (allowed: total, yuan"),
    ({"decide_by": {"metric": "orders", "goal": "many"}}, "decide_by.goal = many is no number"),
    ({"decide_by": [{"metric": "orders", "aim": 3}]}, "decide_by.aim is no field (allowed: metric, better, per, goal)"),
    ({"values": {"orders": {"old": [1, 2, 3], "new": [1, 2]}}}, "values.orders.new has 2 values, others 3"),
    ({"values": {"orders": {"old": [1, 2], "new": [1, "2"]}}}, "values.orders.new[1] = 2 is no number"),
    ({"values": {"orders": {"old": [1, 2], "new": [1, float("nan")]}}}, "values.orders.new[1] = nan is no number"),
    ({"values": {"orders": {"old": [1, 2], "new": []}}}, "values.orders.new must be a list of numbers"),
    ({"values": {"orders": {"old": [1, 2]}}, "spend": 0}, "values need two arms at least"),
    ({"values": [1, 2]}, "values must map each metric to its arms"),
    ({"spend": {"old": 1000, "new": -1}}, "spend.new = -1 is outside [0, inf]"),
    ({"spend": {"old": 1000}}, "spend says nothing of new: give 0"),
    ({"spend": {"old": 1000, "new": [1000, 900]}}, "spend.new has 2 values for 5 runs"),
    ({"spend": {"old": 0, "new": 0, "newer": 0}}, "spend names newer (allowed: old, new)"),
    ({"planned": {"new": {"koc": 1.2}}}, "planned.new.koc = 1.2 is outside [0, 1]"),
    ({"decide_by": [{"metric": "orders"}, {"metric": "orders"}]}, "decide_by names orders 2 times"),
    ({"decide_by": {"metric": "orders", "per": "yuan"}, "spend": None}, "decide_by.per = yuan needs spend"),
    ({"decide_by": {"metric": "orders", "better": "lower", "per": "yuan"}}, "would choose who spends most"),
    ({"delivered": {"new": {"koc": 0.3}}}, "delivered.new has nothing planned to be held against"),
    ({"range": {"new": {"share_of_all": 0.3}}}, "range.new.share_of_all is no limit (allowed: budget_per_head_cny"),
    (
        {"decide_by": "ctr", "values": {"ctr": {"old": [3.1, 3.2], "new": [0.04, 4]}}},
        "values.ctr.new[1] = 4 is outside [0, 1]: it is a share; if it is in percent, divide by 100: 0.04",
    ),
    (
        {
            "decide_by": {"metric": "点击率", "better": "higher"},
            "values": {"点击率": {"old": [3.1, 3.2], "new": [4, 4]}},
        },
        "values.点击率.old[0] = 3.1 is outside [0, 1] (and 1 more of this list): it is a share",
    ),
    (
        {"decide_by": {"metric": "ctr", "goal": 5}, "values": {"ctr": {"old": [0.1, 0.2], "new": [0.1, 0.3]}}},
        "decide_by.goal = 5 is outside [0, 1]: it is a share; if it is in percent, divide by 100: 0.05",
    ),
    ({"level": 95}, "level = 95 is outside [0.5, 0.999]"),
]


@pytest.fixture
def cli(monkeypatch, capsys):
    """Call ``cli("verdict", ...)``; returns (exit code, stdout, stderr)."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["xhs-sim", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


@pytest.mark.parametrize(("change", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_mistake_is_told_by_case_and_field(change, said):
    with pytest.raises(ConfigError, match=re.escape(said)):
        read_cases(CASE | change, own_way)


def test_all_mistakes_of_all_cases_are_told_at_once():
    with pytest.raises(ConfigError) as told:
        read_cases([CASE | {"name": "first", "baseline": "x"}, CASE | {"level": 7, "spend": -1}], own_way)
    assert len(told.value.problems) >= 3
    assert told.value.problems[0].startswith("case 1 (first): baseline = x")
    assert any(problem.startswith("case 2: level") for problem in told.value.problems)


def test_what_decides_may_be_a_name_alone_where_its_way_is_known():
    read = read_cases(CASE | {"decide_by": "orders"}, own_way)[0]
    assert [(each.metric, each.better) for each in read.objectives] == [("orders", "higher")]


def test_one_case_or_several_are_answered_as_text_and_as_data(cli, tmp_path):
    one, several = tmp_path / "one.yaml", tmp_path / "several.json"
    one.write_text(json.dumps(CASE), encoding="utf-8")
    several.write_text(json.dumps([CASE, CASE | {"name": "again"}], ensure_ascii=False), encoding="utf-8-sig")
    code, out, _ = cli("verdict", str(one))
    assert (code, out.startswith("Choose new: orders 40.8, that is 9.40")) == (0, True)
    code, out, _ = cli("verdict", str(several), "--lang", "zh")
    assert (code, out.count("选“new”：订单 40.8，比“old”多 9.40")) == (0, 2)
    code, out, err = cli("verdict", str(several), "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [each["leader"] for each in found] == ["new", "new"]
    assert set(found[0]) >= FIELDS
    assert set(found[0]["arms"]["new"]) >= ARM_FIELDS


def test_a_rate_of_growth_may_be_more_than_all():
    values = {"增长率": {"old": [1.2, 1.1], "new": [-0.2, 3.0]}}
    assert read_cases(CASE | {"decide_by": {"metric": "增长率", "better": "higher"}, "values": values}, own_way)


def test_a_share_in_percent_is_refused_with_file_case_and_place_in_both_languages(cli, tmp_path):
    file = tmp_path / "ab.yaml"
    file.write_text(json.dumps(CASE | {"decide_by": "ctr", "values": {"ctr": {"old": [0.03], "new": [3.1]}}}))
    for language, said in (("en", "divide by 100: 0.031"), ("zh", "请除以 100，写 0.031")):
        code, out, err = cli("verdict", str(file), "--lang", language)
        assert (code, out) == (2, "")
        whole = "".join(err.split())  # lines are broken anywhere
        assert all("".join(part.split()) in whole for part in ("ab.yaml", "values.ctr.new[0] = 3.1", "[0, 1]", said))


@pytest.mark.parametrize("text", ["values: [", "", "- 3", "decide_by: &a {metric: *a}"])
def test_a_file_that_holds_no_case_is_refused(cli, tmp_path, text):
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    code, out, err = cli("verdict", str(file))
    assert (code, out) == (2, "")
    assert "should not have happened" not in err


def test_a_file_that_is_not_there_is_named(cli, tmp_path):
    code, out, err = cli("verdict", str(tmp_path / "gone.yaml"))
    assert (code, out) == (2, "")
    assert "gone.yaml" in err


def test_the_time_that_more_runs_take_is_said_in_words_that_fit():
    rules = load_config().study.judging
    values = {"gmv": {"a": (1.0, 2.0, 3.0, 2.0, 1.0), "b": (2.0, 1.0, 3.0, 3.0, 2.0)}}
    case = Case(objectives=(Objective(metric="gmv", better="higher"),), baseline="a", arms=("a", "b"), values=values)
    said = {
        minutes: answer(judge(replace(case, minutes_per_run=minutes), rules), load_words("en")).text
        for minutes in (0.0001, 1.0)
    }
    assert "about a minute)" in said[0.0001]
    assert "minutes)" in said[1.0]
    assert "some 1 minutes" not in said[0.0001] + said[1.0]
