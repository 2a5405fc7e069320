"""The marketplace as a brand sees it: who can be hired, with how many followers, at what price."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import PriceConfig, TierConfig
from ...ingest.quotes import Quotes
from ...records.money import whole

TIER_NAMES = ("ordinary", "koc", "junior", "waist", "head")
LEAST_CNY = 0.01  # of a fee or a parcel, where something is over it


class Audience(NamedTuple):
    """Who follows whom inside the market, as audience tools sell it: row r holds the followers of user r."""

    indptr: NDArray[np.int64]  # (N + 1,)
    users: NDArray[np.int32]  # (E,)


class Marketplace(NamedTuple):
    """Creators for hire; M rows."""

    row: NDArray[np.int64]  # user row
    key: NDArray[np.int64]
    tier: NDArray[np.int8]  # index into TIER_NAMES
    followers: NDArray[np.float64]  # inside and outside the market
    inside: NDArray[np.float64]
    fit: NDArray[np.float64]  # 1 = main topic is the campaign's first topic, less down the list
    price_cny: NDArray[np.float64]  # image-text note, without the marketplace's fee
    is_quoted: NDArray[np.bool_]
    lot: NDArray[np.float64]  # keyed uniform: the random selector's order, and ties
    reads: NDArray[np.float64]  # clicks of a note lately, 0 without notes
    engagement_rate: NDArray[np.float64]  # likes, saves and comments per click lately
    audience: Audience


def tiers_of(followers: NDArray[np.float64], tiers: TierConfig) -> NDArray[np.int8]:
    """Return each creator's tier by total followers."""
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
