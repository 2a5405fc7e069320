"""Whom a plan is for is counted, on the platform and in its slice."""

from pathlib import Path

import pytest
from brief_play import checked, launch, problems_of, warnings_of

from xhs_sim.config import load_config
from xhs_sim.study import plan_compare

ADS = {"ads": {"spend": {"creators": 2900, "feed_ads": 100}, "tiers": {"koc": 1}, "targeting": "broad"}}
MARKET = {"audience": 1_000_000, "n_users": 20_000}


def facts_of(**audience):
    plain = launch(market=MARKET, tactics=ADS, audience={"topics": ["skincare"], **audience})
    return [fact for fact in checked(plain).sums.facts if fact.startswith("audience")]


def test_women_of_two_ages_in_large_cities_are_counted_on_the_platform_and_in_the_market():
    (fact,) = facts_of(genders=["女"], age_bands=["18-24", "25-34"], city_tiers=["一线"])
    share = 0.7 * (0.43 + 0.36) * 0.5
    assert f"about {share * 320e6:,.0f} of these people on the platform" in fact
    assert f"the market has {share * 1e6:,.0f}" in fact


def test_educated_people_are_a_share_of_them():
    (fact,) = facts_of(education_levels=["本科"], city_tiers=["tier_1"])
    assert f"the market has {0.65 * 0.5 * 1e6:,.0f}" in fact


@pytest.mark.parametrize("both", [{"genders": ["女", "男"]}, {"city_tiers": ["tier_1", "tier_2", "tier_3"]}])
def test_all_of_a_kind_are_everybody(both):
    (fact,) = facts_of(**both)
    assert "about 320,000,000 of these people on the platform; the market has 1,000,000" in fact


def test_where_nobody_is_narrowed_down_nothing_is_counted():
    assert facts_of() == []


TARGET = {"genders": ["女"], "age_bands": ["18-24", "25-34"], "city_tiers": ["一线"]}


def targeted(target, **changes):
    return launch(market=MARKET, tactics=ADS, audience={"topics": ["skincare"]}, target=target, **changes)


def arms_of(plain):
    """Return the config of every arm that a brief asks for."""
    plan = plan_compare(checked(plain).overrides, Path("outputs"))
    return {request.arm: request.config for request in plan.requests}


def target_of(target):
    (fact,) = [fact for fact in checked(targeted(target)).sums.facts if fact.startswith("target")]
    return fact


def test_a_target_is_sized_on_the_platform_and_in_the_slice():
    share = 0.7 * (0.43 + 0.36) * 0.5
    assert f"about {share * 320e6:,.0f} of these people on the platform; your slice holds {share * 1e6:,.0f}" in (
        target_of(TARGET)
    )


def test_a_target_that_likes_some_topics_most_is_smaller_and_those_of_all_topics_are_all():
    def here(target):
        return int(target_of(target).rpartition(" ")[2].replace(",", ""))

    liked, whole = here(TARGET | {"topics": ["护肤", "美妆"]}), here(TARGET)
    assert 0 < liked < 0.6 * whole
    assert here(TARGET | {"topics": list(load_config().content.topics)}) == pytest.approx(whole, abs=1)


def test_what_a_brief_targets_is_what_its_arms_count():
    arms = arms_of(targeted({"genders": ["女"], "topics": ["护肤"]}))
    assert {config.target.genders[0] for config in arms.values()} == {"female"}
    assert {config.target.topics[0] for config in arms.values()} == {"skincare"}


def test_orders_of_the_target_can_decide():
    plain = targeted(TARGET, objectives=[{"kind": "目标人群订单", "goal": 20}])
    study = next(iter(arms_of(plain).values())).study
    assert [each.metric for each in study.decide_by] == ["target_expected_orders"]
    assert {"target_reach", "cost_per_target_reach"} <= set(study.outcomes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": {}}, "target names nobody"),
        ({"target": {"genders": ["robots"]}}, "target.genders: 'robots' is not known"),
        ({"target": {"gender": ["女"]}}, "target.gender is not part of a brief (did you mean genders?"),
        ({"objectives": [{"kind": "target_orders"}]}, "needs target in the brief"),
        ({"target": TARGET, "product": None, "objectives": [{"kind": "target_sales"}]}, "needs product in the brief"),
        ({"target": {"genders": ["女", "female"]}}, "target.genders: female stands twice"),
        ({"target": "女"}, "target = '女': this part has entries of its own (genders,"),
        (
            {"target": TARGET, "objectives": [{"kind": "target_reach", "goal": 500_000}]},
            "objective target_reach = 500,000: more than 276,500, the people of the target",
        ),
    ],
)
def test_what_a_target_cannot_be_is_said(changes, said):
    (problem,) = problems_of(launch(market=MARKET, tactics=ADS, audience={"topics": ["skincare"]}, **changes))
    assert said in problem


def test_a_target_of_few_readers_is_doubted():
    narrow = {"genders": ["男"], "age_bands": ["45+"], "city_tiers": ["三线"], "topics": ["skincare"]}
    assert any("its figures are mostly luck" in warning for warning in warnings_of(targeted(narrow)))
    assert not any("mostly luck" in warning for warning in warnings_of(targeted(TARGET)))
