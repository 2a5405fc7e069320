"""The table of a sweep on the terminal, and the plan before it."""

import polars as pl
import pytest

from xhs_sim.cli.sweep_told import in_order
from xhs_sim.config.messages import message

DRAWN = pl.DataFrame({
    "point": ["a", "b", "c", "d"], "leak": [0.9, 0.5, None, 0.7], "ranker": ["ces", "ces", "ces", "best"],
    "problem": [None, None, "leak = x is no number", None],
})  # fmt: skip


def test_points_that_were_drawn_stand_by_their_values_and_keep_their_place():
    assert in_order(DRAWN, ["leak"])["point"].to_list() == ["b", "d", "a", "c"]
    assert in_order(DRAWN, ["leak"])["place"].to_list() == [1, 3, 0, 2]


def test_words_keep_the_order_in_which_they_were_typed():
    assert in_order(DRAWN, ["ranker", "leak"])["point"].to_list() == ["b", "a", "c", "d"]
    assert in_order(DRAWN, [])["point"].to_list() == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("n", "said"), [
    (1, "1 point, 1 arm, 1 replicate; the plan is in x"), (2, "2 points, 2 arms, 2 replicates; the plan is in x"),
])  # fmt: skip
def test_one_is_told_in_the_singular(n, said):
    assert message("command.sweep_plan", points=n, arms=n, replicates=n, path="x") == said


def test_one_run_of_robustness_is_told_in_the_singular():
    names = ("numbers", "seeds", "arms", "draws", "in_draws", "ends", "end_seeds", "at_ends", "runs")
    one, two = (message("robustness.plan", **{**dict.fromkeys(names, n), "arms": 2}) for n in (1, 2))
    assert "1 arms" not in one
    assert "1 runs" not in one
    assert "at most 1 run" in one
    assert "2 arms that matter" in two
    assert "1 run to make with 1 worker:" in message(
        "command.effort", runs=1, workers=1, time="0:10", gb=1.0, disk=0.1
    )  # fmt: skip
