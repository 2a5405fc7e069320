"""The phases of a day, each a few lines of who does what; ``model.DAY`` says in which order.

A phase touches nothing but what it says: ``reads`` and ``writes`` are parts of the world, ``tables`` get rows. A test
watches every part and table while phases pass.
"""

import numpy as np

from .cast import Cast
from .diary import audience, notes, persons, platform, supply, target
from .diary.brands import BrandBooks, record_brands
from .diary.income import record_income
from .diary.today import Today, note_days, with_search
from .phase import Events, phase
from .scene import writers_of
from .strategies.kol.marketplace import tiers_of
from .world.columns import ADS


@phase(reads="users creators content safety accounts", writes="users safety accounts", tables="security_daily")
def secure(cast: Cast, events: Events) -> None:
    """Taken accounts are locked, cleaned and given back; people learn to protect theirs; others are taken over."""
    cast.security.begin_day(events.day)


@phase(
    reads="truth users creators graph friends content brands joined_day safety fakes",
    writes="truth brands joined_day shelf",
    tables="budget offers contract_events ledger surveys media_daily activity_daily community_daily",
)
def plan(cast: Cast, events: Events) -> None:
    """It is seen which hidden ads were caught; the campaign signs creators, decides and does what else it plans."""
    cast.disclosure.plan(events.day)
    cast.campaign.plan(events.day)


@phase(
    reads="truth users creators graph content archive brands ads fakes",
    writes="users creators content archive interest safety",
    tables="notes contracts contract_events alliances budget ledger rival_answers violations copies reviews penalties",
    hands_on="counts.notes_published counts.publishers counts.new_publishers",
)
def publish(cast: Cast, events: Events) -> None:
    """Old notes leave the feed; new ones appear: those of the own account, of creators by themselves, and paid ones."""
    scene, day = cast.scene, events.day
    world, content = scene.world, scene.config.content
    gone = world.content.expiring(day, content.window_days)
    notes.record_finished_notes(scene.recorder, world, gone)
    cast.search.file(gone, day)
    world.remove_notes(gone)
    world.set_interest(scene.config.calendar.click_effect * scene.season.on(day))
    writers = writers_of(scene, day)
    own = cast.account.publish(writers)
    events.counts |= cast.publishers.publish(writers)
    asked = sum(who.publish(writers) for who in (cast.campaign, cast.alliance, cast.rivals, cast.security))
    events.counts["publishers"] += own > 0
    events.counts["notes_published"] += own + asked
    cast.moderation.check(day)


@phase(reads="content safety", writes="content safety", tables="claims")
def claim(cast: Cast, events: Events) -> None:
    """New notes are held against those before them; authors complain of copies; those complained of answer."""
    cast.rights.begin_day(events.day)


@phase(reads="users creators content fakes", writes="content fakes", tables="fakes_daily")
def fake(cast: Cast, events: Events) -> None:
    """Creators buy followers, likes and comments of bots; the platform sweeps bots away."""
    cast.fakes.begin_day(events.day)


@phase(reads="content ads safety", writes="ads")
def sell_slots(cast: Cast, events: Events) -> None:
    """Ad lines that are over close; creators, the campaign and its rivals open new ones."""
    cast.ad_business.begin_day(events.day)
    cast.rivals.buy_ads()


@phase(
    reads="truth users creators graph content archive brands ads interest safety",
    writes="truth users content archive brands ads safety",
    tables="reviews penalties appeals",
    hands_on="shown",
)
def serve(cast: Cast, events: Events) -> None:
    """Per tick: learn of notes, rebuild pools and index; the feed, session by session; search before it or after."""
    events.shown = cast.feed.serve(events.day)


@phase(
    reads="users content archive brands",
    writes="users brands",
    hands_on="shown found counts.searches counts.searchers counts.first_searchers",
)
def search(cast: Cast, events: Events) -> None:
    """What people searched for is added up, and remembered."""
    events.found = cast.search.close_day(events.day)
    events.shown = with_search(events.shown, events.found)
    found = events.found
    events.counts |= {
        "searches": int(found.queries[:, 0].sum()), "searchers": found.searchers,
        "first_searchers": found.first_searchers,
    }  # fmt: skip


@phase(reads="users creators graph content", writes="users creators graph")
def follow(cast: Cast, _events: Events) -> None:
    """The day's follows become edges of the graph, and edges that were given up end."""
    cast.scene.world.merge_follows()


@phase(reads="users friends content", writes="users", hands_on="counts.shares_to_friends counts.shares_elsewhere")
def spread(cast: Cast, events: Events) -> None:
    """Shared notes reach friends, who find them tomorrow."""
    events.counts |= cast.visitors.tell_friends(events.day)


@phase(reads="users brands", writes="brands")
def share_out(cast: Cast, events: Events) -> None:
    """What users made of joint notes is shared out between the two brands."""
    cast.alliance.pass_on(events.day)


@phase(
    reads="truth users creators graph brands shelf fakes",
    writes="brands shelf",
    tables="orders live_sessions live_audience ledger",
    hands_on="orders expected",
)
def convert(cast: Cast, events: Events) -> None:
    """A live session, if there is one; product visits, carts, orders, leaks, refunds."""
    cast.shops.stock_up(events.day)
    events.orders, events.expected = cast.shops.sell(events.day, cast.live_room.hold(events.day))


@phase(reads="users creators content", writes="creators", hands_on="counts.stopped_publishers")
def adapt(cast: Cast, events: Events) -> None:
    """Creators look at what their notes brought; some tire, some stop."""
    events.counts["stopped_publishers"] = cast.publishers.learn(events.day)


