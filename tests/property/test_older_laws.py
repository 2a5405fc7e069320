"""Laws of older notes in the feed: hits past its window that go on being shown to whoever asks again."""

from functools import cache

import numpy as np
import polars as pl
import pytest
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES

PEOPLE = 24_000
HITS = "{fresh: 0, rising: 0, hot: 2, wide: 0, older: %d, main: 0, exploration: 0}"
WITH, WITHOUT = f"feed.deep_quota={HITS % 6}", f"feed.deep_quota={HITS % 0}"
# A shelf with notes for all that so few people ask for, in a memory that holds what they saw.
ROOM = ("search.words.users_per_sense=1000", "feed.seen_bits=8192", "feed.seen_notes=1000", "feed.ladder.older_share=1")


@cache
def lived(requests=3.0, deep=WITH, weight=8, threads=1, users_per_circle=100_000):
    market = [f"population.audience={PEOPLE}", f"population.n_users={PEOPLE // weight}", "n_days=4", "seed=8"]
    more = ["content.history_days=6", "record.panel_share=0.1", f"threads={threads}", f"engage.requests={requests}"]
    return PlatformModel(load_config([*market, *more, *ROOM, f"feed.users_per_circle={users_per_circle}", deep])).run()


def table(name, **how):
    return lived(**how).recorder.frame(name)


def of(metric, **how):
    return METRICS[metric].compute(Records(lived(**how).recorder))["value"][0]


def differing(one, other):
    return [name for name in TABLES if not one.recorder.frame(name).equals(other.recorder.frame(name))]


@pytest.mark.parametrize("weight", [1, 8])
def test_every_law_of_a_run_holds_with_older_notes_in_the_feed(weight):
    check_run(lived(weight=weight))


def test_older_notes_are_in_the_feed_only_where_there_is_a_shelf():
    assert table("panel").filter(channel="older").height > 1000
    assert table("panel", deep=WITHOUT).filter(channel="older").height == 0
    assert of("older_impression_share") > of("older_impression_share", deep=WITHOUT) + 0.3


def test_with_one_request_a_session_the_shelf_moves_nothing():
    assert differing(lived(requests=1.0), lived(requests=1.0, deep=WITHOUT)) == []


def test_impressions_and_reads_of_a_day_grow_with_the_requests():
    once, often = (of("impressions_per_active_day", requests=requests) for requests in (1.0, 3.0))
    assert 2.0 * once < often < 3.2 * once
    reads = [table("daily", requests=requests).select(pl.col("reads").sum()).item() for requests in (1.0, 3.0)]
    assert 2.0 * reads[0] < reads[1] < 5.0 * reads[0]  # hits are opened more readily


def test_the_usual_note_of_the_feed_has_as_many_impressions_with_older_notes_beside_it():
    once, hits = (table("notes", requests=requests)["impressions"].median() for requests in (1.0, 3.0))
    assert hits < 1.3 * once


def test_no_older_note_comes_to_a_reader_twice_in_what_the_reader_remembers():
    shown = table("panel").filter(channel="older")
    assert shown.group_by("user", "day").len()["len"].max() < 900
    assert not shown.select("user", "note", "day").is_duplicated().any()


def test_older_notes_are_counted_where_they_are_shown_and_not_among_those_of_the_feed():
    surfaces = dict(table("surface_daily").group_by("surface").agg(pl.col("impressions").sum()).iter_rows())
    days = table("daily").sum()
    assert sum(surfaces.values()) == days["impressions"][0]
    of_notes = table("note_daily")["impressions"].sum() if len(table("note_daily")) else None
    assert of_notes in (None, days["impressions"][0] - days["merchant_impressions"][0])
    assert of("older_impression_share") > 0.3


@pytest.mark.parametrize("users_per_circle", [100_000, 6_000])
def test_two_threads_show_the_older_notes_that_one_does(users_per_circle):
    one, two = (lived(threads=threads, users_per_circle=users_per_circle) for threads in (1, 2))
    assert differing(one, two) == []


def test_older_notes_have_their_share_whatever_a_reader_stands_for():
    assert of("older_impression_share", weight=8) == pytest.approx(of("older_impression_share", weight=1), rel=0.05)


def test_nobody_who_signs_up_later_has_written_older_notes():
    """So a run that goes on for longer finds the same."""
    market = ["population.n_users=1500", "population.audience=6000", "content.history_days=6", "threads=1", *ROOM]
    short, long = (PlatformModel(load_config([*market, f"n_days={n_days}"])).world for n_days in (3, 6))
    assert len(short.users.key) < len(long.users.key)
    assert len(short.archive.log.key) > 500
    assert np.array_equal(short.archive.log.key, long.archive.log.key)
    assert (long.users.signup_day[long.archive.log.creator] < 0).all()
