"""Bots: how many are bought, when what they do comes in, how it is counted, and what goes with those who are found."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.fake import by_ways, counted, first_bots, found_acts, ordered_likes, part_of_day
from xhs_sim.world.columns import COUNTS, EXPECTED_UNIT, EXPLORE, PROFILE

PLAN = load_config(["fakes=bought"]).fakes
FOLLOWERS = PLAN.followers.model_copy(update={"share": 0.5, "times": 2.0, "log_sd": 0.0, "from_followers": 100})
ACTS = PLAN.acts.model_copy(update={"in_feed_share": 0.25, "comments_per_like": 0.1})
NONE = np.zeros(4, np.float32)


def test_who_draws_a_low_lot_and_has_enough_followers_buys_as_many_times_its_people():
    bots = first_bots(np.array([1000, 1000, 99, 100], np.int32), np.array([0.49, 0.51, 0.1, 0.0]), NONE, FOLLOWERS)
    assert bots.tolist() == [2000, 0, 0, 200]


def test_more_creators_who_buy_are_the_same_and_some_more():
    people, lots = np.full(4, 500, np.int32), np.array([0.1, 0.3, 0.5, 0.7])
    few, many = (first_bots(people, lots, NONE, FOLLOWERS.model_copy(update={"share": share})) for share in (0.2, 0.6))
    assert (few[few > 0] == many[few > 0]).all()
    assert [np.count_nonzero(few), np.count_nonzero(many)] == [1, 3]


def test_likes_are_bought_in_proportion_to_the_public_number_and_on_average_as_many_as_is_said():
    normals = np.random.default_rng(1).standard_normal(200_000).astype(np.float32)
    likes = ordered_likes(np.full(200_000, 3000.0), normals, ACTS.model_copy(update={"likes_per_follower": 0.02}))
    assert likes.mean() == pytest.approx(60.0, rel=0.01)


@pytest.mark.parametrize("days", [1, 2, 3, 7])
def test_parts_of_days_are_whole_and_add_up_to_what_was_ordered(days):
    total = np.array([0.0, 0.4, 1.0, 7.0, 1234.0])
    parts = [part_of_day(total, np.full(5, age), days) for age in range(days)]
    assert (np.min(parts, axis=0) >= 0).all()
    assert np.sum(parts, axis=0).tolist() == [0, 0, 1, 7, 1234]


def test_bots_come_in_two_ways_and_a_part_of_each_comments():
    acts = by_ways(np.array([100]), ACTS)
    assert acts.tolist() == [[[25, 3], [75, 8]]]


def test_a_bot_was_shown_the_note_opened_and_liked_it_and_only_in_the_feed_the_platform_expected_less():
    cells = counted(by_ways(np.array([0, 100]), ACTS), 0.08)
    counts = dict(zip(COUNTS, cells.counts.T.tolist(), strict=True))
    assert cells.note.tolist() == [1, 1]
    assert cells.surface.tolist() == [EXPLORE, PROFILE]
    assert counts["impressions"] == counts["reads"] == counts["likes"] == [25, 75]
    assert counts["comments"] == [3, 8]
    assert counts["expected_clicks"] == [2 * EXPECTED_UNIT, 0]
    assert counts["saves"] == counts["shares"] == counts["follows"] == [0, 0]


def test_what_goes_with_bots_that_are_found_is_what_they_did_and_all_of_it_with_all():
    acts = by_ways(np.array([100]), ACTS)
    assert found_acts(acts, acts[:, :, 0]).tolist() == acts.tolist()
    assert found_acts(acts, np.array([[0, 38]])).tolist() == [[[0, 0], [38, 4]]]
    assert found_acts(np.zeros((1, 2, 2), np.int64), np.zeros((1, 2), np.int64)).tolist() == [[[0, 0], [0, 0]]]
