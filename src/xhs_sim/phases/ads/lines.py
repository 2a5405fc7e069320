"""Lines: what background advertisers, boosting creators and brands buy."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import AdPlanConfig, AdsConfig, BoostConfig, ContentConfig, PopulationConfig, RivalAdsConfig
from ...kernels.choice import cumulative_shares
from ...kernels.random import POSITIVE, bits
from ...records.money import FEN_PER_CNY
from ...rng import Streams
from ...world.ads import (
    AGE_BIT,
    BACKGROUND,
    BILLINGS,
    BOOST,
    BRAND,
    BROAD,
    CITY_BIT,
    CPC,
    EDUCATION_BIT,
    EVERYBODY,
    FEED_PLACE,
    FEN,
    OCPX,
    OWN,
    PACKAGE,
    RULES,
    SEARCH_PLACE,
    TASTE,
    AdLines,
    both_lines,
    lines_at,
    new_lines,
)
from ...world.columns import GENDERS, N_DIMS, N_STYLE, NoteLog
from ...world.population import draw_normals, draw_uniforms, lognormal_mean_one

FOR_EVER = 1 << 30  # day
NO_END = 1 << 62  # money
LEAD_LOG_SD = 0.5  # between advertisers (docs/odd/)
STYLE_SD = 0.2
GENDER_BITS = 3


def whole_fen(cny: NDArray[np.float64] | float) -> NDArray[np.int64]:
    """Return money in whole fen, rounded down."""
    return np.asarray(np.floor(np.asarray(cny) * FEN_PER_CNY + 1e-9), np.int64) * FEN


def bid_for(
    value_cpm: NDArray[np.float64], billing: NDArray[np.int8], click: float, lead: float
) -> NDArray[np.float64]:
    """Return the bid that is worth ``value_cpm`` per 1000 impressions at the usual rates of click and conversion."""
    per_click = value_cpm / 1000.0 / click
    return np.where(billing == CPC, per_click, np.where(billing == OCPX, per_click / max(lead, 1e-6), value_cpm))


def _drawn(weights: dict[Any, float], words: tuple[str, ...], u: NDArray[np.float64]) -> NDArray[np.int8]:
    """Draw one of the words that have a weight, as its place among all words."""
    named = list(weights)
    places = np.array([words.index(word) for word in named])
    picked = np.searchsorted(cumulative_shares(list(weights.values())), u, side="right")
    return places[np.minimum(picked, len(named) - 1)].astype(np.int8)


def background_lines(
    ads: AdsConfig, content: ContentConfig, demand: float, usual_click: float, streams: Streams
) -> AdLines:
    """Draw the background advertisers: a line in the feed each, some with one on search.

    Parameters
    ----------
    demand : float
        People times the requests of a session: budgets are in proportion to the slots that there are.
    usual_click : float
        The platform's P(click) of an unknown ad: turns values of an impression into bids per click.
    """
    plan = ads.background
    topic = np.repeat(np.arange(len(content.topics)), plan.per_topic)
    name = topic * 64 + np.arange(len(topic)) % max(plan.per_topic, 1)
    draws = streams.key("advertiser")
    weight = lognormal_mean_one(draw_normals(name, draws, 10), plan.budget_log_sd).astype(np.float64)
    budget = plan.budget_cny_per_user * demand * weight / max(weight.sum(), 1e-12)
    on_search = draw_uniforms(name, draws, 3) < plan.search_share
    feed = _feed_lines(ads, content, topic, name, usual_click, draws)._replace(
        daily=whole_fen(budget * np.where(on_search, 1.0 - plan.search_budget, 1.0))
    )
    there = np.flatnonzero(on_search)
    bid = plan.search_cpc_cny * np.exp(plan.value_log_sd * draw_normals(name, draws, 14).astype(np.float64))
    search = lines_at(feed, there)._replace(
        placement=np.full(len(there), SEARCH_PLACE, np.int8),
        billing=np.full(len(there), CPC, np.int8),
        bid_cny=bid[there],
        daily=whole_fen(budget[there] * plan.search_budget),
        rule=np.full(len(there), BROAD, np.int8),
    )
    return both_lines(feed, search)


def _feed_lines(
    ads: AdsConfig,
    content: ContentConfig,
    topic: NDArray[np.int64],
    name: NDArray[np.int64],
    usual_click: float,
    draws: np.uint64,
) -> AdLines:
    """Draw a line in the feed for each advertiser, without a budget."""
    plan, n = ads.background, len(name)
    key = np.array([bits(draws, int(who), 99) & POSITIVE for who in name], np.uint64).astype(np.int64)
    billing = _drawn(dict(plan.billing), BILLINGS, draw_uniforms(name, draws, 0))
    rule = _drawn(dict(plan.targeting), RULES, draw_uniforms(name, draws, 1))
    rule = np.where(rule == RULES.index("retarget"), TASTE, rule).astype(np.int8)  # no brand of theirs is simulated
    value = plan.value_cpm_cny * np.exp(plan.value_log_sd * draw_normals(name, draws, 11).astype(np.float64))
    female = np.array([topic.female_logit >= 0 for topic in content.topics.values()])[topic]
    one_gender = (EVERYBODY & ~GENDER_BITS) | np.where(female, 2, 1)
    audience = np.where(draw_uniforms(name, draws, 2) < plan.demographic_share, one_gender, EVERYBODY)
    pull = np.log(np.array([plan.click_ratio.get(name, 1.0) for name in content.topics]))[topic]
    lead = plan.lead_rate * lognormal_mean_one(draw_normals(name, draws, 13), LEAD_LOG_SD)
    vec = np.zeros((n, N_DIMS), np.float32)
    vec[np.arange(n), topic] = 0.95
    for s in range(N_STYLE):
        vec[:, N_DIMS - N_STYLE + s] = STYLE_SD * draw_normals(name, draws, 15 + s)
    return new_lines(
        n,
        key=key,
        owner=key,
        advertiser=np.arange(n, dtype=np.int32),
        source=np.full(n, BACKGROUND, np.int8),
        placement=np.full(n, FEED_PLACE, np.int8),
        billing=billing,
        bid_cny=bid_for(value, billing, usual_click, plan.lead_rate),
        daily=np.zeros(n, np.int64),
        whole=np.full(n, NO_END),
        last_day=np.full(n, FOR_EVER, np.int32),
        note=np.full(n, -1, np.int32),
        note_key=np.full(n, -1),
        topic=topic.astype(np.int8),
        brand=np.full(n, -1, np.int8),
        conquest=np.zeros(n, np.uint8),
        vec=vec,
        quality=(plan.creative_logit + pull + plan.creative_sd * draw_normals(name, draws, 12)).astype(np.float32),
        rule=rule,
        audience=audience.astype(np.uint32),
        lead_rate=np.minimum(lead, 1.0).astype(np.float32),
        pace=np.full(n, ads.auction.first_pace, np.float32),
    )


def _of_notes(notes: NoteLog, slots: NDArray[np.intp], place: int, **columns: NDArray[Any]) -> AdLines:
    """Return a line for each note, with the columns that are not the note's own."""
    m = len(slots)
    usual: dict[str, Any] = {
        "key": notes.key[slots],
        "owner": notes.key[slots],
        "advertiser": np.full(m, -1, np.int32),
        "placement": np.full(m, place, np.int8),
        "whole": np.full(m, NO_END),
        "note": slots.astype(np.int32),
        "note_key": notes.key[slots],
        "topic": notes.topic[slots],
        "brand": np.full(m, -1, np.int8),
        "conquest": np.zeros(m, np.uint8),
        "vec": notes.vec[slots],
        "quality": np.zeros(m, np.float32),
        "audience": np.full(m, EVERYBODY, np.uint32),
        "lead_rate": np.zeros(m, np.float32),
    }
    return new_lines(m, **(usual | columns))


