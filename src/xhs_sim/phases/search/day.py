"""A day of search: who sits down to it and when, what they ask for, and what came of it.

Everybody who comes has one sitting in mind, in a tick of the day, before or after the feed; it holds all queries of
the day. What is asked for is decided then, by what was seen until then.
"""

from typing import Any, NamedTuple, Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import Config
from ...kernels.choice import pick
from ...kernels.random import uniform
from ...kernels.threads import share_out
from ...rng import Streams
from ...world.columns import NoteLog, NoteTruth
from ...world.note_counts import NoteCounts
from ...world.population import draw_normals, draw_uniforms, lognormal_mean_one
from ...world.world import World
from ..ads.market import AdMarket
from ..ads.show import Books
from ..engagement.crowd import Crowd, crowd_of
from ..engagement.law import EngageLaw
from ..engagement.state import Moment, State, empty_panel, state_with
from .index import Index, build_index, senses_of
from .intent import MAX_QUERIES, Askers, plan_queries
from .kernel import search_day
from .law import IntentLaw, MatchLaw, SearchRules, intent_keys, intent_law, look_keys, look_law, match_law
from .match import MAX_LOOK

EAGER, FIRST = 2, 1  # draws of a searcher
SITTING = 2  # draw of a day: when


class SearchLaw(NamedTuple):
    """All numbers of search."""

    intent: IntentLaw
    match: MatchLaw
    look: EngageLaw
    list_depth: int
    n_senses: int
    eager_log_sd: float  # how unlike each other people are in how much they search
    first_share: float  # of people: search before they scroll


class Seekers(NamedTuple):
    """Today's visitors as those who may search; U rows."""

    rows: NDArray[np.int64]
    eager: NDArray[np.float32]  # how much more than usual they search
    tick: NDArray[np.int8]  # of their sitting
    is_first: NDArray[np.bool_]  # search before they scroll
    crowd: Crowd  # whom they stand for

    def at(self, tick: int, *, first: bool) -> NDArray[np.intp]:
        """Return who sits down in a tick, before the feed or after it."""
        return np.flatnonzero((self.tick == tick) & (self.is_first == first))


class Library(NamedTuple):
    """What a tick's queries are answered from, frozen; the first notes are those of the feed, in their slots."""

    state: State
    lists: Index
    rules: SearchRules


class Sitting(NamedTuple):
    """What those who searched at once asked for, and who of them is told of one by one."""

    searchers: NDArray[np.int64]  # rows of users
    brand: NDArray[np.int64]  # (B,) searches for each brand
    exposed_user: NDArray[np.int64]  # (M,) users who searched for a brand that they had seen
    exposed_brand: NDArray[np.int64]  # (M,)
    panel: NDArray[np.int64]  # (E, 16)


class Found(NamedTuple):
    """What came of a day's searches."""

    reactions: NoteCounts  # on notes of the feed
    old_reactions: NoteCounts  # on those of the archive
    old: NDArray[np.int64]  # (6, 8) what the archive's notes got today, by surface, those of the feed too
    segments: NDArray[np.int64]  # (2, A, 3)
    queries: NDArray[np.int64]  # (kinds, 4) searches, with purchase intent, impressions, clicks
    brands: NDArray[np.int64]  # (B,) searches for each brand
    searchers: int
    first_searchers: int  # of these, before they scrolled
    panel: list[tuple[NDArray[np.int64], NDArray[np.int64]]]  # by tick: before the feed, and after it

    def times(self, weight: int) -> Self:
        """Return what came of the searches of all people: a reader stands for ``weight``."""
        names = ("segments", "queries", "brands", "searchers", "first_searchers")
        return self._replace(**{name: weight * getattr(self, name) for name in names})


def search_law(config: Config, feed: EngageLaw) -> SearchLaw:
    """Return the numbers of search; what it does not set is as in the feed."""
    search = config.search
    senses = senses_of(config.population.people, search.words.users_per_sense)
    own = search.match.list_depth, senses, search.intent.eager_log_sd, search.intent.first_share
    return SearchLaw(intent_law(config), match_law(config), look_law(config, feed), *own)


