"""The interval of a single campaign."""

import numpy as np
import pytest
from made_campaign import runs_of

from xhs_sim.backtest.foretold import hold, next_one

NOTES = ("note_impressions", "note_reads", "note_engagements", "notes")


def paid(counts):
    """Return what came of paid notes alone."""
    return {name: counts[name] for name in NOTES} | {"paid_cny": 4000.0}


def test_a_normal_interval_of_the_next_by_hand():
    found = next_one(np.array([1.0, 2.0, 3.0]), 0.95)
    assert found.middle == 2.0
    assert found.high - 2.0 == pytest.approx(4.302653 * 1.0 * np.sqrt(4 / 3), rel=1e-6)


def test_single_campaigns_lie_inside_at_the_promised_rate():
    inside = [hold(paid(run), runs_of(10, 1000 + i), 0.9)["inside"].to_list() for i, run in enumerate(runs_of(300, 7))]
    rates = np.mean(inside, axis=0)
    assert rates.shape == (8,)
    assert (rates > 0.84).all()
    assert (rates < 0.96).all()


def test_five_times_the_result_lies_outside():
    runs = runs_of(10, 3)
    usual = paid({name: float(np.exp(np.mean([np.log(run[name]) for run in runs]))) for name in NOTES})
    assert hold(usual, runs, 0.95)["inside"].all()
    often = {name: value * (5 if name.startswith("note_") else 1) for name, value in usual.items()}
    table = hold(often, runs, 0.95)
    volumes, rates = (
        dict(table.filter(kind=kind).select("figure", "inside").iter_rows()) for kind in ("volume", "rate")
    )
    assert volumes == dict.fromkeys(NOTES[:3], False)
    assert rates == {"note_read_rate": True, "note_engagement_rate": True}


def test_a_cost_is_the_money_that_was_paid_over_what_was_foretold():
    runs = runs_of(10, 4)
    row = hold(paid(runs[0]), runs, 0.95).filter(figure="note_cpm").to_dicts()[0]
    assert row["actual"] == pytest.approx(1000 * 4000 / runs[0]["note_impressions"])
    assert row["foretold"] == pytest.approx(
        1000 * 4000 / np.exp(np.mean([np.log(run["note_impressions"] + 0.5) for run in runs])), rel=1e-3
    )


def test_replicates_that_are_alike_leave_the_luck_of_counting():
    runs = runs_of(10, 5, {"ad_clicks": 100.0})
    for clicks, inside in ((100.0, True), (115.0, True), (150.0, False)):
        table = hold({"ad_cny": 900.0, "ad_impressions": 9000.0, "ad_clicks": clicks}, runs, 0.95)
        assert table.filter(figure="ad_clicks")["inside"].item() is inside


def test_nothing_came_and_nothing_was_foretold():
    table = hold({"orders": 0.0, "gmv_cny": 0.0}, runs_of(6, 6), 0.95)
    assert table["inside"].all()
    assert table["figure"].to_list() == ["orders", "gmv_cny"]


def test_four_replays_tell_nothing_and_unknown_counts_are_no_figure():
    assert hold(paid(runs_of(1, 1)[0]), runs_of(4, 2), 0.95).is_empty()
    some = {"note_impressions": 40_000.0, "note_reads": None}
    assert hold(some, runs_of(5, 2), 0.95)["figure"].to_list() == ["note_impressions"]
