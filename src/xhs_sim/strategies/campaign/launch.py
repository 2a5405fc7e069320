"""A launch through creators: whom the budget hires and on which day each publishes."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config import ConfigError
from ...config.messages import message
from ...config.schema import COOPERATIONS, CampaignConfig, ContractConfig
from ...records.ledger import CONTRACT_LINES
from ...records.money import cny_of, fen_of, shared_out
from ..kol.agreed import stand_ins
from ..kol.marketplace import Marketplace, asked_cny, price_fen
from ..kol.select import NO_PLACES, SELECTORS, Costs, Purse, Rules, accepted, hire
from .money import agreed_fen, creator_money, service_fen

NO_ROWS = np.zeros(0, np.int64)
PAID, TRIAL, COCREATION = range(len(COOPERATIONS))  # codes of kinds


class Contracts(NamedTuple):
    """One sponsored note each; M rows. Of a trial nobody promised it: a product was sent."""

    row: NDArray[np.int64]  # creator
    tier: NDArray[np.int8]
    followers: NDArray[np.float64]
    fee_cny: NDArray[np.float64]
    service_fee_cny: NDArray[np.float64]
    is_quoted: NDArray[np.bool_]
    publish_day: NDArray[np.int64]
    is_on_topic: NDArray[np.bool_]  # the creator's main topic is one of the campaign's
    kind: NDArray[np.int8]  # index into COOPERATIONS
    goods_cny: NDArray[np.float64]  # cost of the parcel, paid when it is sent; 0 but of a trial
    chance: NDArray[np.float64]  # that a trial brings a note; 1 of who has promised one
    line: NDArray[np.int8]  # index into CONTRACT_LINES: whose money it is
    is_outside: NDArray[np.bool_]  # the marketplace: the note does not say that it is paid


def is_mixed(terms: ContractConfig) -> bool:
    """Return whether any of the money goes into another kind of cooperation than paid notes."""
    return any(weight > 0 for kind, weight in terms.kinds.items() if kind != COOPERATIONS[PAID])


def launch(
    plan: CampaignConfig,
    market: Marketplace,
    day_lots: NDArray[np.float64],
    waits: NDArray[np.int64] = NO_ROWS,
    hired: NDArray[np.int64] = NO_ROWS,
    left_fen: int = 0,
) -> Contracts:
    """Sign contracts: those agreed already, then hire by tier and spread publishing over the burst.

    Parameters
    ----------
    plan : CampaignConfig
    market : Marketplace of M creators
    day_lots : float array of shape (M,)
        One keyed uniform per creator: when in the burst it publishes.
    waits : int array of shape (M,), optional
        Days of negotiation by which a hired creator is later.
    hired : int array, optional
        User rows of creators under contract already.
    left_fen : int
        Passed on by teasers.

    Raises
    ------
    ConfigError
        If the plan names a selector that does not exist, or what is agreed costs more than there is.
    """
    budget, owed = creator_money(plan).burst + left_fen, agreed_fen(plan)
    if owed > budget:
        raise ConfigError(message("campaign.agreed_too_dear", owed=float(cny_of(owed)), budget=float(cny_of(budget))))
    taken = _rows_of(market, hired)
    agreed = stand_ins(market, [each.followers for each in plan.agreed], taken)
    terms = plan.agreed[: len(agreed)]
    more = choose(plan, market, budget - owed, plan.tier_shares, np.union1d(agreed, taken), agreed)
    days = plan.start_day + np.floor(day_lots * plan.burst_days).astype(np.int64) + (waits if len(waits) else 0)
    first = contracts_with(
        plan, market, agreed, plan.start_day + np.array([each.after_days for each in terms], np.int64)
    )
    contracts = both_contracts(first, contracts_with(plan, market, more, days[more]))
    fee = fen_of([each.price_cny for each in terms])
    contracts.fee_cny[: len(terms)] = cny_of(fee)
    contracts.service_fee_cny[: len(terms)] = cny_of(service_fen(fee, plan))
    contracts.is_quoted[: len(terms)] = True
    contracts.is_outside[: len(terms)] = False
    contracts.line[: len(terms)] = CONTRACT_LINES.index("agreed")
    return in_series(contracts, series_days(plan.contract), len(terms))


def choose(
    plan: CampaignConfig,
    market: Marketplace,
    cash_fen: int,
    tier_shares: dict[str, float],
    taken: NDArray[np.intp],
    first: NDArray[np.intp] = NO_PLACES,
) -> NDArray[np.intp]:
    """Choose whom to hire, each for all notes of a series; nobody who is ``taken``.

    ``first`` are those who are agreed: looked at before the others by a selector that builds a portfolio.
    """
    order = np.concatenate([first, np.setdiff1d(taken, first)])
    return hire(
        market,
        SELECTORS[plan.selector],
        shared_out(cash_fen, tier_shares),
        costs_of(plan, market, len(series_days(plan.contract))),
        Rules(plan.max_share_of_tier, plan.fill_to, plan.unspent == "pass_down"),
        order,
    ).creators


def costs_of(plan: CampaignConfig, market: Marketplace, n_notes: int) -> Costs:
    """Return what hiring the creators of a market costs, for so many notes each, and with the marketplace's fee."""

    def cost(at: NDArray[np.intp], turn: int) -> NDArray[np.int64]:
        fee, service = _owed(price_fen(market, at, turn), at, plan, market)
        return (fee + service) * n_notes

    return Costs(cost(np.arange(len(market.row)), 0), cost if market.demand.strength > 0 else None)


