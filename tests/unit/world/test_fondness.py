"""How many like which topic most follows from the law of tastes, without drawing any."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.rng import Streams
from xhs_sim.world.demographics import contrast, draw_people
from xhs_sim.world.fondness import favourites
from xhs_sim.world.tastes import Strangers, draw_taste, topic_table


@pytest.fixture(scope="module")
def market():
    return load_config()


def test_the_shares_of_a_kind_add_up_to_1(market):
    assert favourites(market.population, market.content).sum(axis=-1) == pytest.approx(1.0)


def test_the_shares_are_those_of_people_who_are_drawn(market):
    n, people, content = 40_000, market.population, market.content
    keys, streams = np.arange(n, dtype=np.int64), Streams(7)
    who = draw_people(keys, people, streams.key("demographics"))
    youth, city = contrast(len(people.age_bands))[who.age_band], contrast(len(people.city_tiers))[who.city_tier]
    education = contrast(len(people.education_levels))[who.education_level]
    strangers = Strangers(keys, who.gender, youth, city, education)
    taste = draw_taste(strangers, topic_table(content), people.taste_spread, people.style_spread, streams.key("taste"))
    liked = taste[:, : len(content.topics)].argmax(axis=1)
    kind = favourites(people, content)[who.gender, who.age_band, who.city_tier, who.education_level]
    seen = np.bincount(liked, minlength=kind.shape[1]) / n
    assert seen == pytest.approx(kind.mean(axis=0), abs=0.01)


def test_without_any_spread_everybody_of_a_kind_likes_the_same(market):
    alike = market.population.model_copy(update={"taste_spread": 0.0})
    shares = favourites(alike, market.content)
    assert set(np.unique(shares)) == {0.0, 1.0}
