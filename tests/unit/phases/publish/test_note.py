"""What notes are like: their topics, quality, proneness to acts, and the brands that they name."""

import math

import numpy as np
import pytest
from toy_world import creators_of, writers_of

from xhs_sim.config import load_config
from xhs_sim.config.schema import BrandConfig
from xhs_sim.phases.publish import Drafts, NoteLaw, draw_notes, mention_shares, note_law, publish_organic
from xhs_sim.phases.publish.draft import no_lean
from xhs_sim.phases.publish.note import level_of
from xhs_sim.rng import Streams
from xhs_sim.world.columns import AWARE, BOUGHT, N_LEANINGS, RECOMMENDING

M = 40_000
CONTENT = load_config().content
TRAITS = load_config(["creators=static"]).creators.traits
CALM = np.zeros(12)
SDS = np.array([0.2, 0.4, 0.6, 0.8])
LAW = NoteLaw(
    topic_focus=0.6, video_share=0.3, quality_sd=0.5, style_spread=0.2, topics=np.array([0.5, 0.8, 1.0]),
    resonance_sd=np.zeros(4), own_resonance=0.0, note_resonance=1.0, resonance_tail=0.0, kind_sd=SDS,
    kind_level=level_of(SDS, np.zeros(4)),
    kind_saturation=np.zeros(4), video_effect=np.array([0.3, -0.2, 0.0, 0.5]),
    creator_kind_sd=np.zeros(4), topic_effect=np.zeros((3, 4)),
    riding=0.0, trend=np.array([0.5, 0.8, 1.0]), topic_sd=0.0, format_sd=0.0, originality=0.0, imitation=0.0,
    fashion=np.ones((3, 4)), trait=Streams(5).key("trait"),
)  # fmt: skip


def written(law=LAW, m=M, skill=0.0, style=0.0, topic=1, nth=None, seed=5, lean=0):
    """Write the first note of each of ``m`` creators."""
    numbers = np.zeros(m, np.int64) if nth is None else nth
    return draw_notes(
        np.arange(m), numbers, np.full(m, topic, np.int8), np.full(m, skill, np.float32),
        np.full((m, 4), style, np.float32), np.broadcast_to(np.int8(lean), (m, N_LEANINGS)).copy(), law,
        Streams(seed).key("note"), Streams(seed).key("creator kinds"),
    )  # fmt: skip


def close(share, expected, n=M):
    return share == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / n))


def test_quality_is_the_creators_skill_and_luck():
    quality = written(skill=0.7)[4].astype(float)
    assert quality.mean() == pytest.approx(0.7, abs=4 * 0.5 / math.sqrt(M))
    assert quality.std() == pytest.approx(0.5, abs=4 * 0.5 / math.sqrt(2 * M))


def test_skill_moves_quality_one_to_one():
    assert written(skill=1.5)[4] - written(skill=0.5)[4] == pytest.approx(1.0, abs=1e-5)


def test_without_luck_every_note_is_as_good_as_its_creator():
    assert written(LAW._replace(quality_sd=0.0), skill=0.25)[4] == pytest.approx(0.25)


@pytest.mark.parametrize("kind", range(4))
def test_proneness_to_an_act_is_lognormal_with_mean_one_times_the_videos_effect(kind):
    _, _, video, _, _, kinds = written()
    logs, sd = np.log(kinds[:, kind].astype(float)), LAW.kind_sd[kind]
    for is_video in (0, 1):
        mine = video == is_video
        expected = LAW.video_effect[kind] * is_video
        assert logs[mine].mean() == pytest.approx(expected - sd**2 / 2, abs=4 * sd / math.sqrt(mine.sum()))
        assert logs[mine].std() == pytest.approx(sd, abs=4 * sd / math.sqrt(2 * mine.sum()))
        spread = math.exp(expected) * math.sqrt(math.expm1(sd**2))
        assert kinds[mine, kind].mean() == pytest.approx(math.exp(expected), abs=5 * spread / math.sqrt(mine.sum()))


def test_kinds_of_one_note_are_drawn_apart():
    images = written(LAW._replace(video_share=0.0))[5]
    across = np.corrcoef(np.log(images.T.astype(float)))
    assert np.abs(across[np.triu_indices(4, 1)]).max() < 4 / math.sqrt(M)


def test_resonance_lifts_all_kinds_of_a_note_at_once():
    images = written(LAW._replace(video_share=0.0, resonance_sd=np.full(4, 0.9)))[5].astype(float)
    logs = np.log(images)
    spread = np.sqrt(LAW.kind_sd**2 + 0.9**2)
    assert logs.std(axis=0) == pytest.approx(spread, rel=0.02)
    shared = 0.9**2 / np.outer(spread, spread)
    across = np.corrcoef(logs.T)
    assert across[np.triu_indices(4, 1)] == pytest.approx(shared[np.triu_indices(4, 1)], abs=0.02)
    assert images.mean(axis=0) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("tail", [0.5, 1.0])
