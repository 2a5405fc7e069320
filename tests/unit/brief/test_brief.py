"""Briefs: what a strategist may get wrong, in words; and what a sound one becomes."""

from datetime import date

import pytest
from brief_play import arms_of, checked, launch, problems_of, warnings_of

from xhs_sim.brief import build_brief
from xhs_sim.config import ConfigError

AGREED = {"creator": "c001", "followers": 5200, "price_cny": 800.0, "day": date(2026, 12, 2)}
FIRST_FORM = {
    "name": "launch",
    "brand": {"name": "qingrou", "topic": "skincare", "aware_share": 0.1},
    "product": {"name": "face_cream", "price_cny": 198, "margin_share": 0.6},
    "audience": {"topics": ["skincare"], "genders": [], "age_bands": [], "city_tiers": [], "education_levels": []},
    "objective": {"kind": "sales", "goal": 5000},
    "budget_cny": 3000,
    "quotes_file": None,
    "calendar": {"first_day": "2026-12-01", "last_day": "2026-12-07", "watch_until": "2026-12-21"},
    "own_account": None,
    "agreed": [],
    "tactics": {
        "small_creators": {
            "spend": {"creators": 1.0, "feed_ads": 0.0, "search_ads": 0.0}, "tiers": {"koc": 1.0},
            "choose_by": "audience_fit",
        },
        "creators_then_ads": {
            "spend": {"creators": 0.79, "feed_ads": 0.01, "search_ads": 0.2}, "tiers": {"koc": 0.5, "junior": 0.5},
            "cooperation": {"paid": 1.0}, "choose_by": "price_efficiency", "keyword_coverage": 0.5,
            "targeting": "broad", "ads_after_days": 2,
        },
    },
    "market": {"n_users": 8000, "replicates": 6, "seed": 1},
}  # fmt: skip


def test_the_usual_brief_has_no_problem():
    assert problems_of(launch()) == []
    assert [text.split(":")[0] for text in warnings_of(launch()) if "smallest" not in text][:1] == ["no quotes_file"]


@pytest.mark.parametrize(("change", "saying"), [
    ({"budget_cny": -5.0}, "budget_cny = -5.0 must be at least 0"),
    ({"phases__launch__first_day": "soon"}, "phases.launch.first_day = 'soon': no date"),
    ({"tactics": {}}, "tactics is empty"),
    ({"slogan": "hello"}, "slogan is not part of a brief (known: name, question, brand,"),
    ({"tactics__small_creators__spend": {"creator": 1}}, "creator is not part of a brief (did you mean creators?"),
    ({"tactics__small_creators__spend": {"creators": 0.5, "coupon": 0.5}}, "coupons cost nothing of the budget"),
    ({"brand": "雪肌"}, "brand = '雪肌': this part has entries of its own (name, topic, aware_share)"),
    ({"partner": {"brand": "花西语"}}, "partner.brand = '花西语': this part has entries of its own (name, topic,"),
    ({"product": {"price_cny": 1.0}}, "product.name is missing"),
    ({"market__replicates": 1}, "market.replicates = 1 must be at least 2"),
    ({"challenge": {"first_day": "2026-12-01", "last_day": "2026-12-02", "reward_cny": 9, "prize_cny": 500}},
     "a challenge pays everybody who takes part (reward_cny); prizes by lot are a draw's"),
    ({"objective": {"kind": "sales"}}, "objective and objectives say the same"),
])  # fmt: skip
def test_what_no_brief_can_say_is_refused_by_name(change, saying):
    assert any(saying in problem for problem in problems_of(launch(**change)))


