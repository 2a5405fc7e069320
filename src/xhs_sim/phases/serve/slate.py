"""The slate: a session's notes in the order of showing, the best of all candidates first, again and again.

What is like the last notes chosen is worth less: see ``configs/feed``, ``rerank_rule``. Exact and greedy, without a
sorted list: each row of candidates keeps its best one at its *head*. To fill a slot the heads are compared, sixteen at
once, and only the row that the slot's note came from looks for its next best. What repeats of a topic cost is the same
for a whole row, and kept beside the heads. What is not the same for a row (repeats of the creator, the topic in a row
of mixed ones, likeness by embedding) is asked of the best head only, which is set aside if another could be better;
such costs are never negative, so the search ends at the first head that is no better than the best found.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.lanes import LANES, TWICE, add_where, best_lane, best_less, count_equal, set_lane
from ...world.columns import INBOX
from ..engagement.cards import ask_for_note
from ..engagement.seen import is_marked, put_mark
from .desk import HEADS, LOOK_BACK, NOTHING, Desk
from .law import SCATTER, FeedLaw
from .likeness import forget_likeness, likeness, remember_likeness
from .pools import HOLE, Pools


class Notes(NamedTuple):
    """What is known of notes, and where they are counted."""

    cards: NDArray[Any]  # (C,) dtype CARD
    vec: NDArray[np.float32]  # (C, 16)
    place: NDArray[np.int32]  # (threads, C, surfaces) of their counters
    inbox: NDArray[np.int32]  # (N, 8)
    user: int
    thread: int


class Contender(NamedTuple):
    """One candidate."""

    note: int
    mark: int  # place in the seen filters
    topic: int
    creator: int


@lean
def refresh_head(desk: Desk, row: int) -> None:
    """Let a row look for its best candidate."""
    best, lane = best_lane(desk.score, row * LANES)
    set_lane(desk.head, row & -LANES, row & (LANES - 1), best)
    desk.lane[row] = lane


@lean
def change(desk: Desk, row: int, lane: int, score: float) -> None:
    """Give a candidate another score."""
    set_lane(desk.score, row * LANES, lane, score)
    refresh_head(desk, row)


@lean
def best_head(desk: Desk, n_rows: int) -> tuple[Any, int]:
    """Return the best head's worth, less what its row's topic costs, and its row."""
    most, row = best_less(desk.head, desk.cost, 0)
    for start in range(TWICE, n_rows, TWICE):
        other, lane = best_less(desk.head, desk.cost, start)
        if other > most:
            most, row = other, start + lane
    return most, row


@lean
def found_at(desk: Desk, pools: Pools, notes: Notes, row: int, lane: int, n_windows: int) -> Contender:
    """Return a candidate by its place."""
    if row < n_windows:
        window = desk.window[row]
        note, topic = np.int64(pools.note[window, lane]), np.int64(desk.topic[row])
        if topic < 0:
            topic = np.int64(notes.cards[note].topic)
        return Contender(note, np.int64(pools.mark[window, lane]), topic, np.int64(pools.creator[window, lane]))
    note = np.int64(notes.inbox[notes.user, row - n_windows])
    card = notes.cards[note]
    return Contender(note, np.int64(card.mark), np.int64(card.topic), np.int64(card.creator))


@lean
def own_cost(desk: Desk, vec: NDArray[np.float32], row: int, found: Contender, law: FeedLaw) -> Any:
    """Return what a candidate costs beyond what its whole row does."""
    if law.rerank_rule != SCATTER:
        return np.float32(law.rerank_penalty * likeness(desk, vec, found.note, law))
    cost = np.float32(law.rerank_penalty) * np.float32(count_equal(desk.creators, 0, found.creator))
    return cost + desk.repeats[found.topic] if desk.topic[row] < 0 else cost


@lean
def choose_next(desk: Desk, pools: Pools, notes: Notes, n_windows: int, law: FeedLaw) -> int:
    """Take the best candidate off its row; return its row and lane as one number, -1 = there is none."""
    best, chosen, n_aside = NOTHING, -1, 0
    while True:
        most, row = best_head(desk, n_windows + INBOX)
        if most <= best:
            break
        lane, score = desk.lane[row], desk.head[row]
        found = found_at(desk, pools, notes, row, lane, n_windows)
        change(desk, row, lane, HOLE)
        if is_marked(desk.seen, found.mark):
            continue  # found by two channels, taken already
        cost = own_cost(desk, notes.vec, row, found, law)
        if cost <= 0.0:
            chosen = row * LANES + lane
            break
        desk.aside[n_aside], desk.worth[n_aside] = row * LANES + lane, score
        n_aside += 1
        if most - cost > best:
            best, chosen = most - cost, row * LANES + lane
    for k in range(n_aside):
        if desk.aside[k] != chosen:
            change(desk, desk.aside[k] // LANES, desk.aside[k] % LANES, desk.worth[k])
    return chosen


@lean
def look_back_on(desk: Desk, at: int, found: Contender, n_rows: int, vec: NDArray[np.float32], law: FeedLaw) -> None:
    """Slide the look-back by one note, to stand at its place ``at``."""
    penalty, before = np.float32(law.rerank_penalty), desk.topics[at]
    if law.rerank_rule != SCATTER:
        desk.topics[at] = found.topic
        remember_likeness(desk, at, vec, found.note, law)
        return
    if before >= 0:
        desk.repeats[before] -= penalty
    desk.repeats[found.topic] += penalty
    desk.topics[at] = found.topic
    set_lane(desk.creators, 0, at, found.creator)
    for start in range(0, n_rows, LANES):
        add_where(desk.cost, desk.topic, start, before, -penalty)  # before the first, -2: of no row
        add_where(desk.cost, desk.topic, start, found.topic, penalty)


@lean
def start_slate(desk: Desk, n_windows: int, law: FeedLaw) -> None:
    """Forget the last slate, and let each row find its head."""
    for k in range(LOOK_BACK):
        desk.topics[k], desk.creators[k], desk.repeats[k] = -2, -1, np.float32(0.0)
    if law.rerank_rule != SCATTER:
        forget_likeness(desk)
    for row in range(HEADS):
        desk.cost[row], desk.head[row] = np.float32(0.0), HOLE
    for row in range(n_windows + INBOX):
        refresh_head(desk, row)


@lean
def make_slate(desk: Desk, pools: Pools, notes: Notes, n_windows: int, depth: int, law: FeedLaw) -> int:
    """Choose up to ``depth`` notes; return how many there are. What showing them will read is asked for."""
    for slot in range(depth):
        chosen = choose_next(desk, pools, notes, n_windows, law)
        if chosen < 0:
            return slot
        row = chosen // LANES
        found = found_at(desk, pools, notes, row, chosen % LANES, n_windows)
        ask_for_note(notes.cards, notes.vec, notes.place, notes.thread, found.note)
        desk.slate[slot], desk.source[slot] = found.note, desk.channel[row]
        put_mark(desk.seen, found.mark)
        if law.rerank_window > 0:
            look_back_on(desk, slot % law.rerank_window, found, n_windows + INBOX, notes.vec, law)
    return depth
