"""Acceptance: which offers creators take.

``logit r = logit usual + misfit (1 - fit) + load n - price ln(offer / usual offer)`` is what speaks against an offer: n
paid notes that the creator signed in the last ``load_days`` days, whoever for, a brand off its topics, and less money
than others of its tier ask for their followers. It is refused with probability ``strength r``, by one keyed draw for
each creator, buyer and day: who refuses in the morning refuses in the evening.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import OffersConfig


def refusal_chance(
    fit: NDArray[np.float64], load: NDArray[np.int64], worth: NDArray[np.float64], terms: OffersConfig
) -> NDArray[np.float64]:
    """Return P(an offer is refused).

    Parameters
    ----------
    fit : float array of shape (M,)
        Of the brand's topics with the creator's, 0 to 1.
    load : int array of shape (M,)
        Paid notes that it signed lately.
    worth : float array of shape (M,)
        The offer over what others of the tier ask, for as many followers.
    """
    if terms.strength == 0:
        return np.zeros(len(fit))
    usual = np.clip(terms.usual, 1e-9, 1.0 - 1e-9)
    against = np.log(usual / (1.0 - usual)) + terms.misfit * (1.0 - fit) + terms.load * load
    against = against - terms.price * np.log(np.maximum(worth, 1e-9))
    return np.asarray(terms.strength / (1.0 + np.exp(-np.clip(against, -50.0, 50.0))))


def worth_of(
    offer_cny: NDArray[np.float64], law_cny: NDArray[np.float64], tier: NDArray[np.int8], factor: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return offers over the usual one of their tier: the median of price over price law, times what demand adds.

    Parameters
    ----------
    offer_cny, law_cny : float arrays of shape (M,)
        Prices of the list, and of the price law.
    factor : float array of shape (M,)
        What demand multiplies prices by.
    """
    over_law = np.maximum(offer_cny, 1e-9) / np.maximum(law_cny, 1e-9)
    usual = np.ones(len(tier))
    for t in np.unique(tier):
        usual[tier == t] = np.median(over_law[tier == t])
    return factor * over_law / usual


class Answers:
    """The answers to the offers of one buyer on one day: who would accept, and who was asked and refused.

    Parameters
    ----------
    accepts : bool array of shape (M,)
        By creator of the market.
    """

    def __init__(self, accepts: NDArray[np.bool_]) -> None:
        self.accepts, self._refused = accepts, np.zeros(0, np.intp)

    def ask(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """Make an offer to some creators, by their places in the market; return those of them who refuse."""
        refused = at[~self.accepts[at]]
        self._refused = np.concatenate([self._refused, refused])
        return refused

    def refused(self) -> NDArray[np.intp]:
        """Return who was asked and refused since this was asked before."""
        told, self._refused = self._refused, self._refused[:0]
        return told