@pytest.mark.parametrize(("change", "saying"), [
    ({"objectives": [{"kind": "fame"}]}, "objectives.0.kind: 'fame' is not known"),
    ({"phases__launch__last_day": "2026-11-03"}, "last_day 2026-11-03 is before first_day 2026-12-01: swap the two"),
    ({"phases__tail__last_day": "2026-12-04"}, "watch_until 2026-12-04 is before last_day"),
    ({"audience__topics": ["skincar"]}, "audience.topics: 'skincar' is not known (did you mean skincare?"),
    ({"audience__city_tiers": ["moon"]}, "audience.city_tiers: 'moon' is not known"),
    ({"brand": {"name": "newcomer"}}, "say its topic"),
    ({"brand": {"name": "qingrou", "topic": "food"}}, "the market knows qingrou as a brand of skincare"),
    ({"brand": {"name": "newcomer", "topic": "skincare"}, "product": {"name": "mask"}}, "nobody can buy mask"),
    ({"tactics__small_creators__spend": {"creators": 0.5}}, "spend adds up to 0.5"),
    ({"tactics__small_creators__spend": {"creators": 900, "search_ads": 0.5}}, "0.5 beside amounts in CNY"),
    ({"tactics__small_creators__spend": {"creators": "4k"}}, "amounts add up to 4,000 CNY, and the budget is 3,000"),
    ({"tactics__small_creators__choose_by": "follower"}, "did you mean followers?"),
    ({"tactics__small_creators__tiers": {"koc": 0.0}}, "no tier gets any of it"),
    ({"tactics__small_creators__cooperation": {"trail": 1.0}}, "did you mean trial?"),
    ({"tactics__small_creators__cooperation": {"trial": 0.0}}, "no kind gets any of the creators' money"),
    ({"tactics__small_creators": {"spend": {"creators": 0.0, "search_ads": 1.0}, "cooperation": {"paid": 1.0}}},
     "but spend.creators is 0"),
    ({"budget_cny": 900.0, "tactics__small_creators__cooperation": {"paid": 0.95, "trial": 0.05}},
     "products on trial get 45 CNY, but one parcel costs 84"),
    ({"tactics__small_creators__spend": {"creators": 0.0, "feed_ads": 1.0}}, "without creators there is nothing"),
    ({"agreed": [AGREED | {"price_cny": 290_000.0}]}, "319,000 CNY with the marketplace's fee"),
    ({"agreed": [AGREED | {"day": date(2027, 1, 1)}]}, "publishes on 2027-01-01, outside the campaign"),
    ({"agreed": [AGREED | {"exclusive_from": date(2026, 12, 1)}]}, "needs exclusive_from and exclusive_until"),
    ({"quotes_file": "no_such.csv"}, "no such file"),
    ({"brand": None, "product": None, "audience": None}, "say whose plan it is"),
    ({"brand": None}, "product: say whose it is"),
])  # fmt: skip
def test_contradictions_are_told_in_words(change, saying):
    assert any(saying in problem for problem in problems_of(launch(**change)))


def test_overlapping_exclusives_of_one_creator_are_told_and_those_of_two_are_not():
    first = AGREED | {"price_cny": 90, "exclusive_from": date(2026, 12, 1), "exclusive_until": date(2026, 12, 20)}
    second = first | {"exclusive_from": date(2026, 12, 20), "exclusive_until": date(2027, 1, 20)}
    (problem,) = problems_of(launch(agreed=[first, second]))
    assert "overlap from 2026-12-20 to 2026-12-20" in problem
    assert problems_of(launch(agreed=[first, second | {"creator": "c002"}])) == []
    assert problems_of(launch(agreed=[first, second | {"exclusive_from": date(2026, 12, 21)}])) == []


def test_quotes_over_the_budget_and_quotes_without_a_price_are_told(tmp_path):
    quotes = tmp_path / "quotes.csv"
    quotes.write_text("followers,image_text_quote_cny\n5000,2万\n900,30000\n", encoding="utf-8")
    (problem,) = problems_of(launch(quotes_file=str(quotes)))
    assert "the cheapest quote, 20,000 CNY, is over the budget of 3,000 CNY" in problem
    quotes.write_text("followers,image_text_quote_cny\n5000,\n900,\n", encoding="utf-8")
    assert any(str(quotes) in problem for problem in problems_of(launch(quotes_file=str(quotes))))


def test_what_will_be_assumed_is_said():
    plain = launch(agreed=[{**AGREED, "price_cny": None}], phases__tail__last_day="2026-12-09")
    said = " ".join(warnings_of(plain))
    assert "c001: no price" in said
    assert "2 days are watched" in said
    assert "creators_then_ads: ads have 7 days" in said


def test_a_brief_of_the_first_form_still_reads_and_says_the_same(tmp_path):
    assert problems_of(FIRST_FORM) == []
    arms = arms_of(FIRST_FORM, tmp_path)
    plan = arms["creators_then_ads"].campaign
    assert (plan.brand, plan.product, plan.budget_cny) == ("qingrou", "face_cream", 3000.0)
    assert (plan.start_day, plan.burst_days, arms["nothing"].n_days) == (7, 7, 28)
    assert {what: share for what, share in plan.ads.split.items() if share} == {
        "creators": 0.79, "feed": 0.01, "search": 0.2,
    }  # fmt: skip
    assert arms["nothing"].brands["qingrou"].aware_share == 0.1
    goal = arms["nothing"].study.goal
    assert goal is not None
    assert (goal.metric, goal.at_least, goal.measure) == ("gmv", 5000, "effect")


@pytest.mark.parametrize(("change", "saying"), [
    ({"objective": {"kind": "fame", "goal": 1}}, "'fame' is not known"),
    ({"objective": {"kind": "sales", "goal": -1}}, "objective.goal = -1"),
    ({"calendar": {"first_day": "2026-13-13", "last_day": "2026-12-07", "watch_until": "2026-12-21"}},
     "calendar.first_day = '2026-13-13': there is no month 13"),
    ({"calendar": {"first_day": "2026-12-01", "last_day": "2026-12-07", "watch_until": "9999-01-01"}},
     "calendar.watch_until = '9999-01-01': year 9999 is outside 2000 to 2100"),
])  # fmt: skip
def test_problems_of_the_first_form_are_told_in_its_own_words(change, saying):
    assert any(saying in problem for problem in problems_of(FIRST_FORM | change))


