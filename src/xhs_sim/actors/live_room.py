"""Live sessions: a brand sells in a room of its own, or in that of a host whom it hires."""

import numpy as np
from numpy.typing import NDArray

from ..diary.selling import record_session
from ..phases.attribute import LIVE, Touches, no_touches
from ..phases.convert import Orders, Sold
from ..phases.live import Attendance, Public, Room, attend, expected_of, online_chance, orders_of
from ..phases.price import deal_of
from ..records.money import FEN_PER_CNY, whole
from ..scene import Scene
from ..strategies.kol.nearest import nearest_creator
from ..world.columns import INTERESTED, NEVER, NOBODY
from .shops import Shops


class LiveRoom:
    """The room of the brand that sells live.

    Parameters
    ----------
    scene : Scene
    shops : Shops
        Where what is sold comes from.
    is_traced : bool array of shape (N,)
        Whose touches are kept for attribution.
    """

    def __init__(self, scene: Scene, shops: Shops, is_traced: NDArray[np.bool_]) -> None:
        self.scene, self.shops, self.is_traced = scene, shops, is_traced
        self.host, self.entered = NOBODY, no_touches()  # who was touched this evening

    def is_on(self, day: int) -> bool:
        """Return whether there is a session on a day."""
        plan = self.scene.config.live
        return plan.product is not None and day in plan.on_days

    def hold(self, day: int) -> Sold | None:
        """Hold the day's session, if there is one; return what it sold."""
        self.entered = no_touches()
        return self._go_live(day) if self.is_on(day) else None

    def _go_live(self, day: int) -> Sold:
        plan, world, commerce = self.scene.config.live, self.scene.world, self.scene.config.commerce
        brand = self.scene.brand(plan.brand).column
        room = self._room(brand, day)
        if plan.host_followers > 0 and self.host == NOBODY:
            self.host = self._hire(int(self.shops.products.topic[room.product]))
        seen = attend(self._public(room, day), room, plan, self.scene.streams, day)
        is_new = world.brands.order_day[seen.user, brand] == NEVER
        gain = commerce.interest_click + commerce.interest_engage * seen.opens.astype(np.float64)
        world.meet_in_live(seen.user, brand, gain, commerce.interest_cap, day)
        size = world.brands.stage.shape[1], len(self.shops.products.brand)
        expected = expected_of(seen, room, size, plan.basket_units, is_new)
        sold = self.shops.sold(orders_of(seen, room, is_new), expected, day)
        self._keep_room(seen, sold.orders, room, brand, day)
        return sold

    def _room(self, brand: int, day: int) -> Room:
        plan, products, commerce = self.scene.config.live, self.shops.products, self.scene.config.commerce
        place = self.shops.place_of(plan.brand, plan.product)
        price = min(whole(products.price[place] * (1.0 - plan.discount_share)), self.shops.prices(day)[place])
        deal = deal_of(np.array([price]), self.scene.world.shelf.reference[[place]], commerce.deal_loss)[0]
        minutes = min(plan.minutes, (24 - plan.hour) * 60)
        cost = products.price[place] * (1.0 - products.margin[place])
        draw = float(np.exp(commerce.deal_cart * deal) * products.cart_factor[place])
        return Room(brand, place, minutes, float(price), float(cost), draw, commerce.recommend_share)

    def _public(self, room: Room, day: int) -> Public:
        world, plan, rows = self.scene.world, self.scene.config.live, self.scene.world.readers
        users, truth, states, topic = world.users, world.truth, world.brands, self.shops.products.topic[room.product]
        follows = np.zeros(len(users.key), np.bool_)
        if self.host != NOBODY:
            follows[world.graph.followers[world.graph.indptr[self.host] : world.graph.indptr[self.host + 1]]] = True
        elif plan.host_followers == 0:
            follows = states.stage[:, room.brand] >= INTERESTED
        online = online_chance(truth.sessions[rows], self.scene.config.population.hour_profile, plan.hour, room.minutes)
        fit = np.minimum(2.0 * users.taste_hat[rows, topic].astype(np.float64) ** 2, 1.0)
        pause = day - states.order_day[rows, room.brand].astype(np.int64) < self.shops.law.repurchase_days
        return Public(
            rows,
            users.key[rows],
            follows[rows],
            online,
            fit,
            truth.taste[rows, topic].astype(np.float64) ** 2,
            states.interest[rows, room.brand].astype(np.float64),
            ~pause,
        )

    def _hire(self, topic: int) -> int:
        world = self.scene.world
        rows = np.flatnonzero((world.creators.rate > 0) & (world.users.is_gone == 0))
        rows = rows[world.users.signup_day[rows] < 0]
        followers, key = world.fakes.public(world.creators, rows), world.users.key[rows]
        at = nearest_creator(followers, world.creators.topic[rows] == topic, key, self.scene.config.live.host_followers)
        return int(rows[at]) if at >= 0 else NOBODY

    def _keep_room(self, seen: Attendance, orders: Orders, room: Room, brand: int, day: int) -> None:
        """Record a session, what its host gets, and that its audience was touched."""
        plan, name, host = self.scene.config.live, str(self.scene.config.live.brand), np.array([self.host])
        done = np.zeros(len(seen.user), np.bool_)
        done[seen.opens] = orders.is_order
        seen = seen._replace(orders=done, is_refunded=seen.is_refunded & done)
        about = {
            "brand": name,
            "product": plan.product,
            "host": None if self.host == NOBODY else self.host,
            "hour": plan.hour,
        }
        weight = self.scene.world.sample.weight
        record_session(self.scene.recorder, seen, about, room, weight, day)
        if self.host != NOBODY:
            kept = weight * orders.price[orders.is_order & ~orders.is_refunded].sum()
            for kind, cny in (("live_fee", plan.host_fee_cny), ("live_commission", plan.host_share * kept)):
                self.scene.brands[brand].pay_by_the_order(day, kind, host, np.array([round(cny * FEN_PER_CNY)]))
        who = seen.user[self.is_traced[seen.user]]
        self.entered = Touches(who, np.full(len(who), brand), np.full(len(who), day), np.full(len(who), LIVE))
