"""Laws of what is beyond the feed: the video feed, where an impression is a read, and creators' profiles."""

from functools import cache

import polars as pl
import pytest
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES

NO_VIDEOS, NO_PROFILES = "engage.video_feed.enter=0", "engage.profile.visit=0"
SHARE = 0.05  # of the panel
# Requests after the first draw from the same pools as the first: what is hot is soon seen in so small a market.
ALIKE = ("engage.requests=3", "feed.deep_quota={fresh: 2, rising: 3, hot: 2, wide: 0, main: 2, exploration: 1}")


@cache
def lived(*overrides, weight=1, threads=1):
    people = 6000
    market = [
        f"population.audience={people}",
        f"population.n_users={people // weight}",
        "n_days=5",
        "seed=6",
        "engage.requests=1",
    ]
    more = ["content.history_days=6", f"record.panel_share={SHARE}", f"threads={threads}"]
    return PlatformModel(load_config([*market, *more, *overrides])).run()


def table(name, *overrides, **how):
    return lived(*overrides, **how).recorder.frame(name)


def of(metric, *overrides, **how):
    return METRICS[metric].compute(Records(lived(*overrides, **how).recorder))["value"][0]


def differing(one, other):
    return [name for name in TABLES if not one.recorder.frame(name).equals(other.recorder.frame(name))]


@pytest.mark.parametrize("weight", [1, 10])
def test_every_law_of_a_run_holds_beyond_the_feed(weight):
    check_run(lived(weight=weight))
    shown = table("surface_daily", weight=weight).group_by("surface").agg(pl.col("reads").sum())
    found = dict(shown.iter_rows())
    assert min(found["video_feed"], found["profile"]) > 0


def test_without_a_chance_to_enter_nobody_watches_and_nobody_visits():
    plain = lived(NO_VIDEOS, NO_PROFILES)
    surfaces = set(plain.recorder.frame("surface_daily")["surface"])
    assert not {"video_feed", "profile"} & surfaces
    for law in ("engage.video_feed.acts=1.5", "engage.video_feed.continue_rate=0.5", "engage.profile.click=5"):
        assert differing(lived(NO_VIDEOS, NO_PROFILES, law), plain) == []


def test_more_who_enter_watch_more_and_the_click_rate_of_covers_hardly_moves():
    shares = [of("video_feed_read_share", f"engage.video_feed.enter={enter}") for enter in (0, 0.2, 0.8)]
    assert shares[0] == 0
    assert 0.05 < shares[1] < 0.8 * shares[2]
    rates = [of("ctr", f"engage.video_feed.enter={enter}") for enter in (0, 0.8)]
    assert rates[1] == pytest.approx(rates[0], rel=0.05)


def test_more_visits_are_more_reads_on_profiles():
    shares = [of("profile_read_share", f"engage.profile.visit={visit}") for visit in (0, 0.05, 0.3)]
    assert shares[0] == 0
    assert 0.002 < shares[1] < 0.6 * shares[2]


def test_a_profile_shows_notes_of_the_creator_whose_note_was_read():
    panel = table("panel").filter(~pl.col("surface").is_in(("search", "search_ads", "feed_ads")))
    at = ("day", "user", "session")
    visited = panel.filter(surface="profile").select(*at, "creator").unique()
    read = panel.filter(pl.col("clicked"), pl.col("surface") != "profile").select(*at, "creator").unique()
    assert visited.height > 20
    assert visited.join(read, on=[*at, "creator"], how="anti").is_empty()


def test_the_video_feed_holds_videos_each_watched_for_some_seconds_and_none_twice_in_a_session():
    watched = table("panel").filter(surface="video_feed")
    videos = table("notes").filter(format="video")["note"]
    known = watched.filter(pl.col("note").is_in(table("notes")["note"].implode()))
    assert known.height > 100
    assert known["note"].is_in(videos.implode()).all()
    assert watched["clicked"].all()
    assert watched["dwell_s"].mean() == pytest.approx(8.0, rel=0.15)
    assert not watched.select("day", "tick", "user", "session", "note").is_duplicated().any()


@pytest.mark.parametrize("weight", [1, 10])
def test_two_threads_watch_and_visit_what_one_does(weight):
    assert differing(lived(weight=weight), lived(weight=weight, threads=2)) == []


@pytest.mark.parametrize("metric", ["video_feed_read_share", "video_reads_per_impression", "profile_read_share"])
def test_reads_come_from_where_they_come_whatever_a_reader_stands_for(metric):
    often = ("engage.profile.visit=0.5",)  # 1,200 readers seldom visit
    assert of(metric, *often, weight=5) == pytest.approx(of(metric, *often), rel=0.2)


def test_of_more_requests_those_that_go_to_hits_leave_the_usual_note_where_it_is():
    to_hits = "feed.deep_quota={fresh: 0, rising: 0, hot: 6, wide: 4, main: 0, exploration: 0}"
    once, alike, hits = (table("notes", *more)["impressions"] for more in (
        (), ALIKE, ("engage.requests=3", to_hits)
    ))  # fmt: skip
    assert hits.median() < 1.25 * once.median()
    assert alike.median() > 1.3 * hits.median()


def test_the_demand_for_slots_grows_with_the_requests_that_offer_them():
    once, often = (lived(*more).world.ads.lines for more in ((), ("engage.requests=3",)))
    assert often.daily.sum() == pytest.approx(3 * once.daily.sum(), rel=0.1)


def test_a_request_is_as_deep_however_many_a_session_has():
    days = table("daily", "engage.requests=3").sum()
    assert days["requests"][0] == pytest.approx(3 * days["sessions"][0], rel=0.05)
    assert of("session_depth", *ALIKE) < 1.05 * of("session_depth")
    assert table("daily")["requests"].to_list() == table("daily")["sessions"].to_list()


def test_more_requests_are_more_attention_and_one_thread_gives_it_as_two():
    once, often = lived(NO_VIDEOS, NO_PROFILES), ALIKE
    # so small a market soon has nothing new: seen 1.5
    days, busy = (run.recorder.frame("daily").sum() for run in (once, lived(*often)))
    assert busy["impressions"][0] > 1.3 * days["impressions"][0]
    assert busy["sessions"][0] == pytest.approx(days["sessions"][0], rel=0.05)
    assert differing(lived(*often), lived(*often, threads=2)) == []
