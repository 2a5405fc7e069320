"""Siblings: the notes of one creator in a ring, whatever slots they lie in."""

import numpy as np
from toy_world import notes_of

from xhs_sim.world.content import Content
from xhs_sim.world.siblings import siblings_of


def ring_of(log, start):
    siblings, found = siblings_of(log, 5), [start]
    while siblings[found[-1]] != start:
        found.append(int(siblings[found[-1]]))
    return log.key[found].tolist()


def test_a_ring_goes_from_each_note_to_the_next_older_and_back_to_the_newest():
    content = Content(7)
    content.add(notes_of(6, creator=[3, 1, 3, 3, 1, 0], day=[2, 5, 9, 2, 4, 1]))
    assert ring_of(content.log, 2) == [102, 103, 100]
    assert ring_of(content.log, 0) == [100, 102, 103]
    assert ring_of(content.log, 1) == [101, 104]
    assert ring_of(content.log, 5) == [105]


def test_a_ring_says_nothing_of_slots():
    content = Content(6)
    content.add(notes_of(4, creator=[2, 2, 2, 2], day=[1, 2, 3, 4]))
    before = ring_of(content.log, 3)
    again = Content(6)
    some = notes_of(4, creator=[2, 2, 2, 2], day=[4, 3, 2, 1])
    again.add(some._replace(key=some.key[::-1].copy()))
    assert ring_of(again.log, 0) == before


def test_notes_that_are_gone_are_on_no_page():
    content = Content(5)
    content.add(notes_of(4, creator=[2, 2, 2, 4], day=[1, 2, 3, 4]))
    content.remove(np.array([1]))
    assert ring_of(content.log, 2) == [102, 100]
