"""Rows of a campaign: its plan, its offers, its contracts' life, what it does, and its alliance."""

import numpy as np
import pytest
from toy_diary import DAY, new_recorder, written

from xhs_sim.diary.campaign import CampaignDiary, record_alliance, record_answer
from xhs_sim.diary.ledger import record_budget, record_payments
from xhs_sim.strategies.campaign.answers import Answers, MarketAnswers
from xhs_sim.strategies.kol.demand import Demand

OF_CAMPAIGN = {"day": DAY, "campaign": "launch", "brand": "loud"}


def told(table, tell, *arguments):
    recorder = new_recorder()
    getattr(CampaignDiary(recorder, "launch", "loud"), tell)(DAY, *arguments)
    rows = recorder.frame(table).to_dicts()
    assert all(row.items() >= OF_CAMPAIGN.items() for row in rows)
    return [{name: value for name, value in row.items() if name not in OF_CAMPAIGN} for row in rows]


def test_offers_count_creators_by_tier():
    demand = Demand(0.5, np.array([0, 3, 0, 1, 0]), np.array([0, 3, 0, 2, 0]))
    assert told("offers", "offered", demand) == [
        {"tier": "koc", "creators": 3, "price_factor": 1.5},
        {"tier": "waist", "creators": 2, "price_factor": 1.25},
    ]


def test_what_a_rival_hears_is_told_under_its_own_name():
    recorder, heard = new_recorder(), {"excess_voice": 0.25, "factor": 1.5, "purse_fen": 700}
    record_answer(recorder, "launch", "quiet", DAY, heard)
    assert recorder.frame("rival_answers").to_dicts() == [OF_CAMPAIGN | {"brand": "quiet"} | heard]


def test_what_happens_to_contracts_is_told_one_by_one():
    columns = np.array([5, 6]), np.array([0, 1]), np.array([0, 2], np.int8), np.array([90.0, 0.0])
    assert told("contract_events", "contracts", "signed", *columns) == [
        {"creator": 5, "number": 0, "event": "signed", "amount_cny": 90.0, "kind": "paid"},
        {"creator": 6, "number": 1, "event": "signed", "amount_cny": 0.0, "kind": "cocreation"},
    ]
    nobody = (column[:0] for column in columns)
    assert told("contract_events", "contracts", "failed", *nobody) == []


def test_a_day_of_media_is_in_whole_contacts():
    (row,) = told("media_daily", "media", (99.6, 1000.4), 12, 3)
    assert row == {"contacts_on_platform": 100, "contacts_elsewhere": 1000, "noticed": 12, "learned": 3}


def test_a_day_of_an_activity_and_of_a_group():
    assert told("activity_daily", "activity", "event", 30, 4, 9) == [
        {"activity": "event", "people": 30, "notes": 4, "friends": 9}
    ]
    (row,) = told("community_daily", "community", 50, 5, 20, 7, (4, 3))
    assert row == {"members": 50, "joined": 5, "active_members": 20, "talked": 7, "joined_week_ago": 4, "returned": 3}


@pytest.mark.parametrize(("answers", "aware"), [(Answers(100, 40, 38), None), (MarketAnswers(100, 60, 62, 40, 38), 60)])
def test_guests_of_an_event_are_not_asked_whether_they_know_the_brand(answers, aware):
    (row,) = told("surveys", "survey", "guests", answers)
    assert (row["surveyed"], row["asked"], row["said_aware"]) == ("guests", 100, aware)
    assert (row["said_interested"], row["true_interested"]) == (40, 38)


def test_the_budget_is_told_by_line_and_tier():
    rows = written(
        record_budget, "launch", "loud", {("creators", "koc"): 5000, ("media", None): -200}, DAY, table="budget"
    )
    assert [(row["line"], row["tier"], row["amount_fen"]) for row in rows] == [
        ("creators", "koc", 5000), ("media", None, -200),
    ]  # fmt: skip


def test_payments_say_the_line_of_their_kind_unless_a_contracts_line_is_told():
    amounts = np.array([5.0, 6.0])
    rows = written(record_payments, "launch", "loud", ["live_fee", "media"], amounts, DAY, table="ledger")
    assert [(row["kind"], row["line"], row["tier"], row["creator"]) for row in rows] == [
        ("live_fee", "live", None, None), ("media", "media", None, None),
    ]  # fmt: skip
    lines = ["held", "agreed"], ["koc", None]
    rows = written(
        record_payments, "launch", "loud", "creator_fee", amounts, DAY, np.array([8, 9]), lines, table="ledger"
    )
    assert [(row["line"], row["tier"], row["creator"], row["amount_cny"]) for row in rows] == [
        ("held", "koc", 8, 5.0), ("agreed", None, 9, 6.0),
    ]  # fmt: skip


def test_an_alliance_counts_who_knows_whom():
    knows = np.array([True, True, False, False]), np.array([True, False, True, False])
    (row,) = written(record_alliance, DAY, ("loud", "quiet"), 0.25, knows, 1, table="alliances")
    assert row == {"day": DAY, "brand": "loud", "partner": "quiet", "fit": 0.25, "knows_brand": 2, "knows_partner": 2,
                   "knows_both": 1}  # fmt: skip
