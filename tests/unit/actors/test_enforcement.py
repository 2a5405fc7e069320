"""What follows where a rule was found broken, and what is left of it when that is taken back."""

import numpy as np
import pytest
from toy_scene import stage
from toy_world import notes_of

from xhs_sim.actors.enforcement import Enforcement, Found
from xhs_sim.world.columns import LABELLED, NEVER
from xhs_sim.world.safety import DEMOTED, LIMITED, REMOVED, Safety, no_marks

KINDS = ["undisclosed_ad", "exaggerated_claim", "vulgar"]  # limited, demoted, removed; 2, 2 and 4 points
AD, CLAIM, VULGAR = range(3)


@pytest.fixture
def scene():
    """Return a scene of 40 people and 12 notes: five by creator 0, five by 1 that brand 0 pays for, and two by 2."""
    scene = stage("rules=platform", "moderation=default")
    world = scene.world
    world.safety = Safety(world.content.notes.n_slots, 40)
    creator = np.repeat([0, 1, 2], [5, 5, 2])
    paid = {"brand": np.where(creator == 1, 0, -1), "is_sponsored": np.where(creator == 1, LABELLED, 0)}
    bits = np.where(np.arange(12) % 5 == 4, 0, 1 << VULGAR).astype(np.uint16)
    marks = no_marks(12)._replace(violation=bits)
    world.add_notes(notes_of(12, key=np.arange(100, 112), creator=creator, **paid), marks=marks)
    return scene


def found(scene, keys, kind, hour=1.0):
    slots = {int(key): slot for slot, key in enumerate(scene.world.content.log.key)}
    return [Found(slots[key], key, kind, hour) for key in keys]


def measure_of(scene, key):
    return int(scene.world.safety.notes.measure[scene.world.content.log.key == key][0])


@pytest.mark.parametrize(("kind", "due"), [(AD, LIMITED), (CLAIM, DEMOTED), (VULGAR, REMOVED)])
def test_the_measure_is_the_registers(scene, kind, due):
    Enforcement(scene).act(found(scene, [100], kind), 0)
    assert measure_of(scene, 100) == due
    assert measure_of(scene, 101) == 0


def test_a_note_is_acted_on_once_until_that_is_taken_back(scene):
    enforcement = Enforcement(scene)
    assert len(enforcement.act(found(scene, [100, 100], AD), 0)) == 1
    assert enforcement.act(found(scene, [100], VULGAR), 0) == []
    enforcement.take_back(100, 1)
    assert measure_of(scene, 100) == 0
    assert len(enforcement.act(found(scene, [100], VULGAR), 2)) == 1


def test_a_note_that_is_gone_is_acted_on_no_more(scene):
    gone = found(scene, [100], AD)
    scene.world.remove_notes(np.array([gone[0].slot]))
    assert Enforcement(scene).act(gone, 0) == []


def test_creators_climb_their_ladder_with_each_note(scene):
    enforcement, people = Enforcement(scene), scene.world.safety.people
    stood = []
    for day, key in enumerate(range(100, 105)):
        enforcement.act(found(scene, [key], AD), day)
        stood.append((int(people.limited_until[0]), int(people.muted_until[0]), int(people.strikes[0])))
    assert stood == [(NEVER, NEVER, 1), (7, NEVER, 2), (31, NEVER, 3), (31, 32, 4), (31, 32, 5)]
    assert (people.strikes[1:] == 0).all()


def test_six_strikes_ban(scene):
    enforcement, people = Enforcement(scene), scene.world.safety.people
    enforcement.strikes[2] = list(enforcement.strikes.get(2, []))
    enforcement.act(found(scene, [100, 101, 102, 103, 104], AD), 0)
    assert people.is_banned[0] == 0
    scene.world.add_notes(notes_of(1, key=np.array([900]), creator=0))
    enforcement.act(found(scene, [900], AD), 0)
    assert people.is_banned[0] == 1


def test_a_brand_gets_points_for_notes_that_it_paid_for_and_the_rules_penalties(scene):
    enforcement, brands = Enforcement(scene), scene.world.safety.brands
    stood = []
    for day, key in enumerate(range(105, 110)):
        enforcement.act(found(scene, [key], AD), day)
        stood.append(tuple(int(column[0]) for column in brands))
    assert stood == [
        (NEVER, NEVER, NEVER, NEVER),  # 2: notice
        (7, -27, NEVER, NEVER),  # 4: notes of the last 28 days, for 7
        (7, -27, 8, NEVER),  # 6: all, for 7
        (7, -27, 30, NEVER),  # 8: all, for 28
        (7, -27, 30, 38),  # 10: ban for 28, and the check after it
    ]
    assert all((column[1:] == NEVER).all() for column in brands)


def test_what_is_taken_back_takes_strikes_points_and_penalties_along(scene):
    enforcement, safety = Enforcement(scene), scene.world.safety
    enforcement.act(found(scene, [105, 106], AD), 0)
    assert safety.people.limited_until[1] == 6
    assert safety.brands.recent_until[0] == 6
    enforcement.take_back(105, 1)
    assert (safety.people.limited_until[1], safety.people.strikes[1]) == (NEVER, 1)
    assert safety.brands.recent_until[0] == NEVER
    assert (measure_of(scene, 105), measure_of(scene, 106)) == (0, LIMITED)
    enforcement.take_back(105, 1)  # twice changes nothing


def test_what_was_done_is_written_down_with_the_truth(scene):
    Enforcement(scene).act([*found(scene, [105, 106], AD, 7.5), *found(scene, [104], AD)], 0)
    rows = scene.recorder.frame("penalties")
    notes = rows.filter(rows["against"] == "note")
    assert notes["measure"].to_list() == ["limited"] * 3
    assert notes["points"].to_list() == [2, 2, 0]
    assert notes["since_published_hours"].to_list() == [7.5, 7.5, 1.0]
    assert notes["true_kind"].to_list() == ["vulgar", "vulgar", None]
    brand = rows.filter(rows["against"] == "brand")
    assert (brand["measure"].to_list(), brand["points_total"].to_list()) == (["notice", "limit_recent"], [2, 4])
    creators = rows.filter(rows["against"] == "creator")
    assert creators["measure"].to_list() == ["notice", "limit", "notice"]
