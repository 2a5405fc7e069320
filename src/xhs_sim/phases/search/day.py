"""A day of search: plan queries, index notes, answer, and say what came of it."""

from typing import NamedTuple, Self

import numba
import numpy as np
from numpy.typing import NDArray

from ...config.schema import Config
from ...kernels.threads import share_out
from ...rng import Streams
from ...world.world import World
from ..ads.market import AdMarket
from ..ads.show import AdTally, Books, empty_ad_tally
from ..engagement.crowd import crowd_of
from ..engagement.law import EngageLaw
from ..engagement.state import Shown, empty_tally, rare_acts, state_of, take_out
from .index import brand_list, build_index, senses_of
from .intent import MAX_QUERIES, plan_queries
from .kernel import Askers, search_day
from .law import QUERY_KINDS, IntentLaw, MatchLaw, SearchRules, intent_keys, intent_law, look_keys, look_law, match_law
from .match import MAX_LOOK


class SearchLaw(NamedTuple):
    """All numbers of search."""

    intent: IntentLaw
    match: MatchLaw
    look: EngageLaw
    list_depth: int
    n_senses: int


class Found(NamedTuple):
    """What came of a day's searches."""

    shown: Shown  # by readers
    reactions: NDArray[np.int32]  # (C, 1, 5)
    segments: NDArray[np.int64]  # (2, A, 3)
    queries: NDArray[np.int64]  # (kinds, 4) searches, with purchase intent, impressions, clicks
    brands: NDArray[np.int64]  # (B,) searches for each brand
    searchers: NDArray[np.int64]  # rows of users who searched
    exposed_user: NDArray[np.int64]  # (M,) users who searched for a brand that they had seen
    exposed_brand: NDArray[np.int64]  # (M,)
    panel: NDArray[np.int64]  # (E, 16)
    ads: AdTally  # by thread

    def times(self, weight: int, reactions: NDArray[np.int32]) -> Self:
        """Return what came of the searches of all people: a reader stands for ``weight``, rare acts are given."""
        counted = {name: np.int32(weight) * getattr(self, name) for name in ("segments", "queries", "brands")}
        return self._replace(**counted, reactions=reactions)


def search_law(config: Config, feed: EngageLaw) -> SearchLaw:
    """Return the numbers of search; what it does not set is as in the feed."""
    match, senses = config.search.match, senses_of(config.population.people, config.search.words.users_per_sense)
    return SearchLaw(intent_law(config), match_law(match), look_law(config, feed), match.list_depth, senses)


def brand_queries(
    rows: NDArray[np.int64], count: NDArray[np.int8], codes: NDArray[np.int32], law: IntentLaw
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return user and brand of every query by a brand's word."""
    first = brand_list(0, len(law.topics), len(law.words))
    askers = np.flatnonzero(count)
    at, nth = np.nonzero(np.arange(MAX_QUERIES) < count[askers, None])
    asked = (codes[askers[at], nth] >> 3).astype(np.int64) - first
    named = asked >= 0
    return rows[askers[at[named]]], asked[named]


def search(
    world: World, is_panel: NDArray[np.bool_], n_ages: int, law: SearchLaw, market: AdMarket, streams: Streams, day: int
) -> Found:
    """Let today's visitors search.

    Parameters
    ----------
    is_panel : bool array of shape (N,)
        Users whose results are recorded one by one.
    n_ages : int
        Number of age bands.
    """
    rows, intent = world.readers, law.intent
    count, codes = plan_queries(rows, world.users, world.truth, world.brands, intent, intent_keys(streams, day))
    user, brand = brand_queries(rows, count, codes, intent)
    exposed = world.brands.impressions[user, brand] > 0
    n_topics, n_brands = len(intent.topics), len(intent.brand_topic)
    events = np.where(is_panel[rows], count, 0).astype(np.int64) * MAX_LOOK
    start = np.where(events > 0, np.cumsum(events) - events, -1)
    tally, ads = empty_tally(world, n_ages, 1, int(events.sum())), empty_ad_tally(len(market.key))
    queries = np.zeros((numba.get_num_threads(), len(QUERY_KINDS), 8), np.int64)
    if count.any():
        log, n_words = world.content.log, len(intent.words)
        index = build_index(log, n_topics, n_words, n_brands, law.list_depth, day, law.match, law.n_senses)
        askers = count > 0
        crowd = crowd_of(world.truth, rows[askers], count[askers].astype(np.float64), world.sample.weight, law.look)
        state = state_of(world, law.look, day, law.look.ticks - 1, crowd)
        rules = SearchRules(law.match, law.look, look_keys(streams, day))
        share_out(
            search_day, Askers(rows, count, codes, start), day, state, index, market, Books(tally, ads, queries), rules
        )
    shown = take_out(tally)
    return Found(
        shown,
        rare_acts(shown, len(world.content.log.key)),
        tally.segments.sum(axis=0),
        queries.sum(axis=0)[:, :4],
        np.bincount(brand, minlength=n_brands),
        rows[count > 0],
        user[exposed],
        brand[exposed],
        tally.panel,
        ads,
    )
