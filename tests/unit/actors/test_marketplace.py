"""The marketplace on a toy scene: who is for hire, and what fits a brand."""

import numpy as np
from toy_scene import stage
from toy_world import count_acts, creators_of, log_of, notes_of, states_of, world_of

from xhs_sim.actors.disclosure import Disclosure
from xhs_sim.actors.marketplace import Buyer, Listings

N = 6


def scene():
    world = world_of(
        N,
        creators=creators_of(N, topic=[0, 1, 2, 0, 1, 0], followers=[1000, 6000, 299, 2000, 60_000, 900]),
        log=log_of(N, is_gone=[0, 0, 0, 1, 0, 0]),
        brands=states_of(N, 4),
    )
    return stage(world=world)


def open_to(*topics, unlisted=(), at=None):
    at = scene() if at is None else at
    return Listings(at, None, np.array(unlisted, np.int64), Disclosure(at)).open(
        Buyer("qingrou", 0, [at.names.topics[topic] for topic in topics])
    )


def test_for_hire_are_those_of_a_tier_who_are_there_and_listed():
    market = open_to(unlisted=[5])
    assert market.row.tolist() == [0, 1, 4]
    assert market.tier.tolist() == [1, 2, 3]
    assert not market.is_quoted.any()


def test_the_first_topic_fits_best_and_others_not_at_all():
    assert open_to(1, 0).fit.tolist() == [0.5, 1.0, 1.0, 0.5]
    assert open_to().fit.tolist() == [0.0, 0.0, 0.0, 0.0]


def test_what_creators_ask_does_not_depend_on_who_looks():
    assert (open_to(1).price_cny == open_to(0).price_cny).all()


def test_the_track_record_is_of_organic_notes():
    at = scene()
    at.world.add_notes(notes_of(3, creator=[0, 0, 1], is_sponsored=[0, 0, 1]))
    content = at.world.content
    for key in (100, 102):
        count_acts(content.counts, np.flatnonzero(content.log.key == key)[0], reads=10, likes=5)
    market = open_to(at=at)
    assert market.reads.tolist() == [5.0, 0.0, 0.0, 0.0]  # ten clicks of two notes
    assert market.engagement_rate.tolist() == [0.5, 0.0, 0.0, 0.0]
