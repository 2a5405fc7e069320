"""The pool of notes: slots are used again, nothing of an old note stays, and notes leave in time."""

import numpy as np
import pytest
from toy_world import count_acts, notes_of, world_of

from xhs_sim.world.columns import COUNTED
from xhs_sim.world.content import Content, Notes, empty_notes
from xhs_sim.world.note_counts import in_cells


def filled(m, capacity):
    content = Content(capacity)
    content.add(notes_of(m))
    return content


def test_an_empty_pool_has_no_notes():
    content = Content(3)
    assert len(content.alive) == 0
    assert content.add(notes_of(0)).tolist() == []
    assert len(content.alive) == 0


def test_slots_are_given_in_the_order_of_the_notes():
    content = Content(5)
    slots = content.add(notes_of(3, key=[30, 10, 20], creator=[3, 1, 2], quality=[0.3, 0.1, 0.2]))
    assert content.log.key[slots].tolist() == [30, 10, 20]
    assert content.log.creator[slots].tolist() == [3, 1, 2]
    assert content.truth.quality[slots] == pytest.approx([0.3, 0.1, 0.2])
    assert sorted(slots.tolist()) == content.alive.tolist()


def test_every_column_of_a_note_is_kept():
    new = notes_of(
        1, key=9, creator=4, day=-3, tick=2, topic=7, is_video=1, brand=2, is_sponsored=1, vec=np.linspace(0, 1, 16),
        quality=0.5, kinds=[1, 2, 3, 4],
    )  # fmt: skip
    content = Content(2)
    slot = content.add(new)[0]
    kept = content.log._asdict() | content.truth._asdict()
    for name, value in new._asdict().items():
        assert (kept[name][slot] == value[0]).all(), name


def test_freed_slots_are_used_again_before_the_pool_grows():
    content = filled(4, capacity=4)
    content.remove(np.array([1, 2]))
    assert content.alive.tolist() == [0, 3]
    slots = content.add(notes_of(2, key=[7, 8]))
    assert sorted(slots.tolist()) == [1, 2]
    assert len(content.log.key) == 4
    assert sorted(content.log.key.tolist()) == [7, 8, 100, 103]


def test_nothing_of_the_old_note_stays_in_its_slot():
    content = filled(1, capacity=1)
    content.counts.add(*in_cells(np.array([0]), np.full((1, len(COUNTED), 8), 5, np.int32)))
    for column in (content.log.quality_hat, content.log.engage_hat, content.log.log_likes):
        column[0] = 1.5
    content.truth.kinds[0], content.truth.quality[0] = 9.0, 9.0
    content.remove(np.array([0]))
    content.add(notes_of(1, key=5))
    assert not len(content.counts.slots)
    assert [content.log.quality_hat[0], content.log.engage_hat[0], content.log.log_likes[0]] == [0, 0, 0]
    assert content.truth.kinds[0].tolist() == [1, 1, 1, 1]
    assert content.truth.quality[0] == 0


@pytest.mark.parametrize("more", [1, 3, 50])
def test_a_full_pool_grows_and_keeps_all_it_had(more):
    content = filled(4, capacity=4)
    for slot in range(4):
        count_acts(content.counts, slot, reads=1 + slot)
    content.truth.quality[:] = [0.1, 0.2, 0.3, 0.4]
    slots = content.add(notes_of(more, key=1 + np.arange(more), quality=2.0))
    assert content.log.key[:4].tolist() == [100, 101, 102, 103]
    assert content.counts.of(np.arange(4), 0)[:, 1].tolist() == [1, 2, 3, 4]
    assert content.truth.quality[:4] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert (content.log.key[slots] == 1 + np.arange(more)).all()
    assert not content.counts.of(slots).any()
    assert len(content.alive) == 4 + more
    lengths = {len(column) for column in (*content.log, *content.truth)}
    assert len(lengths) == 1
    assert lengths.pop() >= 4 + more


def test_slots_that_a_grown_pool_does_not_need_are_empty():
    content = filled(10, capacity=10)
    content.add(notes_of(1, key=1))
    assert len(content.log.key) > 11
    assert (content.log.key[11:] == -1).all()


def test_notes_leave_when_their_window_ends():
    world = world_of(1)
    world.content.add(notes_of(4, day=[-2, 0, 1, 5]))
    assert world.content.expiring(29, 30).tolist() == [0]
    assert world.content.expiring(30, 30).tolist() == [0, 1]
    assert world.content.expiring(31, 30).tolist() == [0, 1, 2]


def test_a_note_that_left_does_not_leave_again():
    world = world_of(1)
    world.content.add(notes_of(3, day=[0, 0, 9]))
    world.remove_notes(world.content.expiring(30, 30))
    assert world.content.alive.tolist() == [2]
    assert world.content.expiring(30, 30).tolist() == []


def test_a_days_events_add_up_over_ticks():
    world = world_of(1, capacity=3)
    world.content.add(notes_of(2))
    events = np.arange(3 * 2 * 8, dtype=np.int32).reshape(3, 2, 8)
    slots = np.arange(3)
    world.count(*in_cells(slots, events))
    world.count(*in_cells(slots, events))
    assert (world.content.counts.of(slots, slice(2)) == 2 * events).all()
    assert (world.content.counts.of(slots, 2) == 0).all()
    world.count(*in_cells(slots[1:], events[1:, :1], 2))
    assert (world.content.counts.of(slots[1:], 2) == events[1:, 0]).all()
    assert (world.content.counts.of(slots[:1], 2) == 0).all()


def test_what_the_platform_learned_is_taken_over():
    world = world_of(1, capacity=2)
    quality, engage, likes = (np.array(pair, np.float32) for pair in ([1, 2], [3, 4], [5, 6]))
    world.set_estimates(quality, engage, likes)
    log = world.content.log
    assert [log.quality_hat.tolist(), log.engage_hat.tolist(), log.log_likes.tolist()] == [[1, 2], [3, 4], [5, 6]]


def older_notes(*keys):
    truth, log = empty_notes(len(keys))
    log.key[:], truth.quality[:] = keys, np.array(keys) / 100
    return truth, log


def test_the_archive_lies_behind_the_slots_of_the_feed_however_either_grows():
    content = filled(4, capacity=4)
    content.notes.put_older(*older_notes(7, 8))
    content.add(notes_of(2, key=[5, 6]))  # the feed is full
    content.notes.put_older(*older_notes(9))
    slots = len(content.log.key)
    assert content.notes.all[1].key[slots:].tolist() == content.notes.older[1].key.tolist() == [7, 8, 9]
    assert content.notes.older[0].quality == pytest.approx([0.07, 0.08, 0.09])
    assert content.log.key[content.alive].tolist() == [100, 101, 102, 103, 5, 6]


def test_what_the_archive_does_not_keep_leaves_no_gap():
    notes = Notes(2)
    notes.put_older(*older_notes(1, 2, 3, 4))
    notes.keep_older(np.array([False, True, False, True]))
    notes.put_older(*older_notes(5))
    assert notes.older[1].key.tolist() == [2, 4, 5]
    assert (notes.feed[1].key == -1).all()


def test_the_feed_and_all_notes_are_the_same_memory():
    content = filled(2, capacity=3)
    content.notes.put_older(*older_notes(7))
    content.log.quality_hat[1] = 0.5
    assert content.notes.all[1].quality_hat.tolist() == [0, 0.5, 0, 0]
