"""Laws of accounts in a run: none is none; protection and lessons lower takeovers; intruders' notes break rules."""

import numpy as np
import polars as pl
import pytest
from apart import differing
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.config.treatments import means
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.world.accounts import OWNED

MARKET = ("population.n_users=2000", "population.audience=4000", "content.history_days=3", "n_days=8", "threads=1")
OFTEN = ("rules=platform", "security=platform", "security.takeover_rate=0.01", "security.lock_hours=30",
         "security.spam.notes_per_day=4", "rules.kinds.trade_fraud.share=0")  # fmt: skip


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def of(model, metric):
    return METRICS[metric].compute(Records(model.recorder))["value"][0]


def days(model):
    return model.recorder.frame("security_daily")


@pytest.fixture(scope="module")
def ruled():
    return run("rules=platform", "rules.kinds.trade_fraud.share=0")


@pytest.fixture(scope="module")
def insecure():
    return run(*OFTEN)


def test_without_takeovers_and_leaks_security_is_none_bit_for_bit(ruled):
    idle = run("rules=platform", "rules.kinds.trade_fraud.share=0", "security=platform", "security.takeover_rate=0",
               "security.transit.leak_rate=0", "security.education.days=5")  # fmt: skip
    assert differing(idle, ruled) == []
    assert days(ruled).height == 0
    assert of(ruled, "takeovers_per_10000") is None


def test_runs_with_takeovers_obey_the_laws_of_runs_and_give_the_same_on_two_threads(insecure):
    check_run(insecure)
    assert differing(insecure, run(*OFTEN, "threads=2")) == []


def test_the_books_of_accounts_balance(insecure):
    table, accounts = days(insecure), insecure.world.accounts
    assert table["takeovers"].sum() > 100
    taken, back = table["takeovers"].sum(), table["recovered"].sum()
    assert 0 < table["lost"].sum() < table["locked"].sum() <= taken
    assert np.count_nonzero(accounts.hands != OWNED) >= taken - back  # those of the last day are settled tomorrow
    assert table["loss_cny"].sum() == 50 * taken == of(insecure, "security_cost")
    assert 10 < of(insecure, "hours_until_lock") < 40
    assert 0 < of(insecure, "days_until_recovery") < 8


def test_notes_of_intruders_are_of_the_kind_and_come_from_accounts_that_were_taken(insecure, ruled):
    frauds = insecure.recorder.frame("violations").filter(true_kind="trade_fraud")
    assert frauds.height == days(insecure)["spam_notes"].sum() > 100
    assert ruled.recorder.frame("violations").filter(true_kind="trade_fraud").height == 0
    assert of(insecure, "violation_prevalence") > of(ruled, "violation_prevalence")
    notes = insecure.recorder.frame("notes").filter(pl.col("note").is_in(frauds["note"].implode()))
    assert notes["impressions"].sum() > 0
    assert notes["is_sponsored"].sum() == 0


def test_what_is_found_with_a_lock_is_removed_and_other_notes_are_not(insecure):
    assert 0 < days(insecure)["cleaned_notes"].sum() < days(insecure)["spam_notes"].sum()
    left = run(*OFTEN, "security.spam.cleaned_share=0")
    assert days(left)["cleaned_notes"].sum() == 0
    assert of(left, "violation_prevalence") > of(insecure, "violation_prevalence")


def test_who_is_locked_out_does_not_visit_and_some_leave_for_good(insecure, ruled):
    quiet, loud = (model.recorder.frame("daily")["active_users"].sum() for model in (ruled, insecure))
    assert loud < quiet
    assert of(insecure, "accounts_lost") > 0
    assert (
        insecure.recorder.frame("daily")["churned_users"].sum() > ruled.recorder.frame("daily")["churned_users"].sum()
    )


@pytest.mark.parametrize("guard", ["strong_share=1", "two_factor_share=1"])
def test_protection_lowers_takeovers(insecure, guard):
    assert of(run(*OFTEN, f"security.{guard}"), "takeovers_per_10000") < 0.5 * of(insecure, "takeovers_per_10000")


def test_education_raises_protection_lowers_takeovers_and_is_paid_for(insecure):
    taught = run(*OFTEN, "security.education={start_day: 1, days: 4, reach: 0.8, two_factor_gain: 0.9}")
    first = days(taught).filter(day=0).drop("day")
    assert first.equals(days(insecure).filter(day=0).drop("day"))
    assert of(taught, "two_factor_share") > 0.3 > of(insecure, "two_factor_share")
    assert of(taught, "takeovers_per_10000") < of(insecure, "takeovers_per_10000")
    contacts = days(taught).filter(pl.col("contacts") > 0)
    assert contacts["day"].to_list() == [1, 2, 3, 4]
    assert of(taught, "education_spend") == pytest.approx(0.02 * contacts["contacts"].sum())


def test_an_arm_with_takeovers_is_no_control(insecure):
    assert "takeovers_per_10000" in means()
    assert of(insecure, "takeovers_per_10000") > 0


def test_lessons_for_creators_reach_fewer(insecure):
    asked = "security.education={start_day: 1, days: 2, reach: 0.8, audience: %s}"
    few, many = (days(run(*OFTEN, asked % who))["contacts"].sum() for who in ("creators", "all"))
    assert 0 < few < many


def test_a_password_that_is_read_on_the_way_is_used():
    only = ("security=platform", "security.takeover_rate=0", "security.transit={plain_share: 1.0, leak_rate: 0.2}",
            "security.transit.leaked_rate=0.5")  # fmt: skip
    read = run(*only)
    assert days(read)["leaked"].sum() > 50
    assert days(read)["takeovers"][0] == 0 < days(read)["takeovers"].sum()
    assert days(run(*only, "security.transit.plain_share=0"))["takeovers"].sum() == 0
