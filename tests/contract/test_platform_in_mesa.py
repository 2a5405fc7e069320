"""PlatformModel is a Mesa model like any other: batches, collectors, agents and their sets."""

import inspect

import mesa
import numpy as np
import pytest

from xhs_sim.actors.brand import Brand
from xhs_sim.agents import Creator, User
from xhs_sim.model import PlatformModel

TINY = {"population__n_users": 1000, "content__history_days": 2, "record__panel_share": 0.0, "threads": 1}
HAS_RNG = "rng" in inspect.signature(mesa.batch_run).parameters  # mesa >= 3.4


@pytest.fixture(scope="module")
def model():
    """Return a market after two days."""
    model = PlatformModel(rng=3, **TINY)
    model.step()
    model.step()
    return model


def batch(parameters, seeds, n_steps):
    options = {"number_processes": 1, "display_progress": False, "data_collection_period": -1}
    if HAS_RNG:
        return mesa.batch_run(PlatformModel, parameters, rng=list(seeds), max_steps=n_steps, **options)
    return mesa.batch_run(PlatformModel, {**parameters, "rng": list(seeds)}, max_steps=n_steps - 1, **options)


def test_batch_run_crosses_parameters_and_seeds():
    records = batch(TINY | {"ranker": ["random", "popular"]}, seeds=(1, 2), n_steps=2)
    assert sorted(record["ranker"] for record in records) == ["popular", "popular", "random", "random"]
    assert len({record["ctr"] for record in records}) == 4
    assert all(record["dau"] > 0 for record in records)


def test_a_model_stops_running_when_its_days_are_over():
    model = PlatformModel(n_days=2, **TINY)
    while model.running:
        model.step()
    assert (model.day, len(model.datacollector.model_vars["dau"])) == (2, 2)


def test_the_collector_notes_every_day(model):
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == ["dau", "ctr", "gmv"]
    daily = model.recorder.frame("daily")
    assert list(frame["dau"]) == daily["active_users"].to_list()
    assert list(frame["ctr"]) == pytest.approx(
        (daily["clicks"] / (daily["impressions"] - daily["reads"] + daily["clicks"])).to_list()
    )


def test_a_collector_of_ones_own_works(model):
    collector = mesa.DataCollector(
        model_reporters={"mean satisfaction": lambda m: m.agents_by_type[User].agg("satisfaction", np.mean)},
        agenttype_reporters={Brand: {"reach": "reach"}},
    )
    collector.collect(model)
    assert 0 < collector.model_vars["mean satisfaction"][0] < 1
    assert len(collector.get_agenttype_vars_dataframe(Brand)) == len(model.brands)


def test_agents_are_users_and_brands(model):
    kinds = model.agents_by_type
    assert len(model.agents) == len(kinds[User]) + len(kinds[Brand])
    assert {User, Creator, Brand} <= set(kinds)
    assert len(kinds[Creator]) < len(kinds[User])
    assert [brand.name for brand in kinds[Brand]] == list(model.config.brands)


def test_users_are_mesa_agents_with_plain_values(model):
    user = next(iter(model.agents_by_type[User]))
    assert isinstance(user, mesa.agent.Agent)
    assert user.model is model
    assert type(user.gender) is int
    assert type(user.satisfaction) is float


def test_users_can_be_selected_and_added_up(model):
    users = model.agents_by_type[User]
    active = users.select(lambda user: user.is_active == 1)
    log = model.world.users
    assert len(active) == ((log.is_active == 1) & (log.signup_day < model.day)).sum()  # later ones are no agents yet
    assert active.agg("is_active", sum) == len(active)
    habits = users.get("habit")
    assert len(habits) == len(users)


def test_users_can_be_grouped(model):
    groups = model.agents_by_type[User].groupby("gender")
    counts = groups.count()
    assert sum(counts.values()) == len(model.agents_by_type[User])
    assert set(counts) == {0, 1}
    assert all(0.8 < power < 1.2 for power in groups.agg("purchasing", np.mean).values())


def test_users_can_be_asked_one_by_one(model):
    young = model.agents_by_type[User].select(at_most=5)
    seen = []
    young.do(lambda user: seen.append(user.unique_id))
    assert len(set(seen)) == 5


def test_only_the_world_changes_users(model):
    user = next(iter(model.agents_by_type[User]))
    with pytest.raises((AttributeError, TypeError)):
        user.satisfaction = 1.0


def test_the_seed_may_come_as_text_as_from_a_text_field():
    assert PlatformModel(rng="5", **TINY).streams == PlatformModel(rng=5, **TINY).streams


def test_mesas_own_generator_follows_the_seed():
    draws = [PlatformModel(rng=seed, **TINY).rng.random() for seed in (5, 5, 6)]
    assert draws[0] == draws[1] != draws[2]


def test_a_scenario_holds_parameters_and_a_seed():
    scenario = {"population__n_users": 500, "n_days": 2, "rng": 7}
    model = PlatformModel(scenario=scenario, n_days=1)
    assert (model.config.population.n_users, model.config.n_days) == (500, 1)
    assert model.streams.key("visit", 0) == PlatformModel(rng=7, population__n_users=500).streams.key("visit", 0)
