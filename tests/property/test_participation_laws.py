"""Laws of taking part for a reward, and of the survey before a decision in flight, in runs of a small market."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.records.tables import TABLES

MARKET = (
    "population.n_users=4000", "content.history_days=5", "n_days=12", "threads=1", "record.panel_share=0",
    "campaign=face_cream", "campaign.start_day=3", "campaign.burst_days=2", "campaign.budget_cny=6000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}",
)  # fmt: skip


def rewards(kind, *settings, money=0.5):
    """Return the overrides that give a share of the money to a challenge, check-in or draw of seven days."""
    own = ("after_days=1", "days=7", "most_share=0.5", *settings)
    split = f"campaign.ads.split={{creators: {1.0 - money}, {kind}: {money}}}"
    return ("ads=none", split, *(f"campaign.tactics.{kind}.{each}" for each in own))


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def assert_same_run(one, other):
    """Every table of both runs is the same, bit for bit."""
    for table in TABLES:
        assert_frame_equal(one.recorder.frame(table), other.recorder.frame(table), check_exact=True)


def paid_for(model, kind):
    return model.recorder.frame("ledger").filter(kind=kind)["amount_cny"].sum()


def took_part(model, kind):
    return model.recorder.frame("activity_daily").filter(activity=kind)


CHECK_IN = rewards("check_in", "check_ins_needed=3")


@pytest.fixture(scope="module")
def check_in():
    return run(*CHECK_IN, "campaign.tactics.check_in.pull=2")


def visits_of(model, rows, days):
    """Return the visits of some users on the last days of the run."""
    past = model.world.users.active_days[rows] >> np.uint32(1)  # the lowest bit is the day that is never simulated
    return int(np.bitwise_count(past & np.uint32((1 << days) - 1)).sum())


def test_who_checks_in_comes_back_more_often(check_in):
    idle = run(*CHECK_IN, "campaign.tactics.check_in.pull=0")
    members = np.intersect1d(
        idle.cast.campaign.tactics["check_in"].took_part, check_in.cast.campaign.tactics["check_in"].took_part
    )
    assert len(members) > 80
    assert visits_of(check_in, members, 7) > 1.05 * visits_of(idle, members, 7)
    check_run(check_in)


def test_a_check_in_pays_only_who_came_often_enough_within_the_money(check_in):
    tactic = check_in.cast.campaign.tactics["check_in"]
    done = int((tactic.check_ins >= 3).sum())
    assert 0 < done < len(tactic.took_part) == took_part(check_in, "check_in")["people"].sum()
    assert paid_for(check_in, "reward") == 10 * done
    assert took_part(check_in, "check_in")["notes"].sum() == 0
    assert tactic.check_ins.max() <= 7
    scarce = run(*CHECK_IN, "campaign.tactics.check_in.pull=2", "campaign.tactics.check_in.reward_cny=1000")
    assert paid_for(scarce, "reward") == 3000
    assert (scarce.cast.campaign.tactics["check_in"].check_ins >= 3).sum() > 3
    check_run(scarce)


def test_a_draw_brings_more_notes_than_a_challenge_for_the_same_small_money():
    challenge = run(*rewards("challenge", money=0.25), "campaign.budget_cny=800")
    draw = run(*rewards("draw", "prize_cny=100", money=0.25), "campaign.budget_cny=800")
    assert paid_for(challenge, "reward") == paid_for(draw, "reward") == 200
    notes = [took_part(model, kind)["notes"].sum() for model, kind in ((challenge, "challenge"), (draw, "draw"))]
    assert notes[0] == 20
    assert notes[1] > 1.5 * notes[0]
    paid = draw.recorder.frame("ledger").filter(kind="reward")
    assert paid["day"].to_list() == [10]  # the last day: 3 + 1 + 6
    check_run(draw)


def test_without_money_for_one_prize_nobody_takes_part_in_a_draw():
    plain = run(*rewards("draw", "prize_cny=10000"))
    assert took_part(plain, "draw").height == 0  # the money holds no whole prize
    assert paid_for(plain, "reward") == 0


@pytest.mark.parametrize("kind", ["check_in", "draw"])
def test_without_money_the_kind_changes_nothing(kind):
    short = ("n_days=6", "ads=none")
    assert_same_run(run(*short), run(*short, f"campaign.tactics.{kind}.most_share=1"))


HELD = ("campaign.in_flight.hold_back=0.5", "campaign.in_flight.after_days=3", "campaign.tactics.survey.before_days=1")


def test_without_a_survey_its_rule_is_the_plans():
    asked = run(*HELD, "campaign.in_flight.rule=by_survey", "campaign.tactics.survey.size=0")
    assert_same_run(asked, run(*HELD, "campaign.in_flight.rule=as_planned", "campaign.tactics.survey.size=500"))
    assert asked.recorder.frame("surveys").height == 0


@pytest.mark.parametrize(("enough", "buys"), [(0.0, "ads"), (1.0, "reach")])
def test_a_survey_is_paid_for_and_sends_the_rest_where_it_says(enough, buys):
    model = run(
        *HELD, "campaign.in_flight.rule=by_survey",
        f"campaign.tactics.survey={{size: 200, error: 0.1, enough_aware: {enough}}}",
    )  # fmt: skip
    survey = model.recorder.frame("surveys").row(0, named=True)
    assert (survey["surveyed"], survey["day"], survey["asked"]) == ("market", 5, 200)
    assert survey["said_aware"] != survey["true_aware"]
    assert survey["true_interested"] <= survey["true_aware"] <= 200
    assert paid_for(model, "survey") == 1000
    late = model.recorder.frame("contract_events").filter(pl.col("event") == "signed", pl.col("day") == 6).height
    assert (paid_for(model, "feed_ads") > 0, late > 0) == (buys == "ads", buys == "reach")
    check_run(model)
