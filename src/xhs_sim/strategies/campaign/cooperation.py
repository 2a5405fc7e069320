"""Kinds of cooperation beside the paid note: products on trial, and notes developed together.

Both are hired as paid notes are, by the campaign's selector, from a market of other prices: a trial costs
its parcel whoever gets it, a note developed together a factor of the fee.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CampaignConfig, ProductConfig, TrialConfig
from ...records.money import whole
from ..kol.marketplace import Marketplace
from .launch import COCREATION, PAID, TRIAL, Contracts, sign_more

LEAST_CNY = 0.01  # of a parcel and of a fee, so that worth and cost are never over nothing


def parcel_cny(product: ProductConfig, terms: TrialConfig) -> float:
    """Return what one product on trial costs the brand: the goods at cost, and handling; whole fen."""
    return max(round(product.price_cny * (1.0 - product.margin_share) + terms.handling_cny, 2), LEAST_CNY)


def chance_to_write(worth_cny: float, fee_cny: NDArray[np.float64], terms: TrialConfig) -> NDArray[np.float64]:
    """Return P(a creator who got a product writes), by what it is worth against the fee of a note.

    ``logit p = logit write_even + write_worth ln(worth / fee)``: who asks more for a note, which is who has more
    followers, seldom writes for a gift.
    """
    lift = (worth_cny / np.maximum(fee_cny, LEAST_CNY)) ** terms.write_worth
    return np.asarray(terms.write_even * lift / (terms.write_even * lift + 1.0 - terms.write_even))


def send_trials(
    plan: CampaignConfig,
    market: Marketplace,
    product: ProductConfig,
    cash_fen: int,
    days: NDArray[np.int64],
    hired: NDArray[np.int64],
) -> Contracts:
    """Send products to creators who have no contract, as many as the money buys: no fee, no marketplace, no promise.

    Parameters
    ----------
    days : int array of shape (M,)
        On which the brand hopes for each creator's note.
    hired : int array
        User rows of creators under contract already.
    """
    terms = plan.contract.trial
    parcel, chance = parcel_cny(product, terms), chance_to_write(product.price_cny, market.price_cny, terms)
    gift = plan.model_copy(
        update={
            "contract": plan.contract.model_copy(update={"notes_each": 1}),
            "prices": plan.prices.model_copy(update={"service_fee_share": 0.0}),
        }
    )
    priced = market._replace(price_cny=np.full(len(market.row), parcel))
    tiers: dict[str, float] = {str(tier): weight for tier, weight in terms.tiers.items()}
    sent = sign_more(gift, priced, cash_fen, tiers, days, hired, "trial")
    at = np.argsort(market.row, kind="stable")
    at = at[np.searchsorted(market.row[at], sent.row)]
    return sent._replace(
        kind=np.full(len(sent.row), TRIAL, np.int8), goods_cny=sent.fee_cny, fee_cny=np.zeros(len(sent.row)),
        chance=chance[at],
    )  # fmt: skip


def sign_cocreation(
    plan: CampaignConfig, market: Marketplace, cash_fen: int, days: NDArray[np.int64], hired: NDArray[np.int64]
) -> Contracts:
    """Sign notes that creators develop with the brand, at a factor of their fee."""
    dear = market._replace(price_cny=whole(market.price_cny * plan.contract.cocreation.fee_factor))
    signed = sign_more(plan, dear, cash_fen, plan.tier_shares, days, hired, "cocreation")
    return signed._replace(kind=np.full(len(signed.row), COCREATION, np.int8))


def brief_effect(kind: NDArray[np.int8], plan: CampaignConfig, effort: float, appeal: float) -> NDArray[np.float64]:
    """Return what each kind of cooperation adds to a note's quality, logit.

    Briefed notes get ``quality_effect`` and the bonus's ``effort``, those developed together the creator's own hand
    besides; who wrote for a product that nobody briefed says what it is like.
    """
    briefed = np.where(kind == COCREATION, plan.contract.cocreation.quality, 0.0) + (plan.quality_effect + effort)
    return np.where(kind == TRIAL, plan.contract.trial.tone * appeal, briefed)


def keywords_of(kind: int, plan: CampaignConfig) -> float:
    """Return the share of words, of those left out by organic notes, that a kind of cooperation puts in."""
    if kind == TRIAL:
        return 0.0
    if kind == PAID:
        return plan.keyword_coverage
    return max(plan.keyword_coverage, plan.contract.cocreation.keyword_coverage)
