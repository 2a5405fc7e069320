"""How a question differs from the one that a folder answers is said in names and values."""

import re

import pytest

from xhs_sim.config.messages import LANGUAGES, joined, told
from xhs_sim.study.differences import differences

CONFIG = {"name": "mix", "threads": 1, "study": {"replicates": 2}, "n_days": 7, "feed": {"bar": 0.5, "on": True}}
SWEEP = {
    "question": {"points": {"a1b2c3d4e5f6": "", "0123456789ab": ""}, "arms": {"none": "", "koc": ""}},
    "names": ["a1b2c3d4e5f6", "0123456789ab"], "points": [{"leak": "0.5"}, {"leak": "0.7"}], "config": CONFIG,
}  # fmt: skip


def otherwise(**parts) -> dict:
    return {**SWEEP, **parts}


def named(*names: str) -> dict:
    return {**SWEEP["question"], "points": dict.fromkeys(names, "")}


def test_a_point_that_is_gone_is_told_by_its_values():
    now = otherwise(question=named("a1b2c3d4e5f6"), names=["a1b2c3d4e5f6"], points=[{"leak": "0.5"}])
    assert differences(SWEEP, now) == ["without points leak=0.7"]
    assert differences(now, SWEEP) == []  # more points are the same question


AGAIN = ["ffffffffffff", "eeeeeeeeeeee"]  # the same points, under other names


def test_another_market_is_told_by_what_is_set_otherwise():
    config = {**CONFIG, "n_days": 9, "feed": {"bar": 0.25, "on": True}}
    now = otherwise(question=named(*AGAIN), names=AGAIN, config=config)
    assert differences(SWEEP, now) == ["n_days: 7, now 9", "feed.bar: 0.5, now 0.25"]


def test_what_decides_no_result_makes_no_other_question():
    config = {**CONFIG, "threads": 4, "study": {"replicates": 5}}
    now = otherwise(question=named(*AGAIN), names=AGAIN, config=config)
    assert differences(SWEEP, now) == []


def study(**arms) -> dict:
    return {
        "question": {"baseline": "none", "arms": {arm: f"digest of {own}" for arm, own in arms.items()}},
        "config": CONFIG, "arms": {arm: [[["n_days"], own]] for arm, own in arms.items()},
    }  # fmt: skip


def test_what_only_some_arms_do_otherwise_is_told_of_them():
    assert differences(study(none=7, koc=8), study(none=7, koc=9)) == ["n_days: 8, now 9 in koc"]
    assert differences(study(none=7, koc=8), study(none=6, koc=6)) == [
        "n_days: 7, now 6 in none", "n_days: 8, now 6 in koc",
    ]  # fmt: skip
    assert differences(study(none=7, koc=8), study(none=7)) == ["without arms koc"]


def test_many_differences_are_counted():
    before, now = ({"question": {"config": d}, "config": {f"x{i}": d for i in range(9)}} for d in ("1", "2"))
    assert differences(before, now)[2:] == ["x2: 1, now 2", "6 more"]


def test_a_folder_that_does_not_hold_its_values_is_told_so():
    assert differences({"question": {"config": "5f1d"}}, {"question": {"config": "77aa"}}) == ["another configuration"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digest_is_ever_told(language: str):
    config = {**CONFIG, "n_days": 9}
    gone = otherwise(question=named("ffffffffffff"), names=["ffffffffffff"], points=[{"leak": "0.7"}], config=config)
    said = told(joined(differences(SWEEP, gone)), language)
    assert "leak=0.5" in said
    assert "n_days" in said
    assert not re.search(r"[0-9a-f]{12}", said)
