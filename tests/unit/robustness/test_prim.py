"""PRIM on cases with a planted box, and on cases without any."""

import numpy as np
import polars as pl
import pytest

from xhs_sim.robustness.box import Among, Between
from xhs_sim.robustness.prim import Search, find_region


def drawn(n, others=8, seed=0):
    rng = np.random.default_rng(seed)
    columns = {"leak": rng.random(n), "first_pool": rng.integers(100, 1000, n), "feed": rng.choice(["a", "b", "c"], n)}
    return pl.DataFrame({**columns, **{f"idle_{k}": rng.random(n) for k in range(others)}})


def planted(draws, noise=0.0, seed=1):
    hits = ((draws["leak"] < 0.6) & (draws["first_pool"] >= 400)).to_numpy()
    return hits ^ (np.random.default_rng(seed).random(len(hits)) < noise)


def test_a_planted_box_is_found_whole():
    draws = drawn(200)
    found = find_region(draws, planted(draws))
    assert set(found.box.limits) == {"leak", "first_pool"}
    leak, pool = found.box.limits["leak"], found.box.limits["first_pool"]
    assert leak.low is None
    assert leak.high == pytest.approx(0.6, abs=0.02)
    assert pool.high is None
    assert pool.low == pytest.approx(400, abs=15)
    assert found.density == 1.0
    assert found.coverage > 0.97
    assert found.by_luck <= 0.01


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_box_is_found_among_flipped_hits(seed):
    draws = drawn(120, seed=seed)
    found = find_region(draws, planted(draws, noise=0.1, seed=seed))
    assert {"leak", "first_pool"} <= set(found.box.limits)
    assert found.density > 0.7
    assert found.coverage > 0.6
    assert found.by_luck <= 0.02


def test_a_box_of_choices_is_told_by_those_that_are_left():
    draws = drawn(90)
    found = find_region(draws, draws["feed"].is_in(["a", "b"]).to_numpy())
    assert found.box.limits == {"feed": Among(("a", "b"))}
    assert found.hits_inside == found.inside == found.hits


def test_what_is_told_of_a_box_is_what_lies_in_it():
    """Bounds are rounded for people, and hold the same draws all the same."""
    draws = drawn(80, seed=3)
    hits = planted(draws, noise=0.15)
    found = find_region(draws, hits)
    inside = found.box.holds(draws)
    assert (inside.sum(), hits[inside].sum(), hits.sum()) == (found.inside, found.hits_inside, found.hits)


def test_hits_by_chance_have_boxes_as_good_as_shuffled_ones():
    lucky = []
    for seed in range(20):
        draws = drawn(40, others=30, seed=seed)
        found = find_region(draws, np.random.default_rng(100 + seed).random(40) < 0.3)
        lucky.append(found is not None and found.by_luck <= 0.05)
    assert sum(lucky) <= 4  # 1 of 20 is expected, 5 or more have a chance of .003


def test_limits_that_chance_explains_are_given_up():
    draws = drawn(200)
    found = find_region(draws, planted(draws, noise=0.05))
    assert all(chance <= Search().most_chance for chance in found.chance.values())
    assert not [name for name in found.box.limits if name.startswith("idle")]


def test_a_box_holds_no_more_limits_than_asked():
    draws = drawn(200)
    found = find_region(draws, planted(draws), Search(most_limits=1))
    assert len(found.box.limits) == 1


@pytest.mark.parametrize("hits", [np.zeros(50, bool), np.ones(50, bool), np.arange(50) < 4])
def test_too_few_hits_or_nothing_else_have_no_box(hits):
    assert find_region(drawn(50), hits) is None


def test_the_order_of_draws_and_of_parameters_changes_nothing():
    draws = drawn(100)
    hits = planted(draws)
    turned = find_region(draws[::-1].select(reversed(draws.columns)), hits[::-1])
    assert turned.box.holds(draws).tolist() == find_region(draws, hits).box.holds(draws).tolist()


def test_numbers_that_never_vary_are_never_limited():
    draws = drawn(100).with_columns(fixed=pl.lit(3.0))
    found = find_region(draws, planted(draws))
    assert "fixed" not in found.box.limits
    assert isinstance(found.box.limits["leak"], Between)
