"""Every feature that a ranker may weigh, and features of a user's own."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.config.schema import OwnFeature
from xhs_sim.model import PlatformModel
from xhs_sim.phases.serve.pools import signals_of
from xhs_sim.phases.serve.score import FEATURES, LADDER_RULES, common_score, load_feature
from xhs_sim.world.columns import COUNTS

LADDER = load_config().feed.ladder


@pytest.fixture(scope="module")
def model():
    model = PlatformModel(rng=3, population__n_users=1500, n_days=3)
    for _ in range(2):
        model.step()
    yield model
    model.close()


@pytest.fixture(scope="module")
def signals(model):
    return signals_of(model.world.content.log, LADDER, (2, 0, 4))


def clicks_made_by(note_signals):
    """Score a note by its clicks: what a user of the package might write."""
    return note_signals.log.counts[:, :, COUNTS.index("clicks")].sum(axis=1)


def broken(note_signals):
    return np.full(3, np.nan)


@pytest.mark.parametrize("name", FEATURES | LADDER_RULES)
def test_a_feature_is_one_finite_number_a_note_and_differs_between_notes(signals, name):
    value = (FEATURES | LADDER_RULES)[name](signals)
    alive = signals.log.key >= 0
    assert value.shape == alive.shape
    assert np.isfinite(value[alive]).all()
    assert len(np.unique(value[alive])) > 1


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_has_a_weight_in_the_ranker_that_is_read(signals, model, name):
    silent = load_config(["ranker=random"]).ranker
    score = common_score(signals, silent.model_copy(update={name: 2.0}), model.world.content.truth)
    alive = signals.log.key >= 0
    assert score[alive] == pytest.approx(2.0 * np.asarray(FEATURES[name](signals))[alive], rel=1e-5)


def test_ces_counts_points_against_the_usual_of_as_many_impressions(signals):
    counts = np.zeros((4, 2, len(COUNTS)), np.int32)
    counts[:, 0, COUNTS.index("impressions")] = 1000
    for note, act in enumerate(("likes", "comments", "follows")):
        counts[note, 0, COUNTS.index(act)] = 10
    log = signals.log._replace(counts=counts, key=np.arange(4))
    score = FEATURES["ces"](signals._replace(log=log, shown=np.full(4, 1000)))
    usual = np.exp(np.round(np.log((10 + 40 + 80 + 2) / 5000) * 4) / 4) * 1000
    expected = np.log((np.array([10, 40, 80, 0]) + 2) / (usual + 2))
    assert score == pytest.approx(expected, abs=1 / 32)


def test_a_feature_from_outside_ranks(tmp_path):
    own = f"[{{feature: {__name__}.clicks_made_by, weight: 1.0}}]"
    market = ["ranker=random", "population.n_users=2000", "n_days=3", "content.notes_per_active_day=0.3"]
    rates = []
    for extra in (own, "[]"):
        daily = PlatformModel(load_config([*market, f"ranker.extra={extra}"])).run().recorder.frame("daily")
        rates.append(daily["clicks"].sum() / daily["impressions"].sum())
    assert rates[0] > 1.1 * rates[1]


@pytest.mark.parametrize("name", ["no_such_module.score", f"{__name__}.no_such_function"])
def test_a_feature_that_is_not_there_is_named(name):
    with pytest.raises(ConfigError, match=rf"ranker.extra: {name}"):
        load_feature(name)


def test_a_feature_of_the_wrong_shape_is_named(signals, model):
    ranker = load_config().ranker.model_copy(update={"extra": [OwnFeature(feature=f"{__name__}.broken", weight=1.0)]})
    with pytest.raises(ConfigError, match=r"broken returned \(3,\)"):
        common_score(signals, ranker, model.world.content.truth)
