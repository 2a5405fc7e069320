"""The platform against its Mesa twin: other random numbers, the same distributions.

Sixteen small worlds, each lived through for three days by both. The market has everything that is on by default: ads,
creators who adapt, the calendar, rare acts, sharing, ties, wear. It has few users, so what is rare is made more
frequent (``SMALL``), and it is two circles with two senses of each word. A figure agrees when the mean of its sixteen
paired differences is less than five of their standard errors from 0: of some 90 figures one is that far off by luck
in 1 of 70 such sets of worlds. How sharp that is say the tests of a twin with another law.

Plain Mesa takes seconds for each world, so every change is held against the first eight only, whose own spread is
luck: seven standard errors are by luck there as rare, 1 in 50. The sixteen are for the slow suite.
"""

from functools import cache

import numpy as np
import polars as pl
import pytest
from plain import NOTHING_BEYOND
from scipy.stats import ks_2samp
from twins.mesa_twin import MesaTwin
from twins.twin_figures import (
    CREATOR,
    NOTE,
    advertised,
    bought,
    learned,
    lived,
    platform_events,
    reacted,
    read,
    twin_events,
    warmed,
    written,
)

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.world.columns import ADS, LEANING_UNIT, REACTIONS

WORLDS, DAYS = range(100, 116), 3
SOME, ALL = (WORLDS[:8], 7.0), (WORLDS, 5.0)  # and how many standard errors are too many
SMALL = [
    "engage.requests=1", "population.n_users=1200", "record.panel_share=1.0", f"n_days={DAYS}", "threads=1",
    # so that sessions do not run dry
    "content.notes_per_active_day=0.5", "feed.ladder.life_days=20", "population.sessions_per_day=2.5",
    "feed.seen_bits=512", "feed.seen_notes=128",
    "feed.users_per_circle=600", "search.words.users_per_sense=600", "search.archive.depth=12",
    # budgets of a few clicks a day, as those of a large market
    "ads.slots={load: 0.1, gap: 7, search_first: 2, search_gap: 5, search_most: 4}", "ads.auction.frequency_cap=2",
    "ads.background.per_topic=3", "ads.background.budget_cny_per_user=0.3", "ads.background.search_cpc_cny=4",
    "ads.background.demographic_share=0.5", "ads.background.lead_rate=0.2", "ads.boost.share=0.05",
    "ads.boost.budget_cny=2", "retain.ad_effect=1.0",
    "react.hide_rate=0.003", "react.hide_cost=2", "react.unfollow_rate=0.02", "react.report_rate=0.01",
    "react.message_rate=0.01", "react.reply_rate=0.5", "react.share_on_platform=0.7",
    "engage.click_intercept=-6", "search.look.click_intercept=-5.5",
    "engage.rates={like: 0.05, save: 0.03, comment: 0.05, share: 0.05, follow: 0.03}",
    "engage.crowding={like: 0.1, save: 0, comment: 0.3, share: 0.1}", "engage.crowding_likes=2",
    "engage.topic_wear=0.05", "engage.creator_wear=0.3", "engage.day_fatigue=0.5",
    "creators.learning.review_days=1", "creators.traits.imitation=0.6", "creators.traits.topic_log_sd=0.5",
    "calendar.drift_log_sd=0.6", "calendar.click_effect=1.0", *NOTHING_BEYOND,
]  # fmt: skip


OTHER_LAWS = {  # each changed for the twin, and the figure that tells
    "ads.slots.load=0.06": "feed ads per impression",
    "ads.auction.frequency_cap=4": "feed ads shown again on the day",
    "react.hide_rate=0.005": "hides per impressions",
    "react.share_on_platform=0.4": "notes to friends per share",
    "react.reply_rate=0.2": "replies per comments",
    "creators.drive.fatigue=0.1": "zeal",
    "creators.learning.rate=0.8": "leaning to video",
    "creators.traits.imitation=0": "style as in fashion",
    "calendar.click_effect=0.3": "heat of what is opened",
}


