"""The study of market sizes in small: what agrees is told from what does not, and a tiny grid runs on the model."""

import runpy
import sys
from pathlib import Path

import polars as pl
import pytest

HERE = Path(__file__).parents[2] / "experiments" / "26_market_size"


@pytest.fixture(scope="module")
def study():
    return runpy.run_path(str(HERE / "run.py"))


def effects(**arms):
    """Return effects as a comparison has them: reads by arm with an interval of a tenth, 1000 CNY spent."""
    rows = []
    for arm, reads in arms.items():
        for metric, value in (("brand_reads", reads), ("reach", 2.0 * reads), ("gmv", reads), ("spend", 1000.0)):
            rows.append((metric, "qingrou", arm, value, 0.9 * value, 1.1 * value))
    return pl.DataFrame(rows, schema=["metric", "brand", "arm", "diff", "ci_low", "ci_high"], orient="row")


def test_a_read_costs_what_was_spent_over_what_was_added(study):
    found = study["effects_of"](effects(koc=500.0))
    cost = found["koc", "cost"]
    assert cost.value == pytest.approx(2.0)
    assert (cost.low, cost.high) == (pytest.approx(1000 / 550), pytest.approx(1000 / 450))


def test_an_effect_that_may_be_none_has_no_dearest_price(study):
    table = effects(koc=500.0).with_columns(
        ci_low=pl.when(pl.col("metric") == "brand_reads").then(-1.0).otherwise("ci_low")
    )
    assert study["effects_of"](table)["koc", "cost"].high == float("inf")


def test_the_order_marks_what_is_not_told_apart(study):
    assert study["order_of"](study["effects_of"](effects(a=100.0, b=500.0, c=520.0))) == "c ? b < a"


def test_sizes_agree_until_an_effect_or_the_order_is_told_apart(study):
    largest = study["effects_of"](effects(a=100.0, b=500.0))
    assert study["agrees"](study["effects_of"](effects(a=105.0, b=480.0)), largest)
    assert not study["agrees"](study["effects_of"](effects(a=100.0, b=300.0)), largest)
    assert not study["agrees"](study["effects_of"](effects(a=100.0)), largest)


def test_the_grid_that_is_asked_for_is_the_issue_s(study):
    full = study["cells_of"](study["FULL"])
    assert len(full) == 24
    assert all(cell.people % cell.readers == 0 for cell in [*full, *study["cells_of"](study["QUICK"])])
    assert len({cell.name for cell in full}) == len(full)


def test_sizes_are_compared_by_the_arms_that_are_what_they_are_called(study):
    largest = study["Answer"](study["effects_of"](effects(a=100.0, b=500.0)), frozenset())
    other = study["effects_of"](effects(a=900.0, b=500.0))
    assert study["range_of"](study["Answer"](other, frozenset()), largest) == "out of range"
    assert study["range_of"](study["Answer"](other, frozenset({"a"})), largest) == ""
    assert study["range_of"](study["Answer"](other, frozenset({"a", "b"})), largest) == "no arm as named"
    rows = list(study["table"]({study["Cell"](3000, 200_000, 5000): study["Answer"](other, frozenset({"a"}))}))[2:]
    assert [row.split(" | ")[4:6] for row in rows] == [["a", "no"], ["b", "yes"]]


def test_a_part_of_the_sizes_may_be_asked_for(study):
    cells, overrides = study["asked_for"](["--part", "--people", "500000,5000000", "seed=3"])
    assert {cell.people for cell in cells} == {500_000, 5_000_000}
    assert set(cells) <= set(study["cells_of"](study["FULL"]))
    assert overrides == [*study["PART_DAYS"], "seed=3"]


@pytest.mark.slow
def test_the_study_runs_on_the_model_in_small(study, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    tiny = ["n_days=4", "study.replicates=2", "threads=1", "campaign.start_day=1", "campaign.burst_days=1",
            "content.history_days=3", "record.panel_share=0"]  # fmt: skip
    study["main"](study["cells_of"](study["Grid"]((3000,), (3000, 6000), (600,))), tiny, 1)
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith("| 3,000 |")]
    assert {line.split(" | ")[1] for line in rows} == {"3,000", "6,000"}
    assert any("koc_spread" in line for line in rows)
