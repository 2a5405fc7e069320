"""Surfaces and channels by city and by recent clicks: off they are nothing, on they do what they say."""

import numpy as np
import polars as pl
import pytest
from apart import differing

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.world.columns import COUNTED, COUNTS

MARKET = (
    "engage.requests=1",
    "population.n_users=2000",
    "content.history_days=4",
    "n_days=3",
    "record.panel_share=0.5",
)
ON = ("feed.nearby_share=0.3", "feed.quota.regional=2", "feed.quota.recent_clicks=2")


def run(*overrides, threads=1):
    return PlatformModel(load_config([*MARKET, *overrides, f"threads={threads}"])).run()


@pytest.fixture(scope="module")
def on():
    return run(*ON)


def test_off_it_does_not_matter_where_anybody_lives():
    moved = run("population.cities.tier_1=[1]", "population.cities.tier_3=[1,9]", "feed.nearby_windows=1")
    assert differing(run(), moved) == []
    assert "nearby" not in moved.recorder.frame("surface_daily")["surface"]


def test_two_threads_give_the_records_of_one(on):
    assert differing(on, run(*ON, threads=2)) == []


def test_nearby_shows_notes_of_the_users_city_only(on):
    panel, city = on.recorder.frame("panel"), on.world.users.city
    is_near = {}
    for name, rows in {"nearby": pl.col("surface") == "nearby", "regional": pl.col("channel") == "regional",
                       "main": pl.col("channel") == "main"}.items():  # fmt: skip
        found = panel.filter(rows)
        assert found.height > 300, name
        is_near[name] = float(np.mean(city[found["user"].to_numpy()] == city[found["creator"].to_numpy()]))
    assert is_near["nearby"] == is_near["regional"] == 1.0
    assert is_near["main"] < 0.2


def test_recent_clicks_show_topics_that_the_user_clicked(on):
    log, panel = on.world.content.log, on.recorder.frame("panel")
    topics = dict(zip(log.key.tolist(), log.topic.tolist(), strict=True))
    clicks = panel.filter("clicked").group_by("user").agg("note")
    known = {user: {topics.get(note) for note in notes} for user, notes in clicks.iter_rows()}
    found = panel.filter(pl.col("channel") == "recent_clicks").select("user", "note")
    assert found.height > 40
    assert all(topics[note] in known[user] for user, note in found.iter_rows())


def test_surfaces_add_up_to_the_notes(on):
    surfaces = on.recorder.frame("surface_daily").group_by("surface").agg(pl.col("impressions").sum())
    totals = dict(surfaces.iter_rows())
    assert totals["nearby"] > 500
    assert sum(totals.values()) == on.recorder.frame("daily")["impressions"].sum()
    shown = on.world.content.counts.by_surface()[:, COUNTS.index("impressions")]
    counted = {name: int(shown[k]) for k, name in enumerate(COUNTED)}
    assert 0 < counted.pop("search") < totals["search"]  # which finds notes of the archive, too
    assert counted == {name: totals.get(name, 0) for name in counted}
    assert totals.get("live", 0) == 0
