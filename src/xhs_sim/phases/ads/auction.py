"""The auction for one place: who may show to this user, who wins, and at what price.

Second price [1]_ on the expected value of an impression: the bid, times the platform's own predicted
click where clicks or conversions are paid for. The winner pays what the best ad of another owner (or
the reserve) was worth: an owner's own ads never raise its price. A frequency cap needs no memory: a
hash names the sessions of the day in which an advertiser may show an ad to a user.

References
----------
.. [1] Varian (2007), Position auctions, doi:10.1016/j.ijindorg.2006.10.002.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.logistic import exp, sigmoid
from ...kernels.memory import inner
from ...kernels.random import bits, uniform
from ...world.ads import AGE_BIT, CITY_BIT, CPC, EDUCATION_BIT, LOOK_ALIKE, PACKAGE, RETARGET
from ...world.columns import NOBODY, BrandStates, UserLog
from ..engagement.engage import predicted_logit
from ..engagement.law import EngageLaw
from ..engagement.seen import is_seen
from ..engagement.state import MAX_SESSIONS, Visit
from .market import AdMarket

ONE = np.uint32(1)


class Place(NamedTuple):
    """A place for an ad, in a session of the feed or a list of results."""

    cell: int  # who bids, see ``market``
    slot: int
    n_turns: int  # sessions of the day, of which the visit's is one; 0 = they take no turns
    channel: int  # of the panel: FEED_AD or SEARCH_AD


@lean
def audience_bits(users: UserLog, user: int) -> Any:
    """Return the bits of a user's gender, age, city and education: all of them must be in an ad's audience."""
    bit = ONE << np.uint32(users.gender[user])
    bit |= ONE << np.uint32(AGE_BIT + users.age_band[user])
    bit |= ONE << np.uint32(CITY_BIT + users.city_tier[user])
    return np.uint32(bit | (ONE << np.uint32(EDUCATION_BIT + users.education_level[user])))


@lean
def is_aimed_at(market: AdMarket, users: UserLog, states: BrandStates, user: int, ad: int, norm: float) -> bool:
    """Say whether the user is one of those whom look-alike or retargeting aims at; other rules aim at all."""
    if market.rule[ad] == LOOK_ALIKE:
        return inner(users.taste_hat, user, market.like, ad) >= market.look_alike * norm
    if market.rule[ad] == RETARGET:
        brand = market.cards[ad].brand
        return brand >= 0 and (states.impressions[user, brand] > 0 or states.searched[user, brand] > 0)
    return True


@lean
def is_allowed(
    market: AdMarket, users: UserLog, visit: Visit, n_turns: int, ad: int, owners: NDArray[np.int64]
) -> bool:
    """Hold the frequency cap: the session is one of the owner's turns, and had no ad of it yet."""
    owner = market.owner[ad]
    if n_turns > market.cap:
        first = np.int64(
            ((bits(market.cap_key, visit.name, owner) >> np.uint64(33)) * np.uint64(n_turns)) >> np.uint64(31)
        )
        since = visit.session % MAX_SESSIONS - first  # whichever request of the session it is
        if (since if since >= 0 else since + n_turns) >= market.cap:
            return False
    for k in range(1, owners[0] + 1):
        if owners[k] == owner:
            return False
    card = market.cards[ad]
    return card.creator < 0 or not is_seen(users.seen, visit.user, card.mark)


@lean
def predicted_click(market: AdMarket, users: UserLog, user: int, ad: int, slope: float, law: EngageLaw) -> float:
    """Return the platform's P(click) on an ad: estimated taste, and the ad's own record."""
    return sigmoid(predicted_logit(users.taste_hat, user, market.vec, ad, slope, law) + market.hat[ad])


@lean
def may_bid(
    market: AdMarket,
    users: UserLog,
    states: BrandStates,
    visit: Visit,
    place: Place,
    owners: NDArray[np.int64],
    norm: float,
    ad: int,
    me: Any,
) -> bool:
    """Say whether an ad takes part: the user, whose bits are ``me``, is its audience, and pacing and cap let it."""
    if market.audience[ad] & me != me:
        return False
    share, number = market.share[ad], visit.session * 64 + place.slot
    if share < 1.0 and uniform(market.share_key, visit.name * 4096 + number, market.key[ad]) >= share:
        return False
    if not is_aimed_at(market, users, states, visit.user, ad, norm):
        return False
    return is_allowed(market, users, visit, place.n_turns, ad, owners)


@lean
def stretch_of(market: AdMarket, users: UserLog, user: int, slope: float, norm: float) -> float:
    """Return how much more than ``market.top`` an ad can be worth on a user whose taste is one of style, too."""
    length = math.sqrt(inner(users.taste_hat, user, users.taste_hat, user))
    return exp(min(max(slope * (length - norm) * market.widest, 0.0), 600.0))


@lean
def hold_auction(
    market: AdMarket,
    users: UserLog,
    states: BrandStates,
    visit: Visit,
    place: Place,
    owners: NDArray[np.int64],
    slope: float,
    norm: float,
    law: EngageLaw,
) -> tuple[int, float, float]:
    """Sell one place.

    Ads come in the order of the most that they can be worth, so that the best two owners are certain
    as soon as no ad that is left can beat the second.

    Parameters
    ----------
    owners : int array
        Owners of ads shown in this session, behind how many there are.
    slope, norm : float
        Of the visit's mood.

    Returns
    -------
    ad, price, predicted
        The winner (NOBODY: unsold), the price of the impression in 1/1000 fen, P(click) as predicted.
    """
    user, me = visit.user, audience_bits(users, visit.user)
    winner, best, second = NOBODY, 0.0, market.reserve
    stretch = stretch_of(market, users, user, slope, norm)
    for at in range(market.start[place.cell], market.start[place.cell + 1]):
        ad = market.entry[at]
        most = market.top[ad] * stretch
        if most < second or (most == second and winner >= 0):
            break
        if not may_bid(market, users, states, visit, place, owners, norm, ad, me):
            continue
        value = market.fixed[ad]
        if market.per_click[ad] > 0.0:
            value += market.per_click[ad] * predicted_click(market, users, user, ad, slope, law)
        is_own = winner >= 0 and market.owner[ad] == market.owner[winner]
        if value > best and value >= market.reserve:
            second = second if is_own else max(best, market.reserve)
            best, winner = value, ad
        elif value > second and not is_own:
            second = value
    predicted = predicted_click(market, users, user, winner, slope, law) if winner >= 0 else 0.0
    return winner, second, predicted


@lean
def price_of(market: AdMarket, ad: int, price: float, predicted: float, clicked: bool) -> int:
    """Return what an impression costs, in whole 1/1000 fen: never more than the bid."""
    if market.billing[ad] == PACKAGE:
        return int(market.fixed[ad])
    if market.billing[ad] == CPC:
        return int(min(price / predicted, market.per_click[ad])) if clicked else 0
    return int(price)
