"""A small part of the follower graph: the authors who won most readers, and some of who follows them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..world.follower_graph import FollowerGraph

N_AUTHORS: Final = 8
N_EACH: Final = 10  # follows of an author that are drawn, of either kind
MOST_SHARE: Final = 0.05  # of readers whom an author may have before day 0: those whom all follow tie no knot


class Author(NamedTuple):
    """An author of the picture."""

    row: int
    topic: int
    followers: int  # readers who follow
    begun: int  # of these, since before the first day
    ended: int  # readers who followed before, and do no more


class Part(NamedTuple):
    """The part of the graph that is drawn: edges are (reader, author)."""

    authors: tuple[Author, ...]
    kept: tuple[tuple[int, int], ...]  # follows from before the first day
    begun: tuple[tuple[int, int], ...]  # since then


def choose_authors(
    before: FollowerGraph, now: Sequence[FollowerGraph], n_readers: int, n: int = N_AUTHORS
) -> tuple[int, ...]:
    """Return the authors whose readers became most since, in the graph where they did so most.

    Of those who won equally many, those are taken who had most, then those of the lowest rows. Authors whom more than
    a share of readers (``MOST_SHARE``) followed from the start are left out.

    Parameters
    ----------
    before : FollowerGraph
    now : sequence of FollowerGraph
        As the graph became, under each plan; the same rows.
    n_readers : int
    """
    had = before.n_followers()
    won = np.max([graph.n_followers() - had for graph in now], axis=0)
    may = np.flatnonzero((had > 0) & (had <= max(MOST_SHARE * n_readers, 1.0)))
    order = np.lexsort((may, -had[may], -won[may]))
    return tuple(int(row) for row in may[order[:n]])


def part_of(before: FollowerGraph, now: FollowerGraph, authors: Sequence[int], topics: NDArray[np.integer]) -> Part:
    """Return what is drawn of a graph: of each author's follows some old ones and some that began since.

    Of an author's readers those are drawn first who follow several of the authors.

    Parameters
    ----------
    topics : int array of shape (N,)
        Each user's declared topic.
    """
    told, kept, begun = [], [], []
    many = np.bincount(np.concatenate([np.zeros(0, np.int32), *(now.followers_of(author) for author in authors)]))
    for author in authors:
        was, has = before.followers_of(author), now.followers_of(author)
        new, stayed = np.setdiff1d(has, was, assume_unique=True), np.intersect1d(was, has, assume_unique=True)
        told.append(Author(author, int(topics[author]), len(has), len(new), len(was) - len(stayed)))
        kept += [(int(reader), author) for reader in _some(stayed, many)]
        begun += [(int(reader), author) for reader in _some(new, many)]
    return Part(tuple(told), tuple(kept), tuple(begun))


def _some(rows: NDArray[np.int32], many: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return a few of some readers: first those who follow many of the authors, then those of the lowest rows."""
    return rows[np.lexsort((rows, -many[rows]))][:N_EACH] if len(rows) else rows