def test_a_tail_lifts_few_notes_in_all_acts_and_leaves_the_median_note(tail):
    """Of notes x^(-1/tail) / 2 have more than x times what they would have; without a tail nothing moves."""
    law = LAW._replace(resonance_tail=tail)
    times = np.log(written(law)[5].astype(float)) - np.log(written(LAW)[5].astype(float))
    assert times == pytest.approx(np.repeat(times[:, :1], 4, axis=1), abs=1e-4)
    assert np.median(times[:, 0]) == pytest.approx(0.0, abs=0.03)
    assert times[:, 0].std() == pytest.approx(tail, rel=0.03)
    for x in (2.0, 8.0):
        assert (times[:, 0] > np.log(x)).mean() == pytest.approx(x ** (-1 / tail) / 2, rel=0.15, abs=0.001)


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_of_a_tail_the_same_share_is_the_creators_and_its_spread_stays(share):
    law = LAW._replace(own_resonance=math.sqrt(share), note_resonance=math.sqrt(1.0 - share), kind_sd=np.zeros(4))
    law = law._replace(kind_level=np.zeros(4), video_share=0.0, resonance_tail=0.8)
    first, second = (np.log(written(law, nth=np.full(M, nth))[5][:, 0].astype(float)) for nth in (0, 1))
    assert first.std() == pytest.approx(0.8, rel=0.03)
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_a_creators_notes_are_alike_in_resonance_by_its_share_and_the_spread_stays(share):
    law = LAW._replace(
        resonance_sd=np.full(4, 0.9), own_resonance=math.sqrt(share), note_resonance=math.sqrt(1.0 - share),
        kind_sd=np.zeros(4), kind_level=np.zeros(4), video_share=0.0,
    )  # fmt: skip
    first, second = (np.log(written(law, nth=np.full(M, nth))[5][:, 0].astype(float)) for nth in (0, 1))
    assert first.std() == pytest.approx(0.9, rel=0.02)
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(share, abs=0.02)


def test_what_resonates_is_saved_the_more_the_higher_the_load():
    """ln saves over ln likes: the load, where nothing else differs."""
    law = LAW._replace(
        video_share=0.0, kind_sd=np.zeros(4), kind_level=np.zeros(4), resonance_sd=0.6 * np.array([1.0, 1.5, 0.5, 2.0])
    )
    images = written(law)[5].astype(float)
    logs = np.log(images) - np.log(images).mean(axis=0)
    assert (logs / logs[:, :1]).mean(axis=0) == pytest.approx([1.0, 1.5, 0.5, 2.0], rel=1e-3)
    assert images.mean(axis=0) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("saturation", [0.5, 2.0])
def test_a_note_can_be_only_so_worth_saving_and_the_mean_stays(saturation):
    full = np.full(4, saturation)
    law = LAW._replace(video_share=0.0, kind_saturation=full, kind_level=level_of(SDS, full))
    kinds = written(law)[5].astype(float)
    logs = np.log(kinds)
    assert kinds.mean(axis=0) == pytest.approx(1.0, abs=0.02)
    assert (kinds.max(axis=0) < (1.0 + 1.0 / saturation) * np.median(kinds, axis=0) * 1.02).all()
    assert (((logs - logs.mean(axis=0)) ** 3).mean(axis=0) / logs.std(axis=0) ** 3)[2:].max() < -0.2
    assert (np.median(kinds, axis=0) >= np.median(written(LAW._replace(video_share=0.0))[5], axis=0)).all()


def test_videos_have_their_share():
    assert close(written()[2].mean(), 0.3)
    assert not written(LAW._replace(video_share=0.0))[2].any()


def test_topics_are_the_main_one_or_drawn_by_popularity():
    shares = np.bincount(written(topic=1)[1], minlength=3) / M
    for found, expected in zip(shares, [0.4 * 0.5, 0.6 + 0.4 * 0.3, 0.4 * 0.2], strict=True):
        assert close(found, expected)


def test_a_note_lies_on_its_topic_and_a_little_on_a_second():
    _, topic, _, vec, _, _ = written()
    assert vec[np.arange(M), topic] == pytest.approx(0.95)
    elsewhere = vec[:, :12].copy()
    elsewhere[np.arange(M), topic] = 0.0
    assert sorted(set(elsewhere.sum(axis=1).tolist())) == pytest.approx([0.0, 0.3])
    assert close((elsewhere[topic == 0].sum(axis=1) == 0).mean(), 0.5, (topic == 0).sum())  # the second is the first


