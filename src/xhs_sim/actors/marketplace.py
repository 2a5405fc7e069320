"""The platform's marketplace of creators: who is for hire today, at what price.

What is told is public, counters and declared topics, so that no strategy ever holds the world.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config
from ..ingest.quotes import Quotes, read_quotes, resolve_file
from ..records.terms import ENGAGEMENTS
from ..scene import Scene
from ..strategies.kol.marketplace import Audience, Marketplace, prices_of, tiers_of
from ..world.columns import COUNTS
from ..world.population import draw_normals, draw_uniforms
from ..world.world import World


def load_quotes(config: Config) -> Quotes | None:
    """Read the quotes file that the campaign names, if any.

    Raises
    ------
    ConfigError
        If the file is missing or a row cannot be read.
    """
    name = config.campaign.prices.quotes_file
    if name is None:
        return None
    path = resolve_file(name, "campaign.prices.quotes_file").resolve()
    about = path.stat()
    return _quotes_of(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=8)
def _quotes_of(path: Path, _mtime_ns: int, _size: int) -> Quotes:
    """Read a file of quotes, once for all runs of a process while it stays as it is."""
    quotes = read_quotes(path)
    for column in (quotes.followers, quotes.price_cny, quotes.is_verified):
        column.flags.writeable = False
    return quotes


class Listings:
    """Creators for hire: all at or above the lowest paid tier who are listed.

    Parameters
    ----------
    scene : Scene
    quotes : Quotes, optional
        What creators ask for, where a brand knows it.
    unlisted : int array
        User rows of those who are not for hire.
    """

    def __init__(self, scene: Scene, quotes: Quotes | None, unlisted: NDArray[np.int64]) -> None:
        self.scene, self.quotes, self.unlisted = scene, quotes, unlisted

    def open(self, topics: Sequence[str]) -> Marketplace:
        """Return the marketplace of today to a brand that looks for some topics, the first one most of all."""
        world, streams, config = self.scene.world, self.scene.streams, self.scene.config
        total = world.total_followers()
        tier = tiers_of(total, config.graph.tiers)
        row = np.flatnonzero((tier > 0) & (world.users.is_gone == 0))
        row = row[~np.isin(row, self.unlisted)]
        keys, declared = world.users.key[row], world.creators.topic[row]
        fit = np.zeros(len(row))
        for place, name in reversed(list(enumerate(topics))):
            fit[declared == self.scene.topic(name)] = 1.0 / (1 + place)
        price, quoted = prices_of(
            total[row],
            tier[row],
            draw_normals(keys, streams.key("price"), 0),
            config.campaign.prices,
            self.quotes,
            config.graph.tiers,
        )
        inside = world.graph.n_followers()[row].astype(np.float64)
        lot = draw_uniforms(keys, streams.key("lot"), 0)
        reads, engagement_rate = (column[row] for column in _track_record(world))
        audience = Audience(world.graph.indptr, world.graph.followers)
        return Marketplace(
            row, keys, tier[row], total[row], inside, fit, price, quoted, lot, reads, engagement_rate, audience
        )


def _track_record(world: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, by user, clicks of a live organic note and engagements per click of these notes; 0 without any."""
    log, n_users = world.content.log, len(world.users.key)
    mine = np.flatnonzero((log.key >= 0) & (log.is_sponsored == 0))
    counts = log.counts[mine].sum(axis=1, dtype=np.int64)
    engaged = sum(counts[:, COUNTS.index(act)] for act in ENGAGEMENTS)
    notes, clicks, acts = (
        np.bincount(log.creator[mine], weights=values, minlength=n_users)
        for values in (np.ones(len(mine)), counts[:, COUNTS.index("clicks")], engaged)
    )
    return clicks / np.maximum(notes, 1.0), acts / np.maximum(clicks, 1.0)
