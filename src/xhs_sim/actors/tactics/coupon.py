"""Coupons: money off for who saved a note of the brand and never bought from it.

Whoever qualifies on a day of it gets one coupon, which counts until the last day or the first purchase. Its holder pays
``price - value_cny`` for any product of the brand that costs ``least_cny`` or more today, on the platform, outside live
rooms. The lower price is felt as any other (``phases/price.py``): more choose the product (``-choice_price ln price``,
and ``deal_choice ln(reference / price)``), and more of those who look put it into the cart (``deal_cart``). The brand
gives the money: an order's value and margin are what is left of it, and nobody is paid.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ...config.messages import message
from ...config.param import param
from ...config.schema import CampaignConfig, Config, TacticConfig
from ...records.columns import DAY, TEXT, Column, cny, counts, words
from ...records.money import whole
from ...world.columns import AWARE, INTERESTED, NEVER, BrandStates
from ...world.shelf import Coupons
from .tactic import Tactic

if TYPE_CHECKING:
    from ...phases.convert import Orders
    from ...scene import Scene
    from ..brand import Brand

Who = Literal["saved", "interested", "aware"]


class CouponConfig(TacticConfig):
    """Money off a first purchase."""

    strength = "value_cny"

    who: Who = Field(
        description="gets one, of those who never bought: who saved a note about the brand, is interested, or knows it"
    )
    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the first of coupons", source="brief", confidence="choice"
    )
    days: int = param("days", 1, 365, "on which coupons are given and count", source="brief", confidence="choice")
    value_cny: float = param(
        "CNY", 0.0, 10_000.0, "off the price; 0 = none are given", source="brief", confidence="choice"
    )
    least_cny: float = param(
        "CNY", 0.01, 100_000.0, "price from which a coupon counts, above its value", source="brief", confidence="choice"
    )

    def problems(self, place: str, config: Config) -> list[str]:
        """Refuse coupons worth more than what they are for, and those that nobody could use."""
        if self.value_cny >= self.least_cny:
            return [message("config.coupon_bounds", place=place, value=self.value_cny, least=self.least_cny)]
        brand = config.campaign.brand
        if brand is None:
            return []
        dearest = max((each.price_cny for each in config.brands[brand].products.values()), default=0.0)
        if dearest >= self.least_cny:
            return []
        return [message("config.coupon_too_dear", place=place, least=self.least_cny, brand=brand, dearest=dearest)]


def who_may(states: BrandStates, brand: int, who: Who) -> NDArray[np.bool_]:
    """Return who gets a coupon, if there is one; (N,)."""
    least = {"interested": INTERESTED, "aware": AWARE}
    qualifies = states.saved[:, brand] > 0 if who == "saved" else states.stage[:, brand] >= least[who]
    return np.asarray(qualifies & never_bought(states, brand))


def never_bought(states: BrandStates, brand: int) -> NDArray[np.bool_]:
    """Return who never bought from a brand, here or elsewhere; (N,)."""
    return np.asarray(states.order_day[:, brand] == NEVER)


class Coupon(Tactic):
    """Gives coupons, and counts what they take off."""

    name, plan_type, puts_in, paid_from = "coupon", CouponConfig, "coupons_given", "nothing"
    tables: ClassVar[Mapping[str, Mapping[str, Column]]] = {
        "coupon_daily": {
            "day": DAY,
            "campaign": TEXT,
            "brand": words("brands"),
            **counts("given", "holders", "used"),
            **cny("off_cny"),
        }
    }
    terms: CouponConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: CouponConfig) -> int:
        """Return the first of its days."""
        return plan.start_day + terms.after_days

    def __init__(self, scene: "Scene", brand: "Brand", plan: CouponConfig) -> None:
        super().__init__(scene, brand, plan)
        self.has_got = np.zeros(scene.world.sample.n_readers, np.bool_)
        self.today: Coupons | None = None
        self.n_new = 0

    def plan(self, day: int) -> None:
        """Give a coupon to everybody who qualifies and had none; who bought holds none any more."""
        age, states, brand = day - self.start_day - self.terms.after_days, self.world.brands, self.brand.column
        self.today = None
        if not 0 <= age < self.terms.days or self.terms.value_cny <= 0:
            return
        sample = self.world.sample
        readers, weight = self.world.residents(day)[: sample.n_readers], sample.weight
        new = who_may(states, brand, self.terms.who) & readers & ~self.has_got
        self.has_got, self.n_new = self.has_got | new, weight * int(new.sum())
        holders = self.has_got & never_bought(states, brand)
        self.today = Coupons(holders, self.terms.value_cny, self.terms.least_cny)
        self.world.shelf.hand_out(brand, self.today)

    def close_day(self, orders: "Orders", day: int) -> None:  # noqa: ARG002
        """Write down how many were given, held and used, and what they took off."""
        if self.today is not None:
            held = self.world.sample.weight * int(self.today.holders.sum())
            used = {"used": self.today.used, "off_cny": float(whole(self.today.off_cny))}
            self.diary.add("coupon_daily", day=day, given=self.n_new, holders=held, **used)
