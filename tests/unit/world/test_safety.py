"""Standing before the rules: what holds against notes and people, and what is left of the notes then."""

import numpy as np
from toy_world import notes_of, world_of

from xhs_sim.config import load_config
from xhs_sim.world.columns import HARM_UNIT
from xhs_sim.world.safety import (
    DEMOTED,
    LIMITED,
    NO_NOTE,
    REMOVED,
    UNSEARCHABLE,
    NoteMarks,
    Safety,
    harm_of_bits,
    no_marks,
    safety_of,
)  # fmt: skip


def with_rules(m=5, creators=(0, 0, 1, 2, 2), follows=((0, 3), (1, 3))):
    world = world_of(4, follows=follows)
    world.safety = Safety(world.content.notes.n_slots, 4)
    world.add_notes(notes_of(m, creator=creators))
    return world


def slots_of(world):
    return np.argsort(world.content.log.key)[-len(world.content.alive) :]


def measures(world, day=0):
    return world.safety.measures(world.content.log, day)[slots_of(world)].tolist()


def test_without_rules_a_world_has_no_standing():
    assert safety_of(load_config(["rules=none"]), 4, 3) is None
    assert safety_of(load_config(["rules=platform"]), 4, 3) is not None


def test_the_pool_of_notes_may_grow():
    world = with_rules(m=40, creators=0)
    assert len(world.safety.notes.measure) == world.content.notes.n_slots >= 40


def test_new_notes_in_old_slots_begin_without_measures():
    world = with_rules()
    slots = slots_of(world)
    world.safety.act_on(slots, DEMOTED)
    world.remove_notes(slots)
    world.add_notes(notes_of(5))
    assert not world.safety.notes.measure.any()


def test_marks_stand_at_their_notes():
    world = with_rules()
    marks = NoteMarks(np.array([3], np.uint16), np.array([101]), np.array([1], np.uint8))
    world.add_notes(notes_of(1, key=900), marks=marks)
    at = np.flatnonzero(world.content.log.key == 900)
    assert [column[at].tolist() for column in world.safety.notes] == [[3], [101], [1], [0]]


def test_measures_add_up_and_go_one_by_one():
    world = with_rules()
    slots = slots_of(world)
    world.safety.act_on(slots[:2], DEMOTED)
    world.safety.act_on(slots[1:3], UNSEARCHABLE)
    assert measures(world) == [DEMOTED, DEMOTED | UNSEARCHABLE, UNSEARCHABLE, 0, 0]
    world.safety.relieve(slots, DEMOTED)
    assert measures(world) == [0, UNSEARCHABLE, UNSEARCHABLE, 0, 0]


def test_what_holds_against_a_creator_holds_against_its_notes_until_its_day():
    world = with_rules()
    world.safety.people.limited_until[2] = 6
    world.safety.people.is_banned[1] = 1
    assert measures(world, day=6) == [0, 0, REMOVED, LIMITED, LIMITED]
    assert measures(world, day=7) == [0, 0, REMOVED, 0, 0]


def test_what_holds_is_worked_out_anew_after_every_change():
    world = with_rules()
    slots, seen = slots_of(world), [measures(world)]
    world.safety.act_on(slots[:1], DEMOTED)
    seen.append(measures(world))
    world.safety.hold_person(2, 6, -1000, is_banned=False, strikes=1)
    seen.append(measures(world))
    world.safety.relieve(slots[:1], DEMOTED)
    seen.append(measures(world))
    none, limited = [0] * 5, [0, 0, 0, LIMITED, LIMITED]
    assert seen == [none, [DEMOTED, 0, 0, 0, 0], [DEMOTED, *limited[1:]], limited]
    assert measures(world, day=7) == none


def test_notes_that_are_left_out_are_like_empty_slots():
    world = with_rules()
    log, slots = world.content.log, slots_of(world)
    assert world.safety.shown(log, 0, REMOVED) is log
    world.safety.act_on(slots[[1]], REMOVED)
    shown = world.safety.shown(log, 0, REMOVED)
    assert (shown.key[slots] == NO_NOTE).tolist() == [False, True, False, False, False]
    assert log.key[slots[1]] != NO_NOTE


def test_removed_notes_leave_inboxes_and_hands_and_others_stay():
    world = with_rules()
    slots = slots_of(world)
    world.users.shared[:] = [slots[0], slots[2], -1, slots[0]]
    world.safety.act_on(slots[[0]], REMOVED)
    world.take_down(world.safety.shown(world.content.log, 0, REMOVED).key)
    assert set(world.users.inbox[3]) == {slots[1], slots[2], -1}
    assert world.users.shared.tolist() == [-1, slots[2], -1, -1]


def test_who_is_muted_or_banned_may_not_publish():
    world = with_rules()
    world.safety.people.muted_until[:] = [2, 3, -1000, -1000]
    world.safety.people.is_banned[3] = 1
    assert world.safety.may_publish(np.arange(4), 3).tolist() == [True, False, True, False]


def test_the_harm_of_a_note_is_that_of_its_worst_kind():
    rules = load_config(["rules=platform"]).rules
    harm, kinds = harm_of_bits(rules), list(rules.kinds.values())
    assert harm[0] == 0
    for k, kind in enumerate(kinds):
        assert abs(harm[1 << k] * HARM_UNIT - kind.harm) <= HARM_UNIT / 2
    assert harm[-1] == harm.max()


def test_no_marks_break_nothing():
    assert not any(no_marks(3).violation)
    assert set(no_marks(3).copied) == {NO_NOTE}
