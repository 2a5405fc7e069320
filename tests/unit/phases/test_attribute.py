"""Attribution by hand and as a property: money is given out whole, and never more than it was."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metric_tables import tables
from toy_world import notes_of, world_of

from xhs_sim.metrics.attribution import credited_gmv, credited_gmv_se
from xhs_sim.phases.attribute import (
    BRAND_WORDS,
    CHANNELS,
    CREATOR_NOTES,
    FEED_ADS,
    FIRST,
    LAST,
    LINEAR,
    LIVE,
    NONE,
    ORGANIC_NOTES,
    PAID,
    PLATFORM,
    RULES,
    SEARCH_ADS,
    Touches,
    branded,
    credit,
    joined,
    no_touches,
    touches_of,
)
from xhs_sim.phases.search.look import FIRST_CHANNEL
from xhs_sim.world.columns import ADS, SEARCH


def touched(*channels, user=5, brand=0, day=3):
    n = len(channels)
    return Touches(np.full(n, user), np.full(n, brand), np.full(n, day), np.array(channels, np.int64))


def given_to(touches, fen=1000, since=0):
    return credit(touches, np.array([5]), np.array([0]), np.array([fen]), since)[0]


def test_each_rule_credits_its_own_touch():
    out = given_to(touched(CREATOR_NOTES, FEED_ADS, SEARCH_ADS, ORGANIC_NOTES))
    assert {CHANNELS[c]: out[c, LAST] for c in np.flatnonzero(out[:, LAST])} == {"organic_notes": 1000}
    assert {CHANNELS[c]: out[c, FIRST] for c in np.flatnonzero(out[:, FIRST])} == {"creator_notes": 1000}
    assert {CHANNELS[c]: out[c, PLATFORM] for c in np.flatnonzero(out[:, PLATFORM])} == {"search_ads": 1000}
    assert out[[CREATOR_NOTES, FEED_ADS, SEARCH_ADS, ORGANIC_NOTES], LINEAR].tolist() == [250] * 4


def test_odd_fen_go_to_the_latest_touches():
    path = [CREATOR_NOTES, LIVE, BRAND_WORDS]
    assert given_to(touched(*path), 101)[path, LINEAR].tolist() == [33, 34, 34]


def test_without_a_touch_nobody_gets_the_credit():
    for touches in (no_touches(), touched(FEED_ADS, user=6), touched(FEED_ADS, brand=1), touched(FEED_ADS, day=-1)):
        assert given_to(touches)[NONE].tolist() == [1000] * len(RULES)


def test_the_platform_does_not_credit_what_was_free():
    out = given_to(touched(ORGANIC_NOTES, BRAND_WORDS))
    assert out[NONE].tolist() == [0, 0, 0, 1000]


@given(
    st.lists(st.tuples(*[st.integers(0, 3)] * 3, st.integers(0, NONE - 1)), max_size=30),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 10**7)), min_size=1, max_size=6),
    st.integers(0, 4),
)
def test_credits_add_up_to_each_order_and_no_rule_gives_more(clicks, orders, since):
    touches = Touches(*(np.array(column, np.int64) for column in zip(*clicks, strict=True))) if clicks else no_touches()
    user, brand, fen = (np.array(column, np.int64) for column in zip(*orders, strict=True))
    out = credit(touches, user, brand, fen, since)
    assert (out >= 0).all()
    assert (out.sum(axis=1) == fen[:, None]).all()
    assert (out[:, list(PAID)].sum(axis=1) <= fen[:, None]).all()


def event(user, note, surface=0, channel=3, clicked=1):
    row = np.zeros(16, np.int64)
    row[[0, 3, 5, 6, 7]] = user, note, surface, channel, clicked
    return row


def test_clicks_on_notes_about_brands_are_touches_by_where_they_were():
    world = world_of(3)
    world.add_notes(notes_of(4, brand=[1, 1, -1, 0], is_sponsored=[1, 0, 0, 0]))
    first = [event(0, 100), event(0, 100, clicked=0), event(0, 102), event(1, 101), event(2, 101), event(-1, 100)]
    then = [event(0, 100, ADS, 8), event(0, 100, ADS + 1, 9), event(0, 103, SEARCH, FIRST_CHANNEL + 2)]
    then += [event(0, 101, SEARCH, FIRST_CHANNEL), event(0, 999_999)]
    kept = np.array([True, True, False])
    touches = touches_of([np.array(first), np.array(then)], kept, branded([world.content.log]), 7)
    assert touches.user.tolist() == [0, 1, 0, 0, 0, 0]
    assert touches.brand.tolist() == [1, 1, 1, 1, 0, 1]
    names = [CHANNELS[c] for c in touches.channel]
    assert names == ["creator_notes", "organic_notes", "feed_ads", "search_ads", "brand_words", "organic_notes"]
    assert set(touches.day.tolist()) == {7}


def test_old_touches_are_forgotten():
    both = joined(touched(FEED_ADS, day=2), touched(LIVE, day=5), 3)
    assert both.channel.tolist() == [LIVE]


def test_credit_is_scaled_up_and_its_standard_error_is_that_of_a_random_sample_of_users():
    rows = [
        {"day": 0, "user": u, "brand": "loud", "channel": channel, "weight": 4.0, "last_touch_fen": fen}
        for u, channel, fen in ((1, "feed_ads", 3000), (1, "live", 1000), (2, "search_ads", 3000), (2, "none", 500))
    ]
    made = tables(attribution=rows, brand_daily=[{"day": 0, "brand": "loud"}, {"day": 0, "brand": "quiet"}])

    def of(metric, brand="loud"):
        return metric(made).filter(pl.col("brand") == brand)["value"].item()

    assert of(credited_gmv("last_touch")) == 4 * 70.0
    assert of(credited_gmv("last_touch", "feed_ads")) == 4 * 30.0
    assert of(credited_gmv("last_touch"), "quiet") == 0.0
    assert of(credited_gmv_se("last_touch")) == pytest.approx(((40.0**2 + 30.0**2) * 4 * 3) ** 0.5)
    assert credited_gmv("linear")(tables(brand_daily=[{"day": 0, "brand": "loud"}]))["value"].to_list() == [None]
