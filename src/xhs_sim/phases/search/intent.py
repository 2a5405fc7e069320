"""Intent: who searches today, for what, and why. A query is a small code: list, kind, purpose.

Three sources. A *need* of a topic (the one that conversion sees) is searched with purchase intent,
maybe by the word of a known brand. *Curiosity* takes a topic of the user's taste, or a popular one.
*Search-back* looks up a brand whose notes were seen. A topic is searched broadly, then maybe by a word.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.choice import pick
from ...kernels.jit import lean, lean_entry, njit_part
from ...kernels.random import poisson, uniform
from ...kernels.threads import SMALL_BLOCK, share_out
from ...world.columns import BrandStates, UserLog, UserTruth
from ..need import has_need
from .index import brand_list, topic_list, word_list
from .law import BRAND, KEYWORD, SEARCH_BACK, TOPIC, IntentKeys, IntentLaw

MAX_QUERIES = 32  # of one user on one day
MAX_PATHS, MAX_WORDS = 12, 8
NEED, COMPARE, BACK = 1000, 1200, 2000  # set the draws of the sources apart


class Askers(NamedTuple):
    """Who sits down to search, and for what."""

    rows: NDArray[np.int64]  # (U,) users
    eager: NDArray[np.float32]  # (U,) how much more than usual they search
    n_queries: NDArray[np.int8]  # (U,)
    codes: NDArray[np.int32]  # (U, 32)
    panel_start: NDArray[np.int64]  # (U,) first event row of panel users, -1 = not in the panel


@njit(inline="always")
def coded(row: int, kind: int, purchase: int) -> int:
    """Pack a query."""
    return row * 8 + kind * 2 + purchase


@njit(inline="always")
def list_of(code: int) -> int:
    """Return the list that a query asks for."""
    return code >> 3


@njit(inline="always")
def kind_of(code: int) -> int:
    """Return an index into ``QUERY_KINDS``."""
    return (code >> 1) & 3


@njit(inline="always")
def add_query(codes: NDArray[np.int32], i: int, n: int, code: int) -> int:
    """Append a query, if there is room; return how many there are."""
    if n < MAX_QUERIES:
        codes[i, n] = code
        n += 1
    return n


@njit(inline="always")
def add_word(codes: NDArray[np.int32], i: int, n: int, topic: int, purchase: int, u: float, law: IntentLaw) -> int:
    """Search one of a topic's words, ``u`` says which."""
    row = word_list(topic, pick(law.words, u), law.words.shape[0])
    return add_query(codes, i, n, coded(row, KEYWORD, purchase))


@lean
def add_path(
    codes: NDArray[np.int32],
    i: int,
    n: int,
    topic: int,
    purchase: int,
    name: int,
    source: int,
    law: IntentLaw,
    key: np.uint64,
) -> int:
    """Search a topic broadly, then maybe by one of its words."""
    n_words = law.words.shape[0]
    n = add_query(codes, i, n, coded(topic_list(topic, n_words), TOPIC, purchase))
    if uniform(key, name, source) < law.refine_share:
        n = add_word(codes, i, n, topic, purchase, uniform(key, name, source + 1), law)
    return n


@lean
def curious_topic(taste: NDArray[np.float32], user: int, name: int, source: int, law: IntentLaw, key: np.uint64) -> int:
    """Draw a topic in proportion to squared true taste, or by what is popular; some are searched more than others."""
    n_topics = law.topics.shape[0]
    u = uniform(key, name, source + 3)
    if uniform(key, name, source + 2) >= law.self_initiated:
        return pick(law.topics, u)
    total = 0.0
    for t in range(n_topics):
        total += law.searched[t] * taste[user, t] * taste[user, t]
    rest = u * total
    for t in range(n_topics - 1):
        rest -= law.searched[t] * taste[user, t] * taste[user, t]
        if rest < 0.0:
            return t
    return n_topics - 1


@lean
def known_brand(states: BrandStates, user: int, topic: int, name: int, law: IntentLaw, key: np.uint64) -> int:
    """Choose among the brands of a topic that the user knows, more interesting ones rather; -1 = none."""
    best, chosen = -1.0, -1
    for b in range(law.brand_topic.shape[0]):
        if law.brand_topic[b] == topic and states.stage[user, b] > 0:
            value = states.interest[user, b] + uniform(key, name, NEED + 500 + b)
            if value > best:
                best, chosen = value, b
    return chosen


