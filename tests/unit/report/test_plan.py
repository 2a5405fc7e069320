"""The plan page: what happens on which day, who is hired at what price, what is spent; empty weeks are skipped."""

from datetime import date
from pathlib import Path

import pytest
from toy_runs import CONFIG, evidence_with, run_with

from xhs_sim.report.dates import Calendar
from xhs_sim.report.hot import hot_days, hot_topics
from xhs_sim.report.plan import Entry, days_of
from xhs_sim.report.plan_page import calendar_weeks, plan_page, render_plan
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")
BRAND = "qingrou"
FESTIVE = Calendar(
    date(2025, 6, 4), {"sale": {"en": "Sale", "zh": "大促", "first": ["06-05"], "n_days": 5}}
)  # a Wednesday


def contract(day: int, creator: int, tier: str, fee: float) -> dict[str, object]:
    """A row of contracts; its note has the creator's number."""
    return {"publish_day": day, "creator": creator, "tier": tier, "fee_cny": fee, "service_fee_cny": fee / 10,
            "followers": 1000, "note": creator, "kind": "paid"}  # fmt: skip


def tables(*contracts: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    """Tables of a run with these contracts."""
    notes = [{"note": row["note"], "impressions": 50, "likes": 3, "saves": 1} for row in contracts]
    fees = [{"day": row["publish_day"], "kind": "creator_fee", "amount_cny": row["fee_cny"]} for row in contracts]
    return {"contracts": list(contracts), "notes": notes, "ledger": fees}


def test_each_line_of_a_plan_is_told_on_its_day(tmp_path: Path) -> None:
    config = CONFIG | {
        "promotion": {"brand": BRAND, "product": "cream", "start_day": 12, "days": 7, "discount_share": 0.2}
    }
    rows = tables(contract(3, 7, "koc", 100.0), contract(3, 8, "koc", 100.0), contract(3, 9, "head", 900.0)) | {
        "activity_daily": [{"day": 5, "activity": "challenge", "people": 12}],
        "surveys": [{"day": 6, "surveyed": "market", "asked": 30}],
        "live_sessions": [{"day": 5, "hour": 20, "minutes": 90, "audience": 44}],
        "account_daily": [{"day": 1, "notes_published": 2}, {"day": 2, "notes_published": 0}],
        "community_daily": [{"day": 3, "joined": 4}, {"day": 4, "joined": 0}],
    }
    rows["ledger"] = [*rows["ledger"], {"day": 3, "kind": "feed_ads", "amount_cny": 5.0}]
    found = days_of(run_with(tmp_path, "pyramid", 0, rows, config), BRAND, EN)
    assert {day: [(entry.line, entry.text) for entry in entries] for day, entries in found.items()} == {
        1: [("own", "2 own notes")],
        3: [("notes", "notes: 1 head, 2 KOC"), ("ads", "ads ¥5"), ("group", "group opens: 4 join")],
        4: [("group", "group: 0 join")],
        5: [("event", "challenge: 12 take part"), ("live", "live 20:00, 90 min, 44 people")],
        6: [("survey", "survey of the market, before the decision: 30 answers")],
        12: [("promotion", "price 20% lower")],
        13: [("promotion", "price 20% lower")],
    }


def test_weeks_begin_on_monday_festivals_are_marked_and_empty_weeks_skipped() -> None:
    days = {1: [Entry("notes", "a")], 27: [Entry("notes", "b")]}
    weeks = calendar_weeks(days, FESTIVE.festivals(30, "en"), FESTIVE, 30, EN)
    assert [week.skipped for week in weeks] == [0, 3, 0]
    first = weeks[0].days
    assert [day.name for day in first] == ["", "", "4 June", "5 June", "6 June", "7 June", "8 June"]
    assert [day.is_festive for day in first] == [False] * 3 + [True] * 4
    assert [day.festivals for day in first][3:5] == [("Sale",), ()]
    assert calendar_weeks({}, [], FESTIVE, 30, EN) == ()


def test_without_a_calendar_days_keep_their_numbers() -> None:
    (week,) = calendar_weeks({1: [Entry("notes", "a")]}, [], None, 3, ZH)
    assert [day.name for day in week.days] == ["第 0 天", "第 1 天", "第 2 天", "", "", "", ""]


@pytest.fixture
def runs(tmp_path: Path) -> list[object]:
    """Two replicates of one arm: one creator is hired in both."""
    first = tables(contract(3, 7, "koc", 100.0), contract(4, 8, "koc", 200.0))
    other = tables(contract(3, 7, "koc", 110.0), contract(4, 9, "waist", 500.0))
    return [run_with(tmp_path, "pyramid", seed, rows) for seed, rows in ((0, first), (1, other))]


def test_the_first_replicate_is_told_and_what_others_share_with_it(tmp_path: Path, runs: list[object]) -> None:
    plan = plan_page(evidence_with(tmp_path / "x", runs), EN)  # type: ignore[arg-type]
    (arm,) = plan.arms
    assert "of 2 creators hired here, 1 are hired in all of the 1 other runs" in arm.varies
    tiers, creators = arm.tables
    assert [(name.value, [(cell.value, *cell.beneath) for cell in row]) for name, row in tiers.rows] == [
        ("waist", [("0", "0 to 1"), ("0", "0 to 1"), ("¥0", "¥0 to ¥550"), ("–",)]),
        ("KOC", [("2", "1 to 2"), ("2", "1 to 2"), ("¥330", "¥121 to ¥330"), ("¥165",)]),
    ]
    assert [(name.value, row[0].value, row[4].value) for name, row in creators.rows] == [
        ("Thu 5 June", "no. 7", "¥110"), ("Fri 6 June", "no. 8", "¥220"),
    ]  # fmt: skip


def test_spend_by_line_is_the_mean_over_runs_beside_the_budget(tmp_path: Path, runs: list[object]) -> None:
    spend = plan_page(evidence_with(tmp_path / "x", runs), EN).spend  # type: ignore[arg-type]
    assert spend is not None
    assert {name.value: [(cell.value, *cell.beneath) for cell in row] for name, row in spend.rows} == {
        "Creators’ fees": [("¥455", "¥300 to ¥610")], "In all": [("¥455", "¥300 to ¥610")], "Budget": [("¥100",)],
    }  # fmt: skip


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_the_page_is_whole_and_escapes_what_it_is_told(tmp_path: Path, runs: list[object], words: object) -> None:
    page = render_plan(evidence_with(tmp_path / "x", runs), "<b>Which?</b>", words)  # type: ignore[arg-type]
    assert "&lt;b&gt;Which?&lt;/b&gt;" in page
    assert page.count('class="calendar"') == 1
    assert page.lstrip().startswith("<!doctype html>")


def test_a_leap_of_a_topic_is_a_hot_event_unless_a_festival_makes_it(tmp_path: Path) -> None:
    config = CONFIG | {"calendar": {"start": "2025-06-02", "events": {}, "hot_rate": 0.1, "hot_log_lift": 0.7}}
    days = [
        {"day": day, "topic": topic, "popularity": size, "event": event}
        for topic, told in {
            "food": [(1.0, None), (1.1, None), (2.0, None), (1.7, None)],  # leaps on the third day
            "beauty": [(1.0, None), (2.0, "sale"), (2.0, "sale"), (1.0, None)],  # a festival begins
        }.items()
        for day, (size, event) in enumerate(told)
    ]
    run = run_with(tmp_path, "pyramid", 0, {"topic_daily": days}, config)
    assert hot_topics(run) == [(2, "food")]
    assert hot_days(run, ZH) == [("美食热点", 2, 2)]
    assert hot_topics(run_with(tmp_path, "pyramid", 1, {"topic_daily": days})) == []  # no hot events in its settings
