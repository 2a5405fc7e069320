"""The shortlist: the best candidates in order, drawn from all scores bit by bit.

A session looks at a handful of notes, so most candidates never need a place in an order. The list
starts with scores well above the mean and is extended downwards when it runs short.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.memory import prefetch
from ...world.columns import COUNTS, INBOX, SURFACES, UserLog
from .law import FOLLOWED, LANES
from .pools import Pools
from .retrieve import Desk, is_seen

FIRST_CUT, CUT_STEP, LAST_CUT = 0.7, 0.7, -1.5  # thresholds, in spreads above the mean
ENOUGH = 8  # candidates to choose the next slot from
BYTES_PER_NOTE = 4 * len(SURFACES) * len(COUNTS)  # of a thread's counters
SOURCE_AT, TOPIC_AT = 32, 40  # bits of an entry: note slot, channel, topic


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
def insert_best(
    desk: Desk, head: int, n: int, note: int, score: float, source: int, topic: int, cards: NDArray[Any]
) -> None:
    """Insert into the shortlist, which is sorted from ``head``; equal scores go by key."""
    at = np.uint64(n)
    while at > np.uint64(head):
        before = at - np.uint64(1)
        if score < desk.value[before]:
            break
        if score == desk.value[before] and cards[note].key > cards[note_at(desk, before)].key:
            break
        desk.value[at], desk.entry[at] = desk.value[before], desk.entry[before]
        at = before
    desk.value[at], desk.entry[at] = score, note | (source << SOURCE_AT) | (topic << TOPIC_AT)


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
def extend_shortlist(
    desk: Desk, pools: Pools, n_windows: int, cards: NDArray[Any], users: UserLog, user: int,
    low: float, high: float, head: int, n: int,
) -> int:
    """Move the unseen candidates with a score in [low, high) to the shortlist; return its new end."""
    behind = n_windows * LANES
    for i in range(select_scores(desk, behind + INBOX, low, high)):
        c = desk.chosen[i]
        note, mark, source, topic = 0, 0, FOLLOWED, 0
        if c < behind:
            j, lane = np.uint64(c) // np.uint64(LANES), np.uint64(c) % np.uint64(LANES)
            window, source, topic = np.uint64(desk.window[j]), desk.channel[j], desk.topic[j]
            note, mark = pools.note[window, lane], pools.mark[window, lane]
        else:
            note = desk.inbox[c - behind]
            mark, topic = cards[note].mark, cards[note].topic
        if not is_seen(users.seen, user, mark):
            insert_best(desk, head, n, note, desk.score[c], source, topic, cards)
            n += 1
    return n


@lean
def ask_for_notes(
    desk: Desk, cards: NDArray[Any], vec: NDArray[np.float32], counts: NDArray[np.int32], thread: int, first: int,
    last: int,
) -> None:
    """Fetch what showing notes ``first`` to ``last - 1`` of the list will read and count."""
    for i in range(first, last):
        note = note_at(desk, i)
        prefetch(cards, note, 0)
        prefetch(vec, note, 0)
        prefetch(counts, thread, note * BYTES_PER_NOTE)