def boosted(notes: NoteLog, plan: BoostConfig, own: NDArray[np.int64], streams: Streams, day: int) -> NDArray[np.intp]:
    """Return the slots of yesterday's notes that are boosted from ``day`` on, by key.

    Of results so far, ``x = quality_hat + engage_hat``, a note is boosted with ``share exp(by_results x)`` over the
    mean of that among the notes of its kind: a creator's, or one of the accounts ``own`` that brands own.
    """
    slots = np.flatnonzero((notes.key >= 0) & (notes.day == day - 1) & (notes.is_sponsored == 0))
    slots = slots[np.argsort(notes.key[slots], kind="stable")]
    of_brand = np.isin(notes.creator[slots], own) & (notes.brand[slots] >= 0)
    results = (notes.quality_hat[slots] + notes.engage_hat[slots]).astype(np.float64)
    odds = np.exp(plan.by_results * results)
    for kind in (of_brand, ~of_brand):
        odds[kind] /= odds[kind].mean() if kind.any() else 1.0
    chance = np.where(of_brand, plan.brand_share, plan.share) * odds
    return slots[draw_uniforms(notes.key[slots], streams.key("boost"), 0) < chance]


def boost_lines(notes: NoteLog, slots: NDArray[np.intp], ads: AdsConfig, streams: Streams, day: int) -> AdLines:
    """Return the lines of boosted notes: in the feed at a price a thousand, or on search by the click."""
    plan, m, budget = ads.boost, len(slots), int(whole_fen(ads.boost.budget_cny))
    on_search = draw_uniforms(notes.key[slots], streams.key("boost"), 1) < plan.search_share
    return _of_notes(
        notes,
        slots,
        FEED_PLACE,
        placement=np.where(on_search, SEARCH_PLACE, FEED_PLACE).astype(np.int8),
        source=np.full(m, BOOST, np.int8),
        billing=np.where(on_search, CPC, PACKAGE).astype(np.int8),
        bid_cny=np.where(on_search, plan.search_cpc_cny, plan.cpm_cny),
        daily=np.full(m, budget),
        whole=np.full(m, budget),
        last_day=np.full(m, day + plan.days - 1, np.int32),
        quality=np.where(on_search, plan.search_label, plan.label).astype(np.float32),
        rule=np.where(on_search, BROAD, TASTE).astype(np.int8),
        pace=np.ones(m, np.float32),
    )


