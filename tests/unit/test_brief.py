"""Briefs: what a strategist may get wrong, in words; and what a sound one becomes."""

from datetime import date

import pytest
import yaml

from xhs_sim.brief import check_brief, overrides_of, read_brief, template
from xhs_sim.cli.briefed import MARKET, with_brief
from xhs_sim.config import ConfigError, build_config, compose_plain, load_config
from xhs_sim.study import plan_compare

BASE = load_config(MARKET)
USUAL = template(
    name="launch", brand="qingrou", topic="skincare", product="face_cream", price_cny=198.0, kind="sales",
    goal=50_000.0, budget_cny=300_000.0, first_day=date(2026, 12, 1), n_users=2000,
)  # fmt: skip
AGREED = {"creator": "c001", "followers": 5200, "price_cny": 800.0, "day": date(2026, 12, 2)}


def put(plain, path, value):
    """Set a value by its dotted path."""
    *steps, last = path.split(".")
    for step in steps:
        plain = plain[step]
    plain[last] = value


@pytest.fixture
def write(tmp_path):
    def write_brief(**changes):
        plain = yaml.safe_load(USUAL)
        for path, value in changes.items():
            put(plain, path.replace("__", "."), value)
        path = tmp_path / "brief.yaml"
        path.write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
        return path

    return write_brief


def problems_of(path):
    return [finding.text for finding in check_brief(read_brief(path), BASE) if finding.kind == "problem"]


def warnings_of(path):
    return [finding.text for finding in check_brief(read_brief(path), BASE) if finding.kind == "warning"]


def test_the_usual_brief_has_no_problem(write):
    assert problems_of(write()) == []
    assert [text.split(":")[0] for text in warnings_of(write())] == ["no quotes_file"]


@pytest.mark.parametrize(("change", "saying"), [
    ({"budget_cny": -5.0}, "budget_cny = -5.0 must be more than 0"),
    ({"objective": {"kind": "fame", "goal": 1}}, "objective.kind = 'fame' is none of these"),
    ({"calendar__first_day": "soon"}, "calendar.first_day = 'soon' is no date"),
    ({"tactics": {}}, "tactics is empty"),
    ({"slogan": "hello"}, "slogan is not part of a brief"),
    ({"product": {"price_cny": 1.0}}, "product.name is missing"),
    ({"market__replicates": 1}, "market.replicates = 1 must be at least 2"),
])  # fmt: skip
def test_what_no_brief_can_say_is_refused_by_name(write, change, saying):
    with pytest.raises(ConfigError) as error:
        read_brief(write(**change))
    assert any(saying in problem for problem in error.value.problems)


