"""The marketplace as a brand sees it: who can be hired, with how many followers, at what price."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import PriceConfig, TierConfig
from ...ingest.quotes import Quotes
from ...records.money import cny_of, fen_of, whole
from ..campaign.disclosure import Ways
from .acceptance import Answers
from .demand import Demand, turns_of

TIER_NAMES = ("ordinary", "koc", "junior", "waist", "head")
LEAST_CNY = 0.01  # of a fee or a parcel, where something is over it


class Audience(NamedTuple):
    """Who of the readers follows whom, as audience tools sell it: row r holds the followers of user r."""

    indptr: NDArray[np.int64]  # (N + 1,)
    users: NDArray[np.int32]  # (E,)


class Marketplace(NamedTuple):
    """Creators for hire; M rows."""

    row: NDArray[np.int64]  # user row
    key: NDArray[np.int64]
    tier: NDArray[np.int8]  # index into TIER_NAMES
    followers: NDArray[np.float64]
    fit: NDArray[np.float64]  # 1 = main topic is the campaign's first topic, less down the list
    price_cny: NDArray[np.float64]  # of the list: image-text note, without the marketplace's fee, before demand
    is_quoted: NDArray[np.bool_]
    lot: NDArray[np.float64]  # keyed uniform: the random selector's order, and ties
    reads: NDArray[np.float64]  # clicks of a note lately, 0 without notes
    engagement_rate: NDArray[np.float64]  # likes, saves and comments per click lately
    audience_quality: NDArray[np.float64]  # share of followers that are active, as a vendor tells
    audience: Audience
    demand: Demand
    answers: Answers
    ways: Ways

    def some(self, places: NDArray[np.intp]) -> "Marketplace":
        """Return a marketplace of some of its creators alone; prices and audience stay those of all."""
        of_all: Any = {"audience": self.audience, "demand": self.demand}
        own: Any = {"answers": Answers(self.answers.accepts[places]), "ways": self.ways.some(places)}
        columns = {name: column for name, column in self._asdict().items() if name not in (*own, *of_all)}
        return Marketplace(**{name: column[places] for name, column in columns.items()}, **of_all, **own)


def price_fen(market: Marketplace, at: NDArray[np.intp], turn: NDArray[np.int64] | int) -> NDArray[np.int64]:
    """Return what creators ask for a note today, in whole fen: the one place where a price is asked.

    Parameters
    ----------
    at : int array
        Places in the market.
    turn : int, or one for each
        How many of its tier sign before it does.
    """
    return np.asarray(np.rint(fen_of(market.price_cny[at]) * market.demand.factor(market.tier[at], turn)), np.int64)


def asked_cny(market: Marketplace, at: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return what creators ask who sign one after the other, in this order."""
    return cny_of(price_fen(market, at, turns_of(market.tier[at])))


def tiers_of(followers: NDArray[np.float64], tiers: TierConfig) -> NDArray[np.int8]:
    """Return each creator's tier by followers."""
    edges = [tiers.koc, tiers.junior, tiers.waist, tiers.head]
    return np.searchsorted(edges, followers, side="right").astype(np.int8)


def law_price(followers: NDArray[np.float64], prices: PriceConfig) -> NDArray[np.float64]:
    """Return the price law without its spread: ``anchor_cny * (followers / anchor_followers) ** exponent``."""
    return np.asarray(prices.anchor_cny * (followers / prices.anchor_followers) ** prices.exponent, np.float64)


def prices_of(
    followers: NDArray[np.float64],
    tier: NDArray[np.int8],
    normals: NDArray[np.float32],
    prices: PriceConfig,
    quotes: Quotes | None,
    tiers: TierConfig,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Price an image-text note of each creator, in whole fen.

    Where the creator's tier has quotes, the nearest quote by followers is carried over along the
    price law (verified quotes only, if the tier has any); elsewhere the price law with its spread
    holds (``law_price``).

    Returns
    -------
    price_cny, is_quoted : arrays of shape (M,)
    """
    reach = np.maximum(followers, 1.0)
    price = law_price(reach, prices) * np.exp(prices.log_sd * normals - 0.5 * prices.log_sd**2)
    quoted = np.zeros(len(price), np.bool_)
    if quotes is None:
        return whole(price), quoted
    quote_tier = tiers_of(quotes.followers, tiers)
    for t in np.unique(quote_tier):
        usable = np.flatnonzero((quote_tier == t) & (quotes.is_verified | ~quotes.is_verified[quote_tier == t].any()))
        mine = np.flatnonzero(tier == t)
        order = usable[np.argsort(quotes.followers[usable], kind="stable")]
        nearest = _nearest(np.log(quotes.followers[order]), np.log(reach[mine]))
        source = order[nearest]
        price[mine] = quotes.price_cny[source] * (reach[mine] / quotes.followers[source]) ** prices.exponent
        quoted[mine] = True
    return whole(price), quoted


def _nearest(known: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.intp]:
    right = np.clip(np.searchsorted(known, wanted), 1, max(len(known) - 1, 1))
    left = right - 1
    right = np.minimum(right, len(known) - 1)
    return np.where(np.abs(known[left] - wanted) <= np.abs(known[right] - wanted), left, right)
