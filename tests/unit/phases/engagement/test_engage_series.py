"""Series: which parts go together, and what a part is worth to whom."""

import numpy as np
import pytest
from compiled import compiled
from toy_world import notes_of, world_of

from xhs_sim.config import load_config
from xhs_sim.phases.engagement.engage import part_effect
from xhs_sim.phases.engagement.law import engage_law
from xhs_sim.phases.engagement.state import Moment, state_with
from xhs_sim.strategies.content.planner import Ideas, as_parts, first_parts
from xhs_sim.world.columns import PARTS

CONFIG = load_config(["engage.series_click=0.7", "engage.series_entry=0.2"])
LAW = engage_law(CONFIG.engage, CONFIG.react, CONFIG.commerce, CONFIG.feed)
THIRD = 2 * PARTS + 3  # part 3 of series 2


@pytest.mark.parametrize(("opened", "part", "worth"), [
    (0, 2 * PARTS + 1, 0.0), (2 * PARTS + 1, 2 * PARTS + 1, 0.0),  # a first part is as any note
    (2 * PARTS + 1, THIRD, 0.7), (2 * PARTS + 2, THIRD, 0.7),
    (0, THIRD, -0.2), (1 * PARTS + 5, THIRD, -0.2),  # who read another series only is new to this one
    (THIRD, THIRD, 0.0), (2 * PARTS + 5, THIRD, 0.0),
])  # fmt: skip
def test_a_later_part_draws_who_opened_one_before_and_puts_others_off(opened, part, worth):
    assert compiled(part_effect)(opened, part, LAW) == pytest.approx(worth)


def test_parts_keep_to_the_topic_and_format_of_their_first():
    ideas = Ideas(np.array([1, 2, 3, 4], np.int8), np.array([True, False, False, True]), np.arange(4, dtype=np.int8))
    begun = Ideas(np.array([9], np.int8), np.array([True]), np.array([2], np.int8))
    place = np.array([3, 4, 0, 1])  # two parts of a series that is begun, then a new one
    parts = as_parts(ideas, place, begun)
    assert first_parts(place).tolist() == [-1, -1, 2, 2]
    assert parts.topic.tolist() == [9, 9, 3, 3]
    assert parts.is_video.tolist() == [True, True, False, False]
    assert parts.tick.tolist() == [0, 1, 2, 3]


def test_without_series_every_note_is_its_own():
    ideas = Ideas(np.array([1, 2], np.int8), np.array([True, False]), np.zeros(2, np.int8))
    alone = as_parts(ideas, np.zeros(2, np.int64), ideas)
    assert [column.tolist() for column in alone] == [column.tolist() for column in ideas]


def test_cards_know_the_parts_of_notes_until_their_slots_are_free():
    world = world_of(3, capacity=8)
    world.add_notes(notes_of(2))
    world.add_notes(notes_of(2, key=[7, 8]), parts=np.array([PARTS + 1, PARTS + 2]))
    at = {key: slot for slot, key in enumerate(world.content.log.key.tolist())}
    assert world.content.parts == {at[7]: PARTS + 1, at[8]: PARTS + 2}
    cards = state_with(world, (world.content.log, world.felt), LAW, Moment(0, 0)).cards
    assert cards["part"][[at[100], at[7], at[8]]].tolist() == [0, PARTS + 1, PARTS + 2]
    world.remove_notes(np.array([at[7]]))
    assert world.content.parts == {at[8]: PARTS + 2}
    world.add_notes(notes_of(1, key=[9]))
    assert state_with(world, (world.content.log, world.felt), LAW, Moment(0, 0)).cards["part"].sum() == PARTS + 2
