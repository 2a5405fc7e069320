"""The numbers that the search kernels read, in the form that numba takes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import BrandConfig, Config
from ...kernels.choice import cumulative_shares
from ...rng import Streams
from ..engagement.law import ACTS, EngageLaw, Keys

QUERY_KINDS = ("topic", "keyword", "brand", "search_back")
TOPIC, KEYWORD, BRAND, SEARCH_BACK = range(4)


class IntentLaw(NamedTuple):
    """Who searches for what."""

    searcher_share: float
    day_share: float
    paths: float
    self_initiated: float
    refine_share: float
    need_share: float
    need_words: float
    need_days: float
    brand_word_share: float
    search_back: float
    search_back_interest: float
    searched: NDArray[np.float64]  # (T,) how often each topic is searched against how much it is liked
    topics: NDArray[np.float64]  # (T,) cumulative, what is popular to search
    words: NDArray[np.float64]  # (W,) cumulative, how often each word is searched
    brand_topic: NDArray[np.int64]  # (B,)


class IntentKeys(NamedTuple):
    """The random streams of intent; ``need`` is conversion's own."""

    trait: np.uint64
    day: np.uint64
    path: np.uint64
    need: np.uint64


class MatchLaw(NamedTuple):
    """How results are ordered."""

    relevance: float
    body_match: float
    engagement: float
    popularity: float
    freshness: float
    fresh_days: float
    taste: float
    window: int
    age_cost: float
    window_days: float  # of the feed


class SearchRules(NamedTuple):
    """What the search kernel goes by."""

    match: MatchLaw
    engage: EngageLaw  # of who looks at results
    keys: Keys


def intent_law(config: Config) -> IntentLaw:
    """Return the numbers of intent."""
    intent, words, topics = config.search.intent, config.search.words, config.content.topics
    rank = np.arange(1, words.number + 1, dtype=np.float64)
    searched = np.exp(np.array([topic.search_log for topic in topics.values()]))
    return IntentLaw(
        intent.searcher_share,
        intent.day_share,
        intent.paths,
        intent.self_initiated,
        intent.refine_share,
        intent.need_share,
        intent.need_words,
        config.commerce.need_days,
        intent.brand_word_share,
        intent.search_back,
        intent.search_back_interest,
        searched,
        cumulative_shares((searched * np.array(config.content.popularity)).tolist()),
        cumulative_shares(rank**-words.exponent),
        topics_of_brands(config.brands, list(topics)),
    )


def topics_of_brands(brands: dict[str, BrandConfig], topics: list[str]) -> NDArray[np.int64]:
    """Return the column of each brand's topic."""
    return np.array([topics.index(brand.topic) for brand in brands.values()], np.int64)


def intent_keys(streams: Streams, day: int) -> IntentKeys:
    """Return a day's streams of intent."""
    return IntentKeys(
        streams.key("searcher"),
        streams.key("search day", day),
        streams.key("search path", day),
        streams.key("need", day),
    )


def match_law(config: Config) -> MatchLaw:
    """Return the weights of matching."""
    match, window_days = config.search.match, float(config.content.window_days)
    own = {name: getattr(match, name) for name in MatchLaw._fields if name != "window_days"}
    return MatchLaw(**own, window_days=window_days)


def look_law(config: Config, feed: EngageLaw) -> EngageLaw:
    """Return the feed's engagement law with the numbers of search in it."""
    look = config.search.look
    return feed._replace(
        continue_rate=look.continue_rate,
        click_intercept=look.click_intercept,
        click_slot=look.click_slot,
        rates=np.array([look.rates[act] for act in ACTS]),
        visit_rate=min(feed.visit_rate * look.visit_ratio, 1.0),
        door=1,
    )


def look_keys(streams: Streams, day: int) -> Keys:
    """Return a day's streams of looking and acting; search has no sessions, windows or noise."""
    unused = np.uint64(0)
    looks = [streams.key(f"search {purpose}", day) for purpose in ("depth", "click", "act", "brand", "reply")]
    return Keys(*[unused, unused, unused, *looks, streams.key("reply habit")])