def figures_of_platform(model: PlatformModel, before) -> dict[str, float]:
    """Return the figures of a platform that has lived through its days."""
    world, frame = model.world, model.recorder.frame
    daily, brands = frame("daily"), frame("brand_daily")
    totals, visits = daily.sum().row(0, named=True), daily["active_users"].to_list()
    users, creators, log = world.users, world.creators, world.content.log
    events = platform_events(model)
    figures = read(events, totals, visits) | advertised(events, frame("ad_daily"), (users, world.truth))
    passed = totals["shares_to_friends"], totals["shares_elsewhere"]
    reactions = frame("reactions").select(REACTIONS).sum().row(0, named=True)
    figures |= reacted(reactions, totals, passed, world.truth.warmth, world.truth.satisfaction)
    row = {"publishers": totals["publishers"], "notes": totals["notes_published"],
           "begun": totals["new_publishers"], "stopped": totals["stopped_publishers"]}  # fmt: skip
    now = {name: getattr(creators, name).astype(float) for name in CREATOR}
    now["leanings"] = creators.leanings / LEANING_UNIT
    figures |= lived(now, row, sum(visits))
    new = np.flatnonzero((log.key >= 0) & (log.day >= 0))
    notes = {name: getattr(log, name, getattr(world.content.truth, name, None)) for name in NOTE}
    notes = {name: column[new] for name, column in notes.items()}
    notes["heat"] = heat_of(model, log.day[new], log.topic[new])
    figures |= written(notes, before["topic"], model)
    topics = frame("topic_daily").with_columns(
        heat=(pl.col("popularity") / np.tile(model.config.content.popularity, DAYS)).log()
    )
    figures |= warmed(topics) | learned(before["taste_hat"], users.taste_hat, world.truth.taste)
    return figures | bought(*brands.select("visits", "orders", "leaked_orders").sum().row(0), world.brands.stage)


def figures_of_twin(twin: MesaTwin, source: PlatformModel, before) -> dict[str, float]:
    """Return the same figures of the twin; ``source`` says who its people are."""
    reports, people, notes = twin.datacollector.model_vars, twin.people, twin.notes
    totals, visits = {act: counts[-1] for act, counts in reports.items()}, reports["active_users"]
    events, world = twin_events(twin), source.world
    figures = read(events, totals, visits) | advertised(events, ad_lines(twin), (world.users, world.truth))
    life = {name: sum(day["life"][name] for day in twin.tables) for name in twin.tables[0]["life"]}
    acts = [day["reactions"] for day in twin.tables]
    done = sum(table["reactions"][table["surface"] != ADS].sum(axis=0) for table in acts)
    passed = life["shares_to_friends"], life["shares_elsewhere"]
    warmth, satisfaction = ([getattr(person, name) for person in people] for name in ("warmth", "satisfaction"))
    figures |= reacted(dict(zip(REACTIONS, done, strict=True)), totals, passed, warmth, satisfaction)
    new = np.flatnonzero(notes.day[: notes.n] >= 0)
    now = {name: np.array([getattr(person, name) for person in people], float) for name in (*CREATOR, "leanings")}
    figures |= lived(now, life | {"notes": len(new)}, sum(visits))
    about = {name: getattr(notes, name)[new] for name in NOTE}
    about["heat"] = heat_of(source, notes.day[new], notes.topic[new])
    figures |= written(about, before["topic"], source)
    topics = pl.concat([pl.DataFrame(day["topics"]) for day in twin.tables])
    taste = np.array([person.taste_hat for person in people])
    figures |= warmed(topics) | learned(before["taste_hat"], taste, world.truth.taste)
    sold = [order.on_platform for day in twin.tables for order in day["orders"]]
    stage = np.array([person.stage for person in people])
    return figures | bought(twin.product_visits, sum(sold), len(sold) - sum(sold), stage)


def heat_of(model: PlatformModel, day, topic):
    """Return ln of the popularity of each note's topic on its day, against the usual."""
    return np.stack([model.scene.season.on(d) for d in range(DAYS)])[day, topic]


