"""Contracts from signature to settlement: late, failed and stopped ones, what is paid when, bonuses.

The book holds every contract of a campaign and answers what each is worth to whom. In the end each
contract's price is paid or released, to the cent: ``signed = paid + released``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContractConfig
from ...records.ledger import lines_of
from ...records.money import cny_of, fen_of, fen_within, whole
from ..kol.marketplace import TIER_NAMES
from .launch import TRIAL, Contracts, both_contracts, is_mixed
from .money import Line

OPEN, DELIVERED, FAILED, STOPPED = range(4)
LATE_DRAW, LENGTH_DRAW, FAIL_DRAW = range(3)


class Fate(NamedTuple):
    """What becomes of contracts; M rows."""

    late_days: NDArray[np.int64]
    fails: NDArray[np.bool_]


def fate_of(lots: NDArray[np.float64], terms: ContractConfig) -> Fate:
    """Say which notes are late, how much, and which never come.

    Parameters
    ----------
    lots : float array of shape (3, M)
        Keyed uniforms: whether late, how late, whether it fails.
    """
    length = 1.0 + np.floor(waits_of(lots[LENGTH_DRAW], terms.late_days - 1.0) + 0.5)
    late = np.where(lots[LATE_DRAW] < terms.late_rate, length, 0.0).astype(np.int64)
    return Fate(late, lots[FAIL_DRAW] < terms.fail_rate)


def fates_of(lots: NDArray[np.float64], signed: Contracts, terms: ContractConfig, tries_days: float = 0.0) -> Fate:
    """Say the same of contracts of any kind: of a trial there is no date, and no note unless the creator likes to.

    The same draws decide: who writes for a product of some worth does so for one of more. ``tries_days`` are what
    trying takes on average.
    """
    usual, is_trial = fate_of(lots, terms), signed.kind == TRIAL
    tries = np.floor(waits_of(lots[LENGTH_DRAW], tries_days)).astype(np.int64)
    silent = lots[FAIL_DRAW] < 1.0 - signed.chance
    return Fate(np.where(is_trial, tries, usual.late_days), np.where(is_trial, silent, usual.fails))


def waits_of(lots: NDArray[np.float64], mean_days: float) -> NDArray[np.float64]:
    """Return exponential waits of a given mean, days, by their quantile function."""
    return np.asarray(-mean_days * np.log1p(-lots))


def is_plain(terms: ContractConfig) -> bool:
    """Return whether every note comes on its day, once, for its fee alone: then there is no more to tell."""
    may_go_wrong = terms.talk_days > 0 or terms.late_rate > 0 or terms.fail_rate > 0 or is_mixed(terms)
    return not (may_go_wrong or terms.upfront_share > 0 or terms.notes_each > 1 or terms.bonus_reserve > 0)


def bonus_of(
    engagements: NDArray[np.int64], fee_cny: NDArray[np.float64], terms: ContractConfig
) -> NDArray[np.float64]:
    """Return what notes earn above their target, at most ``bonus_cap`` of the fee, in whole fen."""
    earned = terms.bonus_cny * np.maximum(engagements - terms.bonus_target, 0.0)
    return np.asarray(np.floor(np.minimum(earned, terms.bonus_cap * fee_cny) * 100.0) / 100.0)


def within(amounts: NDArray[np.float64], most_cny: float) -> NDArray[np.float64]:
    """Cut amounts, in order, where the money ends; what is left of one is paid in whole fen."""
    before = np.cumsum(fen_of(amounts)) - fen_of(amounts)
    return cny_of(np.clip(fen_within(most_cny) - before, 0, fen_of(amounts)))


class ContractBook:
    """All contracts of a campaign.

    Parameters
    ----------
    terms : ContractConfig

    Attributes
    ----------
    contracts : Contracts
    number : int array of shape (M,)
        Which paid note of its creator each is, from 0.
    fate : Fate
    state : int8 array of shape (M,)
        ``OPEN``, ``DELIVERED``, ``FAILED`` or ``STOPPED``.
    note : int64 array of shape (M,)
        Key of the note, -1 until it comes.
    delivered_day : int64 array of shape (M,)
        -1 until it comes.
    """

    def __init__(self, terms: ContractConfig) -> None:
        self.terms = terms
        none, count, code, flag = np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int8), np.zeros(0, np.bool_)
        self.contracts = Contracts(count, code, none, none, none, flag, count, flag, code, none, none, code, flag)
        self.fate = Fate(count, np.zeros(0, np.bool_))
        self.number, self.state = count, np.zeros(0, np.int8)
        self.note, self.delivered_day = count, count

    def numbers_of(self, new: Contracts) -> NDArray[np.int64]:
        """Say which paid note of its creator each new contract is for."""
        rows = np.concatenate([self.contracts.row, new.row])
        order = np.argsort(rows, kind="stable")
        first = np.searchsorted(rows[order], rows[order], side="left")
        number = np.empty(len(rows), np.int64)
        number[order] = np.arange(len(rows)) - first
        return number[len(self.contracts.row) :]

    def sign(self, new: Contracts, fate: Fate) -> NDArray[np.intp]:
        """Add contracts; return their places in the book."""
        m, before = len(new.row), len(self.state)
        self.number = np.concatenate([self.number, self.numbers_of(new)])
        self.contracts = both_contracts(self.contracts, new)
        late, fails = (self.fate.late_days, fate.late_days), (self.fate.fails, fate.fails)
        self.fate = Fate(np.concatenate(late), np.concatenate(fails))
        self.state = np.concatenate([self.state, np.zeros(m, np.int8)])
        self.note = np.concatenate([self.note, np.full(m, -1)])
        self.delivered_day = np.concatenate([self.delivered_day, np.full(m, -1)])
        return np.arange(before, before + m)

    @property
    def signed_cny(self) -> NDArray[np.float64]:
        """Price of each contract with the marketplace's fee; of a trial, the parcel's."""
        return np.asarray(self.contracts.fee_cny + self.contracts.service_fee_cny + self.contracts.goods_cny)

    @property
    def advance_cny(self) -> NDArray[np.float64]:
        """The part of the fee that is paid on signing."""
        return whole(self.terms.upfront_share * self.contracts.fee_cny)

    @property
    def upfront_cny(self) -> NDArray[np.float64]:
        """What is paid on signing: a part of the fee, and parcels whole."""
        return np.asarray(self.advance_cny + self.contracts.goods_cny)

    @property
    def refund_cny(self) -> NDArray[np.float64]:
        """What comes back if there is no note: of the fee, never of a product."""
        return whole(self.terms.refund_share * self.advance_cny)

    @property
    def released_cny(self) -> NDArray[np.float64]:
        """What is no longer owed, of contracts without a note; else 0."""
        is_off = (self.state == FAILED) | (self.state == STOPPED)
        return np.where(is_off, whole(self.signed_cny - self.upfront_cny + self.refund_cny), 0.0)

    @property
    def bound_fen(self) -> int:
        """What is paid or owed in all."""
        return sum(self.bound_by_line().values())

    def bound_by_line(self) -> dict[Line, int]:
        """Return what is paid or owed, by line and tier."""
        bound: dict[Line, int] = {}
        for line, fen in zip(self.lines(), fen_of(self.signed_cny - self.released_cny).tolist(), strict=True):
            bound[line] = bound.get(line, 0) + fen
        return bound

    def lines(self) -> list[Line]:
        """Return the line of each contract, and the tier under which its money is planned."""
        names, tiers = lines_of(self.contracts, TIER_NAMES)
        return [Line(name, tier) for name, tier in zip(names, tiers, strict=True)]

    def planned(self, day: int) -> NDArray[np.intp]:
        """Return the open contracts whose note was planned for ``day``."""
        return np.flatnonzero((self.state == OPEN) & (self.contracts.publish_day == day))

    def due(self, day: int) -> NDArray[np.intp]:
        """Return the open contracts whose note comes on ``day``."""
        comes = self.contracts.publish_day + self.fate.late_days
        return np.flatnonzero((self.state == OPEN) & ~self.fate.fails & (comes == day))

    def deliver(self, places: NDArray[np.intp], note: NDArray[np.int64], day: int) -> None:
        """Book notes that came."""
        self.state[places], self.note[places], self.delivered_day[places] = DELIVERED, note, day

    def end(self, places: NDArray[np.intp], state: int) -> None:
        """Book contracts that failed or were stopped."""
        self.state[places] = state

    def weariness(self, places: NDArray[np.intp], day: int) -> NDArray[np.float64]:
        """Return what earlier paid notes of the same creators cost the quality of notes of ``day``, logit.

        ``wear * sum(exp(-age / wear_days))`` over the creator's paid notes before.
        """
        age = day - self.delivered_day
        fresh = np.where((self.state == DELIVERED) & (age > 0), np.exp(-np.maximum(age, 0) / self.terms.wear_days), 0.0)
        rows, own = np.unique(self.contracts.row, return_inverse=True)
        return np.asarray(self.terms.wear * np.bincount(own, weights=fresh, minlength=len(rows))[own[places]])
