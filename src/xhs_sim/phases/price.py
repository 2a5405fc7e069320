"""Price: what products cost today, and how that, their reviews and their shop are felt.

People compare a price with the one that they remember [1]_: what is below draws, what comes back to the list price
after a promotion repels, and more so than it drew [2]_.

References
----------
.. [1] Winer (1986), A reference price model of brand choice, doi:10.1086/209064.
.. [2] Hardie, Johnson and Fader (1993), Modeling loss aversion and reference dependence effects,
   doi:10.1287/mksc.12.4.378.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import CommerceConfig, PromotionConfig, ReviewsConfig
from ..records.money import whole
from .convert import Products


class Terms(NamedTuple):
    """What a brand pays on its GMV, as shares of it."""

    commission: float
    payment_fee: float
    merchant: float  # kept by a third-party shop


def deal_of(price: NDArray[np.float64], reference: NDArray[np.float64], loss: float) -> NDArray[np.float64]:
    """Return how good a price seems, ln(reference / price), times ``loss`` if it is above the reference."""
    gain = np.log(reference / price)
    return np.where(gain < 0.0, loss * gain, gain)


def at_prices(
    products: Products, price: NDArray[np.float64], reference: NDArray[np.float64], commerce: CommerceConfig
) -> Products:
    """Return products at today's prices: goods cost what they cost, so the margin takes the discount.

    Parameters
    ----------
    products : Products
        P rows, at list prices.
    price, reference : float arrays of shape (P,)
        CNY, today's and the remembered one.
    """
    left = price / products.price
    deal = deal_of(price, reference, commerce.deal_loss)
    return products._replace(
        price=price,
        margin=np.where(left == 1.0, products.margin, 1.0 - (1.0 - products.margin) / left),
        appeal=products.appeal + commerce.deal_choice * deal,
        cart_factor=products.cart_factor * np.exp(commerce.deal_cart * deal),
    )


def with_coupons(
    price: NDArray[np.float64], brand: NDArray[np.int64], value_cny: Mapping[int, float], least_cny: Mapping[int, float]
) -> NDArray[np.float64]:
    """Return prices to who holds some brands' coupons: the value off what costs ``least_cny`` or more.

    Parameters
    ----------
    price, brand : arrays of shape (P,)
        Of each product, today.
    value_cny, least_cny : mapping
        Of the coupons held, by brand.
    """
    paid = price.copy()
    for b, value in value_cny.items():
        paid[(brand == b) & (price >= least_cny[b])] -= value
    return whole(paid)


def is_running(plan: PromotionConfig, day: int) -> bool:
    """Say whether the promotion is on."""
    return plan.product is not None and plan.start_day <= day < plan.start_day + plan.days


def in_shops(products: Products, third_party: list[int], trust: float) -> Products:
    """Return products as they are trusted: those of the brands in third-party shops draw by ``trust``."""
    there = np.isin(products.brand, third_party)
    return products._replace(
        appeal=np.where(there, products.appeal + trust, products.appeal),
        cart_factor=np.where(there, products.cart_factor * np.exp(trust), products.cart_factor),
    )


def shown_stars(reviews: NDArray[np.int64], stars: NDArray[np.float64], plan: ReviewsConfig) -> NDArray[np.float64]:
    """Return the mean stars above the usual as readers take them: shrunk, because few reviews say little."""
    return np.asarray(stars / (reviews + plan.prior), np.float64)


def given_stars(
    appeal: NDArray[np.float64], normals: NDArray[np.float64], is_late: NDArray[np.bool_], plan: ReviewsConfig
) -> NDArray[np.float64]:
    """Return the stars of each review, 1 to 5 in steps of 1, counted from the usual ones."""
    stars = plan.usual_stars + plan.quality_stars * appeal + plan.sd_stars * normals
    return np.clip(np.rint(stars - plan.late_stars * is_late), 1.0, 5.0) - plan.usual_stars


def terms_of(commerce: CommerceConfig, brand: str) -> Terms:
    """Return what a brand pays on its GMV: in its own shop, or in that of a third party."""
    other = commerce.third_party
    if brand in other.brands:
        return Terms(other.commission_share, other.payment_fee_share, other.merchant_share)
    return Terms(commerce.commission_share, commerce.payment_fee_share, 0.0)
