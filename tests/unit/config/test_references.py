"""A name that refers to something is checked when a config is made, and refused with what there is."""

import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.config.references import broken_references
from xhs_sim.plugins import PLUGINS

BROKEN = {
    "study.outcomes=[reech]": "study.outcomes has reech, which is no metric (did you mean reach? xhs-sim show",
    "study.outcomes=[nope]": "study.outcomes has nope, which is no metric (xhs-sim show metrics lists all 3",
    "study.outcomes=[触达人]": "study.outcomes has 触达人, which is no metric (did you mean reach",
    "study.goal={metric: gvm, at_least: 1, measure: level}": "study.goal.metric = gvm is no metric (did you mean gmv?",
    "study.decide_by=gvm": "study.decide_by.0.metric = gvm is no metric (did you mean gmv?",
    "campaign.selector=best": "campaign.selector = best is no selector (allowed: random, followers,",
    "campaign.in_flight.rule=luck": "campaign.in_flight.rule = luck is no rule (allowed: none, as_planned, best_tier,",
    "account.plan.planner=foo": "account.plan.planner = foo is no planner (allowed: fixed, iterate)",
    "account.plan.rhythm=foo": "account.plan.rhythm = foo is no rhythm (allowed: even, bursts)",
    "campaign.tactics.event.city=127": "campaign.tactics.event.city = 127 is no city (allowed: 0 to 17)",
    "campaign.topics=[护肤]": "campaign.topics has 护肤, which is no topic (did you mean skincare? allowed: ",
    "campaign.topics=[skin_care]": "which is no topic (did you mean skincare? allowed: beauty,",
    "account.plan.topics=[food,opera]": "account.plan.topics has opera, which is no topic",
    "brands.meibai.topic=opera": "brands.meibai.topic = opera is no topic",
    "ads.background.click_ratio={opera: 2.0}": "ads.background.click_ratio.opera is no topic",
    "calendar.events.fair={en: a, zh: b, first: [01-01], n_days: 2, lift: {opera: 1}}": ".lift.opera is no topic",
    "campaign.ads.age_bands=[young]": "campaign.ads.age_bands has young, which is no age band (allowed: under_18",
    "campaign.ads.city_tiers=[tier_9]": "which is no city tier (did you mean tier_3? allowed: tier_1, tier_2, tier_3)",
    "campaign.tier_shares.giant=1": "campaign.tier_shares.giant is no tier (allowed: koc, junior, waist, head)",
    "promotion.brand=soap": "promotion.brand = soap is no brand (allowed: qingrou, meibai, yuanshui)",
    "live.brand=soap": "live.brand = soap is no brand",
    "live.brand=美白坊": "live.brand = 美白坊 is no brand (did you mean meibai?",
    "account.brand=soap": "account.brand = soap is no brand",
    "alliance.partner=soap": "alliance.partner = soap is no brand",
    "report.brand_focus=soap": "report.brand_focus = soap is no brand",
    "commerce.third_party.brands=[soap]": "commerce.third_party.brands has soap, which is no brand",
    "ranker.weights.recncy=1": "ranker.weights.recncy is no feature (did you mean recency? allowed: predicted_click,",
    "ranker.weights={no_such_module.score: 1}": "ranker.weights.no_such_module.score: ModuleNotFoundError",
    "ranker.weights={math.pi: 1}": "ranker.weights.math.pi is no function (expected package.module.function)",
    "campaign.selector=math.pi": "campaign.selector = math.pi is no function",
    "study.outcomes=[math.sqrt]": "study.outcomes has math.sqrt, which is no metric (",
    "account.topic=opera": "account.topic = opera is no topic",
    "calendar.start=2026-02-30": "calendar.start: '2026-02-30' is no date (expected YYYY-MM-DD)",
    "calendar.start=9999-12-31": "calendar.start: '9999-12-31' is out of the calendar (allowed: years 1990 to 2100)",
}  # fmt: skip


@pytest.mark.parametrize("override", BROKEN)
def test_a_name_that_refers_to_nothing_is_refused_with_what_there_is(override):
    with pytest.raises(ConfigError) as caught:
        load_config([override])
    assert len(caught.value.problems) == 1
    assert BROKEN[override] in str(caught.value)


def test_what_a_name_may_be_can_hang_on_the_name_beside_it():
    for part in ("campaign", "promotion", "live"):
        assert load_config([f"{part}.brand=qingrou", f"{part}.product=face_cream"])
        with pytest.raises(ConfigError, match=rf"{part}.product = face_cream is no product of meibai .*allowed: "):
            load_config([f"{part}.brand=meibai", f"{part}.product=face_cream"])


def test_the_baseline_is_an_arm_where_there_are_arms():
    assert load_config(["study.baseline=whatever"])
    with pytest.raises(ConfigError, match=r"study.baseline = whatever is no arm \(allowed: "):
        load_config(["experiment=kol_mix", "study.baseline=whatever"])


def test_all_broken_names_are_told_at_once():
    with pytest.raises(ConfigError) as caught:
        load_config(["campaign.selector=x", "study.outcomes=[y,z]", "report.brand_focus=w"])
    assert len(caught.value.problems) == 4


NAMED = {
    "selector": "campaign.selector={}", "rule": "campaign.in_flight.rule={}", "planner": "account.plan.planner={}",
    "rhythm": "account.plan.rhythm={}", "metric": "study.outcomes=[{}]", "feature": "ranker.weights.{}=1",
    "tactic": "tactics={}",
}  # fmt: skip


@pytest.mark.parametrize("noun", PLUGINS)
def test_every_plug_in_can_be_named(noun):
    config = load_config()
    for name in list(PLUGINS[noun])[:: max(1, len(PLUGINS[noun]) // 5)]:
        assert load_config([NAMED[noun].format(name)]).n_days == config.n_days


def test_a_plug_in_that_is_added_is_known_at_once(monkeypatch):
    monkeypatch.setitem(PLUGINS["selector"], "mine", len)
    assert load_config(["campaign.selector=mine"]).campaign.selector == "mine"


def test_the_shipped_config_refers_to_nothing_that_is_not_there():
    assert broken_references(load_config()) == []
