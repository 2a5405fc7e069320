"""The market of a tick: every ad that runs, packed for the auction, and who bids in which cell.

A cell is a topic (feed: of the user's estimated taste; search: of the query) or a brand's name on
search. Its list is ranked by the most that an ad can be worth, so that an auction finds its best
bidders at the top, and knows when no other can be better.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import AdsConfig
from ...kernels.memory import aligned_zeros
from ...rng import Streams
from ...world.ads import CNY, CPC, CPM, FEED_PLACE, LOOK_ALIKE, OCPX, PACKAGE, TASTE, AdLines, budget_left, no_lines
from ...world.columns import COUNTS, EXPECTED_UNIT, N_DIMS, NoteLog, NoteTruth
from ..engagement.cards import CARD, pack_cards
from ..engagement.law import EngageLaw
from ..engagement.state import Moment

USUAL = 0.8  # estimated affinity of an ad's usual reader: bids are set for it
SLACK = 1.0001  # of a bound: the auction's own sums are rounded otherwise
ENOUGH_SEEDS = 20  # clickers before a look-alike audience is drawn from them
LEAD_PRIOR = 50.0  # clicks' worth of the usual rate in the estimate of conversions
STEPS = 16.0  # as learned estimates of notes
THROTTLE = "throttle"
AGED = -1000  # day of own ads: they have no freshness to lose


class AdMarket(NamedTuple):
    """What the auction reads; A ads (one a line), M entries in cells, all frozen within a tick."""

    cards: NDArray[Any]  # (A,) dtype CARD; creator -1 = the advertiser's own ad
    vec: NDArray[np.float32]  # (A, 16)
    like: NDArray[np.float32]  # (A, 16) mean estimated taste of clickers, length 1 over topics
    key: NDArray[np.int64]  # (A,)
    owner: NDArray[np.int64]  # (A,)
    note: NDArray[np.int32]  # (A,) slot, -1 = the advertiser's own ad
    billing: NDArray[np.int8]  # (A,)
    fixed: NDArray[np.float64]  # (A,) bid for an impression, 1/1000 fen
    per_click: NDArray[np.float64]  # (A,) bid for a click, 1/1000 fen
    hat: NDArray[np.float64]  # (A,) ln(clicks / expected), as learned
    top: NDArray[np.float64]  # (A,) most that an impression can be worth, 1/1000 fen, see ``most_worth``
    share: NDArray[np.float64]  # (A,) auctions that it takes part in
    audience: NDArray[np.uint32]  # (A,)
    rule: NDArray[np.int8]  # (A,)
    lead_rate: NDArray[np.float32]  # (A,) latent
    start: NDArray[np.int64]  # (cells + 1,)
    entry: NDArray[np.int32]  # (M,) ads by cell, highest top first
    widest: float  # length of the longest embedding
    reserve: float  # 1/1000 fen
    present: float  # P(a place for an ad is used)
    look_alike: float  # cosine
    gap: int  # slots from one place to the next
    first: int  # first place on search
    most: int  # places on search
    cap: int  # sessions a day in which an owner may show
    places_key: np.uint64
    share_key: np.uint64
    cap_key: np.uint64


class MarketLaw(NamedTuple):
    """What a market is opened by."""

    ads: AdsConfig
    engage: EngageLaw  # of the feed, or of search
    n_topics: int
    brand_topics: NDArray[np.int64]  # (B,)
    usual_leads: tuple[float, float]  # conversions per click of an unknown ad: of background advertisers, of brands


def usual_click(law: EngageLaw, hat: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return the platform's P(click) of an ad's usual reader, given the ad's record."""
    return np.asarray(1.0 / (1.0 + np.exp(-(law.prediction_intercept + law.prediction_slope * USUAL + hat))))


def learned_hat(lines: AdLines, ads: AdsConfig) -> NDArray[np.float64]:
    """Return ln(clicks / expected clicks) of each ad, shrunk to that of a new one."""
    prior, clicks = ads.auction.prior_clicks, lines.counts[:, COUNTS.index("reads")]
    expected = lines.counts[:, COUNTS.index("expected_clicks")] / EXPECTED_UNIT
    hat = np.log((clicks + prior * ads.auction.prior_ratio) / (expected + prior))
    return np.round(hat * STEPS) / STEPS


