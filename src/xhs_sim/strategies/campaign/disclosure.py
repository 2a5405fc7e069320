"""Disclosure: whether a paid note goes through the creator marketplace, with its fee and the label, or outside it.

Through the marketplace a note of fee F brings ``worth (1 - label_cost) F`` and costs ``(1 + service) F``. Outside it
brings ``worth F``, costs ``(1 + premium) F``, and loses ``caught_loss F + fine`` if it is caught, which is believed to
happen with chance ``p``. Outside gains more below

    p* = ((worth label_cost + service - premium) F) / (caught_loss F + fine).

A creator takes the offer if the premium is at least what it believes to lose by it, ``p loss``. Both learn: ``p`` is
the mean of a beta belief, ``(chance notes + caught) / (notes + seen)``, where own notes count in full and those of
others by ``heed``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import BeliefConfig, DisclosureConfig, OutsideConfig


class Ways(NamedTuple):
    """How the creators of a market would publish for a buyer; M rows."""

    is_outside: NDArray[np.bool_]  # (M,) outside the marketplace, without the label
    premium: float = 0.0  # share of the fee that they get on top for it

    def some(self, places: NDArray[np.intp]) -> "Ways":
        """Return those of some creators."""
        return self._replace(is_outside=self.is_outside[places])


def all_inside(n: int) -> Ways:
    """Return the ways of creators who all publish through the marketplace."""
    return Ways(np.zeros(n, np.bool_))


class Seen(NamedTuple):
    """Notes without the label of which it is known whether they were caught: one's own, and everybody's."""

    own: NDArray[np.int64] | int
    own_caught: NDArray[np.int64] | int
    all: int
    all_caught: int


def chance_of(first: NDArray[np.float64] | float, belief: BeliefConfig, seen: Seen) -> NDArray[np.float64]:
    """Return the believed chance of being caught after what was seen; ``first`` is what was believed at first."""
    notes = seen.own + belief.heed * (seen.all - seen.own)
    caught = seen.own_caught + belief.heed * (seen.all_caught - seen.own_caught)
    return np.asarray((first * belief.notes + caught) / (belief.notes + notes), np.float64)


def break_even(terms: DisclosureConfig, service: float, fee_cny: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance of being caught at which both ways gain the same; infinite where nothing can be lost.

    Parameters
    ----------
    service : float
        The marketplace's fee, share of the creator's.
    fee_cny : float array of shape (M,)
    """
    saved = (terms.worth * terms.label_cost + service - terms.premium) * fee_cny
    lost = terms.caught_loss * fee_cny + terms.fine_cny
    return np.divide(saved, lost, out=np.where(saved > 0, np.inf, -np.inf), where=lost > 0)


def offers_outside(
    terms: DisclosureConfig, service: float, fee_cny: NDArray[np.float64], chance: float
) -> NDArray[np.bool_]:
    """Say to whom a brand offers to publish outside the marketplace; (M,)."""
    if terms.way != "gain":
        return np.full(len(fee_cny), terms.way == "outside")
    return np.asarray(chance < break_even(terms, service, fee_cny))


def first_beliefs(normals: NDArray[np.float64], terms: OutsideConfig) -> NDArray[np.float64]:
    """Return what creators believe at first: the more cautious ones more, the mean as is said."""
    spread = np.exp(terms.caution_log_sd * normals - 0.5 * terms.caution_log_sd**2)
    return np.asarray(np.minimum(terms.belief.chance * spread, 1.0), np.float64)


def accepts_outside(premium: float, chance: NDArray[np.float64], terms: OutsideConfig) -> NDArray[np.bool_]:
    """Say who takes an offer outside the marketplace; (M,)."""
    return np.asarray(premium >= chance * terms.loss)
