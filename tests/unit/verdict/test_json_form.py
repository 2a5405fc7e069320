"""A judgement is written and read back without loss."""

import json
from dataclasses import replace

from xhs_sim.verdict import (
    Action,
    ArmFinding,
    Code,
    Do,
    Estimate,
    Goal,
    Judgement,
    Lead,
    Objective,
    Per,
    Reason,
    Standing,
    Verdict,
    from_json,
    to_json,
)

ORDERS = Verdict(
    objective=Objective(metric="orders", better="higher", goal=Goal(value=500, measure="effect")),
    basis=Per.EXTRA_YUAN,
    unit="orders per extra yuan",
    baseline="nothing",
    n=6,
    level=0.95,
    leader="雪肌",
    better=("雪肌",),
    worse=(),
    open=("b",),
    equal=(("b", "c"),),
    invalid=("c",),
    out_of_range=(),
    action=Action(do=Do.ADOPT, arm="雪肌"),
    lead=Lead(over="b", value=0.2, low=0.1, high=None),
    percent=97.5,
    more_runs=4,
    more_minutes=None,
    arms={
        "雪肌": ArmFinding(
            level=Estimate(value=12.0, low=10.0, high=14.0),
            effect=3.0,
            low=1.0,
            high=5.0,
            standing=Standing.LEADS,
            extra_spend=100.0,
            delivered=0.98,
        )
    },
    reasons=(Reason(code=Code.UNSPENT, arms=("b",), numbers={"share": 0.5}),),
)
REACH = replace(ORDERS, objective=Objective(metric="reach", better="higher"), leader="b", percent=None)


def test_one_verdict_survives_a_file():
    told = Judgement(name="a case", verdicts=(ORDERS,))
    assert from_json(json.loads(json.dumps(to_json(told), ensure_ascii=False))) == told


def test_several_objectives_survive_a_file_and_name_their_leaders_by_metric():
    told = Judgement(verdicts=(ORDERS, REACH))
    written = to_json(told)
    assert from_json(json.loads(json.dumps(written))) == told
    assert written["leader"] == {"orders": "雪肌", "reach": "b"}
    assert written["action"]["do"] == "weigh"
    assert written["open"] == ["b"]


def test_no_probability_at_all_is_told_as_none():
    told = Judgement(verdicts=(replace(ORDERS, percent=None), REACH))
    assert to_json(told)["percent"] is None
