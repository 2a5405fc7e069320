"""Briefs for an account of one's own: what they may get wrong, and the experiment that they become."""

import pytest
from brief_play import arms_of, checked, growth, problems_of

OWN = {"owner": "creator", "topic": "food", "followers": 800, "content": {"notes_per_week": 9, "covers": 3}}
SILENT = {"spend": {"creators": 0.0}}
ALONE = {"brand": None, "product": None, "budget_cny": None, "own_account": OWN, "tactics": {"quiet": SILENT}}


def test_the_usual_brief_for_followers_has_no_problem():
    assert problems_of(growth()) == []


@pytest.mark.parametrize(("changes", "saying"), [
    ({"own_account": None}, "followers are an account's; say whose under own_account"),
    ({"own_account": OWN | {"topic": "fod"}}, "own_account.topic: 'fod' is not known (did you mean food?"),
    ({"own_account": OWN | {"content": {"rhythm": "burst"}}}, "own_account.content.rhythm: 'burst' is not known"),
    ({"own_account": OWN | {"content": {"planner": "foo"}}}, "own_account.content.planner: 'foo' is not known"),
    ({"tactics": {"quiet": SILENT | {"content": {"topics": ["opera"]}}}}, "tactics.quiet.content.topics: 'opera'"),
    ({"own_account": None, "objectives": [{"kind": "reach"}], "tactics": {"quiet": SILENT}}, "nothing would happen"),
    ({"own_account": None, "tactics": {"quiet": {"content": {}}}}, "there is no own_account that could publish it"),
    ({"own_account": OWN}, "own_account is a creator's: say owner: brand, or leave the brand out"),
    (ALONE | {"objectives": [{"kind": "sales", "goal": 9}]}, "it is a brand's; say which under brand"),
    (ALONE | {"tactics": {"a": {"spend": {"own_note_ads": 1}}}}, "budget_cny is missing"),
    (ALONE | {"budget_cny": 900}, "budget_cny: no tactic spends any of it"),
    (ALONE | {"own_account": {"owner": "creator", "followers": 9}, "budget_cny": 9,
              "tactics": {"a": {"spend": {"own_note_ads": 1}}}}, "own_account.topic is missing"),
])  # fmt: skip
def test_contradictions_are_told_in_words(changes, saying):
    assert any(saying in problem for problem in problems_of(growth(**changes)))


@pytest.mark.parametrize(("own", "saying"), [
    ({"owner": "agency", "followers": 3}, "own_account.owner = 'agency' is none of these"),
    ({"owner": "brand"}, "own_account.followers is missing"),
    ({"owner": "brand", "followers": 3, "content": {"notes_per_week": 0}}, "notes_per_week = 0 must be more than 0"),
])  # fmt: skip
def test_what_no_brief_can_say_is_refused_by_name(own, saying):
    assert any(saying in problem for problem in problems_of(growth(own_account=own)))


def test_without_money_a_tactic_need_not_say_that_it_spends_none(tmp_path):
    quiet = {"content": {"notes_per_week": 3}}
    said, unsaid = (
        arms_of(growth(**ALONE | {"tactics": {"quiet": each}}), tmp_path) for each in (SILENT | quiet, quiet)
    )
    assert said == unsaid


def test_an_account_that_belongs_to_no_brand_needs_none(tmp_path):
    config = arms_of(growth(**ALONE), tmp_path)["quiet"]
    account = config.account
    assert (account.owner, account.brand, account.topic) == ("creator", None, "food")
    assert (account.followers, account.start_day) == (800, 7)
    assert (config.campaign.brand, config.campaign.budget_cny, config.report.brand_focus) == (None, 0.0, None)
    assert config.study.outcomes[0] == "followers_gained"
    assert "gmv" not in config.study.outcomes


