"""Which rules a plan touches, told by what the plan says; what breaking them may cost is a sum that can be checked."""

import pytest
from brief_play import launch

from xhs_sim.brief import build_brief, market_of, settle
from xhs_sim.brief.compliance import CHECKS, compliance_of
from xhs_sim.brief.rulebook import read_rulebook
from xhs_sim.config.messages import told

ADS = {"spend": {"creators": 2900, "feed_ads": 100}, "tiers": {"koc": 1}}
DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-07"}
MARKET = {"audience": 1_000_000, "n_users": 20_000}
RULES = read_rulebook().rules
HOME = market_of(build_brief(launch()))[1]


def rules_of(**changes):
    """Return what is told of rules, by rule, and the lines around it."""
    brief, problems = settle(build_brief(launch(market=MARKET, **changes)), HOME)
    assert not problems
    head, *lines = compliance_of(brief, read_rulebook(), HOME)
    return {line.split(":")[0]: line for line in lines[:-1]}, head, lines[-1:]


def ads(**changes):
    return {"tactics": {"ads": ADS | changes}, "audience": {"topics": ["skincare"], "age_bands": ["18-24"]}}


def test_a_plain_launch_touches_nothing_and_is_told_that_this_is_no_legal_advice():
    found, head, rest = rules_of()
    assert not found
    assert not rest
    assert "no legal advice" in head
    assert "不是法律意见" in told(head, "zh")


@pytest.mark.parametrize(
    ("claim", "rule"),
    [("全网最好的面霜", "absolute_claim"), ("The BEST cream", "absolute_claim"), ("一周治愈敏感", "medical_claim"),
     ("It cures acne", "medical_claim"), ("Guaranteed to work", "promise"), ("100% 有效", "promise")],
)  # fmt: skip
def test_a_claim_with_a_word_of_a_rule_touches_it_in_either_language(claim, rule):
    found, _, _ = rules_of(claims=[claim])
    assert [*found] == [rule]
    assert "claims.0" in found[rule]


@pytest.mark.parametrize(
    "claim", ["bestseller of the shop", "第一次用就喜欢", "secure packing", "100% cotton", "质保两年"]
)
def test_words_in_which_they_mean_no_harm_touch_nothing(claim):
    assert not rules_of(claims=[claim])[0]


def test_a_products_name_is_a_claim_too():
    found, _, _ = rules_of(product__name="顶级面霜", product__price_cny=198)
    assert "product.name" in found["absolute_claim"]


def test_what_breaking_a_rule_may_cost_is_chance_times_what_is_lost():
    found, _, (total,) = rules_of(claims=["最好"])
    rule, money = RULES["absolute_claim"], 3000.0
    low, high = (float(f"{rule.removed * money + rule.fined * fine:.2g}") for fine in rule.fine_cny)
    assert f"Expected loss {low:,.0f} to {high:,.0f} CNY" in found["absolute_claim"]
    assert f"at most {low:,.0f} to {high:,.0f} CNY" in total


@pytest.mark.parametrize(
    ("prize", "says", "loses"), [(50_000, "within the limit", False), (50_001, "over the limit", True)]
)
def test_no_prize_of_a_draw_may_be_above_the_limit_of_the_law(prize, says, loses):
    tactics = {"draw": {"spend": {"creators": 1000, "draw": 99_000}, "tiers": {"koc": 1}}}
    found, _, _ = rules_of(budget_cny=100_000, draw={**DAYS, "prize_cny": prize}, tactics=tactics)
    assert says in found["draw_limit"]
    assert ("Expected loss" in found["draw_limit"]) == loses
    assert "rewarded_notes" in found  # whoever writes for the prize advertises


@pytest.mark.parametrize(("way", "is_touched"), [("蒲公英", False), ("水下", True), ("gain", True)])
def test_paid_notes_outside_the_marketplace_are_undisclosed_ads(way, is_touched):
    found, _, _ = rules_of(tactics__small_creators__disclosure=way)
    assert ("undisclosed_ad" in found) == is_touched


def test_notes_on_trial_are_written_for_a_gift():
    found, _, _ = rules_of(tactics__small_creators__cooperation={"paid": 0.5, "trial": 0.5})
    assert "small_creators" in found["rewarded_notes"]
    assert "1,500 CNY" in found["rewarded_notes"]


@pytest.mark.parametrize(
    ("targeting", "touched"),
    [("broad", set()), ("taste", set()), ("look_alike", {"personal_targeting"}), ("retarget", {"personal_targeting"})],
)
def test_ads_that_follow_people_touch_the_law_on_personal_information(targeting, touched):
    assert set(rules_of(**ads(targeting=targeting))[0]) == touched


def test_ads_aimed_at_a_sensitive_topic_need_consent_of_their_own():
    plan = ads(targeting="taste") | {"audience": {"topics": ["母婴"], "age_bands": ["25-34"]}}
    found, _, _ = rules_of(**plan)
    assert [*found] == ["sensitive_targeting"]
    assert "母婴" in told(found["sensitive_targeting"], "zh")
    assert not rules_of(**plan | {"tactics": {"ads": ADS | {"targeting": "broad"}}})[0]


@pytest.mark.parametrize(
    ("ages", "is_touched"), [(["<18", "18-24"], True), (["18-24"], False), ([], True)], ids=["named", "left out", "all"]
)
def test_ads_that_reach_minors_by_automated_choice_touch_their_protection(ages, is_touched):
    plan = ads(targeting="taste") | {"audience": {"topics": ["skincare"], "age_bands": ages}}
    assert ("minors" in rules_of(**plan)[0]) == is_touched


def test_whoever_gathers_people_gathers_their_data():
    group = {"group": {"first_day": "2026-12-01"}, "tactics__small_creators__spend": {"creators": 0.5, "group": 0.5}}
    assert "group" in rules_of(**group)[0]["personal_data"]


def test_every_check_has_its_rule_and_every_rule_a_check_or_words():
    book = read_rulebook()
    assert set(CHECKS) <= set(book.rules)
    assert set(book.rules) == set(CHECKS) | set(book.words)