def test_a_file_that_is_none_or_no_yaml_is_told_from_a_brief(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        read_brief(tmp_path / "nowhere.yaml")
    (tmp_path / "broken.yaml").write_text("name: [1\nbudget: 2", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 2: no YAML"):
        read_brief(tmp_path / "broken.yaml")
    (tmp_path / "text.yaml").write_text("spend it all", encoding="utf-8")
    with pytest.raises(ConfigError, match="a brief has parts"):
        read_brief(tmp_path / "text.yaml")


@pytest.mark.parametrize(("change", "saying"), [
    ({"calendar__last_day": date(2026, 11, 3)}, "last_day 2026-11-03 is before first_day 2026-12-01: swap the two"),
    ({"calendar__watch_until": date(2026, 12, 4)}, "watch_until 2026-12-04 is before last_day"),
    ({"audience__topics": ["skincar"]}, "audience.topics: 'skincar' is not known (did you mean skincare?"),
    ({"audience__city_tiers": ["moon"]}, "audience.city_tiers: 'moon' is not known"),
    ({"brand": {"name": "newcomer"}}, "say its topic"),
    ({"brand": {"name": "newcomer", "topic": "skincare"}, "product": {"name": "mask"}}, "nobody can buy mask"),
    ({"tactics__small_creators__spend": {"creators": 0.5}}, "spend adds up to 0.5"),
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
])  # fmt: skip
def test_contradictions_are_told_in_words(write, change, saying):
    assert any(saying in problem for problem in problems_of(write(**change)))


def test_overlapping_exclusives_of_one_creator_are_told_and_those_of_two_are_not(write):
    first = AGREED | {"exclusive_from": date(2026, 12, 1), "exclusive_until": date(2026, 12, 20)}
    second = first | {"exclusive_from": date(2026, 12, 20), "exclusive_until": date(2027, 1, 20)}
    (problem,) = problems_of(write(agreed=[first, second]))
    assert "overlap from 2026-12-20 to 2026-12-20" in problem
    assert problems_of(write(agreed=[first, second | {"creator": "c002"}])) == []
    assert problems_of(write(agreed=[first, second | {"exclusive_from": date(2026, 12, 21)}])) == []


def test_quotes_over_the_budget_are_told(write, tmp_path):
    quotes = tmp_path / "quotes.csv"
    quotes.write_text("followers,image_text_quote_cny\n5000,2万\n900,30000\n", encoding="utf-8")
    (problem,) = problems_of(write(quotes_file=str(quotes), budget_cny=9_000.0))
    assert "the cheapest quote, 20,000 CNY, is over the budget of 9,000 CNY" in problem
    assert problems_of(write(quotes_file=str(quotes), budget_cny=90_000.0)) == []


def test_what_will_be_assumed_is_said(write):
    path = write(agreed=[{**AGREED, "price_cny": None}], calendar__watch_until=date(2026, 12, 9))
    said = " ".join(warnings_of(path))
    assert "c001: no price" in said
    assert "2 days are watched" in said
    assert "creators_then_ads: ads have 6 days" in said


def config_of(path):
    return build_config(compose_plain(overrides_of(read_brief(path), BASE)))


def test_a_brief_becomes_the_campaign_that_it_describes(write):
    path = write(
        agreed=[AGREED], audience__genders=["female"], audience__topics=["beauty", "skincare"],
        calendar__watch_until=date(2026, 12, 30), question='Is "small" better?',
    )  # fmt: skip
    config = config_of(path)
    plan = config.campaign
    assert (config.name, config.n_days, config.population.n_users) == ("launch", 37, 2000)
    assert (plan.brand, plan.product, plan.budget_cny) == ("qingrou", "face_cream", 300_000.0)
    assert (plan.start_day, plan.burst_days, config.calendar.start) == (7, 7, "2026-11-24")
    assert (plan.topics, plan.ads.genders) == (["beauty", "skincare"], ["female"])
    assert [(each.followers, each.price_cny, each.after_days) for each in plan.agreed] == [(5200, 800, 1)]
    assert config.study.question == 'Is "small" better?'
    assert list(config.study.arms) == ["nothing", "small_creators", "creators_then_ads"]
    goal = config.study.goal
    assert goal is not None
    assert (goal.metric, goal.at_least, goal.measure) == ("gmv", 50_000, "effect")


def test_every_tactic_becomes_an_arm_that_can_run(write, tmp_path):
    mix = {"paid": 3.0, "cocreation": 1.0}
    typed = [f"brief={write(tactics__small_creators__cooperation=mix)}", "study.replicates=2"]
    plan = plan_compare(with_brief(typed, None), tmp_path, typed=typed)
    assert plan.notes == ()
    assert len(plan.requests) == 3 * 2
    arms = {request.arm: request.config.campaign for request in plan.requests}
    assert arms["nothing"].budget_cny == 0
    assert arms["small_creators"].tier_shares == {"koc": 1.0, "junior": 0.0, "waist": 0.0, "head": 0.0}
    assert arms["small_creators"].contract.kinds == {"paid": 3.0, "trial": 0.0, "cocreation": 1.0}
    assert arms["creators_then_ads"].contract.kinds == {"paid": 1.0, "trial": 0.0, "cocreation": 0.0}
    split = arms["creators_then_ads"].ads.split
    assert {what: share for what, share in split.items() if share} == {"creators": 0.5, "feed": 0.3, "search": 0.2}
    assert arms["creators_then_ads"].ads.targeting == "look_alike"
    assert arms["creators_then_ads"].keyword_coverage == 0.5


def test_a_new_brand_or_product_comes_to_the_market(write):
    balm = {"name": "balm", "price_cny": 49.0}
    config = config_of(write(brand={"name": "newcomer", "topic": "beauty"}, product=balm))
    assert config.brands["newcomer"].topic == "beauty"
    assert config.brands["newcomer"].products["balm"].price_cny == 49.0
    config = config_of(write(product=balm))
    assert set(config.brands["qingrou"].products) == {"face_cream", "serum", "balm"}
    config = config_of(write(product={"name": "face_cream", "price_cny": 149.0}))
    assert config.brands["qingrou"].products["face_cream"].price_cny == 149.0


def test_a_price_that_is_missing_is_the_price_laws(write):
    (agreed,) = config_of(write(agreed=[{**AGREED, "price_cny": None}])).campaign.agreed
    law = BASE.campaign.prices
    assert agreed.price_cny == pytest.approx(law.anchor_cny * (5200 / law.anchor_followers) ** law.exponent, abs=0.01)


def test_a_rate_is_a_goal_as_it_is(write):
    goal = config_of(write(objective={"kind": "engagement_rate", "goal": 0.08})).study.goal
    assert goal is not None
    assert (goal.metric, goal.measure) == ("brand_engagement_rate", "level")


def test_problems_reach_the_user_with_the_files_name(write):
    path = write(calendar__last_day=date(2026, 11, 3), audience__topics=["skincar"])
    with pytest.raises(ConfigError) as error:
        with_brief([f"brief={path}"], None)
    assert len(error.value.problems) == 2
    assert all(problem.startswith(str(path)) for problem in error.value.problems)
    with pytest.raises(ConfigError, match="one brief at a time"):
        with_brief([f"brief={path}", f"brief={path}"], None)
    assert with_brief(["seed=1"], None) == ["seed=1"]
