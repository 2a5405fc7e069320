"""Sponsored notes: apart from the organic ones, and as the contract says."""

import numpy as np
import pytest
from toy_world import creators_of, log_of, notes_of, world_of, writers_of

from xhs_sim.config import load_config
from xhs_sim.phases.publish import draft_notes, draw_notes, note_law, publish_sponsored
from xhs_sim.phases.publish.draft import no_lean
from xhs_sim.rng import Streams

N = 400
CONTENT = load_config().content.model_copy(update={"topic_focus": 0.0})
STREAMS = Streams(9)
STATIC = load_config(["creators=static"]).creators
LAW = note_law(CONTENT, STATIC.traits, np.zeros(12), STREAMS)
EVERYBODY = np.arange(N)


def sponsored(quality_effect=0.0, topic=3, creator=EVERYBODY, day=8, skill=0.0, n_notes=0):
    writers = writers_of(N, CONTENT, LAW, STREAMS, day, creators_of(N, topic=5, skill=skill, n_notes=n_notes))
    return publish_sponsored(writers, creator, np.full(len(creator), topic, np.int8), 1, quality_effect)


def organic_keys(nth):
    """Return the keys of everybody's organic note number ``nth``."""
    zeros = np.zeros(N, np.float32)
    style = np.zeros((N, 4), np.float32)
    return draw_notes(
        EVERYBODY, np.full(N, nth), np.zeros(N, np.int8), zeros, style, no_lean(N), LAW,
        STREAMS.key("note"), STREAMS.key("creator kinds"),
    )[0]  # fmt: skip


def test_keys_of_sponsored_notes_are_never_those_of_organic_ones():
    organic = np.concatenate([organic_keys(nth) for nth in range(200)])
    mine = sponsored().key
    assert len(set(mine.tolist())) == N
    assert mine.min() >= 0
    assert not np.intersect1d(mine, organic).size


def test_a_sponsored_note_does_not_depend_on_how_much_its_creator_wrote():
    for one, other in zip(sponsored(n_notes=0), sponsored(n_notes=17), strict=True):
        assert (one == other).all()


def test_sponsored_notes_say_so_and_are_about_what_was_agreed():
    notes = sponsored(topic=3, day=8)
    assert notes.is_sponsored.all()
    assert (notes.brand == 1).all()
    assert (notes.topic == 3).all()  # though the config lets organic notes wander
    assert notes.vec[:, 3] == pytest.approx(0.95)
    assert (notes.day == 8).all()
    assert (notes.creator == EVERYBODY).all()
    assert set(notes.tick.tolist()) <= {0, 1, 2, 3}


def test_briefing_moves_quality_and_nothing_else():
    plain, briefed = sponsored(0.0), sponsored(0.7)
    assert briefed.quality - plain.quality == pytest.approx(0.7, abs=1e-6)
    assert (briefed.key == plain.key).all()
    assert (briefed.kinds == plain.kinds).all()


def test_a_skilled_creator_writes_better_sponsored_notes():
    assert sponsored(skill=1.0).quality - sponsored(skill=0.0).quality == pytest.approx(1.0, abs=1e-5)


def test_a_day_without_contracts_has_no_sponsored_notes():
    assert {len(column) for column in sponsored(creator=np.arange(0))} == {0}


def test_one_more_contract_leaves_the_other_notes_as_they_were():
    for few, many in zip(sponsored(creator=np.arange(50)), sponsored(creator=np.arange(51)), strict=True):
        assert (few == many[:50]).all()


def test_a_sponsored_note_does_not_move_the_numbers_of_organic_ones():
    world = world_of(N, log=log_of(N, is_active=1), creators=creators_of(N, rate=1.0))

    def tomorrow():
        writers = writers_of(N, CONTENT, LAW, STREAMS, 9, world.creators)
        return draft_notes(writers, world.visitors, world.visitors[:0], STATIC)

    before = tomorrow()
    world.add_notes(sponsored())
    assert world.creators.n_notes.sum() == 0
    for one, other in zip(before, tomorrow(), strict=True):
        assert (one == other).all()


def test_organic_notes_are_counted():
    world = world_of(3)
    world.add_notes(notes_of(4, creator=[2, 0, 2, 2], is_sponsored=[0, 0, 1, 0]))
    assert world.creators.n_notes.tolist() == [1, 0, 2]
