"""A follower graph over time, for Gephi: some users, and from when to when each follow lasted.

A whole market does not fit on a screen, so the history is of the best connected users of the day on which it begins.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..records.whole_file import whole_file
from .follower_graph import FollowerGraph

if TYPE_CHECKING:
    import networkx as nx

Column = NDArray[np.generic] | Sequence[str]


class GraphHistory:
    """Follows among some users, day by day.

    Parameters
    ----------
    graph : FollowerGraph
        On day 0.
    n_users : int
        How many users at most, the best connected first (followers and followees; ties by row).
    """

    def __init__(self, graph: FollowerGraph, n_users: int) -> None:
        degree = graph.n_followers() + graph.followees_count()
        self.rows: NDArray[np.int64] = np.sort(np.argsort(-degree, kind="stable")[:n_users])
        self.days = 0
        self._n = graph.n_users
        self._lasting: dict[int, int] = dict.fromkeys(self._codes(graph), 0)  # edge -> since which day
        self._spells: dict[int, list[tuple[int, int | None]]] = {}

    def note(self, graph: FollowerGraph) -> None:
        """Take down the graph at the end of a day."""
        self.days += 1
        now = self._codes(graph)
        for edge in self._lasting.keys() - now:
            self._spells.setdefault(edge, []).append((self._lasting.pop(edge), self.days))
        for edge in now - self._lasting.keys():
            self._lasting[edge] = self.days

    def _codes(self, graph: FollowerGraph) -> set[int]:
        """Return the follows among the users, each as one number."""
        mine = np.zeros(graph.n_users, np.bool_)
        mine[self.rows] = True
        found: set[int] = set()
        for creator in self.rows.tolist():
            users = graph.followers_of(creator)
            found.update((users[mine[users]].astype(np.int64) * self._n + creator).tolist())
        return found

    def to_networkx(self, columns: Mapping[str, Column], date_of: Callable[[int], str]) -> "nx.DiGraph":
        """Return the history as a graph that NetworkX writes as dynamic GEXF.

        Parameters
        ----------
        columns : mapping
            What is known of each user of the market, by name: whole numbers, flags (written as 0 and 1) or text.
        date_of : callable
            The date of a day, as ``2026-06-18``.
        """
        import networkx as nx  # late, as in ``graph_exchange``

        graph = nx.DiGraph(mode="dynamic", defaultedgetype="directed")
        for row in self.rows.tolist():
            known = {name: _plain(values[row]) for name, values in columns.items()}
            graph.add_node(row, label=f"user {row}", start=date_of(0), **known)
        spells = {edge: list(ended) for edge, ended in self._spells.items()}
        for edge, since in self._lasting.items():
            spells.setdefault(edge, []).append((since, None))
        for edge, times in sorted(spells.items()):
            follower, creator = divmod(edge, self._n)
            dated = [(date_of(begin), None if end is None else date_of(end)) for begin, end in times]
            graph.add_edge(follower, creator, since_day=times[0][0], **_lifetime(dated))
        return graph

    def write(self, path: Path, columns: Mapping[str, Column], date_of: Callable[[int], str]) -> None:
        """Write dynamic GEXF; the file appears only when it is whole."""
        import networkx as nx

        with whole_file(path) as unfinished:
            nx.write_gexf(self.to_networkx(columns, date_of), unfinished, version="1.2draft")


def _lifetime(dated: list[tuple[str, str | None]]) -> dict[str, object]:
    """Return when an edge was there, as GEXF says it: start and end, or several spells."""
    if len(dated) > 1:
        return {"spells": dated}
    start, end = dated[0]
    return {"start": start} if end is None else {"start": start, "end": end}


def _plain(value: object) -> int | str:
    """Return a value in one of two types: Gephi's readers refuse a name that is now a whole number, now a fraction."""
    if isinstance(value, str):
        return value
    return int(value)  # type: ignore[call-overload]
