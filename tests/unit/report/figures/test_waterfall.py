"""What each part of a plan adds: by arms that nest one another, and by nothing else."""

import dataclasses
import statistics

import polars as pl
import pytest
from steps_example import APART, ROW, config_of, stepped

from xhs_sim.report.figures import FIGURES
from xhs_sim.report.nested import apart, in_a_row, steps_of
from xhs_sim.report.words import load_words

NOTES, BOTH = {"creators": 2000.0}, {"creators": 2000.0, "feed": 1000.0}
WHOLE = {**BOTH, "search": 500.0}


@pytest.fixture(scope="module", params=["row", "apart"])
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def evidence(kind, tmp_path_factory):
    return stepped(tmp_path_factory.mktemp("steps"), kind)


def test_steps_are_paired_differences_and_add_up(evidence, kind):
    found = steps_of(evidence, "gmv")
    told = [(step.parts, step.arm, step.less) for step in found.steps]
    if kind == "row":
        assert told == [
            (("creators",), "notes", ("nothing",)),
            (("feed",), "feed", ("notes",)),
            (("search",), "whole", ("feed",)),
        ]
        assert found.steps[1].mean == pytest.approx(statistics.mean(ROW["feed"]) - statistics.mean(ROW["notes"]))
    else:
        assert told[-1] == ((), "whole", ("notes", "search"))
        assert found.steps[-1].mean == pytest.approx(-20.0)  # 120 together, 100 and 40 alone
    assert sum(step.mean for step in found.steps) == pytest.approx(found.whole.mean)
    assert found.n == 6


def test_intervals_come_of_the_pairs(evidence, kind):
    step = steps_of(evidence, "gmv").steps[0]
    own = ROW["notes"] if kind == "row" else APART["notes"]
    half = 2.5706 * statistics.stdev(own) / 6**0.5  # Student's, five degrees; what all arms share is no part of it
    assert (step.low, step.high) == pytest.approx((100 - half, 100 + half), abs=0.01)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_title_names_the_largest_step_and_what_is_open(evidence, kind, language):
    words = load_words(language)
    title = FIGURES["waterfall"](evidence, words).title
    assert words.say("waterfall_part_creators") in title
    assert "¥100" in title
    assert (words.say("waterfall_part_feed") in title) == (kind == "row")
    assert words.say("waterfall_part_search") not in title


def test_few_runs_are_no_finding(evidence):
    few = dataclasses.replace(evidence, metrics=evidence.metrics.filter(pl.col("seed") < 3))
    assert "3" in FIGURES["waterfall"](few, load_words("en")).title
    assert "¥100" not in FIGURES["waterfall"](few, load_words("en")).title


def test_a_run_that_an_arm_lacks_is_left_out_of_all_steps(evidence):
    lacks = evidence.metrics.filter(~((pl.col("arm") == "whole") & (pl.col("seed") == 1)))
    found = steps_of(dataclasses.replace(evidence, metrics=lacks), "gmv")
    assert found.n == 5
    assert sum(step.mean for step in found.steps) == pytest.approx(found.whole.mean)


@pytest.mark.parametrize(
    "changed",
    [
        {"both": config_of({"creators": 1900.0, "feed": 1000.0})},  # less money for the same part
        {"both": config_of(BOTH, quality_effect=0.5)},  # something else differs
        {"both": config_of(NOTES)},  # nothing further
    ],
)
def test_arms_that_do_not_nest_make_no_steps(changed):
    arms = {"none": config_of({}), "notes": config_of(NOTES), "both": config_of(BOTH)}
    assert in_a_row(arms)[2] == [("notes", "none", ("creators",)), ("both", "notes", ("feed",))]
    assert in_a_row(arms | changed) is None


def test_a_tactic_without_money_is_a_part():
    coupon = {"tactics": {"coupon": {"value_cny": 20.0}}}
    arms = {"none": config_of({}), "notes": config_of(NOTES), "all": config_of(NOTES, **coupon)}
    assert in_a_row(arms)[2][-1] == ("all", "notes", ("coupon",))


def test_parts_alone_must_make_up_the_whole():
    arms = {"none": config_of({}), "notes": config_of(NOTES), "feed": config_of({"feed": 1000.0})}
    assert apart({**arms, "whole": config_of(WHOLE)}) is None
    assert apart({**arms, "whole": config_of(BOTH)}) is not None
