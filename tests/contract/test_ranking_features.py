"""Every feature that a ranker may weigh, and features of a user's own."""

import numpy as np
import pytest
from plain import NOTHING_BEYOND
from toy_world import count_acts

from xhs_sim.config import ConfigError, load_config
from xhs_sim.config.schema import RankerConfig
from xhs_sim.model import PlatformModel
from xhs_sim.phases.serve.law import feed_law
from xhs_sim.phases.serve.score import FEATURES, LADDER_RULES, OfPair, common_score, signals_of
from xhs_sim.world.columns import COUNTS
from xhs_sim.world.note_counts import NoteCounts

CONFIG = load_config()
OF_NOTES = [name for name, feature in FEATURES.items() if not isinstance(feature, OfPair)]
OF_PAIRS = [name for name, feature in FEATURES.items() if isinstance(feature, OfPair)]


@pytest.fixture(scope="module")
def model():
    model = PlatformModel(rng=3, population__n_users=1500, n_days=3)
    for _ in range(2):
        model.step()
    yield model
    model.close()


@pytest.fixture(scope="module")
def signals(model):
    content, log = model.world.content, model.world.content.log
    return signals_of(log, content.counts, CONFIG.feed.ladder, model.world.followers_of()[log.creator], (2, 0, 4))


def clicks_made_by(note_signals):
    """Score a note by its clicks: what a user of the package might write."""
    return note_signals.counts.over_surfaces()[:, COUNTS.index("reads")]


def of_first_topic(note_signals):
    """Score a note by whether it is of the first topic: far apart, however little notes differ in what they earn."""
    return (note_signals.log.topic == 0).astype(float)


def broken(note_signals):
    return np.full(3, np.nan)


@pytest.mark.parametrize("name", [*OF_NOTES, *LADDER_RULES])
def test_a_feature_is_one_finite_number_a_note_and_differs_between_notes(signals, name):
    value = np.asarray((FEATURES.own | LADDER_RULES)[name](signals))
    alive = signals.log.key >= 0
    assert value.shape == alive.shape
    assert np.isfinite(value[alive]).all()
    assert len(np.unique(value[alive])) > 1


@pytest.mark.parametrize("name", OF_NOTES)
def test_a_feature_of_notes_counts_by_its_weight(signals, model, name):
    score = common_score(signals, RankerConfig(weights={name: 2.0}), model.world.content.truth)
    alive = signals.log.key >= 0
    assert score[alive] == pytest.approx(2.0 * np.asarray(FEATURES[name](signals))[alive], rel=1e-5)


@pytest.mark.parametrize("name", OF_NOTES)
def test_a_feature_without_weight_is_as_if_it_were_not_named(signals, model, name):
    other = next(each for each in OF_NOTES if each != name)
    with_it, without = (
        common_score(signals, RankerConfig(weights=weights), model.world.content.truth)
        for weights in ({other: 0.5, name: 0.0}, {other: 0.5})
    )
    assert np.array_equal(with_it, without)


@pytest.mark.parametrize("name", OF_PAIRS)
def test_a_feature_of_pairs_is_one_of_the_kernels_numbers(name):
    laws = [feed_law(CONFIG.feed, RankerConfig(weights=weights), CONFIG.engage) for weights in ({}, {name: 1.5})]
    assert any(one != other for one, other in zip(*(law[2:] for law in laws), strict=True))


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_says_what_it_means(name):
    feature = FEATURES[name]
    meaning = feature.meaning if isinstance(feature, OfPair) else feature.__doc__.split("\n\n")[0]
    assert meaning.endswith(".")


def test_the_order_in_which_a_file_names_features_decides_nothing(signals, model):
    weights = {name: 0.1 + i / 7 for i, name in enumerate(OF_NOTES)} | {f"{__name__}.clicks_made_by": 0.3}
    orders = (weights, dict(reversed(weights.items())))
    one, other = (common_score(signals, RankerConfig(weights=w), model.world.content.truth) for w in orders)
    assert np.array_equal(one, other)


def test_ces_counts_points_against_the_usual_of_as_many_impressions(signals):
    counts = NoteCounts(4, 2)
    for note, act in enumerate(({"likes": 10}, {"comments": 10}, {"follows": 10}, {})):
        count_acts(counts, note, impressions=1000, **act)
    log = signals.log._replace(key=np.arange(4))
    score = FEATURES["ces"](signals._replace(log=log, counts=counts, shown=np.full(4, 1000)))
    usual = np.exp(np.round(np.log((10 + 40 + 80 + 2) / 5000) * 4) / 4) * 1000
    expected = np.log((np.array([10, 40, 80, 0]) + 2) / (usual + 2))
    assert score == pytest.approx(expected, abs=1 / 32)


def test_a_feature_from_outside_ranks():
    market = [
        "ranker=random",
        "population.n_users=2000",
        "n_days=3",
        "content.notes_per_active_day=0.3",
        *NOTHING_BEYOND,
    ]
    shares = []
    for own in (f"{{noise: 1, {__name__}.of_first_topic: 3}}", "{noise: 1}"):
        topics = PlatformModel(load_config([*market, f"ranker.weights={own}"])).run().recorder.frame("topic_daily")
        shares.append(topics.filter(topic=topics["topic"][0])["impressions"].sum() / topics["impressions"].sum())
    assert shares[0] > 1.15 * shares[1]  # seen: 1.35


def test_a_feature_of_the_wrong_shape_is_named(signals, model):
    ranker = RankerConfig(weights={f"{__name__}.broken": 1.0})
    with pytest.raises(ConfigError, match=r"broken returned \(3,\)"):
        common_score(signals, ranker, model.world.content.truth)