def ad_lines(twin: MesaTwin) -> pl.DataFrame:
    """Return the twin's lines as the platform's table has them."""
    rows = [row for day in twin.tables for row in day["ads"]]
    return pl.DataFrame(
        {
            **{name: [row[name] for row in rows] for name in ("source", "placement", "spend_fen", "leads", "hides")},
            "advertiser": [row["owner"] for row in rows], "over_fen": [row["over"] // 1000 for row in rows],
            **{act: [int(row["counts"][k]) for row in rows] for k, act in enumerate(("impressions", "clicks"))},
        }
    )  # fmt: skip


def live(seed: int, *changes: str):
    """Let one world pass on the platform and in the twin; returns both runs' figures and counts.

    ``changes`` are made in the twin only.
    """
    model = PlatformModel(load_config([*SMALL, f"seed={seed}"]))
    source = PlatformModel(load_config([*SMALL, f"seed={seed}", *changes])) if changes else model
    twin = MesaTwin(source, rng=seed, keep_events=True)
    before = {"taste_hat": model.world.users.taste_hat.copy(), "topic": model.world.creators.topic.copy()}
    for _ in range(DAYS):
        model.step()
        twin.step()
    ours, twins = figures_of_platform(model, before), figures_of_twin(twin, model, before)
    kept = (twin.notes.creator[: twin.notes.n] >= 0) & ~twin.notes.is_old[: twin.notes.n]
    counts = model.world.content.counts.of(model.world.content.alive), twin.notes.counts[: twin.notes.n][kept]
    spent = model.world.ads.lines.spent, np.array([line.spent for line in twin.ads.lines])
    model.close()
    return ours, twins, tuple(side.sum(axis=1) for side in counts), spent


lived_once = cache(live)


@pytest.fixture(
    scope="module", params=[pytest.param(SOME, id="some"), pytest.param(ALL, id="all", marks=pytest.mark.slow)]
)
def sized(request):
    """Return the worlds that are compared, and how many standard errors off is too far."""
    seeds, limit = request.param
    return [lived_once(seed) for seed in seeds], limit


@pytest.fixture
def worlds(sized):
    return sized[0]


def distances(worlds) -> dict[str, float]:
    """Return each figure's mean paired difference in its standard errors."""
    away = {}
    for name in worlds[0][0]:
        gaps = np.array([twin[name] - ours[name] for ours, twin, *_ in worlds])
        away[name] = float(gaps.mean() / (gaps.std(ddof=1) / np.sqrt(len(gaps)) + 1e-12))
    return away


def far_off(worlds, limit: float = ALL[1]) -> dict[str, float]:
    return {name: round(away, 1) for name, away in distances(worlds).items() if not abs(away) < limit}


def test_every_figure_agrees_within_sampling_error(sized):
    assert not far_off(*sized)


def test_everything_that_is_compared_happens(worlds):
    quiet = [name for name in worlds[0][0] if not any(ours[name] for ours, *_ in worlds)]
    assert not quiet


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "shows_in"),
    [
        ("engage.click_taste=2.4", "click-through rate"),
        ("feed.rerank_penalty=0.2", "topic as in the slot before"),
        ("feed.learning_rate=0.05", "taste estimate moved"),
        ("feed.quota.fresh=0", "share of fresh"),
        ("commerce.need_days=8", "product visits"),
        ("search.look.continue_rate=0.94", "results per search"),
    ],
)
def test_a_twin_with_another_law_is_told_apart(change, shows_in):
    assert shows_in in far_off([live(seed, change) for seed in WORLDS])


@pytest.mark.slow
def test_a_life_under_other_laws_is_told_apart():
    found = far_off([live(seed, *OTHER_LAWS) for seed in WORLDS])
    assert not set(OTHER_LAWS.values()) - set(found)


@pytest.mark.parametrize(("what", "kind"), [("impressions", 0), ("clicks", 1), ("likes", 2)])
def test_notes_share_attention_alike(worlds, what, kind):
    ours, twins = (np.concatenate([counts[side][:, kind] for _, _, counts, _ in worlds]) for side in (0, 1))
    assert ours.mean() > 0
    assert ks_2samp(ours, twins).pvalue > 1e-4


def test_advertisers_spend_alike(worlds):
    ours, twins = (np.concatenate([spent[side] for *_, spent in worlds]) for side in (0, 1))
    assert ours.mean() > 0
    assert ks_2samp(ours, twins).pvalue > 1e-4
