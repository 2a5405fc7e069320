"""Laws of creators' life and of the calendar, on markets small enough to run many times."""

import numpy as np
import polars as pl
import pytest
from apart import differing

from xhs_sim.config import load_config
from xhs_sim.day import publish
from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import changed
from xhs_sim.world.calendar import build_season
from xhs_sim.world.content import NewNotes

MARKET = ("population.n_users=3000", "content.history_days=6", "n_days=6", "threads=1", "record.panel_share=0.3")
LONG = ("population.n_users=2000", "content.history_days=10", "n_days=40", "threads=1", "record.panel_share=0.0",
        "content.notes_per_active_day=0.15", "calendar=none", "search.intent.searcher_share=0",
        "engage.rates.like=0.4")  # fmt: skip
LEARN = ("creators=static", "creators.traits.topic_log_sd=0.8", "creators.traits.format_log_sd=0.5")
STILL = ("calendar=none", "creators=static")
EVENT = ("creators=static", "calendar=none", "calendar.click_effect=1.0", "creators.traits.trend_riding=0.5",
         "+calendar.events.fair={en: Fair, zh: Fair, first: ['04-10'], n_days: 8, lift: {food: 2.0}}",
         "content.notes_per_active_day=0.2", "engage.rates.like=0.4", "n_days=11")  # fmt: skip
NEW = 777_777_777


def run(*overrides: str, kind=PlatformModel, market=MARKET) -> PlatformModel:
    return kind(load_config([*market, *overrides])).run()


def stay_as_they_are(cast, events):
    events.counts["stopped_publishers"] = 0


def no_season(*settings):
    season = build_season(*settings)
    return season._replace(heat=np.zeros_like(season.heat))


class WithoutLife(PlatformModel):
    """A platform whose creators have no life and whose topics have no season."""

    phases = changed(DAY, adapt=stay_as_they_are)

    def __init__(self, config):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("xhs_sim.scene.build_season", no_season)
            super().__init__(config)


@pytest.fixture(scope="module")
def usual():
    return run()


@pytest.mark.parametrize(("still", "alive"), [
    (STILL, ("creators.learning.explore_share=0.5", "creators.drive.usual_engagements=9")),
    (STILL, ("creators.rhythm.spell_days=3", "creators.learning.average_rate=0.9")),
    (STILL, ("calendar.drift_log_sd=0.5", "calendar.hot_rate=0.3", "calendar.hot_log_lift=1.0")),
    (STILL, ("calendar.click_effect=1.0", "creators.traits.trend_riding=0.5")),
])  # fmt: skip
def test_zero_is_the_platform_without_bit_for_bit(still, alive):
    assert differing(run(*still, *alive), run(*still, kind=WithoutLife), "topic_daily") == []


def test_a_living_platform_is_another_one_and_the_same_on_two_threads(usual):
    assert {"notes", "panel", "creators"} <= set(differing(usual, run(*STILL)))
    assert differing(usual, run("threads=2")) == []


def engagement_of(model: PlatformModel, first: int) -> float:
    """Return the mean engagements a note of all notes published from a day on, the last three days aside."""
    notes = model.recorder.frame("notes").filter(pl.col("published_day").is_between(first, model.day - 4))
    return notes.select((pl.col("likes") + pl.col("saves") + pl.col("comments")).mean()).item()


def test_creators_who_learn_write_better_notes_than_those_who_do_not():
    """At a rate of .6 and strong talents, after day 20 quality is up by a tenth of its spread, engagements by 18%."""
    fixed, learned = (run(*LEARN, f"creators.learning.rate={x}", market=LONG) for x in (0.0, 0.6))

    def late_quality(model):
        notes = model.recorder.frame("notes").filter(pl.col("published_day") >= 20)
        return notes["true_quality"].mean()

    spread = fixed.recorder.frame("notes")["true_quality"].std()
    assert late_quality(learned) > late_quality(fixed) + 0.03 * spread
    assert engagement_of(learned, 20) > 1.03 * engagement_of(fixed, 20)


