"""Which step of a funnel carries a miss."""

import numpy as np
import polars as pl
import pytest
from made_campaign import paid_notes, put, runs_of

from xhs_sim.backtest.past import read_past
from xhs_sim.backtest.shown import Shown
from xhs_sim.backtest.steps import split

USUAL = ("notes", "organic", "note_impressions", "note_reads", "note_engagements")
ADS = ("ad_cny", "ad_impressions", "ad_clicks", "ad_engagements")


def shown_of(runs, by_format=None):
    return [Shown(run, {}, by_format or {}, 0.0) for run in runs]


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    return read_past(put(tmp_path_factory.mktemp("past"), notes=paid_notes()))


@pytest.fixture(scope="module")
def runs():
    return runs_of(12, 8)


def middle(runs, names):
    return {name: float(np.exp(np.mean([np.log(run[name] + 0.5) for run in runs])) - 0.5) for name in names}


def logs_of(table):
    return dict(table.select("step", "log").iter_rows())


def test_logs_add_up_to_the_whole_miss(past, runs):
    actual = {**middle(runs, USUAL), "note_engagements": 777.0, "note_reads": 9000.0, "organic": 12_000.0}
    found = split(past, actual, shown_of(runs), 0.95)
    whole = np.log(777.5) - np.mean([np.log(run["note_engagements"] + 0.5) for run in runs])
    assert found["log"].sum() == pytest.approx(whole, abs=1e-9)
    assert found["step"].to_list() == ["came", "shown", "lifted", "read", "engaged"]


@pytest.mark.parametrize(
    ("names", "step"),
    [
        (("organic", "note_impressions", "note_reads", "note_engagements"), "shown"),
        (("note_impressions", "note_reads", "note_engagements"), "lifted"),
        (("note_reads", "note_engagements"), "read"),
        (("note_engagements",), "engaged"),
    ],
)
def test_the_step_that_five_times_enters_by_carries_it(past, runs, names, step):
    actual = middle(runs, USUAL)
    found = split(past, {**actual, **{name: 5 * actual[name] for name in names}}, shown_of(runs), 0.95)
    assert found.filter("outside")["step"].to_list() == [step]
    assert logs_of(found)[step] == pytest.approx(np.log(5), abs=0.01)


def test_ads_are_split_by_themselves(past, runs):
    actual = {**middle(runs, ADS), "ad_clicks": 5 * 270.0, "ad_engagements": 5 * 20.0}
    found = split(past, actual, shown_of(runs), 0.95)
    assert found["part"].unique().to_list() == ["ads"]
    assert logs_of(found)["clicked"] == pytest.approx(np.log(5), abs=0.01)


def test_without_organic_impressions_ads_are_in_what_a_note_was_shown(past, runs):
    actual = {**middle(runs, USUAL), "organic": None}
    assert split(past, actual, shown_of(runs), 0.95)["step"].to_list() == ["came", "shown", "read", "engaged"]


def test_what_comes_after_an_unknown_count_is_not_told(past, runs):
    actual = {**middle(runs, USUAL), "note_reads": None}
    assert split(past, actual, shown_of(runs), 0.95)["step"].to_list() == ["came", "shown", "lifted"]


def test_another_mix_of_formats_is_told_from_other_covers(tmp_path, runs):
    # images are read at .05, videos at .45 in the replay, half of the impressions each; the campaign had the same rates
    n, rates = 20, {"image": 0.05, "video": 0.45}
    shown = [100] * 10 + [900] * 10
    kinds = ["image"] * 10 + ["video"] * 10
    reads = [round(each * rates[kind]) for each, kind in zip(shown, kinds, strict=True)]
    past = read_past(put(tmp_path, notes=paid_notes(n, impressions=shown, note_type=kinds, reads=reads)))
    steady = [{**run, "note_reads": 0.25 * run["note_impressions"]} for run in runs]
    replays = [
        Shown(
            run,
            {},
            {kind: (run["note_impressions"] / 2, rates[kind] * run["note_impressions"] / 2) for kind in rates},
            0,
        )
        for run in steady
    ]
    actual = {**middle(steady, USUAL), "note_impressions": float(sum(shown)), "note_reads": float(sum(reads))}
    found = logs_of(split(past, actual, replays, 0.95))
    assert found["formats"] == pytest.approx(np.log(0.41 / 0.25), abs=0.01)
    assert found["read"] == pytest.approx(0.0, abs=0.01)


def test_four_replays_split_nothing(past, runs):
    assert split(past, middle(runs, USUAL), shown_of(runs[:4]), 0.95).is_empty()


def test_nothing_is_no_number_of_its_own(past, runs):
    found = split(past, {**middle(runs, USUAL), "note_engagements": 0.0}, shown_of(runs), 0.95)
    assert found["log"].is_finite().all()
    assert found.filter(pl.col("step") == "engaged")["outside"].item()
