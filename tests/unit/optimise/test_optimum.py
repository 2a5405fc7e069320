"""The optimiser on functions whose best is known: found with few runs, told honestly, and the same when resumed."""

import itertools

import numpy as np
import polars as pl
import pytest
from toy_ask import NAMES, ToyAsk, edge, inside, lumps

from xhs_sim.config import ConfigError
from xhs_sim.optimise.choice import Choice, Pot
from xhs_sim.optimise.gains import Aim, Gains
from xhs_sim.optimise.optimum import optimum, planned, trials_table
from xhs_sim.optimise.verify import behind
from xhs_sim.verdict.statistics import student

GRID = np.array([c for c in itertools.product(range(21), repeat=4) if sum(c) == 20]) / 20
POTS = tuple(Pot(name=name) for name in NAMES)
VALUE = (Aim(metric="value"),)


def asked_of(ask, runs=130, pots=POTS, aims=VALUE, screen=None):
    choice = Choice(pots=pots, write=dict)
    gains = Gains(ask=ask, choice=choice, arm="plan", baseline="nothing", aims=aims, screen=screen or {})
    plan = planned(gains, [], runs, step=0.1, level=0.95)
    return optimum(gains, [], plan, is_screened=bool(screen))


@pytest.mark.parametrize("function", [inside, edge])
def test_the_best_is_as_good_as_the_best_of_a_fine_grid_within_its_stated_error(function):
    """With a fortieth of the grid's runs; a grid of 1,771 splits would take 3,542 with two seeds."""
    found = asked_of(ToyAsk(function, sd=10.0))
    best, own = max(map(function, GRID)), function(found.verified.best)
    half = (found.verified.gain.high - found.verified.gain.low) / 2
    assert own >= best - half
    assert found.n_runs <= 2 * len(GRID) / 5


def test_where_creators_come_in_lumps_it_loses_at_most_a_fifth_and_says_what_is_true():
    """The best is a needle, .1, .1, .8 to the hundredth: no hundred noisy runs find it."""
    for salt in range(2):
        seen = asked_of(ToyAsk(lumps, sd=10.0, salt=salt)).verified
        assert lumps(seen.best) >= 0.8 * max(map(lumps, GRID))
        assert seen.gain.low <= lumps(seen.best) <= seen.gain.high


def test_gain_and_next_money_are_told_with_intervals_that_hold_the_truth():
    hits = []
    for salt in range(6):
        seen = asked_of(ToyAsk(inside, sd=10.0, salt=salt)).verified
        true = inside(seen.best)
        hits.append(seen.gain.low <= true <= seen.gain.high)
        hits += [each.more.low <= (inside(each.step) - true) / 0.1 <= each.more.high for each in seen.next]
    assert np.mean(hits) >= 0.85


def test_resumed_it_walks_on_to_the_same_answer():
    whole, killed = ToyAsk(inside), ToyAsk(inside)

    def dies(points, **how):
        if killed.n_made > 60:
            raise KeyboardInterrupt
        return killed(points, **how)

    with pytest.raises(KeyboardInterrupt):
        asked_of(dies)
    before = killed.n_made
    again = asked_of(killed)
    first = asked_of(whole)
    assert again.response.equals(first.response)
    assert killed.n_made == whole.n_made > before


def test_runs_are_not_exceeded():
    ask = ToyAsk(inside)
    found = asked_of(ask, runs=110)
    assert ask.n_made == found.n_runs <= 110


def test_too_few_runs_are_refused_with_the_least_that_would_do():
    with pytest.raises(ConfigError, match=r"--runs 20 are too few"):
        asked_of(ToyAsk(inside), runs=20)


def test_limits_hold_at_every_point():
    pots = (Pot(name="a", most=0.2), Pot(name="b", least=0.3), Pot(name="c"), Pot(name="d"))
    ask = ToyAsk(edge)
    found = asked_of(ask, pots=pots)
    assert found.verified.best[0] <= 0.2
    assert found.verified.best[1] >= 0.3
    assert found.verified.best.sum() == pytest.approx(1.0)