@njit(cache=True)
def _sittings(user_key: NDArray[np.int64], hours: NDArray[np.float64], key: np.uint64) -> NDArray[np.int8]:
    out = np.empty(user_key.shape[0], np.int8)
    for i in range(user_key.shape[0]):
        out[i] = pick(hours, uniform(key, user_key[i], SITTING))
    return out


def seekers_of(world: World, law: SearchLaw, hours: NDArray[np.float64], streams: Streams, day: int) -> Seekers:
    """Return when today's visitors would search, and how eagerly; ``hours`` are cumulative shares of the ticks."""
    rows, keys = world.readers, intent_keys(streams, day)
    name = world.users.key[rows]
    eager = lognormal_mean_one(draw_normals(name, keys.trait, EAGER), law.eager_log_sd)
    is_first = draw_uniforms(name, keys.trait, FIRST) < law.first_share
    crowd = crowd_of(world.truth, rows, eager, world.sample.weight, law.look)
    return Seekers(rows, eager, _sittings(name, hours, keys.day), is_first, crowd)


def index_of(log: NoteLog, law: SearchLaw, now: Moment) -> Index:
    """Return the lists of all words, as of now."""
    sizes = len(law.intent.topics), len(law.intent.words), len(law.intent.brand_topic)
    return build_index(log, *sizes, law.list_depth, now, law.match, law.n_senses)


def open_library(
    world: World,
    notes: tuple[NoteLog, NoteTruth],
    law: SearchLaw,
    day: tuple[Index, Crowd, NDArray[Any]],
    streams: Streams,
    now: Moment,
) -> Library:
    """Return what a tick's queries are answered from; the index, the crowd and the room for cards are of the day."""
    index, crowd, cards = day
    rules = SearchRules(law.match, law.look, look_keys(streams, now.day))
    return Library(state_with(world, notes, law.look, now, crowd, room=cards), index, rules)


def brand_queries(askers: Askers, first: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return user and brand of every query by a brand's word; ``first`` is the first brand's list."""
    some = np.flatnonzero(askers.n_queries)
    at, nth = np.nonzero(np.arange(MAX_QUERIES) < askers.n_queries[some, None])
    asked = (askers.codes[some[at], nth] >> 3).astype(np.int64) - first
    named = asked >= 0
    return askers.rows[some[at[named]]], asked[named]


def plan(world: World, seekers: Seekers, who: NDArray[np.intp], law: IntentLaw, streams: Streams, day: int) -> Askers:
    """Let some of the visitors decide what they search for."""
    some, keys = (seekers.rows[who], seekers.eager[who]), intent_keys(streams, day)
    return plan_queries(*some, world.users, world.truth, world.brands, law, keys)


def sit_down(
    askers: Askers,
    is_logged: NDArray[np.bool_],
    world: World,
    library: Library,
    market: AdMarket,
    books: Books,
    day: int,
) -> Sitting:
    """Let some of the visitors search; ``books`` count on.

    Parameters
    ----------
    is_logged : bool array of shape (N,)
        Users whose results are recorded one by one.
    """
    count, n_brands = askers.n_queries, world.brands.stage.shape[1]
    user, brand = brand_queries(askers, library.lists.size.shape[0] // library.lists.n_senses - n_brands)
    exposed = world.brands.impressions[user, brand] > 0
    events = np.where(is_logged[askers.rows], count, 0).astype(np.int64) * MAX_LOOK
    askers.panel_start[:] = np.where(events > 0, np.cumsum(events) - events, -1)
    panel = empty_panel(int(events.sum()))
    own = books._replace(tally=books.tally._replace(panel=panel))
    share_out(search_day, askers, day, library.state, library.lists, market, own, library.rules)
    asked = np.bincount(brand, minlength=n_brands)
    return Sitting(askers.rows[count > 0], asked, user[exposed], brand[exposed], panel)
