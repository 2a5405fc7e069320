"""Whose doing the orders are: credit to channels by their touches, and creators who are paid by the order."""

import numpy as np
from numpy.typing import NDArray

from ..diary.selling import record_attribution
from ..phases.attribute import Touches, branded, credit, joined, no_touches, touches_of
from ..phases.convert import Orders
from ..records.money import FEN_PER_CNY, split_fen
from ..scene import Scene
from ..world.columns import COUNTS


class Attribution:
    """What led to the orders.

    Parameters
    ----------
    scene : Scene
    is_traced : bool array of shape (N,)
        Whose touches are kept and whose orders are credited.
    """

    def __init__(self, scene: Scene, is_traced: NDArray[np.bool_]) -> None:
        self.scene, self.is_traced = scene, is_traced
        self.touches = no_touches()  # of the window

    def close_day(self, panel: list[NDArray[np.int64]], entered: Touches, orders: Orders, day: int) -> None:
        """Credit the day's orders, and pay creators by them.

        Parameters
        ----------
        panel : list of int arrays
            The day's impressions of those who are traced, among others.
        entered : Touches
            Of the day's live room.
        """
        if self.scene.config.record.touch_share > 0:
            self._attribute(panel, entered, orders, day)
        self._pay_affiliates(orders, day)

    def _attribute(self, panel: list[NDArray[np.int64]], entered: Touches, orders: Orders, day: int) -> None:
        since = day - self.scene.config.commerce.attribution_days
        world = self.scene.world
        notes = branded([world.content.log, world.archive.log])
        clicks = touches_of(panel, self.is_traced, notes, day)
        evening = joined(clicks, entered, since)  # a live room counts as the last touch of its day
        self.touches = joined(self.touches, evening, since)
        rows = np.flatnonzero(orders.is_order & orders.on_platform & self.is_traced[orders.user])
        fen = np.rint(orders.price[rows] * FEN_PER_CNY).astype(np.int64)
        user, brand = orders.user[rows], orders.brand[rows].astype(np.int64)
        weight = self.scene.world.sample.weight / self.scene.config.record.touch_share
        record_attribution(self.scene.recorder, user, brand, credit(self.touches, user, brand, fen, since), weight, day)

    def _pay_affiliates(self, orders: Orders, day: int) -> None:
        """Share the commission on attributed orders out by the clicks that each creator's sponsored notes had."""
        share, world = self.scene.config.commerce.affiliate_share, self.scene.world
        log, weight = world.content.log, world.sample.weight
        owed = orders.is_attributed & ~orders.is_refunded & ~orders.is_live
        if share == 0 or not owed.any():
            return
        for b, brand in enumerate(self.scene.brands):
            total = round(weight * share * orders.price[owed & (orders.brand == b)].sum() * FEN_PER_CNY)
            notes = np.flatnonzero((log.key >= 0) & (log.brand == b) & (log.is_sponsored > 0))
            creator, at = np.unique(log.creator[notes], return_inverse=True)
            clicks = world.content.counts.over_surfaces(notes)[:, COUNTS.index("reads")]
            weights = np.bincount(at, weights=clicks, minlength=len(creator)).astype(np.float64)
            if total > 0 and weights.sum() > 0:
                brand.pay_by_the_order(day, "affiliate", creator.astype(np.int64), split_fen(total, weights))
