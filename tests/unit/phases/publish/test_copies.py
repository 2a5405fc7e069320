"""Copies: who copies what, what a copy has of its original, and what is declared."""

import numpy as np
import pytest
from toy_world import notes_of

from xhs_sim.config import load_config
from xhs_sim.phases.publish.copies import NO_ORIGINAL, Writing, declared, hot_slots, originals_of, with_copies
from xhs_sim.rng import Streams
from xhs_sim.world.content import Content
from xhs_sim.world.safety import NO_NOTE

RIGHTS = load_config(["rights=platform"]).rights
PLAN, STREAMS = RIGHTS.copying, Streams(3)
ALL = PLAN.model_copy(update={"copiers": 1.0, "copy_share": 1.0})
DAY = 5


def feed_of(likes, **changes):
    """Return a feed of notes of yesterday with some likes."""
    content = Content(len(likes))
    content.add(notes_of(len(likes), **({"day": DAY - 1} | changes)))
    content.log.log_likes[:] = np.log1p(likes)
    return content


def new_notes(m, **changes):
    return notes_of(m, **({"key": 1000 + np.arange(m), "day": DAY} | changes))


def writing_of(m, is_own=True):
    return Writing(np.arange(m), np.full(m, is_own))


def hot(content, copied=None, **changes):
    none = np.full(len(content.log.key), NO_NOTE)
    return hot_slots(content.log, none if copied is None else copied, DAY, PLAN.model_copy(update=changes))


def test_hot_are_the_most_liked_of_a_topic_of_the_last_days_that_are_no_copies_themselves():
    content = feed_of(
        [9, 3, 7, 0, 50, 60, 8], topic=[0, 0, 1, 1, 1, 0, 0], day=[4, 4, 4, 4, 5, 1, 3]
    )  # one is of today, one too old
    assert [slots.tolist() for slots in hot(content)] == [[0, 6, 1], [2]]
    assert [slots.tolist() for slots in hot(content, hot_notes=2)] == [[0, 6], [2]]
    copied = np.array([NO_NOTE, NO_NOTE, 100, NO_NOTE, NO_NOTE, NO_NOTE, NO_NOTE])
    assert hot(content, copied)[1].tolist() == []


def test_only_copiers_copy_each_by_its_share_and_of_its_notes_topic():
    content, m = feed_of([9, 8, 7], topic=[0, 0, 1]), 20_000
    notes = new_notes(m, topic=np.arange(m) % 3)
    plan = PLAN.model_copy(update={"copiers": 0.3, "copy_share": 0.5})
    found = originals_of(notes, writing_of(m), hot(content), plan, STREAMS)
    on_topic = notes.topic < 2
    assert (found[~on_topic] == NO_ORIGINAL).all()  # nothing hot there
    assert (found[on_topic] != NO_ORIGINAL).mean() == pytest.approx(0.15, abs=0.01)
    assert (content.log.topic[found[found >= 0]] == notes.topic[found >= 0]).all()
    assert (found[notes.topic == 0] == 0).sum() == pytest.approx((found[notes.topic == 0] == 1).sum(), rel=0.1)


def test_nobody_copies_what_is_written_to_order():
    found = originals_of(new_notes(9), writing_of(9, False), hot(feed_of([9])), ALL, STREAMS)
    assert (found == NO_ORIGINAL).all()


def test_more_copiers_are_the_same_and_some_more():
    m, slots = 2000, hot(feed_of([9]))
    few, many = (
        originals_of(new_notes(m), writing_of(m), slots, PLAN.model_copy(update={"copiers": share}), STREAMS) >= 0
        for share in (0.1, 0.4)
    )
    assert (few <= many).all()
    assert few.sum() < many.sum()


def test_a_copy_has_a_part_of_what_its_original_is():
    content = feed_of([9], quality=1.0, kinds=4.0, vec=0.5)
    notes, plan = new_notes(2, quality=0.0), PLAN.model_copy(update={"fidelity": 0.5, "likeness": 0.8})
    made = with_copies(notes, np.array([0, NO_ORIGINAL]), content.notes.feed, plan)
    assert made.quality.tolist() == [0.5, 0.0]
    assert made.kinds[:, 0] == pytest.approx([2.0, 1.0])
    assert made.vec[:, 0] == pytest.approx([0.4, 0.0])
    assert notes.quality.tolist() == [0.0, 0.0]  # what was handed in is left alone


def test_copies_are_declared_by_another_share_than_other_notes():
    m, plan = 20_000, RIGHTS.originality.model_copy(update={"declare_share": 0.3, "false_declare_share": 0.1})
    is_copy = np.arange(m) % 2 == 0
    marks = declared(new_notes(m), writing_of(m), is_copy, plan, STREAMS)
    assert [marks[is_copy].mean(), marks[~is_copy].mean()] == pytest.approx([0.1, 0.3], abs=0.01)
    assert not declared(new_notes(9), writing_of(9, False), is_copy[:9], plan, STREAMS).any()
