"""The platform's shops, day by day: prices, stock and reviews, live sessions, orders, and who gets the credit."""

import numpy as np
from numpy.typing import NDArray

from ..diary.income import record_income
from ..diary.selling import Sales, record_attribution, record_orders, record_products, record_session
from ..phases.attribute import LIVE, Touches, credit, joined, no_touches, touches_of
from ..phases.convert import Orders, Products, convert, convert_law, product_table, sell_out, terms_of, together
from ..phases.live import Attendance, Crowd, Room, attend, online_chance, orders_of
from ..phases.price import at_prices, deal_of, given_stars, in_shops, is_running, shown_stars
from ..records.money import FEN_PER_CNY, split_fen
from ..scene import Scene
from ..strategies.kol.nearest import nearest_creator
from ..world.brand_states import INTERESTED, NEVER
from ..world.columns import COUNTS
from ..world.population import draw_normals, draw_uniforms
from ..world.shelf import UNLIMITED
from .brand import SALES


class Shops:
    """What is sold, to whom, at what price, and whose doing it is.

    Parameters
    ----------
    scene : Scene
        Its world's ``shelf`` holds prices that people remember, stock and reviews.
    is_traced : bool array of shape (N,)
        Whose orders are attributed.
    """

    def __init__(self, scene: Scene, is_traced: NDArray[np.bool_]) -> None:
        self.scene, self.config, self.names = scene, scene.config, scene.names
        self.world, self.recorder, self.streams = scene.world, scene.recorder, scene.streams
        config, world = scene.config, scene.world
        brands, plan = list(config.brands), config.commerce
        listed = product_table(config.brands, list(config.content.topics))
        there = [brands.index(name) for name in plan.third_party.brands]
        self.products = in_shops(listed, there, plan.third_party.trust)
        self.law = convert_law(plan)
        self.terms = [terms_of(plan, name) for name in brands]
        named = [(b, name) for b, brand in enumerate(config.brands.values()) for name in brand.products]
        self.places = {named[p]: p for p in range(len(named))}
        world.shelf.open(listed.price)
        self.is_traced = is_traced
        self.touches = self.entered = no_touches()  # of the window, and of today's live room
        self.host = -1
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
        return price

    def products_of(self, day: int) -> Products:
        """Return what is on the shelf today, as people feel it."""
        plan, shelf = self.config.commerce, self.world.shelf
        today = at_prices(self.products, self.prices(day), shelf.reference, plan)
        stars = plan.reviews.effect * shown_stars(shelf.reviews, shelf.stars, plan.reviews)
        return today._replace(appeal=np.where(shelf.stock == 0, -np.inf, today.appeal + stars))

    def sell(self, day: int) -> Orders:
        """Let the day's live session pass, then let everybody shop; stock, buyers and brands follow."""
        self._stock_up(day)
        orders = self._usual(day) if not self._is_live(day) else together(self._go_live(day), self._usual(day))
        bought = np.flatnonzero(orders.is_order)
        record_orders(self.recorder, orders, bought, day)
        kept = bought[orders.on_platform[bought]]
        if self.config.commerce.reviews.share > 0:
            self.bought.append((day, orders.user[kept], orders.product[kept]))
        return orders

    def _stock_up(self, day: int) -> None:
        plan = self.config.promotion
        if plan.product is None or plan.stock_units == 0:
            return
        place = self.place_of(plan.brand, plan.product)
        if day == plan.start_day:
            self.world.shelf.limit(place, plan.stock_units)
        elif day == plan.start_day + plan.days:
            self.world.shelf.limit(place, UNLIMITED)

    def _usual(self, day: int) -> Orders:
        world = self.world
        orders = convert(
            world.visitors, world.users, world.truth, world.brands, self.products_of(day), self.law, self.streams, day
        )
        return self._settled(orders, day)

    def _settled(self, orders: Orders, day: int) -> Orders:
        """Let the first get what there is, and make buyers of them."""
        world, shelf = self.world, self.world.shelf
        for product in np.flatnonzero(shelf.stock != UNLIMITED):
            queue = draw_uniforms(world.users.key[orders.user], self.streams.key("queue", day), 0)
            orders = sell_out(orders, int(product), int(shelf.stock[product]), queue)
        bought = np.flatnonzero(orders.is_order)
        world.settle_orders(orders.user[bought], orders.brand[bought], orders.recommends[bought], day)
        here = bought[orders.on_platform[bought]]
        shelf.take(orders.product[here], orders.units[here])
        return orders

    def _is_live(self, day: int) -> bool:
        return self.config.live.product is not None and day in self.config.live.on_days

    def _go_live(self, day: int) -> Orders:
        plan, world, commerce = self.config.live, self.world, self.config.commerce
        brand = list(self.config.brands).index(str(plan.brand))
        room = self._room(brand, day)
        if plan.host_followers > 0 and self.host < 0:
            self.host = self._hire(int(self.products.topic[room.product]))
        seen = attend(self._crowd(room, day), room, plan, self.streams, day)
        is_new = world.brands.order_day[seen.user, brand] == NEVER
        gain = commerce.interest_click + commerce.interest_engage * seen.opens.astype(np.float64)
        world.meet_in_live(seen.user, brand, gain, commerce.interest_cap, day)
        orders = self._settled(orders_of(seen, room, is_new), day)
        self._keep_room(seen, orders, room, brand, day)
        return orders

    def _room(self, brand: int, day: int) -> Room:
        plan, products, commerce = self.config.live, self.products, self.config.commerce
        place = self.place_of(plan.brand, plan.product)
        price = min(products.price[place] * (1.0 - plan.discount_share), self.prices(day)[place])
        deal = deal_of(np.array([price]), self.world.shelf.reference[[place]], commerce.deal_loss)[0]
        minutes = min(plan.minutes, (24 - plan.hour) * 60)
        cost = products.price[place] * (1.0 - products.margin[place])
        draw = float(np.exp(commerce.deal_cart * deal) * products.cart_factor[place])
        return Room(brand, place, minutes, float(price), float(cost), draw, commerce.recommend_share)

    def _crowd(self, room: Room, day: int) -> Crowd:
        world, plan, rows = self.world, self.config.live, self.world.visitors
        users, truth, states, topic = world.users, world.truth, world.brands, self.products.topic[room.product]
        follows = np.zeros(len(users.key), np.bool_)
        if self.host >= 0:
            follows[world.graph.followers[world.graph.indptr[self.host] : world.graph.indptr[self.host + 1]]] = True
        elif plan.host_followers == 0:
            follows = states.stage[:, room.brand] >= INTERESTED
        online = online_chance(truth.sessions[rows], self.config.population.hour_profile, plan.hour, room.minutes)
        fit = np.minimum(2.0 * users.taste_hat[rows, topic].astype(np.float64) ** 2, 1.0)
        pause = day - states.order_day[rows, room.brand].astype(np.int64) < self.law.repurchase_days
        return Crowd(
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
        world = self.world
        rows = np.flatnonzero((world.creators.rate > 0) & (world.users.is_gone == 0))
        rows = rows[world.users.signup_day[rows] < 0]
        followers, key = world.total_followers()[rows], world.users.key[rows]
        at = nearest_creator(followers, world.creators.topic[rows] == topic, key, self.config.live.host_followers)
        return int(rows[at]) if at >= 0 else -1

    def _keep_room(self, seen: Attendance, orders: Orders, room: Room, brand: int, day: int) -> None:
        """Record a session, what its host gets, and that its audience was touched."""
        plan, name, host = self.config.live, str(self.config.live.brand), np.array([self.host])
        done = np.zeros(len(seen.user), np.bool_)
        done[seen.opens] = orders.is_order
        seen = seen._replace(orders=done, is_refunded=seen.is_refunded & done)
        about = {
            "brand": name,
            "product": plan.product,
            "host": None if self.host < 0 else self.host,
            "hour": plan.hour,
        }
        record_session(self.recorder, seen, about, room.price, room.minutes, day)
        if self.host >= 0:
            kept = orders.price[orders.is_order & ~orders.is_refunded].sum()
            for kind, cny in (("live_fee", plan.host_fee_cny), ("live_commission", plan.host_share * kept)):
                self._pay(brand, kind, host, np.array([round(cny * FEN_PER_CNY)]), day)
        who = seen.user[self.is_traced[seen.user]]
        self.entered = Touches(who, np.full(len(who), brand), np.full(len(who), day), np.full(len(who), LIVE))

    def close_day(self, panel: list[NDArray[np.int64]], orders: Orders, day: int) -> None:
        """Attribute the day's orders, pay creators by them, take in reviews, and remember prices."""
        if self.config.record.touch_share > 0:
            self._attribute(panel, orders, day)
        self._pay_affiliates(orders, day)
        self._review(day)
        here = orders.on_platform & orders.is_order
        prices, shelf = self.prices(day), self.world.shelf
        units = np.bincount(orders.product[here], weights=orders.units[here], minlength=len(prices)).astype(np.int64)
        sales = Sales(self.products.brand, self.products.price, prices, units)
        record_products(self.recorder, shelf, sales, self.config.commerce.reviews.usual_stars, day)
        shelf.remember(prices, float(np.exp(-1.0 / self.config.commerce.reference_memory)))

    def _attribute(self, panel: list[NDArray[np.int64]], orders: Orders, day: int) -> None:
        since = day - self.law.attribution_days
        clicks = touches_of(panel, self.is_traced, self.world.content.log, day)
        evening = joined(clicks, self.entered, since)  # a live room counts as the last touch of its day
        self.touches, self.entered = joined(self.touches, evening, since), no_touches()
        rows = np.flatnonzero(orders.is_order & orders.on_platform & self.is_traced[orders.user])
        fen = np.rint(orders.price[rows] * FEN_PER_CNY).astype(np.int64)
        user, brand = orders.user[rows], orders.brand[rows].astype(np.int64)
        weight = 1.0 / self.config.record.touch_share
        record_attribution(self.recorder, user, brand, credit(self.touches, user, brand, fen, since), weight, day)

    def _pay_affiliates(self, orders: Orders, day: int) -> None:
        """Share the commission on attributed orders out by the clicks that each creator's sponsored notes had."""
        share, log = self.config.commerce.affiliate_share, self.world.content.log
        owed = orders.is_attributed & ~orders.is_refunded & ~orders.is_live
        if share == 0 or not owed.any():
            return
        for b in range(len(self.names.brands)):
            total = round(share * orders.price[owed & (orders.brand == b)].sum() * FEN_PER_CNY)
            notes = np.flatnonzero((log.key >= 0) & (log.brand == b) & (log.is_sponsored > 0))
            creator, at = np.unique(log.creator[notes], return_inverse=True)
            clicks = log.counts[notes, :, COUNTS.index("clicks")].sum(axis=1, dtype=np.int64)
            weights = np.bincount(at, weights=clicks, minlength=len(creator)).astype(np.float64)
            if total > 0 and weights.sum() > 0:
                self._pay(b, "affiliate", creator.astype(np.int64), split_fen(total, weights), day)

    def _pay(self, brand: int, kind: str, creator: NDArray[np.int64], fen: NDArray[np.int64], day: int) -> None:
        """Write what a brand pays to creators by the order or the session, nothing of nothing."""
        paid = fen != 0
        self.scene.brands[brand].pay(day, SALES, kind, fen[paid] / FEN_PER_CNY, creator[paid])

    def _review(self, day: int) -> None:
        plan, keys = self.config.commerce.reviews, self.world.users.key
        due = [each for each in self.bought if each[0] + plan.after_days <= day]
        self.bought = [each for each in self.bought if each[0] + plan.after_days > day]
        for ordered, user, product in due:
            stream = self.streams.key("review", ordered)
            writes = draw_uniforms(keys[user], stream, 0) < plan.share
            who, what = keys[user[writes]], product[writes]
            is_late = draw_uniforms(who, stream, 1) < plan.late_share
            whims = draw_normals(who, stream, 2).astype(np.float64)
            self.world.shelf.review(what, given_stars(self.products.appeal[what], whims, is_late, plan))

    def close(self) -> None:
        """Write who paid whom in the run."""
        record_income(self.recorder)
