"""Inboxes: new notes are pushed to followers, newest first, and the oldest fall out."""

import numpy as np
from toy_world import notes_of, world_of

from xhs_sim.world.columns import INBOX
from xhs_sim.world.follower_graph import from_pairs
from xhs_sim.world.inbox import deliver, forget

NOBODY = [-1] * INBOX
# Users 1, 2 and 3 follow user 0; user 3 follows user 1 too; user 4 follows nobody.
FOLLOWS = ((0, 1), (0, 2), (0, 3), (1, 3))


def inboxes(*slots_and_creators):
    pairs = np.array(FOLLOWS)
    graph = from_pairs(pairs[:, 0], pairs[:, 1], 5)
    inbox = np.full((5, INBOX), -1, np.int32)
    slots, creators = np.array(slots_and_creators, np.int32).reshape(-1, 2).T.copy()
    deliver(slots, creators, graph.indptr, graph.followers, inbox)
    return inbox


def filled(*slots):
    return [*slots, *NOBODY][:INBOX]


def test_followers_get_the_note_and_nobody_else_does():
    assert inboxes((7, 0)).tolist() == [NOBODY, filled(7), filled(7), filled(7), NOBODY]


def test_a_note_of_someone_without_followers_reaches_nobody():
    assert (inboxes((7, 4)) == -1).all()


def test_the_newest_note_is_on_top():
    inbox = inboxes((7, 0), (3, 1), (5, 0))
    assert inbox[1].tolist() == filled(5, 7)
    assert inbox[3].tolist() == filled(5, 3, 7)


def test_a_full_inbox_drops_the_oldest():
    inbox = inboxes(*((slot, 0) for slot in range(10, 10 + INBOX + 3)))
    assert inbox[1].tolist() == list(range(10 + INBOX + 2, 12, -1))
    assert len(set(inbox[1].tolist())) == INBOX


def test_a_busy_creator_drives_out_the_others():
    inbox = inboxes((50, 1), *((slot, 0) for slot in range(INBOX - 1)))
    assert inbox[3, -1] == 50
    assert 50 not in inboxes((50, 1), *((slot, 0) for slot in range(INBOX)))[3]


def test_notes_that_left_are_forgotten_and_the_rest_move_up():
    inbox = np.array([filled(2, 0, 1, 3), filled(0), NOBODY], np.int32)
    forget(inbox, np.array([-1, 11, 12, -1]))
    assert inbox.tolist() == [filled(2, 1), NOBODY, NOBODY]


def test_a_full_inbox_of_live_notes_is_left_as_it_is():
    inbox = np.array([list(range(INBOX))], np.int32)
    forget(inbox, np.arange(INBOX))
    assert inbox.tolist() == [list(range(INBOX))]


def test_published_notes_are_delivered_by_tick_and_then_by_key():
    world = world_of(5, FOLLOWS)
    world.add_notes(notes_of(4, key=[40, 10, 30, 20], tick=[1, 2, 1, 0]))
    assert world.content.log.key[world.users.inbox[1, :4]].tolist() == [10, 40, 30, 20]
    assert world.users.inbox[4].tolist() == NOBODY


def test_the_order_of_the_table_does_not_matter():
    keys, ticks = np.array([40, 10, 30, 20]), np.array([1, 2, 1, 0])
    read = []
    for order in ([0, 1, 2, 3], [3, 1, 0, 2]):
        world = world_of(5, FOLLOWS)
        world.add_notes(notes_of(4, key=keys[order], tick=ticks[order]))
        read.append(world.content.log.key[world.users.inbox[3, :4]].tolist())
    assert read[0] == read[1]


def test_a_slot_that_is_used_again_does_not_bring_its_new_note_into_old_inboxes():
    world = world_of(5, FOLLOWS)
    world.add_notes(notes_of(4, creator=0, key=[1, 2, 3, 4]))
    world.remove_notes(np.arange(4))
    world.add_notes(notes_of(4, creator=1, key=[5, 6, 7, 8]))
    assert world.users.inbox[1].tolist() == NOBODY
    assert sorted(world.content.log.key[world.users.inbox[3, :4]].tolist()) == [5, 6, 7, 8]
    assert world.users.inbox[3, 4:].tolist() == [-1] * (INBOX - 4)


def test_sponsored_notes_are_pushed_too():
    world = world_of(5, FOLLOWS)
    world.add_notes(notes_of(1, is_sponsored=1))
    assert world.users.inbox[2].tolist() == filled(0)


def test_a_follow_of_today_brings_notes_from_tomorrow_on():
    world = world_of(5, FOLLOWS)
    world.users.new_follows[4, 0] = 0
    world.add_notes(notes_of(1, key=1))
    assert world.merge_follows() == 1
    world.add_notes(notes_of(1, key=2))
    assert world.content.log.key[world.users.inbox[4, 0]] == 2
    assert world.users.inbox[4].tolist() == filled(1)
    assert world.users.n_followees.tolist() == [0, 1, 1, 2, 1]
    assert (world.users.new_follows == -1).all()
