"""A brief's market: how many people, how many of them are simulated, and what is said of both."""

import pytest
import yaml
from brief_play import checked, launch, problems_of, text_of

from xhs_sim.brief import build_brief
from xhs_sim.config import ConfigError


def market_of(**market):
    return build_brief(launch(market=market)).market


def test_a_market_of_which_nothing_is_said_is_a_million_people_and_a_sample_of_readers():
    market = build_brief(launch(market=None)).market
    assert (market.people, market.n_users) == (1_000_000, 20_000)


def test_readers_alone_are_all_people():
    assert market_of(n_users=8000).people == 8000


def test_an_audience_that_readers_cannot_stand_for_is_told_with_the_nearest():
    with pytest.raises(ConfigError) as error:
        market_of(audience="50万", n_users=30_000)
    (problem,) = error.value.problems
    assert "market.audience = 500,000 must be a whole multiple of n_users = 30,000" in problem
    assert "the nearest is 510,000" in problem
    assert market_of(audience=510_000, n_users=30_000).people == 510_000


def test_money_goals_and_creators_are_those_of_all_people_whoever_is_simulated():
    whole = checked(launch(market={"n_users": 100_000})).sums.facts
    sample = checked(launch(market={"audience": 100_000, "n_users": 5000})).sums.facts
    differing = [one for one, other in zip(whole, sample, strict=True) if one != other]
    assert [fact.split(":")[0] for fact in differing] == ["market", "runs"]
    assert "market: 100,000 people (5,000 simulated, each stands for 20), one in 3,200 of the platform's" in sample


def test_a_run_of_few_readers_is_told_to_take_less_time():
    def minutes(**market):
        (runs,) = [fact for fact in checked(launch(market=market)).sums.facts if fact.startswith("runs: ")]
        return float(runs.split("about ")[1].split(" minutes")[0].replace(",", ""))

    assert minutes(n_users=1_000_000) > 1.5 * minutes(audience=1_000_000, n_users=20_000)


def test_both_numbers_reach_every_arm():
    overrides = checked(launch(market={"audience": 100_000, "n_users": 5000})).overrides
    assert {"population.n_users=5000", "population.audience=100000"} <= set(overrides)


def test_the_brief_to_begin_with_names_both():
    market = yaml.safe_load(text_of(audience=200_000))["market"]
    assert (market["audience"], market["n_users"]) == (200_000, 5000)


def test_more_than_the_people_of_the_market_cannot_be_reached():
    plain = launch(market={"audience": 100_000, "n_users": 5000}, objectives=[{"kind": "reach", "goal": 100_001}])
    (problem,) = problems_of(plain)
    assert "more than 100,000, the people of the market" in problem
    assert "market.audience" in problem
