"""Groups of users differ by the effect asked for, and the market's mean stays."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.config.schema.people import GroupEffects
from xhs_sim.rng import Streams
from xhs_sim.world.demographics import contrast, draw_people, group_effect, group_factor
from xhs_sim.world.population import build_people

POPULATION = load_config().population
PEOPLE = draw_people(np.arange(60_000), POPULATION, Streams(3).key("demographics"))
NONE = GroupEffects(female=0.0, youth=0.0, city=0.0, education=0.0)


def test_contrasts_run_from_first_to_last_and_one_band_has_none():
    assert contrast(3).tolist() == [0.5, 0.0, -0.5]
    assert contrast(1).tolist() == [0.0]


@pytest.mark.parametrize(
    ("name", "column", "more", "less"),
    [
        ("female", "gender", 1, 0),
        ("youth", "age_band", 0, -1),
        ("city", "city_tier", 0, -1),
        ("education", "education_level", 0, -1),
    ],
)
def test_the_first_group_stands_above_the_last_by_the_effect(name, column, more, less):
    effect = group_effect(PEOPLE, NONE.model_copy(update={name: 0.8}), POPULATION)
    band = getattr(PEOPLE, column)
    less = band.max() if less < 0 else less
    assert effect[band == more][0] - effect[band == less][0] == pytest.approx(0.8, abs=1e-6)
    assert effect.mean() == pytest.approx(0.0, abs=0.01)


def test_factors_have_a_mean_of_one():
    factor = group_factor(PEOPLE, GroupEffects(female=0.5, youth=-1.0, city=0.7, education=0.6), POPULATION)
    assert factor.mean() == pytest.approx(1.0, abs=0.01)
    assert factor.std() > 0.2


def test_no_effect_changes_nobody():
    assert (group_effect(PEOPLE, NONE, POPULATION) == 0).all()
    assert (group_factor(PEOPLE, NONE, POPULATION) == 1).all()


def people_of(*overrides):
    config = load_config(["population.n_users=2000", *overrides])
    return build_people(config.population, config.content, config.feed, 2, Streams(3))


def test_education_pulls_on_taste_and_purchasing_by_its_own_draws_and_without_a_pull_on_nothing():
    topics = [f"content.topics.{name}.education_logit=0" for name in load_config().content.topics]
    plain = [*topics, "population.purchasing_effects.education=0"]
    nobody, usual = people_of(*plain, "population.education_levels={all: 1}"), people_of(*plain)
    assert len(np.unique(usual.log.education_level)) == 3
    for name in ("taste", "purchasing", "visit_logit"):
        assert getattr(usual.truth, name).tolist() == getattr(nobody.truth, name).tolist()
    assert usual.log.city_tier.tolist() == nobody.log.city_tier.tolist()
    pulled = people_of("content.topics.travel.education_logit=3", "population.purchasing_effects.education=0.8")
    school, travel = pulled.log.education_level == 2, list(load_config().content.topics).index("travel")
    assert pulled.truth.taste[~school, travel].mean() > 1.3 * pulled.truth.taste[school, travel].mean()
    assert pulled.truth.purchasing[~school].mean() > 1.3 * pulled.truth.purchasing[school].mean()
