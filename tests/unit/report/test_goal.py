"""Goals with the answer: every one of them, with what is known of it."""

from pathlib import Path

import polars as pl
from report_example import ARMS, write_experiment, write_goal

from xhs_sim.report.goal import goals_told
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


def test_every_goal_is_told_with_its_interval_and_runs_that_are_too_few_judge_none(tmp_path: Path) -> None:
    folder = write_goal(write_experiment(tmp_path, arms=ARMS[:3], replicates=3))
    first = pl.read_parquet(folder / "goal.parquet")
    second = first.with_columns(metric=pl.lit("reach"), at_least=100.0, mean=pl.Series([80.0, 120.0]))
    pl.concat([first, second]).write_parquet(folder / "goal.parquet")
    told = goals_told(read_experiment(folder, [])[0], load_words("en"))
    assert [goal.wanted.partition(" at least")[0] for goal in told] == ["Goal: GMV", "Goal: Reach"]
    assert all("too few runs, 3, to say" in goal.wanted for goal in told)
    assert all(" to +" in line.text for goal in told for line in goal.lines)
    enough = first.with_columns(n=pl.lit(6), reached=pl.Series([2, 4])).with_columns(pl.col("n").cast(pl.Int64))
    enough.write_parquet(folder / "goal.parquet")
    (goal,) = goals_told(read_experiment(folder, [])[0], load_words("en"))
    assert [line.side for line in goal.lines] == ["bad", "good"]
    assert "too few" not in goal.wanted