def learned_leads(lines: AdLines, usual: float) -> NDArray[np.float64]:
    """Return conversions per click of each ad as the platform estimates them."""
    clicks = lines.counts[:, COUNTS.index("reads")]
    return np.asarray((lines.leads + LEAD_PRIOR * usual) / (clicks + LEAD_PRIOR))


def bids(lines: AdLines, lead: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return bids per impression and per click, 1/1000 fen; ``lead`` is conversions per click."""
    money = lines.bid_cny * CNY
    fixed = np.where((lines.billing == CPM) | (lines.billing == PACKAGE), money / 1000.0, 0.0)
    return fixed, np.where(lines.billing == CPC, money, np.where(lines.billing == OCPX, money * lead, 0.0))


def most_worth(
    fixed: NDArray[np.float64],
    per_click: NDArray[np.float64],
    hat: NDArray[np.float64],
    length: NDArray[np.float64],
    law: EngageLaw,
) -> NDArray[np.float64]:
    """Return the most that an impression can be worth, over all readers whose taste is one of topics alone.

    Nobody's estimated affinity is above the ``length`` of an ad's embedding.
    """
    click = 1.0 / (1.0 + np.exp(-(law.prediction_intercept + law.prediction_slope * length + hat)))
    return np.asarray(fixed + SLACK * per_click * click)


def pack_ads(
    lines: AdLines, notes: NoteLog, truth: NoteTruth, law: EngageLaw, now: Moment
) -> tuple[NDArray[Any], NDArray[np.float32]]:
    """Return the cards and embeddings of all ads: a note's own, or those of an ad without a creator."""
    at, own = np.maximum(lines.note, 0), lines.note < 0
    columns: Any = notes
    log = NoteLog._make(column[at] for column in columns)
    for name, value in (("key", lines.key), ("topic", lines.topic), ("brand", lines.brand), ("vec", lines.vec)):
        getattr(log, name)[own] = value[own]
    for name, same in (("creator", -1), ("day", AGED), ("is_sponsored", 1), ("is_video", 0), ("log_likes", 0.0)):
        getattr(log, name)[own] = same
    log.quality_hat[own] = 0.0
    quality, kinds = np.where(own, 0.0, truth.quality[at]) + lines.quality, truth.kinds[at]
    kinds[own] = 1.0
    harm = np.where(own, np.uint8(0), truth.harm[at])
    cards = pack_cards(log, NoteTruth(quality.astype(np.float32), kinds, harm), law, *now)
    vec = aligned_zeros(log.vec.shape, np.float32)
    vec[:] = log.vec
    return cards, vec


def mean_clickers(seeds: NDArray[np.int64], n_topics: int) -> NDArray[np.float32]:
    """Return the mean estimated taste of each ad's clickers, length 1 over topics: (A, 16)."""
    like = aligned_zeros((len(seeds), N_DIMS), np.float32)
    like[:, :n_topics] = seeds[:, :n_topics]
    like /= np.maximum(np.linalg.norm(like, axis=1, keepdims=True), 1.0)
    return like


def rank_cells(
    top: NDArray[np.float64], key: NDArray[np.int64], cells: list[NDArray[np.bool_]]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where each cell's list starts, and the lists: highest top first, equal ones by key."""
    order = np.lexsort((key, -top))
    lists = [order[cell[order]] for cell in cells]
    start = np.cumsum([0, *(len(found) for found in lists)]).astype(np.int64)
    return start, np.concatenate([*lists, np.zeros(0, np.int64)]).astype(np.int32)


def cells_of(
    lines: AdLines, place: int, runs: NDArray[np.bool_], rule: NDArray[np.int8], law: MarketLaw
) -> list[NDArray[np.bool_]]:
    """Return which lines bid in each cell: for a topic, then, on search, for a brand's name."""
    topics = range(law.n_topics)
    if place == FEED_PLACE:
        return [runs & ((rule != TASTE) | (lines.topic == t)) for t in topics]
    names = [
        (lines.brand == b) | (lines.conquest & (1 << b) > 0) | ((lines.brand < 0) & (lines.topic == t))
        for b, t in enumerate(law.brand_topics)
    ]
    return [runs & (lines.topic == t) for t in topics] + [runs & name for name in names]


def terms_of_sale(law: MarketLaw, place: int, streams: Streams, now: Moment) -> dict[str, Any]:
    """Return what the platform sets: reserve, places, limits, and their random streams."""
    slots, auction, is_feed = law.ads.slots, law.ads.auction, place == FEED_PLACE
    return {
        "reserve": auction.reserve_cpm_cny * CNY / 1000.0,
        "present": min(slots.load * slots.gap, 1.0) if is_feed else 1.0,
        "look_alike": auction.look_alike,
        "gap": slots.gap if is_feed else slots.search_gap,
        "first": slots.search_first - 1,
        "most": slots.search_most,
        "cap": auction.frequency_cap,
        "places_key": streams.key("ad places", *now),
        "share_key": streams.key("ad share", now.day, now.tick + 32 * place),
        "cap_key": streams.key("ad cap", now.day),
    }


def open_market(
    lines: AdLines, place: int, notes: NoteLog, truth: NoteTruth, law: MarketLaw, streams: Streams, now: Moment
) -> AdMarket:
    """Return the market of one tick in the feed (FEED_PLACE), or on search (SEARCH_PLACE)."""
    lead = np.where(lines.brand >= 0, *(learned_leads(lines, usual) for usual in reversed(law.usual_leads)))
    fixed, per_click = bids(lines, lead)
    throttled = law.ads.auction.pacing == THROTTLE
    if not throttled:  # a package has a price, not a bid to lower
        less = np.where(lines.billing == PACKAGE, 1.0, lines.pace)
        fixed, per_click = fixed * less, per_click * less
    hat = learned_hat(lines, law.ads)
    known = lines.seeds[:, N_DIMS] >= ENOUGH_SEEDS
    rule = np.where((lines.rule == LOOK_ALIKE) & ~known, TASTE, lines.rule).astype(np.int8)
    cards, vec = pack_ads(lines, notes, truth, law.engage, now)
    length = np.linalg.norm(vec.astype(np.float64), axis=1)
    top = most_worth(fixed, per_click, hat, length, law.engage)
    runs = (lines.placement == place) & (budget_left(lines) > lines.owed) & (top > 0)
    start, entry = rank_cells(top, lines.key, cells_of(lines, place, runs, rule, law))
    return AdMarket(
        cards=cards,
        vec=vec,
        like=mean_clickers(lines.seeds, law.n_topics),
        key=lines.key,
        owner=lines.owner,
        note=lines.note,
        billing=lines.billing,
        fixed=fixed,
        per_click=per_click,
        hat=hat,
        top=top,
        share=np.where(throttled, lines.pace, 1.0).astype(np.float64),
        audience=lines.audience,
        rule=rule,
        lead_rate=lines.lead_rate,
        start=start,
        entry=entry,
        widest=float(length.max(initial=0.0)),
        **terms_of_sale(law, place, streams, now),
    )


def closed_market(n_cells: int) -> AdMarket:
    """Return a market without any place for an ad."""
    none, zero = no_lines(), np.uint64(0)
    empty = np.zeros(0, np.float64)
    return AdMarket(
        aligned_zeros((0,), CARD),
        aligned_zeros((0, N_DIMS), np.float32),
        aligned_zeros((0, N_DIMS), np.float32),
        none.key,
        none.owner,
        none.note,
        none.billing,
        empty,
        empty,
        empty,
        empty,
        empty,
        none.audience,
        none.rule,
        none.lead_rate,
        np.zeros(n_cells + 1, np.int64),
        np.zeros(0, np.int32),
        0.0,
        0.0,
        0.0,
        0.0,
        1,
        0,
        0,
        1,
        zero,
        zero,
        zero,
    )
