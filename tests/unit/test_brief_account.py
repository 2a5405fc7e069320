"""Briefs for an account of one's own: what they may get wrong, and the experiment that they become."""

from datetime import date

import pytest
import yaml

from xhs_sim.brief import check_brief, overrides_of, read_brief, template
from xhs_sim.cli.briefed import MARKET, with_brief
from xhs_sim.config import ConfigError, build_config, compose_plain, load_config
from xhs_sim.study import plan_compare

BASE = load_config(MARKET)
USUAL = template(
    name="grow", brand="qingrou", topic="skincare", product="face_cream", price_cny=198.0, kind="followers",
    goal=300.0, budget_cny=50_000.0, first_day=date(2026, 12, 1), n_users=2000,
)  # fmt: skip
OWN = {"owner": "creator", "topic": "food", "followers": 800, "content": {"notes_per_week": 9, "covers": 3}}
SILENT = {"spend": {"creators": 0.0}}


@pytest.fixture
def write(tmp_path):
    def write_brief(**changes):
        path = tmp_path / "brief.yaml"
        path.write_text(yaml.safe_dump(yaml.safe_load(USUAL) | changes, sort_keys=False), encoding="utf-8")
        return path

    return write_brief


def problems_of(path):
    return [finding.text for finding in check_brief(read_brief(path), BASE) if finding.kind == "problem"]


def test_the_usual_brief_for_followers_has_no_problem(write):
    assert problems_of(write()) == []


@pytest.mark.parametrize(("changes", "saying"), [
    ({"own_account": None}, "objective: followers are an account's"),
    ({"own_account": OWN | {"topic": "fod"}}, "own_account.topic: 'fod' is not known (did you mean food?"),
    ({"own_account": OWN | {"content": {"rhythm": "burst"}}}, "own_account.content.rhythm: 'burst' is not known"),
    ({"tactics": {"quiet": SILENT | {"content": {"topics": ["opera"]}}}}, "tactics.quiet.content.topics: 'opera'"),
    ({"own_account": None, "objective": {"kind": "reach", "goal": 9}, "tactics": {"quiet": SILENT}},
     "tactics.quiet.spend adds up to 0"),
    ({"own_account": None, "tactics": {"quiet": {"content": {}}}}, "there is no own_account that could publish it"),
])  # fmt: skip
def test_contradictions_are_told_in_words(write, changes, saying):
    assert any(saying in problem for problem in problems_of(write(**changes)))


@pytest.mark.parametrize(("own", "saying"), [
    ({"owner": "agency", "followers": 3}, "own_account.owner = 'agency' is none of these"),
    ({"owner": "brand"}, "own_account.followers is missing"),
    ({"owner": "brand", "followers": 3, "content": {"notes_per_week": 0}}, "notes_per_week = 0 must be more than 0"),
])  # fmt: skip
def test_what_no_brief_can_say_is_refused_by_name(write, own, saying):
    with pytest.raises(ConfigError) as error:
        read_brief(write(own_account=own))
    assert any(saying in problem for problem in error.value.problems)


def test_a_brief_becomes_the_account_that_it_describes(write):
    config = build_config(compose_plain(overrides_of(read_brief(write(own_account=OWN)), BASE)))
    account = config.account
    assert (account.owner, account.brand, account.topic) == ("creator", None, "food")
    assert (account.followers, account.start_day) == (800, 7)
    goal = config.study.goal
    assert goal is not None
    assert (goal.metric, goal.at_least, goal.measure) == ("followers_gained", 300, "effect")
    assert config.study.outcomes[0] == "followers_gained"
    assert "account_hours" in config.study.outcomes


def test_every_arm_publishes_what_its_tactic_says_and_the_baseline_nothing(write, tmp_path):
    tactics = {"as_said": SILENT, "more": SILENT | {"content": {"notes_per_week": 20, "keyword_coverage": 0.5}}}
    plan = plan_compare(with_brief([f"brief={write(own_account=OWN, tactics=tactics)}"], None), tmp_path, typed=[])
    arms = {request.arm: request.config for request in plan.requests}
    plans = {arm: config.account.plan for arm, config in arms.items()}
    assert {arm: p.notes_per_week for arm, p in plans.items()} == {"nothing": 0.0, "as_said": 9.0, "more": 20.0}
    assert (plans["as_said"].covers, plans["more"].covers, plans["more"].keyword_coverage) == (3, 1, 0.5)
    assert {config.campaign.budget_cny for config in arms.values()} == {0.0}


def test_a_brand_that_spends_as_well_keeps_its_money(write, tmp_path):
    plan = plan_compare(with_brief([f"brief={write()}"], None), tmp_path, typed=[])
    arms = {request.arm: request.config for request in plan.requests}
    assert arms["small_creators"].account.brand == "qingrou"
    assert arms["small_creators"].campaign.budget_cny == 50_000.0
    assert arms["own_notes_only"].campaign.budget_cny == 0.0
    assert arms["own_notes_only"].account.plan.keyword_coverage == 0.5


def test_without_an_account_nothing_of_it_is_said(write):
    path = write(own_account=None, objective={"kind": "sales", "goal": 9.0},
                 tactics={"small": {"tiers": {"koc": 1.0}}})  # fmt: skip
    config = build_config(compose_plain(overrides_of(read_brief(path), BASE)))
    assert config.account == BASE.account
    assert "followers_gained" not in config.study.outcomes