def test_a_brief_becomes_the_campaign_that_it_describes(tmp_path):
    plain = launch(
        agreed=[AGREED], audience={"topics": ["beauty", "skincare"], "genders": ["female"]},
        phases__tail__last_day="2026-12-30", question='Is "small" better?',
    )  # fmt: skip
    config = arms_of(plain, tmp_path)["small_creators"]
    plan = config.campaign
    assert (config.name, config.n_days, config.population.n_users) == ("launch", 37, 5000)
    assert (plan.start_day, plan.burst_days, config.calendar.start) == (7, 7, "2026-11-24")
    assert (plan.topics, plan.ads.genders) == (["beauty", "skincare"], ["female"])
    assert [(each.followers, each.price_cny, each.after_days) for each in plan.agreed] == [(5200, 800, 1)]
    assert config.study.question == 'Is "small" better?'
    assert list(config.study.arms) == ["nothing", "small_creators", "creators_then_ads"]


def test_every_tactic_becomes_an_arm_that_can_run(tmp_path):
    plain = launch(tactics__small_creators__cooperation={"paid": 3.0, "cocreation": 1.0})
    arms = {arm: config.campaign for arm, config in arms_of(plain, tmp_path).items()}
    assert arms["nothing"].budget_cny == 0
    assert arms["small_creators"].tier_shares == {"koc": 1.0, "junior": 0.0, "waist": 0.0, "head": 0.0}
    assert arms["small_creators"].contract.kinds == {"paid": 3.0, "trial": 0.0, "cocreation": 1.0}
    assert arms["creators_then_ads"].contract.kinds == {"paid": 1.0, "trial": 0.0, "cocreation": 0.0}
    assert (arms["creators_then_ads"].ads.targeting, arms["creators_then_ads"].ads.billing) == ("broad", "cpm")
    assert arms["creators_then_ads"].keyword_coverage == 0.5


def test_a_new_brand_or_product_comes_to_the_market(tmp_path):
    balm = {"name": "balm", "price_cny": 49.0}
    config = arms_of(launch(brand={"name": "newcomer", "topic": "beauty"}, product=balm), tmp_path)["nothing"]
    assert config.brands["newcomer"].topic == "beauty"
    assert config.brands["newcomer"].products["balm"].price_cny == 49.0
    config = arms_of(launch(product=balm), tmp_path)["nothing"]
    assert set(config.brands["qingrou"].products) == {"face_cream", "serum", "balm"}
    config = arms_of(launch(product={"name": "面霜", "price_cny": 149.0}), tmp_path)["nothing"]
    assert config.brands["qingrou"].products["face_cream"].price_cny == 149.0


def test_the_market_is_the_one_that_knows_the_brand_or_is_about_its_topic(tmp_path):
    known = {"brand": {"name": "知远"}, "product": {"name": "course"}, "audience__topics": ["教育"]}
    assert "xinglv" in arms_of(launch(**known), tmp_path)["nothing"].brands
    new = {"brand": {"name": "面馆", "topic": "美食"}, "product": {"name": "面", "price_cny": 30}}
    assert "mianxiang" in arms_of(launch(**new, audience__topics=["美食"]), tmp_path)["nothing"].brands


def test_a_price_that_is_missing_is_the_price_laws(tmp_path):
    config = arms_of(launch(agreed=[{**AGREED, "price_cny": None}]), tmp_path)["small_creators"]
    law = config.campaign.prices
    expected = law.anchor_cny * (5200 / law.anchor_followers) ** law.exponent
    assert config.campaign.agreed[0].price_cny == pytest.approx(expected, abs=0.01)


def test_all_problems_are_told_at_once_each_with_the_files_name():
    with pytest.raises(ConfigError) as error:
        build_brief(launch(budget_cny=-1, slogan="x"), "a.yaml")
    assert len(error.value.problems) == 2
    assert all(problem.startswith("a.yaml: ") for problem in error.value.problems)
    assert len(problems_of(launch(audience__topics=["skincar"], tactics__small_creators__targeting="x"))) == 2
    assert checked(launch()).brief.name == "launch"


def test_money_is_shared_out_by_percentages_as_by_shares(tmp_path):
    percent, share = (
        arms_of(launch(tactics__small_creators={"spend": spend, "tiers": {"koc": 1}}), tmp_path)
        for spend in ({"creators": "50%", "search_ads": "50 ％"}, {"creators": 0.5, "search_ads": 0.5})
    )
    assert percent == share
