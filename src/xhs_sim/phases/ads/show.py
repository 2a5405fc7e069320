"""Show an ad: hold the auction for a place, let the user act as on any note, count and charge.

What a user does with an ad is the engagement law of the surface: an ad is a card like any other. Its
counters are by line, a copy per thread, whole numbers only.
"""

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean, lean_entry
from ...kernels.lend import borrowed, lend
from ...kernels.memory import aligned_zeros
from ...kernels.random import uniform
from ...world.columns import ADS, COUNTS, N_DIMS, NOBODY, REACTIONS, UserLog
from ..engagement.crowd import UNIT
from ..engagement.engage import VISIT, Stage, show
from ..engagement.law import EngageLaw, Keys
from ..engagement.panel import CHANNELS, Shown, write_event
from ..engagement.seen import mark_seen
from ..engagement.state import NOT_YET, Look, Mood, State, Tally, Visit, empty_sums
from .auction import Place, hold_auction, price_of
from .market import AdMarket

UNSOLD = -3  # instead of what show returns
MOST_OWNERS = 63  # ads of one session or result list
SEED_UNIT = 1024.0
SHARED = 8  # the act's bit
LEAD = 1 << 60  # sets the draw of a background advertiser's conversion apart from those of acts
FEED_AD, SEARCH_AD = CHANNELS.index("feed_ad"), CHANNELS.index("search_ad")
FIRST_SURFACE = ADS - FEED_AD  # of the panel: ads in the feed, ads on search


class AdTally(NamedTuple):
    """What ads add up to, one copy per thread."""

    counts: NDArray[np.int32]  # (threads, A, 8) see COUNTS
    reactions: NDArray[np.int32]  # (threads, A, 5) see REACTIONS
    money: NDArray[np.int64]  # (threads, A, 2) charge in 1/1000 fen, conversions
    seeds: NDArray[np.int64]  # (threads, A, 17) clickers' estimated tastes, and how many
    crowd: NDArray[np.int64]  # (threads, A, 6) see ``engagement.crowd``
    dues: NDArray[np.int64]  # (threads, A, 2) expected charges of one more person: with a click, and without
    place: NDArray[np.int32]  # (threads, A, 1) each ad's row: its own


class Books(NamedTuple):
    """Where sessions of the feed and queries are counted, one copy per thread."""

    tally: Tally
    ads: AdTally
    queries: NDArray[np.int64]  # (threads, kinds, 8) of search: asked, with purchase intent, impressions, clicks


class Hall(NamedTuple):
    """Where ads are sold and shown: lent to ``show_ad``."""

    market: AdMarket
    ads: AdTally
    stage: Any  # lent: the feed's or search's, with ads for notes


def empty_ad_tally(n_ads: int) -> AdTally:
    """Make zeroed counters."""
    threads = numba.get_num_threads()
    return AdTally(
        aligned_zeros((threads, n_ads, len(COUNTS)), np.int32),
        np.zeros((threads, n_ads, len(REACTIONS)), np.int32),
        np.zeros((threads, n_ads, 2), np.int64),
        np.zeros((threads, n_ads, N_DIMS + 1), np.int64),
        empty_sums(n_ads),
        np.zeros((threads, n_ads, 2), np.int64),
        np.tile(np.arange(n_ads, dtype=np.int32)[:, None], (threads, 1, 1)),
    )


@lean
def next_place(market: AdMarket, name: int, session: int, before: int) -> int:
    """Return the next slot of a session at which an ad stands; ``before`` < 0 begins a session.

    Slots come in rows of ``gap``; an ad stands at the same place of each row that has one, never the
    first, so any ``gap`` slots in a row hold one ad at most.
    """
    if market.present <= 0.0:
        return -1
    a = name * 64 + session
    at = before + market.gap if before >= 0 else 1 + int(uniform(market.places_key, a, 0) * (market.gap - 1))
    while uniform(market.places_key, a, 1 + at) >= market.present:
        at += market.gap
        if at > 64:  # nobody looks that far
            return -1
    return at


@lean
def lead_of(market: AdMarket, state: State, user: int, ad: int, law: EngageLaw, keys: Keys) -> bool:
    """Say whether a click became what was paid for: a product visit (the very draw of the click), or a lead."""
    card, name = state.cards[ad], state.users.key[user]
    if card.brand >= 0:
        return uniform(keys.brand, name + VISIT, card.key) < law.visit_rate
    return uniform(keys.act, name + LEAD, card.key) < market.lead_rate[ad]


