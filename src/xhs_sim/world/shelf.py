"""The shelf: what changes about products during a run - prices people remember, stock, reviews."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNLIMITED = -1


@dataclass(slots=True)
class Coupons:
    """Money off a brand's products today, for those who hold a coupon."""

    holders: NDArray[np.bool_]  # (N,)
    value_cny: float
    least_cny: float  # price from which one counts; above the value
    used: int = 0  # today
    off_cny: float = 0.0  # by those


class Shelf:
    """The state of P products, in the order of brands."""

    def __init__(self) -> None:
        self.open(np.zeros(0))

    def open(self, prices: NDArray[np.float64]) -> None:
        """Put products on the shelf: list prices are remembered, nobody wrote a review, stock has no limit."""
        self.reference = prices.astype(np.float64)  # CNY, the price that people remember
        self.stock = np.full(len(prices), UNLIMITED, np.int64)
        self.reviews = np.zeros(len(prices), np.int64)
        self.stars = np.zeros(len(prices))  # sum over reviews of stars above the usual
        self.coupons: dict[int, Coupons] = {}  # of today, by brand

    def remember(self, prices: NDArray[np.float64], keep: float) -> None:
        """Move the remembered price towards today's; ``keep`` of the difference is left."""
        self.reference += (1.0 - keep) * (prices - self.reference)

    def limit(self, product: int, units: int) -> None:
        """Stock so many units of a product, or as many as are wanted (``UNLIMITED``)."""
        self.stock[product] = units

    def take(self, product: NDArray[np.int8], units: NDArray[np.int64]) -> None:
        """Hand out what was ordered."""
        taken = np.bincount(product, weights=units, minlength=len(self.stock)).astype(np.int64)
        limited = self.stock != UNLIMITED
        self.stock[limited] -= taken[limited]

    def hand_out(self, brand: int, coupons: Coupons) -> None:
        """Let a brand's coupons count today; there is one kind of a brand at a time."""
        self.coupons[brand] = coupons

    def redeem(self, brand: int, used: int, off_cny: float) -> None:
        """Count what coupons took off."""
        self.coupons[brand].used += used
        self.coupons[brand].off_cny += off_cny

    def end_coupons(self) -> None:
        """Let today's coupons count no more."""
        self.coupons = {}

    def review(self, product: NDArray[np.int8], stars: NDArray[np.float64], weight: int = 1) -> None:
        """Take in reviews, each written by ``weight`` people; ``stars`` are counted from the usual."""
        self.reviews += weight * np.bincount(product, minlength=len(self.reviews))
        self.stars += weight * np.bincount(product, weights=stars, minlength=len(self.stars))
