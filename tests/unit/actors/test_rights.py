"""Rights: the process case by case: match, complaint, counter-notice, restoration, and what the author gets back."""

import numpy as np
import pytest
from toy_scene import stage
from toy_world import count_acts, notes_of

from xhs_sim.actors.rights import Rights
from xhs_sim.world.safety import LIMITED, NO_NOTE, REMOVED, Safety, no_marks

ORIGINAL, COPY, OTHER = range(3)  # slots
OFF = {
    "fingerprint.recall": 0, "fingerprint.recall_undeclared": 0, "fingerprint.false_share": 0,
    "complaint.complain_share": 0, "complaint.false_share": 0, "complaint.accept_true": 0, "complaint.accept_false": 0,
    "complaint.counter_true": 0, "complaint.counter_false": 0, "complaint.proceed_true": 0,
    "complaint.proceed_false": 0, "complaint.handling_days": 2, "complaint.wait_days": 3, "restore_days": 4,
    "complaint.notice_impressions": 1,
}  # fmt: skip
COMPLAINT = {"complaint.complain_share": 1, "complaint.accept_true": 1}
COUNTER = COMPLAINT | {"complaint.counter_true": 1}


def acting(**dials):
    """Return the platform on day 0: an original, a copy of it and another note, each seen by many."""
    terms = [f"rights.{name}={value}" for name, value in (OFF | dials).items()]
    scene = stage("rights=platform", *terms)
    world = scene.world
    world.safety = Safety(world.content.notes.n_slots, 40)
    marks = no_marks(3)._replace(copied=np.array([NO_NOTE, 100, NO_NOTE]), is_original=np.ones(3, np.uint8))
    world.add_notes(notes_of(3), marks=marks)
    for slot in range(3):
        count_acts(world.content.counts, slot, impressions=1000)
    return scene, Rights(scene)


def events(scene):
    claims = scene.recorder.frame("claims")
    return list(zip(claims["day"], claims["event"], claims["note"], strict=True))


def measures_of(dials, days):
    """Return what holds against the copy, or another note, on some mornings."""
    scene, rights = acting(**dials)
    found = []
    for day in range(days):
        rights.begin_day(day)
        found.append(scene.world.safety.notes.measure[[COPY, OTHER]].tolist())
    return found, scene


def test_a_copy_that_matches_is_not_recommended_and_no_longer_declared():
    found, scene = measures_of({"fingerprint.recall": 1}, 4)
    assert found == [[LIMITED, 0]] * 4
    assert scene.world.safety.notes.is_original[:3].tolist() == [1, 0, 1]
    assert events(scene) == [(0, "matched", 101)]


def test_a_copy_of_a_note_that_is_not_declared_is_matched_by_another_share():
    scene, rights = acting(**{"fingerprint.recall": 1})
    scene.world.safety.notes.is_original[ORIGINAL] = 0
    rights.begin_day(0)
    assert scene.world.safety.notes.measure[COPY] == 0


@pytest.mark.parametrize(
    ("dials", "back"),
    [
        ({"complaint.counter_false": 0, "complaint.accept_false": 0}, False),  # nobody answers
        ({"complaint.counter_false": 1, "complaint.accept_false": 1}, False),  # the reviewer errs too
        ({"complaint.counter_false": 1, "complaint.accept_false": 0}, True),
    ],
)
def test_who_matches_by_mistake_is_back_after_an_answer_that_a_reviewer_believes(dials, back):
    found, _ = measures_of({"fingerprint.false_share": 1} | dials, 4)
    assert [other for _, other in found] == [LIMITED, LIMITED, *([0, 0] if back else [LIMITED, LIMITED])]


def test_a_complaint_that_is_accepted_removes_the_copy_after_some_days_and_lifts_the_original():
    found, scene = measures_of(COMPLAINT, 4)
    assert found == [[0, 0], [0, 0], [REMOVED, 0], [REMOVED, 0]]
    assert scene.world.content.lifted_until == {ORIGINAL: 2 + 4}
    assert events(scene) == [(0, "complained", 101), (2, "removed", 101)]


def test_a_complaint_that_is_rejected_changes_nothing_and_is_not_made_again():
    found, scene = measures_of(COMPLAINT | {"complaint.accept_true": 0}, 9)
    assert found == [[0, 0]] * 9
    assert events(scene) == [(0, "complained", 101), (2, "rejected", 101)]


@pytest.mark.parametrize(("proceeds", "end"), [(0, 0), (1, REMOVED)])
def test_after_a_counter_notice_the_note_is_back_unless_the_author_goes_on(proceeds, end):
    found, scene = measures_of(COUNTER | {"complaint.proceed_true": proceeds}, 7)
    assert [copy for copy, _ in found] == [0, 0, REMOVED, REMOVED, REMOVED, end, end]
    assert ((5, "restored", 101) in events(scene)) == (not proceeds)


def test_a_note_that_has_left_the_feed_is_not_acted_on_nor_the_one_that_has_its_place():
    scene, rights = acting(**COMPLAINT)
    rights.begin_day(0)
    scene.world.remove_notes(np.array([COPY]))
    scene.world.add_notes(notes_of(1, key=900, day=1), marks=no_marks(1))
    for day in (1, 2, 3):
        rights.begin_day(day)
    assert scene.world.safety.notes.measure[COPY] == 0
