"""From a question to whether its answer stands, on a law whose truth is known."""

import json

import polars as pl
import pytest
from assumptions_example import COMMAND, found, found_by
from doubtful_lab import LEAK, POOL, REQUESTS, SLOPE, KnownLab, leads_pyramid

from xhs_sim.robustness.kept import ANSWER, DRAWS, REGISTER, TORNADO, answer, write_found
from xhs_sim.study.errors import StudyError


def test_the_leader_stays_first_where_the_law_says_so():
    leads = [(each.draw.leader, leads_pyramid(each.values)) for each in found().draws]
    assert {leader for leader, is_pyramid in leads if is_pyramid} == {"pyramid"}
    assert {leader for leader, is_pyramid in leads if not is_pyramid} == {"koc_spread"}
    assert found().leader == "koc_spread"
    assert found().verdict.leader == "koc_spread"


def test_the_region_of_the_other_arm_is_found_and_told_to_be_no_luck():
    region = found().regions["pyramid"]
    assert set(region.box.limits) == {LEAK, POOL}
    assert region.box.limits[LEAK].high == pytest.approx(0.65, abs=0.03)
    assert region.box.limits[POOL].low == pytest.approx(80, abs=5)
    assert region.by_luck <= 0.01


def test_seeds_alone_leave_the_lead_where_it_is():
    told = answer(found())
    assert told["luck"]["koc_spread"]["times"] == told["luck"]["koc_spread"]["of"]
    assert told["beyond_luck"][1] > 0


def test_the_numbers_that_decide_are_moved_by_themselves():
    """Alone neither limit of the region changes anything, for the law takes both; the third number does its own."""
    swings = {(swing.parameter, swing.end): swing for swing in found().swings}
    assert {name for name, _ in swings} >= {LEAK, POOL, REQUESTS}
    assert swings[LEAK, "low"].gap_change == swings[POOL, "high"].gap_change == (0.0, 0.0, 0.0)
    assert swings[REQUESTS, "low"].gap_change.mean == pytest.approx(SLOPE * (1.52 - 3.05))
    assert swings[REQUESTS, "high"].gap_change.mean == pytest.approx(SLOPE * (6.1 - 3.05))
    assert {swing.first for swing in swings.values()} == {"koc_spread"}


def test_each_draw_has_a_seed_of_its_own_and_ends_have_those_of_the_defaults():
    lab = KnownLab()
    seeds = [each.seed for each in found_by(lab, runs=200).draws]
    assert len(set(seeds)) == len(seeds)
    assert lab.asked[0] == (1, 12)
    assert lab.asked[1][1] == 1
    assert lab.asked[2][1] == 3


def test_ends_are_of_numbers_in_the_order_of_doubt_whatever_draws_look_like():
    """No arm's answer hangs on a number here, so that all that draws show is luck."""
    lab = KnownLab(noise=40.0, slope=0.0, gain=0.0)
    few = found_by(lab, runs=110)
    assert not any(slope.stands for slope in few.slopes)
    assert list(dict.fromkeys(swing.parameter for swing in few.swings)) == [axis.name for axis in few.axes[:3]]


def test_a_number_that_stands_over_the_draws_is_moved_first():
    few = found_by(KnownLab(slope=100.0, gain=0.0), runs=110)
    assert few.slopes[0].stands
    assert few.swings[0].parameter == few.slopes[0].parameter == REQUESTS


def test_a_small_budget_draws_the_leader_the_next_best_and_the_baseline_only():
    lab = KnownLab()
    few = found_by(lab, runs=110)
    assert few.asked.arms == ("nothing", "pyramid", "koc_spread")
    assert (few.asked.behind, few.asked.never_as_planned) == (("head_heavy",), ())
    assert [set(arms) for arms in lab.arms[1:]] == [{"nothing", "pyramid", "koc_spread"}, {"pyramid", "koc_spread"}]
    assert sum(lab.runs) <= 110
    assert len(few.draws) >= 16
    assert {swing.first for swing in few.swings} <= {"pyramid", "koc_spread"}
    told = answer(few)
    assert "head_heavy" in told["luck"]
    assert "head_heavy" not in told["leads"]


def test_an_arm_that_no_seed_carried_out_as_planned_is_asked_no_more():
    few, many = (found_by(KnownLab(undelivered="head_heavy"), runs=runs) for runs in (110, 400))
    assert few.asked.never_as_planned == many.asked.never_as_planned == ("head_heavy",)
    assert "head_heavy" not in many.asked.arms
    assert len(many.draws) == 45 * 4 // 3


def test_draws_with_a_failed_run_are_told_and_count_nowhere():
    broken = found_by(KnownLab(fails=lambda values, arm, _: arm == "pyramid" and values.get(LEAK, 0.8) > 0.9), runs=400)
    told = answer(broken)
    assert told["failed"] == sum(each.values[LEAK] > 0.9 for each in broken.draws) > 0
    assert told["draws"] + told["failed"] == len(broken.draws)
    assert told["leads"]["koc_spread"]["of"] == told["draws"]
    assert broken.errors == ("commerce.leak_share=0.95: it broke",) or LEAK not in {s.parameter for s in broken.swings}


def test_without_a_sound_seed_at_the_defaults_nothing_is_told():
    with pytest.raises(StudyError, match="it broke"):
        found_by(KnownLab(fails=lambda *_: True), runs=200)


def test_where_fewer_than_two_arms_compete_it_says_why():
    with pytest.raises(StudyError, match="koc_spread is larger than this market can tell of"):
        found_by(KnownLab(heads=9.0), runs=200)


def test_a_seed_that_failed_at_the_defaults_is_left_out_of_every_pair():
    root = KnownLab().subject.config.seed
    broken = found_by(KnownLab(fails=lambda _, arm, seed: arm == "pyramid" and seed == root), runs=400)
    assert {swing.n for swing in broken.swings} == {4}
    assert [each.error for each in broken.luck].count("it broke") == 1


def test_what_is_found_is_the_same_when_asked_again(tmp_path):
    for name in ("one", "other"):
        write_found(found_by(KnownLab(), runs=200), KnownLab().subject.config, tmp_path / name, COMMAND)
    for file in (DRAWS, TORNADO, REGISTER, ANSWER):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_tables_hold_every_draw_end_and_number_and_lead_to_what_made_them(tmp_path):
    write_found(found(), KnownLab().subject.config, tmp_path, COMMAND)
    draws, ends, register = (pl.read_parquet(tmp_path / name) for name in (DRAWS, TORNADO, REGISTER))
    assert draws.filter(kind="draw").height == 4 * len(found().draws)
    assert draws.filter(kind="default")[LEAK].unique().to_list() == [0.8]
    assert draws.group_by("kind", "draw").agg(pl.col("leader").n_unique())["leader"].to_list() == [1] * (
        len(found().draws) + len(found().luck)
    )
    assert ends.height == len(found().swings)
    assert register.height == len(found().axes)
    about = json.loads((tmp_path / ANSWER).read_text())
    assert about["command"][:2] == ["xhs-sim", "robustness"]
    assert {"config_digest", "engine", "versions", "seeds", "draw_seeds"} <= about.keys()
