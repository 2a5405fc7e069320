"""What cards find is what the tables hold."""

from dataclasses import replace

import polars as pl
import pytest

from xhs_sim.dashboard.cards import Seen
from xhs_sim.dashboard.views import CARDS
from xhs_sim.report.optimum import Sought, next_rows
from xhs_sim.report.words import load_words

WORDS = load_words("en")


def draw(root, studies, kind, name, **chosen):
    card = next(card for card in CARDS[kind] if card.name == name)
    seen = Seen(root, studies[kind], WORDS)
    first = {control.name: [value for value, _ in control.options(seen)] for control in card.controls}
    usual = {c.name: first[c.name] if c.is_many else next(iter(first[c.name]), None) for c in card.controls}
    return card.draw(seen, usual | chosen)


def test_effects_are_those_of_the_study(root, studies):
    drawn = draw(root, studies, "compare", "effects", metric="gmv")
    table = pl.read_parquet(studies["compare"].folder / "effects.parquet").filter(pl.col("metric") == "gmv")
    values = {trace["x"][0] for trace in drawn.chart["data"]}
    assert values == set(table["diff"].drop_nulls())


def test_no_arm_no_picture(root, studies):
    drawn = draw(root, studies, "compare", "effects", metric="gmv", arms=[])
    assert drawn.chart is None
    assert drawn.about


def test_a_sweep_is_averaged_over_its_runs(root, studies):
    drawn = draw(root, studies, "sweep", "along", along="commerce.leak_share", arms=["nothing"])
    line = next(trace for trace in drawn.chart["data"] if "marker" in trace)
    assert line["x"] == [0.5, 0.7]
    assert line["y"] == [60.0, 260.0]  # points 0 and 1, then 2 and 3, replicates 0, 10, 20


def test_a_sweep_can_be_held_at_a_value(root, studies):
    held = {"along": "commerce.leak_share", "held": "creators.offers.price=2.0", "arms": ["nothing"]}
    line = next(t for t in draw(root, studies, "sweep", "along", **held).chart["data"] if "marker" in t)
    assert line["y"] == [110.0, 310.0]


def test_runs_that_failed_say_why(root, studies):
    drawn = draw(root, studies, "sweep", "trials")
    assert drawn.table.height == 4
    assert drawn.table[WORDS.say("dashboard_error")].to_list() == [None, None, None, "killed"]


def test_the_next_money_is_told_by_the_yuan(root, studies):
    drawn = draw(root, studies, "optimise", "next")
    (bar,) = drawn.chart["data"]
    assert bar["x"] == pytest.approx([0.2, 0.02, 0.0])  # what all of 100,000 would bring at that rate: 20,000, 2,000
    assert bar["error_x"]["array"] == pytest.approx([0.05, 0.05, 0.0])  # where nothing changes there is no interval
    assert "KOC" in drawn.title


def test_the_next_money_is_what_the_answer_says(root, studies):
    """The card and the sentence count by one rule: ``Sought``."""
    response = pl.read_parquet(studies["optimise"].folder / "response.parquet")
    sought = Sought(
        metric="gmv", pots=(), money_cny=100_000.0, baseline=None, step=0.1, level=0.95, seeds=5, runs=80
    )  # fmt: skip
    drawn = draw(root, studies, "optimise", "next")
    told = [sought.rate(row["more"], WORDS) for row in next_rows(response)]
    assert [cell.removeprefix("+") for cell in drawn.table[WORDS.say("dashboard_per")]] == told


def test_curves_go_along_money(root, studies):
    drawn = draw(root, studies, "optimise", "curves", pots=["koc"])
    line = next(trace for trace in drawn.chart["data"] if "marker" in trace)
    assert line["x"] == [0.0, 50_000.0, 100_000.0]


def test_two_goals_have_a_front(root, studies):
    assert len(draw(root, studies, "optimise", "front").chart["data"]) == 2


def test_a_search_for_one_goal_has_no_place_for_a_front(root, studies):
    card = next(card for card in CARDS["optimise"] if card.name == "front")
    both = studies["optimise"]
    one = replace(both, origin={**both.origin, "aims": both.origin["aims"][:1]})
    assert card.is_there(Seen(root, both, WORDS))
    assert not card.is_there(Seen(root, one, WORDS))


def test_days_are_whole(root, studies):
    at = draw(root, studies, "compare", "daily").chart["layout"]["xaxis"]["tickvals"]
    assert at == [round(day) for day in at]
    assert len(at) > 1


def test_the_strongest_parameter_is_named(root, studies):
    drawn = draw(root, studies, "sensitivity", "indices")
    assert drawn.title.startswith("Bought in another shop")
    assert "commerce.leak_share" in drawn.chart["data"][0]["hovertext"][0]
    assert draw(root, studies, "sensitivity", "indices", measure="S1").chart is not None


def test_who_leads_how_often_is_told(root, studies):
    drawn = draw(root, studies, "robustness", "stand")
    assert "9 of 10" in drawn.title
    assert len(drawn.chart["data"]) == 2  # nobody never led


def test_weeks_of_few_notes_are_not_told(root, studies):
    drawn = draw(root, studies, "own_data", "weeks")
    assert drawn.table[WORDS.say("dashboard_notes")].to_list() == [12, 12]
    line = next(trace for trace in drawn.chart["data"] if "marker" in trace)
    assert line["y"] == [5.5, 17.5]


def test_a_search_shows_what_it_tried_and_the_best_up_to_each(root, studies):
    drawn = draw(root, studies, "optimise", "tried")
    coarse, full, best = drawn.chart["data"]
    assert (coarse["x"], coarse["y"]) == ([1, 2], [200.0, -50.0])  # a run that failed counts for nothing
    assert (full["x"], full["y"]) == ([3], [1000.0])
    assert best["y"] == [200.0, 200.0, 1000.0]
    assert drawn.table[WORDS.metric("gmv")].to_list() == ["+¥1k", "+¥200", "−¥50"]
    assert "First day of publishing = 5" in drawn.table[WORDS.say("dashboard_plan")][0]


def test_what_became_of_a_file_is_told_from_what_was_read_to_what_was_kept(root, studies):
    """A manifest has its keys by the alphabet."""
    imports = [{"tables": [{"blank_rows": 2, "kept": 27, "merged": 1, "rows": 30}]}]
    tables = {"notes": {"rows": 1027}, "note_history": {"rows": 60}}  # lives of what is a row among the notes
    study = replace(studies["own_data"], origin=studies["own_data"].origin | {"imports": imports, "tables": tables})
    drawn = draw(root, {"own_data": study}, "own_data", "cleaned")
    assert drawn.table.row(0)[1:] == (30, 2, 1, 27)
    assert drawn.title == "30 rows were read, 1,027 are kept"
