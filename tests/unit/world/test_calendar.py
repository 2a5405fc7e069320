"""The calendar: which day is which, what events lift, and how topics drift."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.config.schema import EventConfig
from xhs_sim.rng import Streams
from xhs_sim.world.calendar import FIRST_DAY, build_season, drift, hot_lift, planned_lift, weekday_of

CONTENT = load_config().content
TOPICS = list(CONTENT.topics)
NONE = load_config(["calendar=none"]).calendar
STREAMS = Streams(4)
BEAUTY, FOOD = TOPICS.index("beauty"), TOPICS.index("food")


def event(*first, n_days=3, **lift):
    return EventConfig(en="x", zh="x", first=list(first), n_days=n_days, lift=lift or {"beauty": 0.5})


def lifted(start, *events, n_days=30, topic=BEAUTY):
    """Return the days, from day 0 on, on which events lift a topic."""
    calendar = NONE.model_copy(update={"start": start, "events": {f"e{i}": e for i, e in enumerate(events)}})
    lift, _ = planned_lift(calendar, TOPICS, n_days)
    return np.flatnonzero(lift[-FIRST_DAY:, topic]).tolist()


def test_an_event_begins_on_its_date_and_lasts_its_days():
    assert lifted("2025-03-01", event("03-05")) == [4, 5, 6]


def test_an_event_of_every_year_comes_back():
    assert lifted("2025-12-30", event("01-01"), n_days=400) == [2, 3, 4, 367, 368, 369]


def test_an_event_that_moves_comes_only_on_its_dates():
    assert lifted("2025-01-01", event("2025-01-03"), n_days=400) == [2, 3, 4]


def test_an_event_that_began_before_the_run_still_lasts():
    assert lifted("2025-03-06", event("03-05")) == [0, 1]
    assert lifted("2025-01-02", event("12-31", n_days=4)) == [0, 1]


def test_events_that_overlap_add_up_and_the_later_one_names_the_day():
    calendar = NONE.model_copy(update={"start": "2025-03-01", "events": {"a": event("03-01"), "b": event("03-03")}})
    lift, name = planned_lift(calendar, TOPICS, 5)
    assert lift[-FIRST_DAY:, BEAUTY].tolist() == [0.5, 0.5, 1.0, 0.5, 0.5]
    assert name[-FIRST_DAY:, BEAUTY].tolist() == [0, 0, 1, 1, 1]
    assert not lift[:, FOOD].any()
    assert (name[:, FOOD] == -1).all()


def test_a_day_that_most_years_lack_is_the_day_before():
    assert lifted("2025-02-27", event("02-29", n_days=1)) == [1]


def test_weekdays_go_by_the_date():
    assert weekday_of(NONE) == 0
    assert weekday_of(NONE.model_copy(update={"start": "2025-04-13"})) == 6


def test_without_numbers_nothing_is_in_the_air():
    assert not build_season(NONE, CONTENT, 20, STREAMS).heat.any()


def test_drift_has_the_spread_and_the_memory_asked_for():
    calendar = NONE.model_copy(update={"drift_log_sd": 0.2, "drift_days": 5.0})
    walk = drift(calendar, 12, 3000, STREAMS)
    assert walk.std() == pytest.approx(0.2, rel=0.05)
    assert np.corrcoef(walk[:-5].ravel(), walk[5:].ravel())[0, 1] == pytest.approx(np.exp(-1), abs=0.05)
    assert abs(np.corrcoef(walk[:, 0], walk[:, 1])[0, 1]) < 0.15


def test_hot_events_are_as_many_as_asked_for_by_popularity_and_fade():
    calendar = NONE.model_copy(update={"hot_rate": 0.1, "hot_log_lift": 1.0, "hot_days": 2.0})
    lift = hot_lift(calendar, [3.0, 1.0], 4000, STREAMS)
    fresh = np.diff(lift, axis=0, prepend=0.0) > 0.3
    assert fresh.sum() == pytest.approx(0.1 * len(lift), rel=0.2)
    assert fresh[:, 0].sum() / fresh.sum() == pytest.approx(0.75, abs=0.08)
    calm = ~fresh[1:, 0] & (lift[:-1, 0] > 0)
    assert lift[1:, 0][calm] / lift[:-1, 0][calm] == pytest.approx(np.exp(-0.5))


def test_a_longer_run_begins_with_the_same_days_and_ends_are_kept():
    calendar = load_config().calendar
    short, long = (build_season(calendar, CONTENT, n, STREAMS) for n in (10, 40))
    assert (short.heat == long.heat[: len(short.heat)]).all()
    assert (short.on(99) == short.heat[-1]).all()
    assert (short.on(-60) == short.heat[0]).all()


def test_another_seed_brings_another_season():
    calendar = load_config().calendar
    mine, other = (build_season(calendar, CONTENT, 5, streams).heat for streams in (STREAMS, Streams(5)))
    assert (mine != other).any()