def test_during_an_event_its_topic_is_published_more_opened_more_and_riders_gain():
    model = run(*EVENT)
    topics = model.recorder.frame("topic_daily").filter(topic="food")
    before, fair = topics.filter(pl.col("event").is_null()), topics.filter(event="fair")
    assert (before.height, fair.height) == (3, 8)
    assert fair["notes_published"].mean() > 1.5 * before["notes_published"].mean()
    ctr = [part["clicks"].sum() / part["impressions"].sum() for part in (before, fair)]
    assert ctr[1] > 2 * ctr[0]
    calm = run(*EVENT, "creators.traits.trend_riding=0.0")
    gains = engagements_of_riders(model) / engagements_of_riders(calm)
    assert gains > 1.2


def engagements_of_riders(model: PlatformModel) -> float:
    """Return the mean engagements per note, during the event, of those who ride trends most."""
    from xhs_sim.phases.publish.note import RIDES
    from xhs_sim.world.population import draw_uniforms

    propensity = draw_uniforms(model.world.users.key, model.streams.key("trait"), RIDES)
    notes = model.recorder.frame("notes").filter(pl.col("published_day").is_between(3, 8))
    riders = notes.filter(pl.Series(propensity[notes["creator"].to_numpy()] > 0.5))
    return riders.select((pl.col("likes") + pl.col("saves") + pl.col("comments")).mean()).item()


def test_without_reactions_fewer_notes_appear():
    dials = ("creators=static", "creators.drive.feedback=0.4", "creators.drive.usual_engagements=1.0",
             "creators.drive.quit_rate=0.2")  # fmt: skip
    silent = "engage.rates={like: 0.0, save: 0.0, comment: 0.0, share: 0.0, follow: 0.0}"
    late = [
        model.recorder.frame("daily").filter(pl.col("day") >= 12)["notes_published"].sum()
        for model in (run(*dials, *more, "n_days=22", market=LONG) for more in ((), (silent,)))
    ]
    assert late[1] < 0.8 * late[0]


def test_beginners_and_those_who_stop_are_counted(usual):
    daily = usual.recorder.frame("daily")
    assert daily["new_publishers"].sum() > 50
    assert daily["stopped_publishers"].sum() > 10
    assert (daily["new_publishers"] <= daily["publishers"]).all()
    none = run(*STILL).recorder.frame("daily")
    assert none["new_publishers"].sum() == none["stopped_publishers"].sum() == 0


def test_followers_and_tiers_follow_what_the_feed_brings(usual):
    creators = usual.recorder.frame("creators")
    world = usual.world
    total = world.creators.followers
    assert creators["followers"].to_list() == total[creators["creator"].to_numpy()].astype(int).tolist()
    koc = creators.filter(pl.col("followers").is_between(300, 4999))
    assert koc.height > 0
    assert set(koc["tier"]) == {"koc"}


def publish_one_more(cast, events):
    publish(cast, events)
    if events.day == 1:
        world = cast.scene.world
        log, truth = world.content.log, world.content.truth
        today = np.flatnonzero((log.key >= 0) & (log.day == 1))
        middle = today[np.argsort(truth.quality[today])[[len(today) // 2]]]
        columns = {name: getattr(log, name)[middle] for name in log._fields}
        columns |= {"key": np.array([NEW]), "harm": truth.harm[middle]}
        columns |= {"quality": truth.quality[middle], "kinds": truth.kinds[middle]}
        world.add_notes(NewNotes(**{name: columns[name] for name in NewNotes._fields}))


class OneMore(PlatformModel):
    """A platform with one more ordinary note on day 1."""

    phases = changed(DAY, publish=publish_one_more)


def test_one_more_note_changes_few_impressions_for_each_of_its_own():
    """Those of who is shown it, from there on in the session: the larger the market, the smaller a part of its day."""
    market, at = ("population.n_users=8000", "n_days=2", "record.panel_share=1.0"), ("user", "session", "note")
    panels = [run(*market, kind=kind).recorder.frame("panel") for kind in (PlatformModel, OneMore)]
    shown = [panel.filter(pl.col("day") == 1).select(at) for panel in panels]
    own = panels[1].filter(pl.col("note") == NEW)
    assert own.height > 20
    changed_ones = shown[0].join(shown[1], on=at, how="anti")
    assert changed_ones.height < 10 * own.height
    assert changed_ones["user"].is_in(own["user"].to_list()).mean() > 0.8