@lean
def look_at_ad(
    stage: Any, users: UserLog, visit: Visit, look: Look, own_note: int, day: int, share_reach: float
) -> int:
    """Let the user act on an ad; friends are sent ``own_note``, the note that it is, if it is one (-1: it is none)."""
    passed_on = users.shared[visit.user]
    apart = visit.name + (visit.session << np.int64(44))  # the same ad in another session draws anew
    done = show(stage, Visit(visit.user, apart, visit.session, 0, visit.thread, visit.event), look, day)
    if done >= 0 and done & SHARED and share_reach > 0.0:
        users.shared[visit.user] = own_note if own_note >= 0 else passed_on
    return done


@lean
def charge(
    market: AdMarket,
    ads: AdTally,
    state: State,
    visit: Visit,
    ad: int,
    cost: int,
    done: int,
    law: EngageLaw,
    keys: Keys,
) -> None:
    """Count what an ad cost and, of a click, what it led to and whose it was."""
    ads.money[visit.thread, ad, 0] += cost
    if done >= 0:
        ads.money[visit.thread, ad, 1] += lead_of(market, state, visit.user, ad, law, keys)
        for d in range(N_DIMS):
            ads.seeds[visit.thread, ad, d] += int(state.users.taste_hat[visit.user, d] * SEED_UNIT)
        ads.seeds[visit.thread, ad, N_DIMS] += 1


@lean
def remember_ad(market: AdMarket, users: UserLog, user: int, ad: int, owners: NDArray[np.int64], most: int) -> None:
    """Note that the user saw an ad, and of whom."""
    if market.cards[ad].creator >= 0:
        mark_seen(users, user, market.cards[ad].mark, most)
    users.ads_shown[user] = min(users.ads_shown[user] + 1, 255)
    if owners[0] < MOST_OWNERS:
        owners[0] += 1
        owners[owners[0]] = market.owner[ad]


@lean
def hall_of(state: State, market: AdMarket, books: Books, law: EngageLaw, keys: Keys) -> Hall:
    """Return where a block's ads are sold and shown; its stage is lent."""
    tally, ads = books.tally, books.ads
    graph = state.indptr, state.followers
    people = state.truth, state.users, state.brands
    shown = State(*people, market.cards, market.vec, *graph, state.crowd, state.siblings)
    rows = ads.place, tally.noted, tally.used, ads.counts, ads.reactions, ads.crowd
    mine = Tally(*rows, tally.segments, tally.sessions, tally.panel)
    return Hall(market, ads, lend(Stage(shown, mine, law, keys)))


@lean_entry
def show_ad(hall: Any, visit: Visit, place: Place, mood: Mood, owners: NDArray[np.int64], day: int) -> int:
    """Sell a place and show what was sold, in a lent ``Hall``; returns UNSOLD, or what ``show`` does."""
    market, ads, stage = borrowed(hall)
    state, tally, law, keys = borrowed(stage)
    users, slope, norm = state.users, mood.slope, mood.norm
    ad, price, predicted = hold_auction(market, users, state.brands, visit, place, owners, slope, norm, law)
    if ad == NOBODY:
        return UNSOLD
    look = Look(ad, place.slot, slope, mood.ready, 1.0, NOT_YET)
    before = ads.crowd[visit.thread, ad, 0]
    done = look_at_ad(stage, users, visit, look, market.note[ad], day, law.share_reach)
    if state.crowd.others > 0:
        p = (ads.crowd[visit.thread, ad, 0] - before) / UNIT
        ads.dues[visit.thread, ad, 0] += int(p * price_of(market, ad, price, predicted, True))
        ads.dues[visit.thread, ad, 1] += int((1.0 - p) * price_of(market, ad, price, predicted, False))
    charge(market, ads, state, visit, ad, price_of(market, ad, price, predicted, done >= 0), done, law, keys)
    remember_ad(market, users, visit.user, ad, owners, law.seen_notes)
    if visit.event >= 0:
        shown = Shown(ad, place.slot, FIRST_SURFACE + place.channel, place.channel, done, predicted)
        write_event(tally.panel, visit, shown, state, law, keys)
    return done
