"""The twin's people as buyers: needs, product visits, carts and orders."""

import math
from typing import NamedTuple

import mesa

from xhs_sim.world.columns import AWARE, BOUGHT, DEEP, INTERESTED, RECOMMENDING


class Product(NamedTuple):
    """What a brand sells."""

    brand: int
    topic: int
    price: float
    appeal: float


class Order(NamedTuple):
    """What a user bought."""

    user: int
    product: Product
    on_platform: bool
    is_refunded: bool
    is_attributed: bool


def products_of(source) -> list[Product]:
    """Return the products of a PlatformModel."""
    table = source.cast.shops.products
    columns = (table.brand, table.topic, table.price, table.appeal)
    return [Product(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


class Shopper(mesa.Agent):
    """Someone who now and then wants something (``needs``, today's topics), and buys where it suits."""

    def shop(self):
        """Look at what today's notes opened and at what a need asks for; maybe buy."""
        law, rng, needed = self.model.config.commerce, self.model.rng, {}
        for topic in self.needs:
            known = [p for p in self.model.products if p.topic == topic and self.stage[p.brand] > 0]
            needed[topic] = self.choose(known, law.choice_outside + rng.gumbel())
        for brand, products in enumerate(self.model.products_by_brand):
            wanted = needed.get(products[0].topic)
            if wanted is not None and wanted.brand == brand:
                self.visit(wanted, self.visits[brand] + 1, law.need_boost)
            elif self.visits[brand]:
                fit = min(2.0 * self.taste[products[0].topic] ** 2, 1.0) ** law.visit_fit
                self.visit(self.choose(products, -math.inf), self.visits[brand], fit)
        self.visits = [0] * len(self.visits)

    def choose(self, products: list[Product], outside: float) -> Product | None:
        """Choose by utility among products and what is sold elsewhere."""
        law, best, chosen = self.model.config.commerce, outside, None
        for product in products:
            if self.model.day - self.order_day[product.brand] < law.repurchase_days:
                continue
            x = product.appeal + law.choice_interest * self.interest[product.brand] + self.model.rng.gumbel()
            x -= law.choice_price * math.log(product.price / law.price_reference_cny) / self.purchasing
            if x > best:
                best, chosen = x, product
        return chosen

    def visit(self, product: Product | None, visits: int, boost: float):
        """Visit a product; maybe cart and order it."""
        law, rng = self.model.config.commerce, self.model.rng
        self.model.product_visits += visits
        if product is None:
            return
        brand = product.brand
        if rng.random() >= min(law.cart_rate * boost * (1.0 + 0.5 * self.interest[brand]), 0.95):
            return
        if rng.random() >= law.order_rate:
            return
        on_platform, is_refunded = rng.random() >= law.leak_share, rng.random() < law.refund_share
        is_attributed = on_platform and self.model.day - self.touch_day[brand] <= law.attribution_days
        self.model.orders.append(Order(self.row, product, on_platform, is_refunded, is_attributed))
        recommends = not is_refunded and rng.random() < law.recommend_share
        self.stage[brand] = RECOMMENDING if recommends else BOUGHT
        self.interest[brand], self.order_day[brand] = 0.0, self.model.day

    def let_interest_fade(self):
        """Forget a little, and stand where interest says; buyers stay buyers."""
        law = self.model.config.commerce
        interested, deep = law.stage_interest
        keep = math.exp(-1.0 / law.interest_days)
        for brand, level in enumerate(self.interest):
            if AWARE <= self.stage[brand] < BOUGHT:
                self.stage[brand] = DEEP if level >= deep else INTERESTED if level >= interested else AWARE
            self.interest[brand] = level * keep