def sign_more(
    plan: CampaignConfig,
    market: Marketplace,
    cash_fen: int,
    tier_shares: dict[str, float],
    days: NDArray[np.int64],
    hired: NDArray[np.int64],
    line: str,
) -> Contracts:
    """Sign further contracts for some money, with creators who have none yet.

    Parameters
    ----------
    days : int array of shape (M,)
        On which each creator of the market would publish.
    hired : int array
        User rows of creators under contract already.
    line : str
        Whose money it is.
    """
    at = choose(plan, market, cash_fen, tier_shares, _rows_of(market, hired))
    contracts = contracts_with(plan, market, at, days[at], line)
    return in_series(contracts, series_days(plan.contract), 0)


def sign_next(
    plan: CampaignConfig,
    market: Marketplace,
    cash_fen: int,
    tier: int,
    days: NDArray[np.int64],
    hired: NDArray[np.int64],
    line: str,
) -> Contracts:
    """Sign one note with the creator of a tier whom the selector names next, if the money is enough; else none."""
    taken = _rows_of(market, hired)
    members = np.setdiff1d(np.flatnonzero(market.tier == tier), taken)
    purse = Purse(members, cash_fen, costs_of(plan, market, 1), 1, taken)
    at = accepted(market, SELECTORS[plan.selector](market), purse)
    return contracts_with(plan, market, at, days[at], line)


def contracts_with(
    plan: CampaignConfig,
    market: Marketplace,
    at: NDArray[np.intp],
    publish_day: NDArray[np.int64],
    line: str = "creators",
) -> Contracts:
    """Return a contract for one note with each of some creators of the market, who sign in this order at its price."""
    m, (fee, service) = len(at), _owed(fen_of(asked_cny(market, at)), at, plan, market)
    return Contracts(
        market.row[at],
        market.tier[at],
        market.followers[at],
        cny_of(fee),
        cny_of(service),
        market.is_quoted[at],
        publish_day,
        market.fit[at] > 0,
        np.full(m, PAID, np.int8),
        np.zeros(m),
        np.ones(m),
        np.full(m, CONTRACT_LINES.index(line), np.int8),
        market.ways.is_outside[at],
    )


def _owed(
    price_fen: NDArray[np.int64], at: NDArray[np.intp], plan: CampaignConfig, market: Marketplace
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what creators and the marketplace get of notes at these prices; outside it, creators get a premium."""
    is_outside, premium = market.ways.is_outside[at], np.rint(price_fen * market.ways.premium).astype(np.int64)
    return price_fen + np.where(is_outside, premium, 0), np.where(is_outside, 0, service_fen(price_fen, plan))


def series_days(terms: ContractConfig) -> NDArray[np.int64]:
    """Return the days, after the first note, of the notes that one creator signs: ``gap_days`` apart.

    Those that would be more than ``most_notes`` within ``most_days`` are not signed. As nobody who is under contract
    is hired again, be it for a teaser, in flight or as a replacement, no creator's limit is ever passed.
    """
    taken: list[int] = []
    for day in range(0, terms.notes_each * terms.gap_days, terms.gap_days):
        fresh = sum(day - before < terms.most_days for before in taken)
        if terms.most_notes == 0 or fresh < terms.most_notes:
            taken.append(day)
    return np.array(taken, np.int64)


def in_series(contracts: Contracts, days: NDArray[np.int64], n_single: int) -> Contracts:
    """Repeat contracts for notes on ``days`` after the first; the first ``n_single`` are for one note only."""
    m, n_more = len(contracts.row), len(days) - 1
    whole = np.concatenate([np.arange(m), *([np.arange(n_single, m)] * n_more)])
    wait = np.repeat(days, [m] + [m - n_single] * n_more)
    series = contracts_at(contracts, whole)
    return series._replace(publish_day=series.publish_day + wait)


def _rows_of(market: Marketplace, hired: NDArray[np.int64]) -> NDArray[np.intp]:
    return np.flatnonzero(np.isin(market.row, hired))


def due(contracts: Contracts, day: int) -> Contracts:
    """Return the contracts whose note appears on ``day``."""
    return contracts_at(contracts, contracts.publish_day == day)


def contracts_at(contracts: Contracts, which: NDArray[Any]) -> Contracts:
    """Return a copy of some contracts: a mask, or places."""
    columns: Any = contracts
    return Contracts._make(column[which] for column in columns)


def both_contracts(first: Contracts, then: Contracts) -> Contracts:
    """Return the contracts of both, in order."""
    columns: Any = zip(first, then, strict=True)
    return Contracts._make(np.concatenate(pair) for pair in columns)
