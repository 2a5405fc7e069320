"""The sentences of a back-test."""

import pytest
from made_campaign import ads, paid_notes, put, runs_of

from xhs_sim.backtest.figures import FIGURES, counts_of
from xhs_sim.backtest.foretold import hold
from xhs_sim.backtest.found import Found, Tier
from xhs_sim.backtest.past import read_past
from xhs_sim.backtest.plan import plan_backtest
from xhs_sim.backtest.shown import Shown
from xhs_sim.backtest.steps import _CHAINS, split
from xhs_sim.backtest.told import figures_told, sentences, title_of
from xhs_sim.config.messages import is_known, told


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told")
    return plan_backtest(read_past(put(folder / "data", notes=paid_notes(), ads=ads())), (), (), folder)


def found_of(plan, times=1.0, **more):
    actual = counts_of(plan.past, plan.past.last)
    runs = [
        {**run, **{name: actual[name] * run[name] / times / usual for name, usual in (
            ("note_impressions", 50_000), ("note_reads", 5000), ("note_engagements", 250), ("organic", 40_000),
        )}, "notes": 12.0, "ad_cny": 120.0, "ad_impressions": 3600.0, "ad_clicks": 144.0, "ad_engagements": 24.0}
        for run in runs_of(10, 11)
    ]  # fmt: skip
    shown = [Shown(run, {}, {}, 0.0) for run in runs]
    base = Found(hold(actual, runs, 0.95), split(plan.past, actual, shown, 0.95), (), 1.0, None, None, 10)
    return base._replace(**more)


def keys(plan, found):
    return [line.key for line in sentences(plan, found)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_and_step_has_a_name_a_reason_and_advice(language):
    steps = [step.name for chain in _CHAINS.values() for step in chain]
    wanted = [f"backtest.figure_{figure.name}" for figure in FIGURES] + [f"backtest.step_{step}" for step in steps]
    wanted += [f"backtest.do_{step}" for step in (*steps, "formats")]
    wanted += [f"backtest.why_{step}_{which}" for step in steps if step != "lifted" for which in ("more", "less")]
    assert [key for key in wanted if not is_known(key)] == []


def test_a_campaign_as_foretold_needs_nothing(plan):
    found = found_of(plan)
    said = keys(plan, found)
    assert said[0] == "backtest.lead"
    assert said[-1] in ("backtest.do_nothing", "backtest.do_wide")
    assert "backtest.luck" in said
    assert not any(key.startswith("backtest.why") for key in said)
    assert title_of(found).key == "backtest.title_inside"


def test_five_times_is_told_with_its_step_its_reason_and_what_to_do(plan):
    found = found_of(plan, times=5.0)
    said = keys(plan, found)
    assert "backtest.why_shown_more" in said
    assert said[-1] == "backtest.do_shown"
    lines = [told(line, "en") for line in (*sentences(plan, found), *figures_told(found))]
    assert any("OUTSIDE" in line and "impressions" in line for line in lines)
    assert any(line.startswith("What was missed there is carried by impressions of a note") for line in lines)
    assert "impressions of a note" in title_of(found)


def test_reasons_that_the_files_tell_come_first(plan):
    tiers = (Tier("koc", 12, 1.1), Tier("waist", 11, 5.0))
    said = keys(plan, found_of(plan, times=5.0, tiers=tiers, stand_ins=0.2))
    assert (
        said.index("backtest.why_stand_ins") < said.index("backtest.why_tiers") < said.index("backtest.why_shown_more")
    )
    assert "backtest.do_stand_ins" in said


def test_both_languages_fill_every_sentence(plan):
    for found in (found_of(plan), found_of(plan, times=5.0), found_of(plan, times=0.2)):
        for line in (*sentences(plan, found), *figures_told(found)):
            assert "{" not in told(line, "en")
            assert any("\u4e00" <= letter <= "\u9fff" for letter in told(line, "zh"))


def test_without_enough_replays_that_is_all_that_is_said(plan):
    found = found_of(plan)
    none = found._replace(table=found.table.clear(), steps=found.steps.clear(), replicates=3)
    assert keys(plan, none) == ["backtest.nothing"]
