"""The search kernel: every query of those who sit down to it at once, for blocks of users in parallel.

As in the feed: note state and index are frozen, a user's queries write that user's row and their
thread's integer counters only, and blocks are fixed; so any number of threads gives the same records.
"""

import numpy as np

from ...kernels.jit import lean_entry, njit_part
from ...kernels.lend import lend
from ...kernels.threads import SMALL_BLOCK
from ..ads.market import AdMarket
from ..ads.show import Books, hall_of
from ..engagement.engage import Stage
from ..engagement.state import State, Visit
from .index import Index
from .intent import Askers, kind_of, list_of
from .law import SearchRules
from .look import FIRST_SESSION, Query, cell_of, look_at_results
from .match import MAX_LOOK, Desk, new_desk


@lean_entry
def search_block(
    block: int,
    thread: int,
    askers: Askers,
    day: int,
    state: State,
    index: Index,
    market: AdMarket,
    desk: Desk,
    books: Books,
    rules: SearchRules,
) -> None:
    """Answer the queries of one block of users, one user after the other."""
    hall = lend(hall_of(state, market, books, rules.engage, rules.keys))
    stage = lend(Stage(state, books.tally, rules.engage, rules.keys))
    for i in range(block * SMALL_BLOCK, min((block + 1) * SMALL_BLOCK, askers.rows.shape[0])):
        user, event, n_read = askers.rows[i], askers.panel_start[i], int(np.int64(0))
        for number in range(askers.n_queries[i]):
            code = askers.codes[i, number]
            row, kind = list_of(code), kind_of(code)
            books.queries[thread, kind, 0] += 1
            books.queries[thread, kind, 1] += code & 1
            visit = Visit(user, state.users.key[user], FIRST_SESSION + number, 0, thread, event)
            query = Query(number, row, kind, cell_of(market, index, row))
            n_read = look_at_results(visit, query, n_read, day, index, hall, stage, desk, books.queries, rules.match)
            event = event + MAX_LOOK if event >= 0 else event


@njit_part
def search_day(
    thread: int,
    n_threads: int,
    askers: Askers,
    day: int,
    state: State,
    index: Index,
    market: AdMarket,
    books: Books,
    rules: SearchRules,
) -> None:
    """Answer the queries that fall to a thread: every ``n_threads``-th block of askers."""
    for block in range(thread, (askers.rows.shape[0] + SMALL_BLOCK - 1) // SMALL_BLOCK, n_threads):
        search_block(block, thread, askers, day, state, index, market, new_desk(), books, rules)
