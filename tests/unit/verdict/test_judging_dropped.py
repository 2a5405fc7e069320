"""A verdict over arms with unlike numbers of runs: each stands by the runs that it shares with the baseline."""

from dataclasses import replace

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.report.answer import answer
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Case, Code, Do, Dropped, Objective, Standing, from_json, judge, to_json
from xhs_sim.verdict.best import probability_best, probability_best_in_stages, tell_apart

RNG = np.random.default_rng(8)
N, AFTER = 14, 5
BASE = 100 + RNG.normal(0, 30, N)
VALUES = {
    "nothing": BASE,
    "head_heavy": BASE - 20 + RNG.normal(0, 2, N),
    "pyramid": BASE + 8 + RNG.normal(0, 2, N),
    "koc_spread": BASE + 10 + RNG.normal(0, 2, N),
    "waist_only": BASE + RNG.normal(0, 2, N),
}
GONE = {"head_heavy": Dropped(after=AFTER, behind="koc_spread"), "waist_only": Dropped(after=7, behind="koc_spread")}


def case_of(values=VALUES, dropped=GONE):
    cut = {arm: tuple(each[k] if arm not in dropped or k < dropped[arm].after else None for k in range(N))
           for arm, each in values.items()}  # fmt: skip
    objective = Objective(metric="orders", better="higher")
    return Case(objectives=(objective,), baseline="nothing", arms=(*cut,), values={"orders": cut}, dropped=dropped)


@pytest.fixture(scope="module")
def rules():
    return load_config([]).study.judging


@pytest.fixture(scope="module")
def judgement(rules):
    return judge(case_of(), rules)


def test_the_arms_still_run_compete_over_all_their_runs(judgement, rules):
    verdict = judgement.main
    alone = {arm: each for arm, each in VALUES.items() if arm not in GONE}
    few = judge(case_of(alone, {}), rules).main
    assert (verdict.n, verdict.leader, verdict.action.do) == (N, "koc_spread", Do.ADOPT)
    assert verdict.lead == few.lead
    assert verdict.arms["pyramid"].level == few.arms["pyramid"].level


def test_a_dropped_arm_stands_by_the_runs_it_shares_with_the_baseline(judgement):
    arms = judgement.main.arms
    for arm, each in GONE.items():
        effect = float(np.mean((VALUES[arm] - BASE)[: each.after]))
        assert arms[arm].effect == pytest.approx(effect)
        assert arms[arm].level.value - arms["nothing"].level.value == pytest.approx(effect)
    assert arms["head_heavy"].standing is Standing.WORSE
    assert arms["waist_only"].standing is Standing.BEHIND
    assert judgement.main.open == ()
    assert judgement.main.more_runs is None


def test_a_dropped_arm_is_the_next_best_where_it_is_told_to_be_nearest():
    values = np.column_stack([VALUES[arm] for arm in ("nothing", "pyramid", "koc_spread")])
    values[AFTER:, 1] = np.nan
    found = tell_apart(values - [0, 3, 0], "higher", 0.95, dropped=[1])
    assert (found.best, found.next, found.open) == (2, 1, ())
    assert found.lead.mean == pytest.approx(np.mean((values[:, 2] - values[:, 1])[:AFTER]) + 3)


def test_what_an_arm_had_of_probability_when_dropped_it_keeps():
    values = np.column_stack([*VALUES.values()])
    whole = probability_best(values)
    assert np.array_equal(probability_best_in_stages(values), whole)
    values[AFTER:, 1], values[7:, 4] = np.nan, np.nan
    found = probability_best_in_stages(values)
    assert found.sum() == pytest.approx(1)
    assert found[1] == probability_best(values[:AFTER])[1]
    assert found.argmax() == 3
    assert np.array_equal(probability_best_in_stages(np.stack([values, values]))[1], found)
    assert probability_best_in_stages(values[:4]) is None


def test_missing_runs_are_told_of_those_that_were_made(judgement, rules):
    assert judgement.main.reason(Code.MISSING_VALUES) is None
    assert judgement.main.reason(Code.RESTS_ON) is None
    case = case_of()
    cut = dict(case.values["orders"]) | {"head_heavy": (None, *case.values["orders"]["head_heavy"][1:])}
    told = judge(replace(case, values={"orders": cut}), rules).main.reason(Code.MISSING_VALUES)
    assert (told.arms, told.numbers) == (("head_heavy",), {"missing": 1, "runs": AFTER})


def test_the_answer_says_who_got_no_further_runs_why_and_what_is_promised(judgement):
    text = answer(judgement, load_words("en")).text
    told = (
        "After 5 runs head-heavy could not win any more, being told to be behind KOC spread, and got no further ones."
    )
    assert told.lower() in text.lower()
    assert "in at least 95% of studies like this the truly best arm is not dropped" in text
    chinese = answer(judgement, load_words("zh")).text
    assert "跑到 5 次时" in chinese
    assert "保证：在至少 95% 的此类研究中" in chinese


def test_a_judgement_with_dropped_arms_is_read_back_as_written(judgement):
    assert from_json(to_json(judgement)) == judgement
