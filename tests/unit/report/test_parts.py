"""Cards by kind of question: activities and surveys, both sides of an alliance, an account of one's own."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
import yaml
from kinds_example import write_kind
from toy_runs import CONFIG, evidence_with, run_with

from xhs_sim.report.activity import activity_totals, survey_shares, tell_activity
from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures import FIGURES
from xhs_sim.report.own_account import extreme_notes, own_notes, tell_account, weekly_gain
from xhs_sim.report.partner import tell_partner
from xhs_sim.report.parts import KINDS, kind_of, tell_parts
from xhs_sim.report.read import read_experiment
from xhs_sim.report.runs import Run
from xhs_sim.report.sections import Section
from xhs_sim.report.words import UNKNOWN, load_words

EN, ZH = load_words("en"), load_words("zh")
ACCOUNT = {**CONFIG, "account": {"owner": "creator"}}


def cells(section: Section | None, table: str) -> dict[str, list[str]]:
    """The values of a table by the names of its rows."""
    assert section is not None
    found = next(each for each in section.tables if each.name == table)
    return {" ".join((name.value, *name.beneath)): [cell.value for cell in row] for name, row in found.rows}


@pytest.fixture
def event(tmp_path: Path) -> Evidence:
    """Two runs of an arm with an event and a group; nobody came in the second."""
    runs = [
        run_with(tmp_path, "pyramid", seed, {
            "activity_daily": [{"day": 3, "activity": "event", "people": people, "notes": 2, "friends": 4}],
            "community_daily": [
                {"day": 4, "members": 5, "joined": 5, "joined_week_ago": 0},
                {"day": 11, "members": 8, "joined": 3, "joined_week_ago": 5, "returned": 2},
            ],
            "ledger": [
                {"day": 3, "kind": "event", "amount_cny": 100.0}, {"day": 4, "kind": "community", "amount_cny": 16.0},
                {"day": 4, "kind": "creator_fee", "amount_cny": 900.0},
            ],
            "surveys": [{"day": 4, "surveyed": "visitors", "asked": people, "said_aware": None, "true_aware": None,
                         "said_interested": 5, "true_interested": 10}],
        })
        for seed, people in ((0, 20), (1, 0))
    ]  # fmt: skip
    return evidence_with(tmp_path / "made_up", runs)


def test_a_head_costs_what_was_paid_for_the_activity_over_those_who_came(event: Evidence) -> None:
    rows = {(row["seed"], row["activity"]): row for row in activity_totals(event).to_dicts()}
    assert rows[0, "event"]["per_head"] == 5.0
    assert rows[1, "event"]["per_head"] is None  # a cost over nobody is unknown
    assert (rows[0, "group"]["people"], rows[0, "group"]["paid"], rows[0, "group"]["returned"]) == (8, 16.0, 0.4)


def test_the_activity_card_tells_dates_people_and_answers(event: Evidence) -> None:
    section = tell_activity(event, EN)
    assert cells(section, "activities") == {
        "Pyramid offline event": ["Thu 5 June", "10", "2", "4", UNKNOWN, "¥100", "¥5"],
        "Pyramid group": ["6–13 June", "8", UNKNOWN, UNKNOWN, "40%", "¥16", "¥2"],
    }
    assert cells(section, "surveys") == {"Pyramid visitors of the event are interested": ["20", "25%", "50%", "−25 pp"]}
    assert section is not None
    assert "10%" in section.tables[1].caption
    assert survey_shares(event)["seed"].to_list() == [0]  # nobody was asked in the other run


def test_the_partner_stands_beside_the_campaigns_own_brand(tmp_path: Path) -> None:
    tables = {
        "alliances": [
            {"day": 3, "partner": "ciyu", "fit": 0.5, "knows_brand": 10, "knows_partner": 20, "knows_both": 5}
        ],
        "ledger": [
            {"kind": "creator_fee", "amount_cny": 80.0},
            {"kind": "creator_fee", "brand": "ciyu", "amount_cny": 20.0},
        ],
    }
    evidence = evidence_with(tmp_path / "x", [run_with(tmp_path, "pyramid", 0, tables)])
    theirs = evidence.effects.filter(pl.col("metric") == "reach", pl.col("arm") == "pyramid").with_columns(
        brand=pl.lit("ciyu"),
        metric=pl.lit("interested_users"),
        diff=pl.lit(7.0),
        ci_low=pl.lit(-1.0),
        ci_high=pl.lit(15.0),
    )
    evidence.effects.extend(theirs)
    section = tell_partner(evidence, ZH)
    rows = cells(section, "gains")
    assert rows["瓷语 金字塔 · 合作方"] == [UNKNOWN, "+7", UNKNOWN, UNKNOWN, "¥20"]
    assert rows["轻柔 金字塔 · 本品牌"][-1] == "¥80"
    assert section is not None
    assert "尚无定论" in section.sentences[0]


@pytest.fixture
def account(tmp_path: Path) -> Evidence:
    """An account that publishes a note in the morning, one in the evening, one too late to be compared."""
    tables = {
        "account_daily": [
            {"day": day, "creator": 3, "follows": 2, "unfollows": day % 2, "notes_published": 0} for day in range(1, 14)
        ],
        "notes": [
            {"note": note, "creator": creator, "published_day": day, "topic": "food", "format": kind,
             "impressions": seen, "clicks": seen // 10, "follows": 1, "brand": None}
            for note, creator, day, kind, seen in (
                (1, 3, 2, "video", 400), (2, 3, 3, "image_text", 100), (3, 3, 12, "video", 9), (4, 3, 0, "video", 8),
                (5, 8, 3, "video", 7),
            )
        ],
        "note_ticks": [
            {"note": 1, "day": 3, "tick": 0}, {"note": 1, "day": 2, "tick": 3}, {"note": 2, "day": 3, "tick": 1},
        ],
    }  # fmt: skip
    return evidence_with(tmp_path / "x", [run_with(tmp_path, "pyramid", 0, tables, ACCOUNT)])


def test_followers_are_counted_by_the_plans_own_weeks(account: Evidence) -> None:
    assert weekly_gain(account).select("week", "first", "last", "value").rows() == [(0, 1, 7, 10.0), (1, 8, 13, 9.0)]


def test_only_the_plans_own_notes_are_told_and_young_ones_are_not_compared(account: Evidence) -> None:
    notes = own_notes(account)
    assert notes.sort("note").select("note", "hour", "is_grown").rows() == [
        (1, 18, True),
        (2, 6, True),
        (3, None, False),
    ]
    assert extreme_notes(notes, account).select("note", "which").rows() == [(1, "best"), (2, "worst")]


def test_hours_and_formats_are_compared_and_a_single_topic_is_not(account: Evidence) -> None:
    rows = cells(tell_account(account, EN), "kinds")
    assert {name: row[:2] for name, row in rows.items()} == {
        "06:00–12:00 hour of day": ["1", "100"], "18:00–24:00 hour of day": ["1", "400"],
        "image note format": ["1", "100"], "video format": ["1", "400"],
    }  # fmt: skip


def test_a_study_is_of_the_kind_that_it_holds(event: Evidence, tmp_path: Path) -> None:
    assert kind_of(event) == "activity"
    assert kind_of(replace(event, runs=(*event.runs, Run("pyramid", 2, tmp_path, ACCOUNT)))) == "account"
    none = replace(event, runs=())
    assert (kind_of(none), tell_parts(none, EN)) == ("launch", [])
    assert [section.name for section in tell_parts(event, EN)] == ["activity"]
    assert set(KINDS) == {"account", "partner", "activity"}


def test_the_page_of_a_creators_own_account_is_about_no_brand(tmp_path: Path) -> None:
    account = write_kind(tmp_path, "account")
    for path in account.glob("*/seed=*/config.yaml"):
        config = yaml.safe_load(path.read_text())
        config["campaign"]["brand"] = config["report"]["brand_focus"] = None
        path.write_text(yaml.safe_dump(config))
    evidence, _ = read_experiment(account, [])
    assert evidence.brand is None
    shown = {name for name, draw in FIGURES.items() if draw(evidence, EN) is not None}
    assert shown >= {"followers", "best_note", "worst_note"}
    assert not shown & {"reach", "daily", "funnel", "states"}
