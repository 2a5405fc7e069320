"""Whether a result stands, in words."""

import re
from dataclasses import replace

import pytest
from assumptions_example import assumptions, write_example
from report_example import write_experiment

from xhs_sim.report import build_report
from xhs_sim.report.assumptions import (
    left_out_sentence,
    limits_told,
    luck_sentence,
    moved,
    silent_sentence,
    stand_sentence,
    tell_assumptions,
)
from xhs_sim.report.doubted import DRAWS, read_assumptions
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")


def told(**changes):
    found = assumptions()
    return replace(found, answer={**found.answer, **changes})


def test_the_first_sentence_says_how_often_the_leader_stays_and_where_another_leads():
    said = stand_sentence(assumptions(), EN)
    assert re.match(
        r"“KOC spread” stays first in \d+ of \d+ draws of the 13 weakest numbers \(\d+% to \d+%\)\. Where ", said
    )
    assert re.search(r"commerce\.leak_share is below 0\.6\d*", said)
    assert re.search(r"“Pyramid” leads: in (\d+) of \1 such draws", said)


def test_it_says_the_same_in_chinese():
    said = stand_sentence(assumptions(), ZH)
    assert said.startswith("在最没把握的 13 个参数的")
    assert "“金字塔”领先" in said
    assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", said)


def test_a_region_that_luck_explains_is_not_told():
    lucky = [{**each, "by_luck": 0.4} for each in assumptions().answer["regions"]]
    said = stand_sentence(told(regions=lucky), EN)
    assert "commerce" not in said
    assert "without a rule that says where: “Pyramid”" in said


def test_an_open_lead_is_told_as_such():
    assert "not told apart" in stand_sentence(told(is_told_apart=False), EN)


def test_luck_of_the_seed_stands_beside_doubt():
    assert "more often than the luck of a seed" in luck_sentence(assumptions(), EN)
    assert "no more than the luck" in luck_sentence(told(beyond_luck=[0.05, -0.1, 0.2]), EN)
    assert luck_sentence(told(beyond_luck=[]), EN) == ""


def test_without_a_draw_nothing_is_claimed():
    assert stand_sentence(told(leads={}, failed=12), EN).startswith("No draw ended well (12 failed)")


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"low": None, "high": 0.6}, "a.b is below 0.6"),
        ({"low": 300.0, "high": None}, "a.b is 300 or more"),
        ({"low": 0.0, "high": 2.0}, "a.b is 0 or more and below 2"),
        ({"choices": ["default", "random"]}, "a.b is one of default, random"),
    ],
)
def test_limits_are_said_as_they_hold(limit, said):
    assert limits_told([{"parameter": "a.b", **limit}], EN) == said


def test_a_lead_by_yuan_is_told_by_yuan():
    assert moved(0.25, {"metric": "expected_gmv", "basis": "extra_yuan"}, EN) == "+¥0.250 for each yuan"
    assert moved(0.002, {"metric": "reach", "basis": "yuan"}, EN) == "+2 for each 1,000 yuan"


def test_the_register_shows_what_was_moved_by_itself_first():
    section = tell_assumptions(assumptions(), EN)
    rows = {name.value: cells for name, cells in section.tables[0].rows}
    assert set(list(rows)[:3]) >= {"commerce.leak_share", "feed.ladder.guarantee"}
    assert rows["commerce.leak_share"][2].value == "at the low end nothing"
    assert "at the low end −¥15.3" in rows["engage.requests"][2].value


def none_stands():
    found = assumptions()
    return replace(found, register=found.register.with_columns(change_low=-1.0, change_high=1.0, is_limit=False))


def test_draws_that_do_not_tell_are_said_not_to_and_show_no_slope():
    draws = assumptions().answer["draws"]
    assert silent_sentence(none_stands(), EN).startswith(f"{draws} draws of 13 numbers do not tell which of them moves")
    assert "看不出" in silent_sentence(none_stands(), ZH)
    table = tell_assumptions(none_stands(), EN).tables[0]
    assert not any("over the draws" in cells[2].value for _, cells in table.rows)
    assert silent_sentence(assumptions(), EN) == ""


def test_arms_left_out_of_the_draws_are_told_with_why():
    said = left_out_sentence(told(behind=["head_heavy"], never_as_planned=["pyramid"]), EN)
    assert said.startswith("Left out of the draws: “Pyramid” (carried out as planned in no seed), “Head-heavy” (not")
    assert left_out_sentence(assumptions(), EN) == ""


def test_the_page_tells_it_where_a_folder_holds_it(tmp_path):
    folder = write_experiment(tmp_path, arms=("nothing", "pyramid"), replicates=2)
    assert "What this leans on" not in build_report(folder, language="en").read_text()
    write_example(folder)
    page = build_report(folder, language="en").read_text()
    assert "What this leans on" in page
    assert "stays first in" in page
    assert assumptions().answer["config_digest"] in page
    assert (folder / "figures" / "tornado.svg").is_file()
    assert "这个结论靠什么成立" in (folder / "report.zh.html").read_text()


def test_a_folder_with_half_an_answer_holds_none(tmp_path):
    write_example(tmp_path)
    (tmp_path / DRAWS).unlink()
    assert read_assumptions(tmp_path) is None