def test_a_run_that_fails_is_told_and_is_no_gain_of_nothing():
    corner = (1.0, 0.0, 0.0, 0.0)
    ask = ToyAsk(edge, sd=2.0, fails=[(*corner, 0), (*corner, 1)])
    found = asked_of(ask)
    assert any("it broke" in error for error in found.failed.values())
    assert edge(found.verified.best) >= 0.95 * max(map(edge, GRID))


def test_a_pot_with_little_to_add_is_told_to_be_full_and_the_next_money_goes_elsewhere():
    def full(x):
        return float(100 * (1 - np.exp(-x[0] / 0.02)) + 60 * x[1])

    pots = (Pot(name="a", least=0.4), Pot(name="b"), Pot(name="c", most=0.0), Pot(name="d", most=0.0))
    seen = asked_of(ToyAsk(full, sd=1.0), pots=pots).verified
    less = behind(seen.next, lambda lag: student(lag, 0.95))
    assert "b" not in less
    assert all(lag.sign > 0 for lag in less.values())
    assert next(each for each in seen.next if each.pot == "a").is_full


def test_a_budget_cut_by_a_fifth_costs_what_the_function_says():
    seen = asked_of(ToyAsk(inside, sd=3.0)).verified
    assert seen.cut.sum() == pytest.approx(0.8)
    assert seen.cut_cost.low <= inside(seen.best) - inside(seen.cut) <= seen.cut_cost.high


@pytest.mark.parametrize(("baseline", "values", "bounds"), [
    (None, [5.0, 5.0, 5.0], (5.0, 5.0)),
    (None, [5.0, np.nan, np.nan], (None, None)),
    ("nothing", [5.0, 5.0, 5.0], (None, None)),
])  # fmt: skip
def test_what_every_seed_says_of_a_function_is_certain_and_of_the_model_may_be_chance(baseline, values, bounds):
    gains = Gains(ask=ToyAsk(inside), choice=Choice(pots=POTS, write=dict), arm="plan", baseline=baseline, aims=VALUE)
    found = gains.interval(np.array(values), 0.95)
    assert (found.mean, found.low, found.high) == (5.0, *bounds)


def test_few_readers_first_find_the_same_as_many():
    found = asked_of(ToyAsk(inside, sd=10.0), screen={"coarse": 1})
    assert inside(found.verified.best) >= 0.96 * max(map(inside, GRID))


def test_several_aims_give_a_front_whose_points_nobody_surely_beats():
    aims = (*VALUE, Aim(metric="other"))
    found = asked_of(ToyAsk(edge, sd=3.0), runs=200, aims=aims)
    kept = found.front.filter(pl.col("is_on_front"))
    assert kept.height >= 3
    assert kept["value"].max() - kept["value"].min() > 20
    assert kept["other"].max() - kept["other"].min() > 5


def test_curves_pass_through_what_was_measured():
    found = asked_of(ToyAsk(inside, sd=5.0))
    for i, name in enumerate(NAMES):
        curve = found.response.filter(kind="curve", name=name)
        at_best = curve.filter((pl.col("share") - found.verified.best[i]).abs() < 1e-3)
        assert at_best["gain_low"][0] <= inside(found.verified.best) <= at_best["gain_high"][0]
        assert curve["gain"][0] < at_best["gain"][0]


def test_a_search_tells_after_each_batch_what_it_has_seen():
    seen = []
    choice = Choice(pots=POTS, write=dict)
    gains = Gains(ask=ToyAsk(inside, sd=10.0), choice=choice, arm="plan", baseline="nothing", aims=VALUE)
    plan = planned(gains, [], 130, step=0.1, level=0.95)
    optimum(gains, [], plan, is_screened=False, on_batch=lambda search: seen.append(trials_table(search)))
    heights = [each.height for each in seen]
    assert len(seen) > 5
    assert heights == sorted(heights)
    for before, after in itertools.pairwise(seen):
        assert after.head(before.height).equals(before)  # only ever more of it
    last = seen[-1]
    assert last.select(pl.sum_horizontal(f"share.{name}" for name in NAMES)).to_series().to_list() == pytest.approx(
        [1.0] * last.height
    )
    best = last.group_by("point").agg(pl.col("gain.value").mean(), pl.len()).filter(pl.col("len") >= 4)
    assert best["gain.value"].max() == pytest.approx(max(map(inside, GRID)), rel=0.2)
