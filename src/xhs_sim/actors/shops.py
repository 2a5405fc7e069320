"""The platform's shops, day by day: prices, stock, orders and reviews."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..diary.selling import Sales, record_orders, record_products
from ..diary.target import books_of
from ..phases.convert import (
    DayOdds,
    Expected,
    Orders,
    Products,
    Sold,
    as_drawn,
    convert,
    convert_law,
    expect,
    product_table,
    sell_out,
    sold_together,
)
from ..phases.price import at_prices, given_stars, in_shops, is_running, shown_stars, terms_of, with_coupons
from ..records.money import whole
from ..scene import Scene
from ..world.population import draw_normals, draw_uniforms
from ..world.shelf import UNLIMITED


class Shops:
    """What is sold, to whom, at what price.

    Parameters
    ----------
    scene : Scene
        Its world's ``shelf`` holds prices that people remember, stock and reviews.

    Attributes
    ----------
    on_target : TargetBooks, optional
        What people of the campaign's target buy.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.config, self.world = config, world = scene.config, scene.world
        brands, plan = list(config.brands), config.commerce
        listed = product_table(config.brands, list(config.content.topics))
        there = [brands.index(name) for name in plan.third_party.brands]
        self.products = in_shops(listed, there, plan.third_party.trust)
        self.law = convert_law(plan)
        self.terms = [terms_of(plan, name) for name in brands]
        named = [(b, name) for b, brand in enumerate(config.brands.values()) for name in brand.products]
        self.places = {named[p]: p for p in range(len(named))}
        world.shelf.open(listed.price)
        self.weight = world.sample.weight
        self.visit_rates = np.array([plan.visit_rate, min(plan.visit_rate * config.search.look.visit_ratio, 1.0)])
        self.on_target = books_of(world, config)
        self.bought: list[tuple[int, NDArray[np.int64], NDArray[np.int8]]] = []  # day, user, product: to be reviewed

    def place_of(self, brand: str | None, product: str | None) -> int:
        """Return the row of a product."""
        return self.places[list(self.config.brands).index(str(brand)), str(product)]

    def prices(self, day: int) -> NDArray[np.float64]:
        """Return today's prices, CNY; (P,)."""
        plan, price = self.config.promotion, self.products.price
        if not is_running(plan, day):
            return price
        price = price.copy()
        price[self.place_of(plan.brand, plan.product)] *= 1.0 - plan.discount_share
        return whole(price)

    def products_of(self, price: NDArray[np.float64]) -> Products:
        """Return what is on the shelf today at some prices, as people feel it."""
        plan, shelf = self.config.commerce, self.world.shelf
        today = at_prices(self.products, price, shelf.reference, plan)
        stars = plan.reviews.effect * shown_stars(shelf.reviews, shelf.stars, plan.reviews)
        return today._replace(appeal=np.where(shelf.stock == 0, -np.inf, today.appeal + stars))

    def sell(self, day: int, live: Sold | None = None) -> Sold:
        """Let everybody shop; return what the day sold, a live session included."""
        usual = self._usual(day)
        sold = usual if live is None else sold_together(live, usual)
        orders = sold.orders
        bought = np.flatnonzero(orders.is_order)
        record_orders(self.scene.recorder, orders, bought, self.weight, day)
        kept = bought[orders.on_platform[bought]]
        if self.config.commerce.reviews.share > 0:
            self.bought.append((day, orders.user[kept], orders.product[kept]))
        return sold

    def stock_up(self, day: int) -> None:
        """Limit what is promoted to the stock that there is of it, as long as the promotion runs."""
        plan = self.config.promotion
        if plan.product is None or plan.stock_units == 0:
            return
        place = self.place_of(plan.brand, plan.product)
        if day == plan.start_day:
            self.world.shelf.limit(place, plan.stock_units)
        elif day == plan.start_day + plan.days:
            self.world.shelf.limit(place, UNLIMITED)

    def _usual(self, day: int) -> Sold:
        """Let visitors shop: who holds coupons at prices of their own."""
        groups = self._by_coupons(self.world.readers)
        of_target = None if self.on_target is None else [self._expected_on_target(*group, day) for group in groups]
        parts = [self._ordered(rows, held, day) for rows, held in groups]
        orders, expected = parts[0] if len(parts) == 1 else sold_together(*parts)
        sold = self.sold(orders if len(parts) == 1 else _by_user(orders), expected, day, of_target)
        self._redeem(sold.orders, day)
        return sold

    def _by_coupons(self, rows: NDArray[np.int64]) -> list[tuple[NDArray[np.int64], list[int]]]:
        """Group users by the brands whose coupons they hold."""
        coupons = self.world.shelf.coupons
        code = sum((held.holders[rows].astype(np.int64) << b for b, held in coupons.items()), np.zeros(len(rows), int))
        codes = np.unique(code) if coupons else [0]
        return [(rows[code == each], [b for b in coupons if each >> b & 1]) for each in codes]

    def _ordered(self, rows: NDArray[np.int64], held: list[int], day: int) -> Sold:
        """Decide what users buy who hold coupons of some brands; another shop takes none."""
        world, usual, products = self.world, self.prices(day), self._on_offer(held, day)
        expected = self._expect(rows, products, day)
        orders = convert(rows, world.users, world.truth, world.brands, products, self.law, self.scene.streams, day)
        if held:
            orders = orders._replace(price=np.where(orders.on_platform, orders.price, usual[orders.product]))
        return Sold(orders, expected)

    def _on_offer(self, held: list[int], day: int) -> Products:
        """Return what is on the shelf today for who holds coupons of some brands."""
        usual, coupons = self.prices(day), self.world.shelf.coupons
        value, least = ({b: getattr(coupons[b], of) for b in held} for of in ("value_cny", "least_cny"))
        return self.products_of(with_coupons(usual, self.products.brand, value, least) if held else usual)

    def _expect(self, rows: NDArray[np.int64], products: Products, day: int) -> Expected:
        world, odds = self.world, DayOdds(day, self.scene.streams.key("need", day), self.visit_rates)
        return expect(rows, world.users, world.truth, world.brands, products, self.law, odds)

    def _expected_on_target(self, rows: NDArray[np.int64], held: list[int], day: int) -> Expected:
        """Return what is to be expected of those of some users who are of the target."""
        assert self.on_target is not None
        return self._expect(rows[self.on_target.people[rows]], self._on_offer(held, day), day)

    def _redeem(self, orders: Orders, day: int) -> None:
        """Count the coupons that were used."""
        shelf, bought = self.world.shelf, orders.is_order & orders.on_platform
        for b, coupons in shelf.coupons.items():
            off = self.prices(day)[orders.product] - orders.price
            used = bought & (orders.brand == b) & coupons.holders[orders.user] & (off > 0)
            shelf.redeem(b, self.weight * int(used.sum()), self.weight * float(off[used].sum()))

    def sold(self, orders: Orders, expected: Expected, day: int, of_target: Sequence[Expected] | None = None) -> Sold:
        """Settle orders; of what there is only so much, as many are expected as were sold. It is told by brand.

        Parameters
        ----------
        of_target : sequence of Expected, optional
            What was to be expected of the people of the target; without it, what was sold.
        """
        limited = np.flatnonzero(self.world.shelf.stock != UNLIMITED)
        settled, brand = self.settled(orders, day), self.products.brand
        if self.on_target is not None:
            own = _of(settled, self.on_target.people)
            hoped = None if of_target is None else as_drawn(_added(of_target), own, limited).of_brands(brand)
            self.on_target.sell(settled, hoped)
        return Sold(settled, as_drawn(expected, settled, limited).of_brands(brand))

    def settled(self, orders: Orders, day: int) -> Orders:
        """Let the first get what there is, and make buyers of them."""
        world, shelf = self.world, self.world.shelf
        for product in np.flatnonzero(shelf.stock != UNLIMITED):
            queue = draw_uniforms(world.users.key[orders.user], self.scene.streams.key("queue", day), 0)
            orders = sell_out(orders, int(product), int(shelf.stock[product]) // self.weight, queue)
        bought = np.flatnonzero(orders.is_order)
        world.settle_orders(orders.user[bought], orders.brand[bought], orders.recommends[bought], day)
        here = bought[orders.on_platform[bought]]
        shelf.take(orders.product[here], self.weight * orders.units[here].astype(np.int64))
        return orders

    def close_day(self, orders: Orders, day: int) -> None:
        """Take in reviews, and let prices be remembered."""
        self._review(day)
        here = orders.on_platform & orders.is_order
        prices, shelf = self.prices(day), self.world.shelf
        units = np.bincount(orders.product[here], weights=orders.units[here], minlength=len(prices))
        sales = Sales(self.products.brand, self.products.price, prices, self.weight * units.astype(np.int64))
        record_products(self.scene.recorder, shelf, sales, self.config.commerce.reviews.usual_stars, day)
        shelf.end_coupons()
        shelf.remember(prices, float(np.exp(-1.0 / self.config.commerce.reference_memory)))

    def _review(self, day: int) -> None:
        plan, keys = self.config.commerce.reviews, self.world.users.key
        due = [each for each in self.bought if each[0] + plan.after_days <= day]
        self.bought = [each for each in self.bought if each[0] + plan.after_days > day]
        for ordered, user, product in due:
            stream = self.scene.streams.key("review", ordered)
            writes = draw_uniforms(keys[user], stream, 0) < plan.share
            who, what = keys[user[writes]], product[writes]
            is_late = draw_uniforms(who, stream, 1) < plan.late_share
            whims = draw_normals(who, stream, 2).astype(np.float64)
            self.world.shelf.review(what, given_stars(self.products.appeal[what], whims, is_late, plan), self.weight)


def _added(parts: Sequence[Expected]) -> Expected:
    """Return what is to be expected of all parts."""
    return Expected(*(np.sum(columns, axis=0) for columns in zip(*parts, strict=True)))


def _of(orders: Orders, people: NDArray[np.bool_]) -> Orders:
    """Return the rows of some people."""
    columns: Any = orders
    own = people[orders.user]
    return Orders._make(column[own] for column in columns)


def _by_user(orders: Orders) -> Orders:
    """Return the rows in the order of users, then of brands: as ``convert`` has them."""
    columns: Any = orders
    order = np.lexsort((orders.brand, orders.user))
    return Orders._make(column[order] for column in columns)
