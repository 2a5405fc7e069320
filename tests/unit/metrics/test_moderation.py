"""Moderation in numbers: two days that anyone can add up."""

import polars as pl
import pytest
from metric_tables import BRANDS, brand_days, days, tables

from xhs_sim.metrics import METRICS


def note(key, measure="limited", true=None, hours=1.0, **more):
    about = {"day": 0, "against": "note", "note": key, "measure": measure, "since_published_hours": hours}
    return {**about, "true_kind": true, **more}


TABLES = {
    "safety_daily": [{"day": 0}],
    "daily": days(2, notes_published=52),
    "violations": [{"note": 1, "true_kind": "fraud"}, *({"note": key, "true_kind": "ad"} for key in (1, 2, 3, 4))],
    "penalties": [
        note(1, "removed", "vulgar", 2.0), note(2, "demoted", "ad", 4.0, brand="loud", points=2),
        note(5, "limited", None, 50.0), note(6, "notice", None, 0.0, brand="loud", points=3),
        {"day": 0, "against": "creator", "note": 1, "measure": "ban", "points": 0},
    ],
    "reviews": [{"by_machine": True}, *({"by_machine": False, "waited_hours": hours} for hours in (1.0, 4.0))],
    "review_daily": [{"day": 0, "waiting": 4}, {"day": 1, "waiting": 8}],
    "appeals": [{"is_granted": granted, "answer_hours": hours} for granted, hours in ((True, 6.0), (False, 8.0))],
    "brand_daily": brand_days(impressions=[1, 1]),
}  # fmt: skip

KNOWN = {
    "moderation_precision": 0.5,  # notes 1 and 2 of four
    "moderation_recall": 0.5,  # of notes 1 to 4
    "wrong_removal_rate": 0.01,  # note 5 of 100 within the rules; a notice is none
    "acted_on_share": 4 / 104,
    "time_to_action_hours": 3.0,
    "review_wait_hours": 2.5,
    "review_queue_length": 6.0,
    "appeal_reversal_rate": 0.5,
    "appeal_answer_hours": 7.0,
}


@pytest.mark.parametrize(("name", "value"), KNOWN.items())
def test_a_figure_of_moderation_is_what_anyone_can_add_up(name, value):
    rows = METRICS[name].compute(tables(**TABLES))
    assert rows.filter(pl.col("day").is_null())["value"].item() == pytest.approx(value)


def test_the_queue_is_told_by_day():
    assert METRICS["review_queue_length"].compute(tables(**TABLES)).drop_nulls("day")["value"].to_list() == [4.0, 8.0]


def test_points_are_of_the_brand_that_paid_for_the_note():
    rows = METRICS["penalty_points"].compute(tables(**TABLES))
    assert dict(zip(rows["brand"], rows["value"], strict=True)) == dict(zip(BRANDS, (0.0, 5.0), strict=True))


@pytest.mark.parametrize("name", [*KNOWN, "penalty_points"])
def test_without_rules_nothing_is_known(name):
    rows = METRICS[name].compute(tables(daily=days(2, notes_published=52), brand_daily=TABLES["brand_daily"]))
    assert set(rows["value"]) == {None}
