"""The search kernel: every query of one day, for blocks of users in parallel.

As in the feed: note state and index are frozen, a user's queries write that user's row and their
thread's integer counters only, and blocks are fixed; so any number of threads gives the same records.
"""

from typing import NamedTuple

import numba
import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from ...kernels.jit import lean_entry
from ...world.columns import BrandStates, UserLog, UserTruth
from ..ads.market import AdMarket
from ..ads.show import AdTally, Books
from ..engagement.law import EngageLaw, Keys
from ..engagement.state import State, Tally, Visit
from .index import Index
from .intent import BLOCK, kind_of, list_of
from .law import MatchLaw, SearchRules
from .look import FIRST_SESSION, Query, cell_of, look_at_results
from .match import MAX_LOOK, Desk, new_desk


class Askers(NamedTuple):
    """Who visits today, and what they search for."""

    rows: NDArray[np.int64]  # (U,) users
    n_queries: NDArray[np.int8]  # (U,)
    codes: NDArray[np.int32]  # (U, 16)
    panel_start: NDArray[np.int64]  # (U,) first event row of panel users, -1 = not in the panel


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
    for i in range(block * BLOCK, min((block + 1) * BLOCK, askers.rows.shape[0])):
        user, event, n_read = askers.rows[i], askers.panel_start[i], 0
        for number in range(askers.n_queries[i]):
            code = askers.codes[i, number]
            row, kind = list_of(code), kind_of(code)
            books.queries[thread, kind, 0] += 1
            books.queries[thread, kind, 1] += code & 1
            visit = Visit(user, state.users.key[user], FIRST_SESSION + number, 0, thread, event)
            query = Query(number, row, kind, cell_of(market, index, row))
            n_read = look_at_results(visit, query, n_read, day, state, index, market, desk, books, rules)
            event = event + MAX_LOOK if event >= 0 else event


@njit(parallel=True, cache=True)
def search_day(
    askers: Askers, day: int, state: State, index: Index, market: AdMarket, books: Books, rules: SearchRules
) -> None:
    """Answer all queries of one day.

    Numba's parallel loops take no tuples of tuples: they are taken apart before (and their parts named anew, or numba
    does not know of what kind they are), and put together again within.
    """
    truth, users, brands = UserTruth(*state.truth), UserLog(*state.users), BrandStates(*state.brands)
    cards, vec, indptr, followers = state.cards, state.vec, state.indptr, state.followers
    tally, ads, queries = Tally(*books.tally), AdTally(*books.ads), books.queries
    match, engage, keys = MatchLaw(*rules.match), EngageLaw(*rules.engage), Keys(*rules.keys)
    for block in prange((askers.rows.shape[0] + BLOCK - 1) // BLOCK):
        search_block(
            block,
            numba.get_thread_id(),
            askers,
            day,
            State(truth, users, brands, cards, vec, indptr, followers),
            index,
            market,
            new_desk(),
            Books(tally, ads, queries),
            SearchRules(match, engage, keys),
        )