def test_style_is_half_the_creators_and_half_the_notes_own():
    style = written(style=0.4)[3][:, 12:].astype(float)
    assert style.mean(axis=0) == pytest.approx(0.7 * 0.4, abs=4 * 0.14 / math.sqrt(M))
    assert style.std(axis=0) == pytest.approx(0.7 * 0.2, abs=4 * 0.14 / math.sqrt(2 * M))


def test_a_key_names_one_note_and_says_nothing_of_the_creators_skill():
    keys = written(nth=np.arange(M) % 3)[0]
    assert keys.min() >= 0
    assert len(set(keys.tolist())) == M
    assert (keys == written(nth=np.arange(M) % 3, skill=2.0, topic=2)[0]).all()


def test_one_more_writer_leaves_every_other_note_as_it_was():
    for less, more in zip(written(m=500), written(m=501), strict=True):
        assert (less == more[:500]).all()


def test_the_next_note_of_a_creator_is_another_note():
    first, second = written(nth=np.zeros(M, np.int64)), written(nth=np.ones(M, np.int64))
    assert not np.intersect1d(first[0], second[0]).size
    assert abs(np.corrcoef(first[4], second[4])[0, 1]) < 4 / math.sqrt(M)


def test_the_law_takes_its_numbers_from_the_config_in_the_order_of_the_kinds():
    law = note_law(CONTENT, TRAITS, CALM, Streams(5))
    sds = CONTENT.kind_log_sd
    assert law.kind_sd.tolist() == [sds["like"], sds["save"], sds["comment"], sds["share"]]
    weights = np.array([topic.popularity for topic in CONTENT.topics.values()])
    assert np.diff(law.topics, prepend=0.0) == pytest.approx(weights / weights.sum())


def published(mentions, topic_focus=1.0, day=6):
    drafts = Drafts(np.arange(M, dtype=np.int32), np.zeros(M, np.int64), np.arange(M, dtype=np.int64) % 4, no_lean(M))
    content = CONTENT.model_copy(update={"topic_focus": topic_focus})
    law = note_law(content, TRAITS, CALM, Streams(5))
    writers = writers_of(M, content, law, Streams(5), day, creators_of(M, topic=2))
    drafts = drafts._replace(tick=drafts.tick.astype(np.int8))
    return publish_organic(writers, drafts, np.tile(np.array(mentions), (M, 1)))


def test_published_notes_are_of_their_creator_day_and_tick_and_not_sponsored():
    notes = published([0.0])
    assert (notes.creator == np.arange(M)).all()
    assert (notes.day == 6).all()
    assert (notes.tick == np.arange(M) % 4).all()
    assert not notes.is_sponsored.any()
    assert (notes.brand == -1).all()


def test_the_first_brand_that_is_drawn_is_named():
    brand = published([0.3, 0.5]).brand
    for b, expected in ((0, 0.3), (1, 0.7 * 0.5), (-1, 0.7 * 0.5)):
        assert close((brand == b).mean(), expected)


def test_notes_off_the_creators_topic_name_nobody():
    notes = published([0.0, 1.0], topic_focus=0.5)
    assert (notes.brand == np.where(notes.topic == 2, 1, -1)).all()
    assert 0.3 < (notes.topic != 2).mean() < 0.5


def brand_on(topic, mention_share):
    one = {"en": "x", "zh": "x"}
    product = one | {"price_cny": 100.0, "margin_share": 0.5, "appeal": 0.0}
    return BrandConfig(**one, topic=topic, aware_share=0.1, mention_share=mention_share, products={"thing": product})


def test_creators_of_the_topic_name_a_brand_and_recommenders_more_often():
    topics = list(CONTENT.topics)
    drafts = Drafts(np.array([0, 1, 2, 2], np.int32), np.array([0, 0, 0, 1]), np.zeros(4, np.int8), no_lean(4))
    creators = creators_of(3, topic=[0, 1, 0])
    stage = np.array([[BOUGHT, AWARE], [RECOMMENDING, RECOMMENDING], [RECOMMENDING, RECOMMENDING]], np.uint8)
    brands = [brand_on(topics[0], 0.04), brand_on(topics[1], 0.3)]
    shares = mention_shares(drafts, creators, stage[drafts.creator], brands, 5.0, CONTENT, RECOMMENDING)
    assert shares == pytest.approx(np.array([[0.04, 0.0], [0.0, 0.9], [0.2, 0.0], [0.2, 0.0]]))  # 1.5 is cut to 0.9
