"""Randomness as a Mesa user expects it: runs without a seed differ, any seed of NumPy works or is refused by name."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.config.seeds import root_seed
from xhs_sim.model import PlatformModel

TINY = {"population__n_users": 300, "n_days": 1, "content__history_days": 1}


def draw(**seeds):
    model = PlatformModel(**TINY, **seeds)
    return model.config.seed, model.rng.random(), model.world.users.key[:5].tolist()


def test_models_without_a_seed_differ_and_say_what_ran():
    first, second = draw(), draw()
    assert first[0] != second[0]
    assert first[2] != second[2]
    assert draw(seed=first[0]) == first


def test_a_config_brings_its_seed():
    config = load_config(["population.n_users=300", "n_days=1", "seed=12"])
    assert PlatformModel(config).config.seed == 12
    assert PlatformModel(config, rng=13).config.seed == 13


@pytest.mark.parametrize(
    ("given", "root"),
    [(0, 0), (7, 7), (2**63, 2**63), (2**64 - 1, 2**64 - 1), (np.int64(5), 5), (np.uint64(2**63), 2**63),
     (np.int8(3), 3), ("41", 41)],
)  # fmt: skip
def test_whole_numbers_stand_for_themselves(given, root):
    assert root_seed(given) == root


@pytest.mark.parametrize(
    "make",
    [lambda: np.random.SeedSequence(4), lambda: np.random.default_rng(4), lambda: np.random.PCG64(4), lambda: [1, 2],
     lambda: np.array([3, 4]), lambda: np.random.RandomState(4)],
)  # fmt: skip
def test_other_seeds_of_numpy_give_one_whole_number_and_the_same_one_again(make):
    root = root_seed(make())
    assert 0 <= root < 2**64
    assert root_seed(make()) == root


def test_a_generator_given_twice_gives_two_seeds():
    generator = np.random.default_rng(4)
    assert root_seed(generator) != root_seed(generator)


@pytest.mark.parametrize("given", [7.9, True, np.True_, -1, 2**64, 2**64 + 7, "abc", "-3", [], [1.5], [True], 1 + 2j])
def test_what_is_no_seed_is_refused_by_name(given):
    with pytest.raises(ConfigError, match=r"rng = .* is not allowed"):
        PlatformModel(rng=given, **TINY)


def test_two_seeds_that_contradict_are_refused():
    with pytest.raises(ConfigError, match="rng=1 and seed=2 contradict"):
        PlatformModel(rng=1, seed=2, **TINY)


def test_a_large_seed_runs_and_pairs_with_nothing_else():
    large = draw(rng=2**63)
    assert large[0] == 2**63
    assert large[2] != draw(rng=0)[2]


def test_every_agent_of_a_model_has_an_id_of_its_own():
    model = PlatformModel(rng=1, **TINY)
    ids = [agent.unique_id for agent in model.agents]
    assert len(set(ids)) == len(ids)
    assert {brand.unique_id for brand in model.brands} <= set(ids)
