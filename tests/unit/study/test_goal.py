"""The goal: what an arm adds, or has, against what was asked for; run by run."""

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.study.goal import judge_goals

ARMS = '++study.arms={nothing: ["campaign.budget_cny=0"], few: ["seed=1"], many: ["seed=2"]}'


def runs_of(metric: str, brand: str | None, **values: list[float]) -> pl.DataFrame:
    rows = [
        {"arm": arm, "replicate": k, "metric": metric, "brand": brand, "day": None, "value": value}
        for arm, column in values.items() for k, value in enumerate(column)
    ]  # fmt: skip
    types = {"arm": pl.String, "replicate": pl.Int64, "metric": pl.String, "brand": pl.String, "day": pl.Int32}
    return pl.DataFrame(rows, schema=types | {"value": pl.Float64})


def config_of(metric: str, at_least: float, measure: str):
    goal = f"study.goal={{metric: {metric}, at_least: {at_least}, measure: {measure}}}"
    return load_config(["campaign=face_cream", ARMS, "study.baseline=nothing", goal])


def test_an_effect_is_what_an_arm_adds_run_by_run() -> None:
    runs = runs_of("gmv", "qingrou", nothing=[100.0, 200.0], few=[150.0, 240.0], many=[190.0, 300.0])
    found = judge_goals(runs, config_of("gmv", 50, "effect"))
    assert found["arm"].to_list() == ["few", "many"]
    assert found["mean"].to_list() == [45.0, 95.0]
    assert found["reached"].to_list() == [1, 2]
    assert found["n"].to_list() == [2, 2]


def test_a_level_is_taken_as_it_stands_and_other_brands_do_not_count() -> None:
    own = runs_of("brand_engagement_rate", "qingrou", nothing=[0.2, 0.2], few=[0.07, 0.09])
    other = runs_of("brand_engagement_rate", "meibai", nothing=[0.2, 0.2], few=[0.9, 0.9])
    found = judge_goals(pl.concat([own, other]), config_of("brand_engagement_rate", 0.08, "level"))
    assert found["mean"].item() == pytest.approx(0.08)
    assert (found["reached"].item(), found["n"].item()) == (1, 2)


def test_without_a_goal_there_is_nothing_to_judge() -> None:
    assert judge_goals(runs_of("gmv", None, nothing=[1.0]), load_config()).is_empty()


def test_each_objective_with_a_number_is_held_against_it() -> None:
    orders = "{metric: orders, better: null, per: null, goal: {value: 50, measure: effect}}"
    cost = "{metric: cpe, better: lower, per: null, goal: {value: 2, measure: level}}"
    config = load_config(["campaign=face_cream", ARMS, "study.baseline=nothing", f"study.decide_by=[{orders}, {cost}]"])
    runs = pl.concat([
        runs_of("orders", "qingrou", nothing=[10.0, 10.0], few=[40.0, 70.0], many=[90.0, 80.0]),
        runs_of("cpe", "qingrou", nothing=[9.0, 9.0], few=[1.5, 2.5], many=[3.0, 4.0]),
    ])  # fmt: skip
    found = judge_goals(runs, config)
    assert found.select("metric", "arm", "reached").rows() == [
        ("orders", "few", 1), ("orders", "many", 2), ("cpe", "few", 1), ("cpe", "many", 0),
    ]  # fmt: skip
