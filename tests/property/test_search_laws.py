"""Laws of search, on markets small enough to run many times."""

import numpy as np
import polars as pl
import pytest
from apart import differing

from xhs_sim.actors.search import Search
from xhs_sim.config import load_config
from xhs_sim.day import publish
from xhs_sim.metrics import METRICS
from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import changed
from xhs_sim.records.store import Records
from xhs_sim.world.content import NewNotes

MARKET = ("population.n_users=5000", "content.history_days=12", "n_days=4", "threads=1", "record.panel_share=0.5")
BUSY = ("search.intent.day_share=1.0", "search.intent.paths=3.0")
CAMPAIGN = ("campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=1", "campaign.budget_cny=20000")
NEW = 777_777_777


def publish_one_more(cast, events):
    publish(cast, events)
    if events.day == 1:
        world = cast.scene.world
        log, truth = world.content.log, world.content.truth
        best = np.flatnonzero(log.key >= 0)[:1]
        columns = {name: getattr(log, name)[best] for name in log._fields}
        columns |= {"key": np.array([NEW]), "harm": truth.harm[best]}
        columns |= {"quality": truth.quality[best], "kinds": truth.kinds[best]}
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


def test_no_searchers_is_no_search_bit_for_bit(monkeypatch):
    nobody = run("search.intent.searcher_share=0", "ads=none")
    monkeypatch.setattr(Search, "answer", lambda *_, first: None)
    assert differing(nobody, run("ads=none")) == []


def test_when_nobody_searches_first_there_is_no_round_before_the_feed(monkeypatch):
    nobody, answer = run("search.intent.first_share=0", "n_days=2"), Search.answer
    assert nobody.recorder.frame("daily")["first_searchers"].sum() == 0

    def after_the_feed(search, now, *, first):
        if not first:
            answer(search, now, first=False)

    monkeypatch.setattr(Search, "answer", after_the_feed)
    assert differing(nobody, run("search.intent.first_share=0", "n_days=2")) == []


def test_a_third_search_before_they_scroll(usual):
    days = usual.recorder.frame("daily").sum()
    assert days["first_searchers"].item() / days["searchers"].item() == pytest.approx(0.33, abs=0.02)
    events = usual.recorder.frame("panel").with_row_index()
    at = events.group_by("day", "tick", "user").agg(
        first=pl.col("surface").first() == "search", both=(pl.col("surface") == "search").any()
        & (pl.col("surface") == "explore").any(),
    )  # fmt: skip
    assert 0.2 < at.filter("both")["first"].mean() < 0.5


def test_without_an_archive_nothing_older_is_found(monkeypatch):
    none = run(*BUSY, "search.archive.depth=0", "n_days=2")
    assert none.recorder.frame("daily")["older_impressions"].sum() == 0
    monkeypatch.setattr(Search, "file", lambda *_: None)
    assert differing(none, run(*BUSY, "search.archive.depth=0", "n_days=2")) == []


def test_notes_that_left_the_feed_are_found_and_counted(usual):
    days, creators = usual.recorder.frame("daily"), usual.recorder.frame("creator_daily")
    assert 0 < days["older_impressions"].sum() < days["impressions"].sum()
    assert creators["older_impressions"].sum() == days["older_impressions"].sum()
    by_creator = creators["impressions"].sum() + days["merchant_impressions"].sum()
    assert (
        by_creator
        == days["impressions"].sum()
        == usual.recorder.frame("topic_daily")["impressions"].sum() + (days["merchant_impressions"].sum())
    )
    window = ("content.window_days=2", "record.note_daily=true")
    for depth, found in ((0, False), (3000, True)):
        short = run(*BUSY, *window, f"search.archive.depth={depth}")
        published = short.recorder.frame("notes").select("note", "published_day")
        shown = short.recorder.frame("note_daily").join(published, on="note")
        assert (shown.filter(pl.col("day") - pl.col("published_day") >= 2).height > 0) is found


def test_what_costs_age_keeps_older_notes_down():
    cheap, dear = (run(*BUSY, "engage.requests=1", *more) for more in ((), ("search.match.age_cost=5",)))
    assert of(dear, "older_impression_share") < 0.5 * of(cheap, "older_impression_share")


def test_topics_that_are_looked_up_are_searched_more():
    clicks = run(*BUSY).recorder.frame("topic_daily").group_by("topic").agg(pl.col("search_clicks", "clicks").sum())
    odds = {topic: found / (all_clicks - found) for topic, found, all_clicks in clicks.iter_rows()}
    assert odds["education"] > 2 * odds["culture"]


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


@pytest.mark.slow
def test_search_favours_saves_over_likes():
    """By .455 to .345 saves a like in the middle of what is known (the platform's log alone: to .21).

    Where likes have had days to mount: a feed's saves thin out on what many like.
    """
    large = run(*BUSY, "population.audience=500000", "n_days=10", "record.panel_share=0")
    search, feed = (of(large, f"{where}_save_rate") / of(large, f"{where}_like_rate") for where in ("search", "feed"))
    assert search > 1.2 * feed


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