def audience_of(plan: AdPlanConfig, market: PopulationConfig) -> int:
    """Return the bits of those whom a campaign's ads are for."""
    mask = 0
    for named, words, first in (
        (plan.genders, GENDERS, 0),
        (plan.age_bands, tuple(market.age_bands), AGE_BIT),
        (plan.city_tiers, tuple(market.city_tiers), CITY_BIT),
        (plan.education_levels, tuple(market.education_levels), EDUCATION_BIT),
    ):
        chosen = named or words
        mask |= sum(1 << (first + place) for place, word in enumerate(words) if word in chosen)
    return mask


class Buyer(NamedTuple):
    """A brand that buys ads."""

    brand: int
    audience: int  # bits of those whom its ads are for
    last_day: int
    conquest: int = 0  # bits of brands on whose names it bids besides its own


class Usual(NamedTuple):
    """What is taken for granted of an unknown ad."""

    click: float  # P(click); with leads it turns the value of an impression into a bid
    lead: float  # conversions per click
    pace: float  # share of auctions, or of the bid, that it begins with


def bid_of(plan: AdPlanConfig | RivalAdsConfig, place: int, usual: Usual) -> float:
    """Return what a plan bids at a place."""
    if place == SEARCH_PLACE:
        return plan.search_cpc_cny
    billing = np.array(BILLINGS.index(plan.billing), np.int8)
    return float(bid_for(np.array(plan.value_cpm_cny), billing, usual.click, usual.lead))


def brand_lines(
    notes: NoteLog,
    slots: NDArray[np.intp],
    place: int,
    buyer: Buyer,
    plan: AdPlanConfig | RivalAdsConfig,
    usual: Usual,
    label: float | None = None,
) -> AdLines:
    """Return lines of a brand for some of its notes, without a budget yet.

    Parameters
    ----------
    label : float, optional
        What promotion adds to a click on a note of its own account, logit; paid notes carry a label of their own, and
        leave it out.
    """
    m, on_search = len(slots), place == SEARCH_PLACE
    billing = np.full(m, CPC if on_search else BILLINGS.index(plan.billing), np.int8)
    return _of_notes(
        notes,
        slots,
        place,
        owner=np.full(m, buyer.brand, np.int64),
        advertiser=np.full(m, buyer.brand, np.int32),
        source=np.full(m, BRAND if label is None else OWN, np.int8),
        quality=np.full(m, label or 0.0, np.float32),
        billing=billing,
        bid_cny=np.full(m, bid_of(plan, place, usual)),
        daily=np.zeros(m, np.int64),
        last_day=np.full(m, buyer.last_day, np.int32),
        brand=np.full(m, buyer.brand, np.int8),
        conquest=np.full(m, buyer.conquest, np.uint8),
        rule=np.full(m, BROAD if on_search else RULES.index(plan.targeting), np.int8),
        audience=np.full(m, buyer.audience, np.uint32),
        pace=np.full(m, usual.pace, np.float32),
    )
