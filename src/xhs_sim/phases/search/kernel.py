"""The search kernel: every query of one day, for blocks of users in parallel.

As in the feed: note state and index are frozen, a user's queries write that user's row and their
thread's integer counters only, and blocks are fixed; so any number of threads gives the same records.
"""

from typing import Any

import numba
import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from ...kernels.jit import lean_entry
from ...world.columns import BrandStates, UserLog, UserTruth
from ..ads.market import AdMarket
from ..ads.show import AdTally
from ..engagement.law import EngageLaw, Keys
from ..engagement.state import State, Tally
from .index import Index
from .intent import BLOCK, kind_of, list_of
from .law import MatchLaw
from .look import look_at_results
from .match import MAX_LOOK, Desk, new_desk


@lean_entry
def search_block(
    first: int,
    last: int,
    rows: NDArray[np.int64],
    count: NDArray[np.int8],
    codes: NDArray[np.int32],
    panel_start: NDArray[np.int64],
    n_topics: int,
    state: State,
    index: Index,
    day: int,
    thread: int,
    desk: Desk,
    queries: NDArray[np.int64],
    tally: Tally,
    market: AdMarket,
    ads: AdTally,
    match: MatchLaw,
    law: EngageLaw,
    keys: Keys,
) -> None:
    """Answer the queries of one block of users, one user after the other."""
    for i in range(first, last):
        event, n_read = panel_start[i], 0
        for query in range(count[i]):
            code = codes[i, query]
            kind = kind_of(code)
            queries[thread, kind, 0] += 1
            queries[thread, kind, 1] += code & 1
            n_read = look_at_results(
                state,
                index,
                rows[i],
                query,
                list_of(code),
                kind,
                n_read,
                n_topics,
                day,
                thread,
                event,
                desk,
                queries,
                tally,
                market,
                ads,
                match,
                law,
                keys,
            )
            event = event + MAX_LOOK if event >= 0 else event


@njit(parallel=True, cache=True)
def search_day(
    rows: NDArray[np.int64],  # (U,) users who visit today
    count: NDArray[np.int8],  # (U,) queries of each
    codes: NDArray[np.int32],  # (U, 16)
    panel_start: NDArray[np.int64],  # (U,) first event row of panel users, -1 = not in the panel
    n_topics: int,
    truth: UserTruth,
    users: UserLog,
    brands: BrandStates,
    cards: NDArray[Any],
    vec: NDArray[np.float32],
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],  # the fields of State
    index: Index,
    day: int,
    queries: NDArray[np.int64],  # (threads, kinds, 8) searches, with purchase intent, impressions, clicks
    tally: Tally,
    market: AdMarket,
    ads: AdTally,
    match: MatchLaw,
    law: EngageLaw,
    keys: Keys,
) -> None:
    """Answer all queries of one day."""
    n_blocks = (rows.shape[0] + BLOCK - 1) // BLOCK
    for block in prange(n_blocks):
        state = State(truth, users, brands, cards, vec, indptr, followers)
        last = min((block + 1) * BLOCK, rows.shape[0])
        search_block(
            block * BLOCK,
            last,
            rows,
            count,
            codes,
            panel_start,
            n_topics,
            state,
            index,
            day,
            numba.get_thread_id(),
            new_desk(),
            queries,
            tally,
            market,
            ads,
            match,
            law,
            keys,
        )
