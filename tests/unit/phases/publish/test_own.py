"""Planned notes: apart from all others, as the plan says, and as good as the work in them."""

import numpy as np
import pytest
from toy_world import creators_of, writers_of

from xhs_sim.config import load_config
from xhs_sim.phases.publish import Planned, cover_effect, draw_notes, effort_effect, note_law, publish_own
from xhs_sim.phases.publish.draft import SPONSORED, no_lean
from xhs_sim.phases.publish.note import KINDS, ORIGINALITY
from xhs_sim.rng import Streams
from xhs_sim.world.population import draw_uniforms

N, K, WHO = 50, 3000, 7
CONFIG = load_config(["account=creator", "creators.traits.originality_effect=0.8"])
STREAMS = Streams(9)
LAW = note_law(CONFIG.content, CONFIG.creators.traits, np.zeros(12), STREAMS)
PLAN, EFFORT = CONFIG.account.plan, CONFIG.account.effort
NO_VIDEO = np.zeros(K, np.bool_)


def own(
    first=0, topic=3, is_video=NO_VIDEO, brand=-1, originality=None, k=K, skill=0.0, law=LAW, content=CONFIG.content
):
    writers = writers_of(N, content, law, STREAMS, 8, creators_of(N, topic=5, skill=skill))
    planned = Planned(np.full(k, topic, np.int8), is_video[:k], np.full(k, 2, np.int8))
    return publish_own(writers, WHO, first, planned, brand, originality)


def other_keys(first):
    """Return keys of the creator's notes from a number on."""
    k = 400
    return draw_notes(
        np.full(k, WHO), first + np.arange(k), np.zeros(k, np.int8), np.zeros(k, np.float32),
        np.zeros((k, 4), np.float32), no_lean(k), LAW, STREAMS.key("note"), STREAMS.key("creator kinds"),
    )[0]  # fmt: skip


def plan_of(**changes):
    return PLAN.model_copy(update=changes)


def test_keys_are_those_of_no_organic_and_no_sponsored_note():
    keys = own().key
    assert len(set(keys.tolist())) == K
    assert not np.intersect1d(keys, np.concatenate([other_keys(0), other_keys(SPONSORED)])).size


def test_notes_are_what_the_plan_says():
    is_video = np.arange(K) % 3 == 0
    notes = own(is_video=is_video, brand=1)
    assert (notes.is_video == is_video).all()
    assert (notes.topic == 3).all()  # though the config lets organic notes wander
    assert (notes.tick == 2).all()
    assert (notes.day == 8).all()
    assert (notes.creator == WHO).all()
    assert (notes.brand == 1).all()
    assert not notes.is_sponsored.any()


def test_people_act_less_on_a_brands_own_notes_and_as_usual_where_nothing_is_said():
    none, fewer = (
        CONFIG.content.model_copy(update={"shop_kind_effect": dict(zip(KINDS, effects, strict=True))})
        for effects in ((0.0, 0.0, 0.0, 0.0), (-1.6, -1.9, 0.0, 0.5))
    )
    creators, brands = own(content=none), own(content=fewer, brand=1)
    assert (own(content=none, brand=1).kinds == creators.kinds).all()
    assert (own(content=fewer).kinds == creators.kinds).all()  # a creator's account
    assert brands.kinds == pytest.approx(creators.kinds * np.exp([-1.6, -1.9, 0.0, 0.5]), rel=1e-5)


def test_the_nth_note_is_the_same_whatever_is_published_with_it():
    whole, later = own(k=10), own(first=4, k=6)
    for one, other in zip(whole, later, strict=True):
        assert (one[4:] == other).all()
    mixed = own(is_video=np.arange(K) % 2 == 0)
    assert (mixed.key == own().key).all()
    assert (mixed.vec == own().vec).all()


def test_no_notes_are_planned_without_complaint():
    assert {len(column) for column in own(k=0)} == {0}


def test_originality_is_the_most_the_least_or_the_creators_own():
    most, least, mine = (own(originality=o).quality for o in (1.0, 0.0, None))
    assert most - least == pytest.approx(0.8, abs=1e-5)
    trait = draw_uniforms(np.array([WHO]), LAW.trait, ORIGINALITY)[0]
    assert mine == pytest.approx(own(originality=float(trait)).quality, abs=1e-5)
    assert own().vec == pytest.approx(own(originality=float(trait)).vec, abs=1e-5)


def test_work_raises_quality_by_its_logarithm():
    lifts = [
        effort_effect(plan_of(notes_per_week=5.0, hours_per_week=hours), EFFORT, NO_VIDEO)[0] for hours in (15, 30, 60)
    ]
    assert lifts == pytest.approx([0.0, 0.3 * np.log(2), 0.3 * np.log(4)])
    halved = effort_effect(plan_of(notes_per_week=10.0), EFFORT, NO_VIDEO)[0]
    assert halved == pytest.approx(-0.3 * np.log(2))


def test_a_video_takes_more_work_and_covers_take_theirs():
    video = effort_effect(plan_of(), EFFORT, ~NO_VIDEO)[0]
    assert video == pytest.approx(-0.3 * np.log(1.4))
    covered = effort_effect(plan_of(covers=3), EFFORT, NO_VIDEO)[0]
    assert covered == pytest.approx(0.3 * np.log(2.5 / 3))
    crammed = effort_effect(plan_of(covers=8, hours_per_week=1.0), EFFORT, NO_VIDEO)[0]
    assert crammed == pytest.approx(0.3 * np.log(0.1 * 0.2 / 3))


def lift_of(covers, testers=10**6, sd=0.3):
    effort = EFFORT.model_copy(update={"cover_sd": sd})
    return cover_effect(own().key, plan_of(covers=covers, cover_testers=testers), effort, LAW.quality_sd, STREAMS)


def test_one_cover_and_alike_covers_change_nothing():
    assert (lift_of(1) == 0.0).all()
    assert (lift_of(5, sd=0.0) == 0.0).all()


@pytest.mark.parametrize(("covers", "best"), [(2, 0.5642), (5, 1.1630)])
def test_a_sure_test_finds_the_best_of_k_normals(covers, best):
    """E max of k standard normals is .5642 for two, 1.1630 for five."""
    assert lift_of(covers).mean() == pytest.approx(0.3 * best, abs=0.02)


def test_a_noisy_test_finds_less_by_the_tests_reliability():
    """The gain shrinks by sd / sqrt(sd^2 + noise^2), noise^2 = 1 / (m p (1 - p))."""
    noise = 1 / (200 * 0.08 * 0.92)
    shrunk = 0.3 * 1.1630 * 0.3 / np.sqrt(0.3**2 + noise)
    assert lift_of(5, testers=200).mean() == pytest.approx(shrunk, abs=0.02)
    assert lift_of(5, testers=1).mean() < 0.3 * shrunk


def test_quality_with_the_best_cover_spreads_as_a_best_of_k_does():
    """The first cover is part of the note's own luck: choosing never adds its luck twice."""
    quality = own().quality.astype(np.float64)
    cover = EFFORT.cover_sd
    spread = np.sqrt(LAW.quality_sd**2 - cover**2 + cover**2 * 0.4475)  # variance of the best of five: .4475
    assert (quality + lift_of(5, sd=cover)).std() == pytest.approx(spread, rel=0.03)
