"""Laws that hold for the verdict on any case: it depends on what was seen, not on names, order or units."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.report.answer import answer
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Case, Do, Objective, Standing, from_json, judge, to_json

RULES = load_config([]).study.judging
FEW = settings(max_examples=40, deadline=None)
NAMES = ("nothing", "a", "b", "c")


@st.composite
def cases(draw, least=5, most=7):
    """Two to four arms whose levels differ by more or less than their noise, with like or unlike money."""
    arms = NAMES[: draw(st.integers(2, 4))]
    n = draw(st.integers(least, most))
    seed = draw(st.integers(0, 2**32 - 1))
    noise = draw(st.sampled_from([0.3, 3.0, 30.0]))
    spends = draw(st.lists(st.sampled_from([0.0, 500.0, 520.0, 2000.0]), min_size=len(arms), max_size=len(arms)))
    levels = draw(st.lists(st.sampled_from([50.0, 52.0, 70.0, 120.0]), min_size=len(arms), max_size=len(arms)))
    rng = np.random.default_rng(seed)
    values = {arm: tuple(level + noise * rng.standard_normal(n)) for arm, level in zip(arms, levels, strict=True)}
    return Case(
        objectives=(Objective(metric="reach", better="higher"),),
        baseline="nothing",
        arms=arms,
        values={"reach": values},
        spend={arm: (spend,) * n for arm, spend in zip(arms, spends, strict=True)},
    )


def findings(verdict):
    return (
        verdict.leader, verdict.action, verdict.unit, set(verdict.better), set(verdict.worse), set(verdict.open),
        verdict.more_runs,
    )  # fmt: skip


def with_values(case, values, better="higher"):
    return replace(case, values={"reach": values}, objectives=(Objective(metric="reach", better=better),))


@FEW
@given(case=cases(), order=st.randoms(use_true_random=False))
def test_the_order_of_arms_decides_nothing(case, order):
    shuffled = list(case.arms)
    order.shuffle(shuffled)
    here, there = judge(case, RULES).main, judge(replace(case, arms=tuple(shuffled)), RULES).main
    assert findings(here) == findings(there)
    assert {arm: found.effect for arm, found in here.arms.items()} == pytest.approx(
        {arm: there.arms[arm].effect for arm in here.arms}
    )


@FEW
@given(case=cases())
def test_a_loss_turned_round_is_a_gain(case):
    turned = with_values(
        case, {arm: tuple(-value for value in each) for arm, each in case.values["reach"].items()}, "lower"
    )
    assert findings(judge(case, RULES).main) == findings(judge(turned, RULES).main)


@FEW
@given(case=cases(), factor=st.sampled_from([0.001, 0.37, 12.5, 3000.0]))
def test_effects_scale_with_the_unit_and_findings_do_not(case, factor):
    scaled = with_values(
        case, {arm: tuple(factor * value for value in each) for arm, each in case.values["reach"].items()}
    )
    here, there = judge(case, RULES).main, judge(scaled, RULES).main
    assert findings(here) == findings(there)
    for arm, found in here.arms.items():
        if found.effect is not None:
            assert there.arms[arm].effect == pytest.approx(factor * found.effect, rel=1e-6, abs=1e-9 * factor)


@FEW
@given(case=cases(), which=st.integers(1, 3))
def test_an_arm_equal_to_the_baseline_never_leads(case, which):
    assume(which < len(case.arms))
    arm = case.arms[which]
    values = dict(case.values["reach"])
    values[arm] = values["nothing"]
    verdict = judge(with_values(case, values), RULES).main
    assert verdict.leader != arm
    assert arm not in (*verdict.better, *verdict.worse)
    assert verdict.arms[arm].standing is Standing.EQUAL
    assert ("nothing", arm) in verdict.equal or any({"nothing", arm} <= set(group) for group in verdict.equal)


@FEW
@given(case=cases(least=1, most=4))
def test_below_five_replicates_nothing_is_named(case):
    verdict = judge(case, RULES).main
    assert (verdict.leader, verdict.percent, verdict.better, verdict.worse) == (None, None, (), ())
    assert verdict.action.do is Do.RUN_MORE
    assert verdict.more_runs == 5 - verdict.n
    text = answer(judge(case, RULES), load_words("en")).text
    assert "probability" not in text
    assert "yuan" not in text


@FEW
@given(case=cases())
def test_a_leader_is_no_loser_and_has_a_probability(case):
    verdict = judge(case, RULES).main
    assume(verdict.leader is not None)
    assert verdict.leader not in (*verdict.worse, *verdict.open)
    assert 50 < verdict.percent < 100
    assert verdict.lead.low > 0
    assert verdict.action.arm == verdict.leader


@FEW
@given(case=cases())
def test_totals_never_rank_unlike_money(case):
    """Who leads by totals spends no more than any other that competes with it, but for the baseline."""
    verdict = judge(case, RULES).main
    assume(verdict.leader not in (None, "nothing") and verdict.unit == "reach")
    own = verdict.arms[verdict.leader].spend
    for arm in verdict.better:
        other = verdict.arms[arm].spend
        costs_more = verdict.arms[arm].extra_spend > 0.1 * other
        assert other >= 0.9 * own or (costs_more and verdict.arms[verdict.leader].extra_spend <= 0.1 * own)


@FEW
@given(case=cases(least=1), language=st.sampled_from(["en", "zh"]))
def test_every_judgement_can_be_written_read_and_said(case, language):
    judgement = judge(case, RULES)
    assert from_json(json.loads(json.dumps(to_json(judgement), allow_nan=False))) == judgement
    said = answer(judgement, load_words(language), name_arm=str)
    assert said.lead
    assert "GMV" not in said.text
