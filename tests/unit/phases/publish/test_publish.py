"""Who publishes today, how much and at what hour."""

import math

import numpy as np
import pytest
from toy_world import creators_of, writers_of

from xhs_sim.config import load_config
from xhs_sim.phases.publish import count_notes, draft_notes, tick_shares
from xhs_sim.rng import Streams
from xhs_sim.world.columns import MAX_NOTES

N = 20_000
CONTENT = load_config().content
STATIC = load_config(["creators=static"]).creators
NOBODY = np.arange(0)
EVERYBODY = np.arange(N)
KEY = Streams(3).key("test")


def counts(rate=1.0, burst=0.0, active=EVERYBODY, user_key=EVERYBODY, key=KEY):
    return count_notes(user_key[active], np.full(len(active), rate, np.float32), burst, key)


def drafts(n, n_notes=0, burst=0.8, day=0, active=None, **changes):
    creators = creators_of(n, rate=1.0, n_notes=n_notes)
    content = CONTENT.model_copy(update={"burst": burst, **changes})
    who = np.arange(n) if active is None else active
    return draft_notes(writers_of(n, content, None, Streams(1), day, creators), who, NOBODY, STATIC)


def test_whoever_never_publishes_writes_nothing():
    assert not counts(rate=0.0, burst=0.9).any()


def test_without_bursts_a_sure_creator_writes_one_note():
    assert (counts(rate=1.0, burst=0.0) == 1).all()


def test_a_creator_stops_at_four_notes():
    assert counts(rate=1.0, burst=0.99).max() == MAX_NOTES == 4


def test_notes_a_day_follow_the_rate_and_the_burst():
    found = np.bincount(counts(rate=0.5, burst=0.4), minlength=5) / N
    expected = np.array([0.5, 0.5 * 0.6, 0.5 * 0.4 * 0.6, 0.5 * 0.4**2 * 0.6, 0.5 * 0.4**3])
    assert (np.abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / N)).all()


def test_a_higher_rate_adds_publishers_and_takes_nobody_away():
    few, many = counts(rate=0.2) > 0, counts(rate=0.3) > 0
    assert many[few].all()
    assert many.sum() > few.sum()


def test_each_visitor_has_a_chance_of_its_own():
    assert count_notes(np.array([3, 7, 9]), np.array([0, 1, 0], np.float32), 0.0, KEY).tolist() == [0, 1, 0]


def test_the_draw_goes_by_the_users_key_and_not_by_the_row():
    backwards = counts(rate=0.5, burst=0.5, user_key=EVERYBODY[::-1].copy())
    assert (backwards == counts(rate=0.5, burst=0.5)[::-1]).all()


def test_who_visits_besides_changes_nobodys_notes():
    some = EVERYBODY[::3].copy()
    assert (counts(rate=0.5, burst=0.5, active=some) == counts(rate=0.5, burst=0.5)[::3]).all()


@pytest.mark.parametrize(("ticks", "expected"), [
    (4, [6, 12, 18, 24]), (1, [24]), (24, list(range(1, 25))), (5, [5, 10, 15, 20, 24]),
])  # fmt: skip
def test_even_hours_give_each_tick_the_hours_it_covers(ticks, expected):
    assert tick_shares([1.0] * 24, ticks) == pytest.approx(np.array(expected) / 24)


def test_an_hour_counts_by_its_weight():
    hours = [0.0] * 24
    hours[0], hours[23] = 1.0, 3.0
    assert tick_shares(hours, 4) == pytest.approx([0.25, 0.25, 0.25, 1.0])


def test_a_burst_numbers_its_notes_after_those_written_before():
    before = np.arange(300) % 7
    who, nth, *_ = drafts(300, n_notes=before)
    sizes = np.bincount(who, minlength=300)
    assert np.count_nonzero(sizes) > 250  # nobody is surer than .9
    assert sizes.max() == MAX_NOTES
    for creator in range(300):
        assert nth[who == creator].tolist() == list(range(before[creator], before[creator] + sizes[creator]))


def test_nobody_here_means_no_drafts():
    assert [len(column) for column in drafts(5, active=NOBODY)] == [0, 0, 0, 0]


def test_visitors_who_never_publish_leave_no_drafts():
    nobody = draft_notes(writers_of(5, CONTENT, None, Streams(1), 0), np.arange(5), NOBODY, STATIC)
    assert [len(column) for column in nobody] == [0, 0, 0, 0]


def test_drafts_of_a_creator_are_the_same_whoever_else_writes():
    all_of_them, half = drafts(300), drafts(300, active=np.arange(0, 300, 2))
    mine = all_of_them.creator % 2 == 0
    for one, other in zip(all_of_them, half, strict=True):
        assert (one[mine] == other).all()


def test_another_day_brings_other_drafts():
    assert len(drafts(300, day=1).creator) != len(drafts(300, day=2).creator)


def test_notes_appear_at_the_hours_of_publishing():
    hours = [1.0] * 6 + [0.0] * 6 + [3.0] * 6 + [0.0] * 6
    tick = drafts(8000, burst=0.0, publish_hours=hours).tick
    assert sorted(set(tick.tolist())) == [0, 2]
    assert (tick == 2).mean() == pytest.approx(0.75, abs=4 * math.sqrt(0.75 * 0.25 / 8000))