def test_an_account_that_buys_ads_stands_as_a_brand_that_sells_nothing(tmp_path):
    ads = {"spend": {"own_note_ads": "500"}, "pay_for": "cpm", "bid_cpm_cny": 120, "targeting": "broad"}
    arms = arms_of(growth(**ALONE | {"own_account": OWN | {"name": "小厨房"}, "budget_cny": "1k",
                                     "tactics": {"quiet": SILENT, "ads": ads}}), tmp_path)  # fmt: skip
    config = arms["ads"]
    name = str(config.campaign.brand)
    assert config.brands[name].zh == "小厨房"
    assert config.brands[name].products == {}
    assert (config.account.owner, config.account.brand) == ("brand", name)
    assert (config.campaign.budget_cny, config.campaign.ads.split["own_notes"]) == (500.0, 500.0)
    assert config.campaign.ads.days == 26
    assert arms["quiet"].campaign.budget_cny == 0.0


def test_several_goals_are_said_in_order_and_a_rate_is_the_accounts_own(tmp_path):
    aims = [{"kind": "互动率", "goal": "12%"}, {"kind": "涨粉", "goal": "50"}]
    config = arms_of(growth(objectives=aims), tmp_path)["nothing"]
    assert config.study.outcomes[:2] == ["account_engagement_rate", "followers_gained"]
    goal = config.study.goal
    assert goal is not None
    assert (goal.metric, goal.at_least, goal.measure) == ("account_engagement_rate", 0.12, "level")
    decides = [(each.metric, each.goal and each.goal.value) for each in config.study.decide_by]
    assert decides == [("account_engagement_rate", 0.12), ("followers_gained", 50)]
    of_brand = arms_of(growth(objectives=[{"kind": "engagement_rate", "of": "brand"}]), tmp_path)["nothing"]
    assert of_brand.study.outcomes[0] == "brand_engagement_rate"


def test_every_arm_publishes_what_its_tactic_says_and_the_baseline_nothing(tmp_path):
    tactics = {"as_said": SILENT, "more": SILENT | {"content": {"notes_per_week": 20, "keyword_coverage": "50%"}}}
    arms = arms_of(growth(**ALONE | {"tactics": tactics}), tmp_path)
    plans = {arm: config.account.plan for arm, config in arms.items()}
    assert {arm: p.notes_per_week for arm, p in plans.items()} == {"silent": 0.0, "as_said": 9.0, "more": 20.0}
    assert (plans["as_said"].covers, plans["more"].covers, plans["more"].keyword_coverage) == (3, 1, 0.5)


def test_a_brand_that_spends_as_well_keeps_its_money(tmp_path):
    arms = arms_of(growth(), tmp_path)
    assert arms["ads_on_own_notes"].account.brand == "qingrou"
    assert arms["ads_on_own_notes"].campaign.budget_cny == 1000.0
    assert arms["own_notes_only"].campaign.budget_cny == 0.0
    assert arms["own_notes_only"].account.plan.keyword_coverage == 0.5


def test_what_a_goal_would_take_is_told():
    facts = " ".join(checked(growth(objectives=[{"kind": "followers", "goal": 400}])).sums.facts)
    assert "objective followers = 400: " in facts
    assert "of 1,050, all follows of the market in 28 days" in facts


@pytest.mark.parametrize(("changes", "baseline"), [({}, "nothing"), (ALONE, "silent")])
def test_an_account_without_money_is_held_against_publishing_nothing(tmp_path, changes, baseline):
    arms = arms_of(growth(**changes), tmp_path)
    assert {config.study.baseline for config in arms.values()} == {baseline}


@pytest.mark.parametrize(("name", "question"), [("growth", "Which plan brings more?"), ("涨粉", "哪个方案效果更好？")])
def test_what_is_not_asked_is_asked_in_the_language_of_the_names(tmp_path, name, question):
    config = arms_of(growth(**ALONE | {"name": name, "question": None}), tmp_path)["quiet"]
    assert config.study.question == question
