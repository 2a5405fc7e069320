"""The shortlist: the best candidates in order, drawn from all scores bit by bit.

A session looks at a handful of notes, so most candidates never need a place in an order. The list
starts with about as many as the session will look at, and is extended downwards when it runs short.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.lanes import count_above
from ...kernels.memory import prefetch
from ...world.columns import INBOX, UserLog
from ..engagement.seen import is_seen
from .law import FOLLOWED, LANES
from .pools import Pools
from .retrieve import Desk

CUT_STEP, LAST_CUT = 0.7, -1.5  # thresholds, in spreads above the mean
LOGITS_PER_SPREAD = 1.702  # a normal tail is about logistic: within .01
ENOUGH = 8  # candidates to choose the next slot from
SOURCE_AT, TOPIC_AT = 32, 40  # bits of an entry: note slot, channel, topic


@lean
def first_cut(wanted: int, n: float) -> float:
    """Return how many spreads above the mean the best ``wanted`` of ``n`` scores begin."""
    if wanted >= n:
        return LAST_CUT
    return max(math.log((n - wanted) / wanted) / LOGITS_PER_SPREAD, LAST_CUT)


@lean
def select_scores(desk: Desk, n: int, low: float, high: float) -> int:
    """List the candidates with a score in [low, high); return how many. Without a branch: scores are luck."""
    found, bottom, top = np.uint64(0), np.float32(low), np.float32(high)
    for c in range(np.uint64(n)):
        score = desk.score[c]
        desk.chosen[found] = c
        found += np.uint64((score >= bottom) & (score < top))
    return int(found)


@lean
def note_at(desk: Desk, place: int) -> int:
    """Return the slot of a note on the shortlist."""
    return desk.entry[place] & 0xFFFFFFFF


@lean
def source_at(desk: Desk, place: int) -> int:
    """Return the channel that found a note on the shortlist."""
    return (desk.entry[place] >> SOURCE_AT) & 0xFF


@lean
def topic_at(desk: Desk, place: int) -> int:
    """Return the topic of a note on the shortlist."""
    return desk.entry[place] >> TOPIC_AT


@lean
def append_sorted(desk: Desk, n: int, n_found: int) -> int:
    """Append what was found to the shortlist, best first, equal ones as found; return the list's new end.

    A candidate's place is the number of better ones: more comparisons than sorting needs, but none
    that a processor has to guess.
    """
    blocks = (n_found + LANES - 1) // LANES
    for c in range(np.uint64(n_found), np.uint64(blocks * LANES)):
        desk.worth[c] = -np.inf
    for free in range(np.uint64(n), np.uint64(n + n_found)):
        desk.value[free] = np.inf
    for c in range(np.uint64(n_found)):
        score = desk.worth[c]
        place = np.uint64(n)
        for block in range(blocks):
            place += np.uint64(count_above(desk.worth, block * LANES, score))
        while desk.value[place] == score:
            place += np.uint64(1)
        desk.value[place], desk.entry[place] = score, desk.found[c]
    return n + n_found


@lean
def extend_shortlist(
    desk: Desk,
    pools: Pools,
    n_windows: int,
    cards: NDArray[Any],
    users: UserLog,
    user: int,
    low: float,
    high: float,
    n: int,
) -> int:
    """Move the unseen candidates with a score in [low, high) to the shortlist's end ``n``; return its new end."""
    behind, found = n_windows * LANES, np.uint64(0)
    for i in range(np.uint64(select_scores(desk, behind + INBOX, low, high))):
        c = desk.chosen[i]
        note, mark, source, topic = 0, 0, FOLLOWED, 0
        if c < behind:
            j, lane = np.uint64(c) // np.uint64(LANES), np.uint64(c) % np.uint64(LANES)
            window, source, topic = np.uint64(desk.window[j]), desk.channel[j], desk.topic[j]
            note, mark = pools.note[window, lane], pools.mark[window, lane]
            if topic < 0:  # a window of mixed topics
                topic = cards[note].topic
        else:
            note = desk.inbox[c - behind]
            mark, topic = cards[note].mark, cards[note].topic
        desk.worth[found] = desk.score[np.uint64(c)]
        desk.found[found] = note | (source << SOURCE_AT) | (topic << TOPIC_AT)
        found += np.uint64(not is_seen(users.seen, user, mark))
    return append_sorted(desk, n, int(found))


@lean
def ask_for_notes(
    desk: Desk,
    cards: NDArray[Any],
    vec: NDArray[np.float32],
    counts: NDArray[np.int32],
    thread: int,
    first: int,
    last: int,
) -> None:
    """Fetch what showing notes ``first`` to ``last - 1`` of the list will read and count."""
    bytes_per_note = 4 * counts.shape[2] * counts.shape[3]
    for i in range(first, last):
        note = note_at(desk, i)
        prefetch(cards, note, 0)
        prefetch(vec, note, 0)
        prefetch(counts, thread, note * bytes_per_note)
