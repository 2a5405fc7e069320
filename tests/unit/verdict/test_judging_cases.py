"""Every case is answered as it must be: by the engine, and by its sentences in both languages."""

from pathlib import Path

import pytest
import yaml

from xhs_sim.cli.verdict import own_way
from xhs_sim.config import load_config
from xhs_sim.report.answer import answer
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Judgement, Per, judge, read_cases, to_json

FOLDER = Path(__file__).parents[2] / "cases"
HANDED = yaml.safe_load((FOLDER / "verdicts.yaml").read_text(encoding="utf-8"))
MORE = [
    case
    for name in ("more_verdicts.yaml", "read_aloud.yaml", "neighbours.yaml", "left_out.yaml", "agreement.yaml")
    for case in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
]
SAID = yaml.safe_load((FOLDER / "verdict_words.yaml").read_text(encoding="utf-8"))
ALL = [pytest.param(case, id=case["name"]) for case in (*HANDED, *MORE)]


@pytest.fixture(scope="module")
def rules():
    return load_config([]).study.judging


def judged(case, rules):
    return judge(read_cases(case, own_way)[0], rules)


def told(judgement, language, kind="text"):
    return getattr(answer(judgement, load_words(language), name_arm=str), kind)


@pytest.mark.parametrize("case", ALL)
def test_the_engine_finds_what_must_be_found(case, rules):
    found, must = to_json(judged(case, rules)), case["must"]
    for name in ("leader", "worse", "open", "unit", "equal", "invalid"):
        if name in must:
            assert found[name] == must[name], name
    if "percent" in must:
        assert (found["percent"] is not None) == must["percent"]
    if "action" in must:
        assert found["action"]["do"] == must["action"]
    codes = must.get("codes", SAID.get(case["name"], {}).get("codes", ()))
    assert set(codes) <= set(found["also"])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", ALL)
def test_the_sentences_say_it_and_nothing_else(case, language, rules):
    said = SAID.get(case["name"], {})
    text = told(judged(case, rules), language)
    for phrase in case["must"].get(language, said.get(language, ())):
        assert phrase in text
    for phrase in said.get("not", case.get("must_not", ())):
        assert phrase not in text


@pytest.mark.parametrize("case", ALL)
def test_the_lead_speaks_of_no_other_metric(case, rules):
    judgement = judged(case, rules)
    asked = {verdict.objective.metric for verdict in judgement.verdicts}
    for language, others in (("en", ("GMV", "followers", "reach")), ("zh", ("GMV", "粉丝", "触达"))):
        own = " ".join(load_words(language).metric(name) for name in asked).lower()
        lead = told(judgement, language, "lead").lower()
        assert not [word for word in others if word.lower() in lead and word.lower() not in own]


def test_nothing_is_left_unfilled_or_said_twice(rules):
    for case in (*HANDED, *MORE):
        for language in ("en", "zh"):
            said = answer(judged(case, rules), load_words(language), name_arm=str)
            assert len(set(said.further)) == len(said.further)
            assert "{" not in said.text
            assert "None" not in said.text


@pytest.mark.parametrize("case", ALL)
def test_a_change_is_the_difference_of_the_levels_beside_it(case, rules):
    for verdict in judged(case, rules).verdicts:
        base = verdict.arms[verdict.baseline].level
        for arm in {*verdict.better, *verdict.worse, *verdict.open}:
            found = verdict.arms[arm]
            if base is not None and found.level is not None and found.effect is not None:
                assert found.level.value - base.value == pytest.approx(found.effect, abs=1e-9), arm


@pytest.mark.parametrize("case", ALL)
def test_mark_and_interval_agree(case, rules):
    for verdict in judged(case, rules).verdicts:
        if verdict.basis is Per.YUAN or verdict.n < 5:
            continue  # marks are of a ratio, or nothing is found
        way = 1 if verdict.objective.better == "higher" else -1
        for arm, found in verdict.arms.items():
            if found.low is None or found.high is None:
                continue
            low, high = sorted((way * found.low, way * found.high))
            seen = {"better": low > 0, "tied": low > 0, "worse": high < 0, "open": low <= 0 <= high}
            assert seen.get(verdict.mark(arm), True), (arm, verdict.mark(arm))


@pytest.mark.parametrize("case", ALL)
def test_one_quantity_has_one_interval(case, rules):
    for verdict in judged(case, rules).verdicts:
        if verdict.leader == verdict.baseline and verdict.basis is Per.TOTAL and verdict.lead is not None:
            found, way = verdict.arms[verdict.lead.over], -1 if verdict.objective.better == "higher" else 1
            assert (verdict.lead.low, verdict.lead.high) == pytest.approx(
                tuple(sorted((way * found.low, way * found.high)))
            )


@pytest.mark.parametrize("case", ALL)
def test_more_runs_are_for_whom_the_lead_cannot_tell_apart(case, rules):
    for verdict in judged(case, rules).verdicts:
        if verdict.more_runs is None or verdict.n < 5:
            continue
        *arms, other = verdict.more_for
        assert arms
        lead = answer(Judgement(verdicts=(verdict,)), load_words("en"), name_arm=str).lead
        if verdict.leader is None and "tell" in lead:
            assert all(arm in lead for arm in (*arms, other))