@phase(reads="content ads", writes="ads", tables="ad_daily targeting_daily ledger", hands_on="shown ads_cny")
def charge_ads(cast: Cast, events: Events) -> None:
    """The day's ads are charged; brands pay."""
    scene, charged = cast.scene, cast.ad_business.close_day(events.day)
    today = scene.world.content.today
    slots = today.slots
    cast.watching.look((slots, np.full(len(slots), ADS), today.of(slots, ADS)), scene.config.feed.ticks - 1, ADS)
    events.ads_cny, events.shown = charged.cny, events.shown._replace(ads=charged.shown, own_ads=charged.own)


@phase(
    reads="truth users creators content archive brands fakes",
    tables="daily surface_daily topic_daily search_daily segment_daily note_daily note_ticks reactions panel "
    "creator_daily account_daily cohorts brand_daily",
)
def record(cast: Cast, events: Events) -> None:
    """The day is written down: rows of the data dictionary."""
    scene = cast.scene
    recorder, world, config = scene.recorder, scene.world, scene.config
    noted = note_days(world, events.shown.notes, events.day)
    today = Today(events.day, events.shown, noted, events.found, events.orders)
    events.counts["churned_users"] = cast.visitors.count_gone()
    row = platform.record_day(recorder, world, today, events.counts, config.record.small_creator_followers)
    notes.record_panel(recorder, today, cast.watching.is_panel)
    notes.record_watched(recorder, cast.watching.close_day(), today.day)
    platform.record_searches(recorder, today)
    notes.record_reactions(recorder, world, today)
    platform.record_segments(recorder, world, today)
    if config.record.note_daily:
        notes.record_note_days(recorder, today)
    supply.record_creator_days(recorder, world, today)
    cast.account.record(today.day)
    platform.record_topics(recorder, today, scene.season, np.array(config.content.popularity))
    audience.record_cohorts(recorder, world, today.day)
    labels = [cast.alliance.labels_of(brand.column) for brand in scene.brands]
    reach = np.array([brand.reach for brand in scene.brands])
    sold = record_brands(
        recorder, world, today, BrandBooks(cast.shops.terms, labels, reach, events.ads_cny, events.expected)
    )
    for brand, its in zip(scene.brands, sold, strict=True):
        brand.close_day(its["orders"], its["gmv_cny"], its["reach_cumulative"])
    covers = row["impressions"] - row["reads"] + row["clicks"]
    ctr = row["clicks"] / covers if covers else None
    events.figures = {"dau": row["active_users"], "ctr": ctr, "gmv": sum((its["gmv_cny"] for its in sold), 0.0)}


@phase(reads="users content archive shelf", writes="shelf", tables="attribution product_daily ledger", of_tactics=True)
def settle(cast: Cast, events: Events) -> None:
    """Orders are credited to channels, creators are paid by the order, reviews come in, prices are remembered."""
    cast.attribution.close_day(events.shown.panel, cast.live_room.entered, events.orders, events.day)
    cast.shops.close_day(events.orders, events.day)
    cast.campaign.close_day(events.orders, events.day)


@phase(reads="users content brands", writes="brands", tables="disclosure_daily")
def notice(cast: Cast, events: Events) -> None:
    """Some readers notice that a note is paid though it does not say so, and lose interest in the brand."""
    cast.disclosure.close_day(events.day)


@phase(
    reads="content safety ads",
    writes="safety",
    tables="safety_daily violation_daily reviews penalties appeals review_daily",
)
def moderate(cast: Cast, events: Events) -> None:
    """What was shown of notes that break rules is written down; the platform acts on what it noticed."""
    cast.moderation.close_day(events.shown.reactions, events.day)
    cast.moderation.charge_brands(cast.ad_business.found_out(events.day), events.day)


@phase(reads="truth users brands", writes="truth users brands")
def retain(cast: Cast, events: Events) -> None:
    """Interest fades; satisfaction and habit decide who comes tomorrow, who leaves for good; newcomers arrive."""
    commerce = cast.scene.config.commerce
    cast.scene.world.fade_interest(commerce.interest_days, commerce.stage_interest)
    cast.visitors.decide(events.day)


def open_platform(cast: Cast) -> None:
    """Put notes of the days before day 0 on the platform, which nobody is shown, and decide who visits first."""
    older = cast.publishers.write_older(cast.search.room, writers_of(cast.scene, 0))
    cast.search.file(cast.account.with_own(older), 0)
    for day in range(-cast.scene.config.content.history_days, 0):
        cast.visitors.decide(day - 1)
        publish(cast, Events(day))
    cast.visitors.decide(-1)
    cast.scene.world.begin_history()
    cast.visitors.count_gone()


def close_platform(cast: Cast, n_days: int) -> None:
    """Write down what is known when the run ends."""
    scene, people = cast.scene, cast.scene.config.population
    recorder, world = scene.recorder, scene.world
    tiers = tiers_of(world.fakes.public(world.creators), scene.config.graph.tiers)
    notes.record_finished_notes(recorder, world, world.content.alive)
    audience.record_users(recorder, world, n_days)
    persons.record_persons(recorder, world, cast.watching.is_panel, scene.config.record.personal)
    audience.record_reach(recorder, world, n_days)
    bands = len(people.age_bands), len(people.city_tiers), len(people.education_levels)
    audience.record_brand_segments(recorder, world, bands, n_days)
    target.record_target(recorder, world, cast.shops.on_target, n_days)
    record_income(recorder, cast.campaign.pays)
    cast.fakes.close()
    supply.record_creators(recorder, world, scene.config, tiers, scene.streams)
