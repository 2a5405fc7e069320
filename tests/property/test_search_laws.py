"""Laws of search, on markets small enough to run many times."""

import numpy as np
import polars as pl
import pytest
from apart import differing

from xhs_sim.config import load_config
from xhs_sim.day import publish
from xhs_sim.diary.today import with_search
from xhs_sim.metrics import METRICS
from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import changed
from xhs_sim.phases.ads.show import empty_ad_tally
from xhs_sim.phases.engagement.state import PANEL_COLUMNS
from xhs_sim.phases.search.day import Found
from xhs_sim.phases.search.law import QUERY_KINDS
from xhs_sim.records.store import Records
from xhs_sim.world.content import NewNotes

MARKET = ("population.n_users=5000", "content.history_days=12", "n_days=4", "threads=1", "record.panel_share=0.5")
BUSY = ("search.intent.day_share=1.0", "search.intent.paths=3.0")
CAMPAIGN = ("campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=1", "campaign.budget_cny=20000")
NEW = 777_777_777


def find_nothing(cast, events):
    none, nobody = np.zeros((2, 5, 3), np.int64), np.zeros(0, np.int64)
    n_notes = len(cast.scene.world.content.log.key)
    brands = np.zeros(len(cast.scene.brands), np.int64)
    queries = np.zeros((len(QUERY_KINDS), 4), np.int64)
    panel, reactions = np.zeros((0, len(PANEL_COLUMNS)), np.int64), np.zeros((n_notes, 1, 5), np.int32)
    segments = none[:, : len(cast.scene.names.age_bands)]
    events.found = Found(None, reactions, segments, queries, brands, *[nobody] * 3, panel, empty_ad_tally(0))
    events.shown = with_search(events.shown, events.found)
    events.counts |= {"searches": 0, "searchers": 0}


class WithoutSearch(PlatformModel):
    """A platform that has no search."""

    phases = changed(DAY, search=find_nothing)


def publish_one_more(cast, events):
    publish(cast, events)
    if events.day == 1:
        world = cast.scene.world
        log, truth = world.content.log, world.content.truth
        best = np.flatnonzero(log.key >= 0)[:1]
        columns = {name: getattr(log, name)[best] for name in log._fields}
        columns |= {"key": np.array([NEW]), "quality": truth.quality[best], "kinds": truth.kinds[best]}
        words = np.array([0xFFFF000F], np.uint32)
        world.add_notes(NewNotes(**{name: columns[name] for name in NewNotes._fields}), words)


class OneMore(PlatformModel):
    """A platform with one more note on day 1, found by every word of its topic."""

    phases = changed(DAY, publish=publish_one_more)


def run(*overrides: str, kind=PlatformModel) -> PlatformModel:
    return kind(load_config([*MARKET, *overrides])).run()


def of(model: PlatformModel, metric: str) -> float:
    return METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null())["value"][0]


def found_per_note(model: PlatformModel, *which: pl.Expr) -> float:
    return model.recorder.frame("notes").filter(*which)["impressions_search"].mean()


@pytest.fixture(scope="module")
def usual():
    return run(*BUSY)


def test_no_searchers_is_no_search_bit_for_bit():
    assert differing(run("search.intent.searcher_share=0", "ads=none"), run("ads=none", kind=WithoutSearch)) == []


def test_search_gives_the_same_on_two_threads(usual):
    assert differing(usual, run(*BUSY, "threads=2")) == []


def test_surfaces_hold_what_searches_say(usual):
    kinds = usual.recorder.frame("search_daily").drop("kind")
    searches = kinds.group_by("day", maintain_order=True).sum()
    surface = usual.recorder.frame("surface_daily").filter(pl.col("surface") == "search")
    for column in ("impressions", "clicks"):
        assert searches[column].to_list() == surface[column].to_list()
    assert searches["searches"].to_list() == usual.recorder.frame("daily")["searches"].to_list()


def test_more_coverage_brings_a_brief_more_search_impressions():
    sponsored = pl.col("is_sponsored")
    plain, none = run(*BUSY, *CAMPAIGN), run(*BUSY, *CAMPAIGN, "campaign.keyword_coverage=0.0")
    covered = run(*BUSY, *CAMPAIGN, "campaign.keyword_coverage=1.0")
    assert differing(plain, none) == []
    assert found_per_note(covered, sponsored) > 1.3 * found_per_note(plain, sponsored)


def test_a_campaign_raises_brand_searches_and_unseen_brands_have_none():
    dials = (*BUSY, "search.intent.search_back=0.2", "search.intent.need_share=0")
    backs = [
        model.recorder.frame("brand_daily").filter(pl.col("brand") == "qingrou")["searches"].sum()
        for model in (run(*dials), run(*dials, *CAMPAIGN))
    ]
    assert backs[1] > 1.1 * backs[0] > 0
    unseen = "brands.qingrou.mention_share=0"
    assert run(*dials, unseen).recorder.frame("brand_daily").filter(brand="qingrou")["searches"].sum() == 0


def test_search_favours_saves_over_likes(usual):
    assert of(usual, "search_save_rate") / of(usual, "search_like_rate") > 1.5 * of(usual, "feed_save_rate") / of(
        usual, "feed_like_rate"
    )


def test_old_notes_live_on_in_search(usual):
    published = usual.recorder.frame("notes").select("note", "published_day")  # notes from before day 0 are not in it
    shown = usual.recorder.frame("panel").join(published, on="note", how="left")
    young = pl.col("published_day") >= pl.col("day") - 1
    share = {on: shown.filter(surface=on).select(young.fill_null(False).mean()).item() for on in ("explore", "search")}
    assert share["search"] < 0.7 * share["explore"]


def test_one_more_note_changes_hardly_any_result():
    panels = [run(*BUSY, "n_days=2", kind=kind).recorder.frame("panel") for kind in (PlatformModel, OneMore)]
    at = ("user", "session", "note")
    shown = [panel.filter(pl.col("day") == 1, pl.col("surface") == "search").select(at) for panel in panels]
    assert shown[1].filter(pl.col("note") == NEW).height > 0
    assert shown[0].join(shown[1], on=at, how="anti").height / shown[0].height < 0.01


@pytest.mark.parametrize(
    ("dial", "metric", "more"),
    [
        ("search.look.continue_rate=0.9", "search_depth", False),
        ("search.look.click_intercept=-1.5", "search_ctr_ratio", True),
        ("search.look.click_slot=0.4", "search_first_click_rank", False),
        ("search.look.rates.save=0.1", "search_save_rate", True),
        ("search.look.visit_ratio=10", "product_visits", True),
    ],
)
def test_dials_of_looking_turn_what_they_say(usual, dial, metric, more):
    assert (of(run(*BUSY, dial), metric) > of(usual, metric)) is more


@pytest.mark.parametrize(
    "dial", ["search.match.taste=5", "search.match.window=1", "search.match.list_depth=8", "search.words.coverage=0.9"]
)
def test_dials_of_matching_change_results(usual, dial):
    assert "panel" in differing(usual, run(*BUSY, dial))
