"""The channels beside the pools: the user's city and the last clicks, on windows that anyone can count."""

import numpy as np
import pytest
from numba import njit
from toy_world import log_of

from xhs_sim.config import load_config
from xhs_sim.kernels.lanes import LANES
from xhs_sim.phases.engagement.law import Keys
from xhs_sim.phases.engagement.state import Visit
from xhs_sim.phases.serve.channels import ANY_TOPIC, add_channels, remember_click
from xhs_sim.phases.serve.desk import new_desk
from xhs_sim.phases.serve.law import N_POOLS, RECENT, REGIONAL, RISING, feed_law
from xhs_sim.phases.serve.pools import Pools
from xhs_sim.world.columns import EXPLORE, N_DIMS, NEARBY, NO_CLICK

CONFIG = load_config()
LAW = feed_law(CONFIG.feed, CONFIG.ranker, CONFIG.engage)
KEYS = Keys(*(np.uint64(n) for n in range(len(Keys._fields))))
N_TOPICS, WINDOWS = 4, 25  # windows of each of the sixteen pools
N = N_POOLS * N_TOPICS * WINDOWS
POOLS = Pools(
    np.arange(0, N, WINDOWS, dtype=np.int32), np.full(N_POOLS * N_TOPICS, WINDOWS, np.int32),
    np.zeros((N, LANES), np.int32), np.zeros((N, LANES), np.int64), np.zeros((N, LANES), np.uint16),
    np.zeros((N, LANES), np.int32),
    np.zeros((N, N_DIMS, LANES), np.int8), np.zeros((N, LANES), np.float32), np.zeros((0, 2), np.int32), N_TOPICS, 1, 1,
)  # fmt: skip
NEAR = POOLS._replace(near=np.array([[10, 5], [200, 0], [300, 40]], np.int32))  # first window, windows of each city


@njit
def added(desk, pools, users, visit, n, law, keys):
    return add_channels(desk, pools, users, visit, n, law, keys)


@njit
def click(users, user, topic):
    remember_click(users, user, topic)


def draw(surface, city, *, recent=NO_CLICK, session=0, pools=NEAR, **law):
    """Return (window, channel, topic) of each window added to one that was chosen before: number 12."""
    desk, users = new_desk(), log_of(1, city=city, recent=recent)
    desk.window[0] = 12
    visit = Visit(0, int(users.key[0]), session, surface, 0, -1)
    n = added(desk, pools, users, visit, 1, LAW._replace(**law), KEYS)
    return list(zip(*(column[1:n].tolist() for column in (desk.window, desk.channel, desk.topic)), strict=True))


def test_a_nearby_session_reads_windows_of_the_users_city_and_none_twice():
    for session in range(100):
        found = draw(NEARBY, 0, session=session, nearby_windows=8)
        windows = [window for window, *_ in found]
        assert set(windows) <= {10, 11, 13, 14}  # 12 was read already
        assert len(set(windows)) == len(windows)
        assert all(rest == [REGIONAL, ANY_TOPIC] for _, *rest in found)
    assert all(300 <= window < 340 for window, *_ in draw(NEARBY, 2, nearby_windows=8))


def test_explore_has_a_quota_of_its_own_and_a_city_without_notes_gives_nothing():
    assert draw(EXPLORE, 2, regional=0, nearby_windows=8) == []
    assert 1 <= len(draw(EXPLORE, 2, regional=3)) <= 3
    assert draw(NEARBY, 1, nearby_windows=8) == []
    assert draw(EXPLORE, 2, regional=3, pools=POOLS) == []


def test_recent_clicks_read_what_is_promoted_on_the_topics_clicked_last():
    found = draw(EXPLORE, 1, recent=(1 << 4) | 3, recent_clicks=4)
    row = {topic: (RISING * N_TOPICS + topic) * WINDOWS for topic in (1, 3)}
    assert {topic for *_, topic in found} == {1, 3}
    assert all(row[topic] <= window < row[topic] + WINDOWS for window, _, topic in found)
    assert {channel for _, channel, _ in found} == {RECENT}
    assert draw(EXPLORE, 0, recent_clicks=4) == []  # nothing clicked yet
    assert draw(NEARBY, 1, recent=3, recent_clicks=4) == []


@pytest.mark.parametrize(("clicks", "kept"), [([], NO_CLICK), ([3], 0xF3), ([3, 1], 0x31), ([3, 1, 11], 0x1B)])
def test_the_last_two_clicks_are_kept(clicks, kept):
    users = log_of(1)
    for topic in clicks:
        click(users, 0, topic)
    assert users.recent[0] == kept