@lean
def add_needs(
    codes: NDArray[np.int32],
    i: int,
    n: int,
    user: int,
    name: int,
    taste: NDArray[np.float32],
    states: BrandStates,
    law: IntentLaw,
    keys: IntentKeys,
) -> int:
    """Add the queries of today's needs."""
    n_topics, n_words = law.topics.shape[0], law.words.shape[0]
    for topic in range(n_topics):
        source = NEED + 8 * topic
        if not has_need(name, topic, taste[user, topic], law.need_days, keys.need):
            continue
        if uniform(keys.path, name, source + 4) >= law.need_share:
            continue
        brand = known_brand(states, user, topic, name, law, keys.path)
        if brand >= 0 and uniform(keys.path, name, source + 5) < law.brand_word_share:
            n = add_query(codes, i, n, coded(brand_list(brand, n_topics, n_words), BRAND, 1))
        else:
            n = add_path(codes, i, n, topic, 1, name, source, law, keys.path)
        for more in range(poisson(law.need_words, uniform(keys.path, name, source + 6), MAX_WORDS)):
            u = uniform(keys.path, name, COMPARE + MAX_WORDS * topic + more)
            n = add_word(codes, i, n, topic, 1, u, law)
    return n


@lean
def add_search_backs(
    codes: NDArray[np.int32],
    i: int,
    n: int,
    user: int,
    name: int,
    states: BrandStates,
    law: IntentLaw,
    keys: IntentKeys,
) -> int:
    """Add the brands that the user has seen and now looks up; nobody looks up what was never seen."""
    for b in range(law.brand_topic.shape[0]):
        if states.impressions[user, b] > 0 and states.stage[user, b] > 0:
            chance = law.search_back * (1.0 + law.search_back_interest * states.interest[user, b])
            if uniform(keys.path, name, BACK + b) < chance:
                row = brand_list(b, law.topics.shape[0], law.words.shape[0])
                n = add_query(codes, i, n, coded(row, SEARCH_BACK, 0))
    return n


@lean
def plan_user(
    codes: NDArray[np.int32],
    i: int,
    user: int,
    eager: float,
    users: UserLog,
    truth: UserTruth,
    states: BrandStates,
    law: IntentLaw,
    keys: IntentKeys,
) -> int:
    """Write the queries of a user, more if ``eager``, into row ``i``; return how many there are."""
    name, n = users.key[user], 0
    if uniform(keys.trait, name, 0) < law.searcher_share:
        n = add_needs(codes, i, n, user, name, truth.taste, states, law, keys)
        if uniform(keys.day, name, 0) < law.day_share * eager:
            for path in range(1 + poisson((law.paths - 1.0) * eager, uniform(keys.day, name, 1), MAX_PATHS - 1)):
                topic = curious_topic(truth.taste, user, name, 8 * path, law, keys.path)
                n = add_path(codes, i, n, topic, 0, name, 8 * path, law, keys.path)
        n = add_search_backs(codes, i, n, user, name, states, law, keys)
    return n


@lean_entry
def plan_block(
    first: int,
    last: int,
    askers: Askers,
    users: UserLog,
    truth: UserTruth,
    states: BrandStates,
    law: IntentLaw,
    keys: IntentKeys,
) -> None:
    """Write the queries of one block of users."""
    for i in range(first, last):
        eager = float(askers.eager[i])
        askers.n_queries[i] = plan_user(askers.codes, i, askers.rows[i], eager, users, truth, states, law, keys)


@njit_part
def plan_part(
    thread: int,
    n_threads: int,
    askers: Askers,
    users: UserLog,
    truth: UserTruth,
    states: BrandStates,
    law: IntentLaw,
    keys: IntentKeys,
) -> None:
    """Write the queries of a thread's blocks of users."""
    n = askers.rows.shape[0]
    for first in range(thread * SMALL_BLOCK, n, n_threads * SMALL_BLOCK):
        plan_block(first, min(first + SMALL_BLOCK, n), askers, users, truth, states, law, keys)


def plan_queries(
    rows: NDArray[np.int64],  # (U,) users who sit down to search
    eager: NDArray[np.float32],  # (U,) how much more than usual they search
    users: UserLog,
    truth: UserTruth,
    states: BrandStates,
    law: IntentLaw,
    keys: IntentKeys,
) -> Askers:
    """Return what each user searches for, as brands stand with them now; nobody is logged yet."""
    n = len(rows)
    codes = np.zeros((n, MAX_QUERIES), np.int32)
    askers = Askers(rows, eager, np.zeros(n, np.int8), codes, np.full(n, -1, np.int64))
    share_out(plan_part, askers, users, truth, states, law, keys)
    return askers
