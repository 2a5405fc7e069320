"""Search: who searches for what, how results are found, and what users do with them."""

from typing import Annotated

from pydantic import Field

from ..param import Part, param, several
from .names import Act


class IntentConfig(Part):
    """Who searches, how often, and why."""

    searcher_share: float = param(
        "share of users",
        0.0,
        1.0,
        "users who ever search; 0 = no search at all",
        source="platform_search_2024: .70-.73 of MAU in a month",
        confidence="medium",
    )
    day_share: float = param(
        "share of active days",
        0.0,
        1.0,
        "days on which a searcher looks around by search",
        source="calibration, trade_reads: share of reads .16",
        confidence="low",
    )
    paths: float = param(
        "paths per search day",
        1.0,
        10.0,
        "trains of thought: a topic, maybe refined",
        source="calibration, trade_reads: share of reads .16; the app has about 6 searches",
        confidence="low",
    )
    eager_log_sd: float = param(
        "log",
        0.0,
        2.0,
        "how unlike each other people are in how often and how much they search; 0 = alike",
        source="design: few search many times a day",
        confidence="low",
    )
    first_share: float = param(
        "share of users",
        0.0,
        1.0,
        "who search before they scroll; the others search after it",
        source="platform_search_2024: the first act of a third",
        confidence="medium",
    )
    self_initiated: float = param(
        "share",
        0.0,
        1.0,
        "paths from the user's own taste; the rest from what is popular",
        source="platform_search_2024: .88-.90",
        confidence="medium",
    )
    refine_share: float = param(
        "share of paths",
        0.0,
        1.0,
        "a broad query is followed by a narrow one",
        source="platform_search_2024: .64 of searchers",
        confidence="medium",
    )
    need_share: float = param(
        "share of needs",
        0.0,
        1.0,
        "needs of a topic that a searcher searches for (purchase intent)",
        source="calibration: .25 of searches to buy",
        confidence="low",
    )
    need_words: float = param(
        "searches per need",
        0.0,
        5.0,
        "further words of the topic looked up for a need, to compare",
        source="calibration: .25 of searches to buy, about 6 a searcher-day",
        confidence="low",
    )
    brand_word_share: float = param(
        "share", 0.0, 1.0, "needs searched by the word of a known brand", source="design", confidence="low"
    )
    search_back: float = param(
        "per exposed user and active day",
        0.0,
        0.5,
        "searches for a brand after impressions of its notes",
        source="design",
        confidence="low",
    )
    search_back_interest: float = param(
        "ratio per interest", 0.0, 20.0, "interest raises it", source="design", confidence="low"
    )


class WordsConfig(Part):
    """The words of a topic, and which of them a note contains."""

    number: int = param("words per topic", 1, 16, "size of the vocabulary", source="design", confidence="low")
    exponent: float = param(
        "exponent", 0.0, 3.0, "Zipf law of how often a word is searched", source="design", confidence="low"
    )
    coverage: float = param(
        "share of words", 0.0, 1.0, "words of its topic that a note contains", source="design", confidence="low"
    )
    users_per_sense: int = param(
        "users",
        100,
        10**9,
        "one finer meaning of each word for so many users of the market: the more people, the finer they ask",
        source="design, heaps_1978: results do not grow better with the market; vocabulary grows with text",
        confidence="low",
    )
    title_share: float = param("share", 0.0, 1.0, "of those, in the title", source="design", confidence="low")


class MatchConfig(Part):
    """How results are ordered: weights of logged features, and a light personal touch."""

    relevance: float = param(
        "score",
        0.0,
        10.0,
        "match of the note with the query, 0 to 1",
        source="design: only the factors are known, by name",
        confidence="low",
    )
    body_match: float = param(
        "match", 0.0, 1.0, "a word in the body only, against 1 in the title", source="design", confidence="low"
    )
    engagement: float = param(
        "score per log ratio",
        0.0,
        10.0,
        "clicks and engagements against expectation",
        source="design",
        confidence="low",
    )
    popularity: float = param(
        "score per ln likes", 0.0, 10.0, "likes so far: why search finds old notes", source="design", confidence="low"
    )
    freshness: float = param("score", 0.0, 10.0, "exp(-age / fresh_days)", source="design", confidence="low")
    fresh_days: float = param("days", 0.5, 365.0, "life of freshness", source="design: tail 60-90", confidence="low")
    taste: float = param(
        "score per unit affinity", 0.0, 10.0, "estimated taste in the personal order", source="design", confidence="low"
    )
    age_cost: float = param(
        "score per doubling",
        0.0,
        10.0,
        "lost whenever the age of a note older than the feed's window doubles",
        source="calibration: impressions in search fall in 60-90 days",
        confidence="low",
    )
    list_depth: int = param("notes", 8, 512, "results kept per word", source="design", confidence="low")
    window: int = param(
        "notes", 1, 16, "candidates of which the user's best comes next", source="design", confidence="low"
    )


class ArchiveConfig(Part):
    """Older notes: what search still finds when the feed no longer shows it."""

    depth: int = param(
        "notes",
        0,
        4096,
        "of each topic, in each sense of its words, that are found for long; 0 = none is older than the feed's window",
        source="design: memory, one row of 160 bytes a note",
        confidence="low",
    )
    days: int = param(
        "days",
        2,
        3650,
        "after which nobody finds a note any more",
        source="design: reads of notes that are months old [note_exports_2026]",
        confidence="low",
    )
    likes_ln_mean: float = param(
        "ln likes",
        0.0,
        10.0,
        "of the notes written before the feed's window; those with the most likes are in the archive",
        source="note_exports_2026: 2.1, and 2.6 of creators",
        confidence="medium",
    )
    likes_ln_sd: float = param(
        "ln likes", 0.0, 3.0, "their spread", source="note_exports_2026: .84 to 1.35", confidence="medium"
    )


class LookConfig(Part):
    """What users do with results: the engagement law of the feed, with these numbers in it."""

    continue_rate: float = param(
        "probability per slot",
        0.5,
        0.995,
        "look at slot k+1 having looked at k",
        source="qilin_2025: depth 22.75 a request",
        confidence="high",
    )
    click_intercept: float = param(
        "logit", -12.0, 4.0, "sets CTR", source="calibration, qilin_2025: CTR .87 of the feed's", confidence="medium"
    )
    click_slot: float = param(
        "logit per slot",
        0.0,
        1.0,
        "CTR falls with rank, faster than in the feed",
        source="calibration, qilin_2025: first click at 3.0",
        confidence="medium",
    )
    rates: Annotated[dict[Act, Annotated[float, Field(ge=0.0, le=0.5)]], Field(min_length=5, max_length=5)] = several(
        "probability of each act after a click",
        source="calibration, qilin_2025: rates per click of table 5, search",
        confidence="medium",
    )
    visit_ratio: float = param(
        "ratio",
        0.0,
        10.0,
        "product visits per click against the feed's",
        source="platform_search_2024: +30%",
        confidence="low",
    )


class SearchConfig(Part):
    """The search surface."""

    intent: IntentConfig
    words: WordsConfig
    match: MatchConfig
    archive: ArchiveConfig
    look: LookConfig
